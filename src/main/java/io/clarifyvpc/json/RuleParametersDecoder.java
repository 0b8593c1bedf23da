package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rule parameters as a JSON object, names to values. */
public final class RuleParametersDecoder {
  private RuleParametersDecoder() {}

  /**
   * The parameters as text, in the document's order; which names and values there are is not
   * decided here.
   *
   * @throws MalformedDocument names the parameter whose value is no text, boolean, integer or list
   *     of texts
   */
  public static Map<String, String> decode(JsonNode document) {
    var object = JsonObject.of(document, "", Naming.AS_ASKED);
    var parameters = new LinkedHashMap<String, String>();
    for (var name : object.names()) {
      object.find(name).ifPresent(value -> parameters.put(name, text(object, name, value)));
    }
    return Collections.unmodifiableMap(parameters);
  }

  private static String text(JsonObject object, String name, JsonNode value) {
    if (value.isTextual() || value.isBoolean() || value.isIntegralNumber()) {
      return value.asText();
    }
    if (value.isArray()) {
      return String.join(",", object.anyTexts(name));
    }
    throw object.malformed(
        name, "is neither a string, a boolean, an integer nor a list of strings");
  }
}
