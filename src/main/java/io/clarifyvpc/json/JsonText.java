package io.clarifyvpc.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;

/** Tree to text. */
final class JsonText {
  private JsonText() {}

  /** What is not ASCII is escaped: no control or bidi mark reaches a terminal or a log as it is. */
  private static final ObjectWriter WRITER =
      Json.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  /** Two spaces a level, and the same line ends on every system. */
  private static final DefaultPrettyPrinter INDENTED =
      new DefaultPrettyPrinter()
          .withObjectIndenter(new DefaultIndenter("  ", "\n"))
          .withArrayIndenter(new DefaultIndenter("  ", "\n"));

  /** The tree on one line. */
  static String of(JsonNode tree) {
    return written(WRITER, tree);
  }

  /** The tree on many lines, for a reader. */
  static String indented(JsonNode tree) {
    return written(WRITER.with(INDENTED), tree);
  }

  private static String written(ObjectWriter writer, JsonNode tree) {
    try {
      return writer.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      // A tree of texts, numbers and flags can always be written.
      throw new UncheckedIOException(e);
    }
  }
}
