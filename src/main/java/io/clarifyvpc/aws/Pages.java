package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;

/** All pages of a listing as one document. */
final class Pages {
  private static final String NEXT_TOKEN = "NextToken";

  /** A listing that AWS answered, but not to its end: half a listing is none. */
  static final class IncompleteListing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private IncompleteListing(String problem) {
      super(problem);
    }

    private IncompleteListing(String key, int page) {
      this("page %d of the answer holds no %s".formatted(page, key));
    }
  }

  private Pages() {}

  /**
   * Asks for page after page. AWS sends an empty list as an element without children, which the SDK
   * tells from an answer that holds no list at all: that is no answer.
   *
   * @param key the member that holds the list
   * @param page one page, from its token
   * @throws IncompleteListing if a page lacks the list, or a token comes back a second time
   */
  static ObjectNode all(String key, Function<Optional<String>, ? extends SdkPojo> page) {
    var whole = AnswerDocument.of(page.apply(Optional.empty()));
    if (!(whole.get(key) instanceof ArrayNode list)) {
      throw new IncompleteListing(key, 1);
    }
    var tokens = new HashSet<String>();
    var token = token(whole);
    while (token.isPresent()) {
      if (!tokens.add(token.get())) {
        throw new IncompleteListing("its pages do not come to an end");
      }
      var next = AnswerDocument.of(page.apply(token));
      if (!(next.get(key) instanceof ArrayNode more)) {
        throw new IncompleteListing(key, tokens.size() + 1);
      }
      list.addAll(more);
      token = token(next);
    }
    whole.remove(NEXT_TOKEN);
    return whole;
  }

  private static Optional<String> token(ObjectNode page) {
    return Optional.ofNullable(page.get(NEXT_TOKEN))
        .map(node -> node.asText())
        .filter(text -> !text.isEmpty());
  }
}
