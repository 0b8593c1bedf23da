package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes calls and turns what comes of them into documents or gaps; at most so many at once. */
final class Answers {
  private static final String NEXT_TOKEN = "NextToken";
  private static final int MOST_AT_ONCE = 16;

  private final Semaphore permits = new Semaphore(MOST_AT_ONCE);

  /** One call that describes one thing; an empty optional where it does not exist. */
  Reading<Optional<ObjectNode>> described(
      Fact fact, String action, Supplier<? extends SdkPojo> call) {
    return attempt(
        fact,
        action,
        () -> {
          try {
            return Optional.of(AnswerDocument.of(call.get()));
          } catch (SdkException failure) {
            if (Failures.isMissing(failure)) {
              return Optional.empty();
            }
            throw failure;
          }
        });
  }

  /** All pages of a listing as one document, the list under its key. */
  Reading<ObjectNode> listed(
      Fact fact, String action, String key, Function<Optional<String>, ? extends SdkPojo> page) {
    return attempt(fact, action, () -> allPages(key, page))
        .flatMap(whole ->
            whole
                .map(Reading::known)
                .orElseGet(() ->
                    Reading.unread(new Gap(fact, action, "its pages do not come to an end"))));
  }

  private static Optional<ObjectNode> allPages(
      String key, Function<Optional<String>, ? extends SdkPojo> page) {
    var whole = AnswerDocument.of(page.apply(Optional.empty()));
    var list = whole.withArrayProperty(key);
    var tokens = new HashSet<String>();
    var token = token(whole);
    while (token.isPresent()) {
      if (!tokens.add(token.get())) {
        return Optional.empty();
      }
      var next = AnswerDocument.of(page.apply(token));
      if (next.get(key) instanceof ArrayNode more) {
        list.addAll(more);
      }
      token = token(next);
    }
    whole.remove(NEXT_TOKEN);
    return Optional.of(whole);
  }

  private static Optional<String> token(ObjectNode page) {
    return Optional.ofNullable(page.get(NEXT_TOKEN))
        .map(node -> node.asText())
        .filter(text -> !text.isEmpty());
  }

  /** The value, or a gap where a call failed. */
  <T> Reading<T> attempt(Fact fact, String action, Supplier<T> calls) {
    try {
      permits.acquire();
      try {
        return Reading.known(calls.get());
      } finally {
        permits.release();
      }
    } catch (SdkException failure) {
      return Reading.unread(new Gap(fact, action, Failures.reason(failure)));
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      return Reading.unread(new Gap(fact, action, "the run was interrupted"));
    }
  }
}
