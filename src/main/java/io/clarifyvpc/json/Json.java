package io.clarifyvpc.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Text to tree, within limits: what is read here comes from outside. */
public final class Json {
  /** The largest document that is read. */
  public static final int MAX_BYTES = 64 << 20;

  private static final int MAX_NESTING_DEPTH = 200;
  private static final int MAX_TEXT_LENGTH = 4 << 20;
  private static final int MAX_NAME_LENGTH = 10_000;
  private static final int MAX_NUMBER_LENGTH = 400;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MAX_BYTES)
                          .maxNestingDepth(MAX_NESTING_DEPTH)
                          .maxStringLength(MAX_TEXT_LENGTH)
                          .maxNameLength(MAX_NAME_LENGTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Two members of one name: which of them counts would be a guess.
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private Json() {}

  /** The one mapper, for trees only. Treat it as immutable. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads a whole document.
   *
   * @throws MalformedDocument without a member, and with a problem that holds none of the content
   */
  public static JsonNode parse(byte[] document) {
    if (document.length > MAX_BYTES) {
      throw malformed("is larger than %d MiB".formatted(MAX_BYTES >> 20));
    }
    try {
      var tree = MAPPER.readTree(document);
      if (tree.isMissingNode()) {
        throw malformed("is empty");
      }
      return tree;
    } catch (StreamConstraintsException e) {
      throw malformed(limitExceeded(e));
    } catch (JsonProcessingException e) {
      throw malformed("is not JSON" + position(e.getLocation()));
    } catch (IOException _) {
      throw malformed("is not text in UTF-8");
    }
  }

  /**
   * The top-level members at the beginning of a document that cannot be read whole, with their text
   * where they are text.
   */
  static Map<String, String> topLevelMembers(byte[] beginning) {
    var members = new LinkedHashMap<String, String>();
    try (JsonParser parser = MAPPER.getFactory().createParser(beginning)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return members;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        members.put(name, "");
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          members.put(name, parser.getText());
        }
        parser.skipChildren();
      }
    } catch (IOException _) {
      return members; // as far as it could be read
    }
    return members;
  }

  private static String limitExceeded(StreamConstraintsException e) {
    // Jackson tells its limits apart by the message alone.
    return e.getOriginalMessage().contains("nesting depth")
        ? "is nested too deeply"
        : "holds a name, a text or a number that is too long";
  }

  private static String position(JsonLocation at) {
    return at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }

  private static MalformedDocument malformed(String problem) {
    return new MalformedDocument("", problem);
  }
}
