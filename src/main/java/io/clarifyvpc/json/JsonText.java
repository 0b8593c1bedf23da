package io.clarifyvpc.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;

/** Tree to text. */
final class JsonText {
  private JsonText() {}

  /** What is not ASCII is escaped: no control or bidi mark reaches a terminal or a log as it is. */
  private static final ObjectWriter WRITER =
      Json.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  /** The tree on one line. */
  static String of(JsonNode tree) {
    try {
      return WRITER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      // A tree of texts, numbers and flags can always be written.
      throw new UncheckedIOException(e);
    }
  }
}
