package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.aws.Pages.IncompleteListing;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes calls and turns what comes of them into documents or gaps; at most so many at once. */
final class Answers {
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
    return attempt(fact, action, () -> Pages.all(key, page));
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
    } catch (IncompleteListing incomplete) {
      return Reading.unread(new Gap(fact, action, incomplete.getMessage()));
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      return Reading.unread(new Gap(fact, action, "the run was interrupted"));
    }
  }
}
