package io.clarifyvpc.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;

/** Tree to text. */
final class JsonText {
  private JsonText() {}

  /** The tree on one line. */
  static String of(JsonNode tree) {
    try {
      return Json.mapper().writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      // A tree of texts, numbers and flags can always be written.
      throw new UncheckedIOException(e);
    }
  }
}
