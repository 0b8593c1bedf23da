package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One object of a document, read strictly. A null member is an absent one, an empty text that may
 * be absent too; a member of another type than asked for is malformed. Every complaint names the
 * member's full path, never its content.
 */
final class JsonObject {
  /** The problem of a member that CloudTrail cut out because it was too large or secret. */
  static final String CUT = "was left out of the event";

  private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";
  private static final String MISSING = "is missing";

  private final JsonNode node;
  private final String path;
  private final Naming naming;

  private JsonObject(JsonNode node, String path, Naming naming) {
    this.node = node;
    this.path = path;
    this.naming = naming;
  }

  /** The object at a path of its document; the path is empty for the document as a whole. */
  static JsonObject of(JsonNode node, String path, Naming naming) {
    if (isCut(node)) {
      throw new MalformedDocument(path, CUT);
    }
    if (!node.isObject()) {
      throw new MalformedDocument(path, "is not an object");
    }
    return new JsonObject(node, path, naming);
  }

  /** Whether a value stands for one that CloudTrail cut out. */
  static boolean isCut(JsonNode value) {
    return value.path("omitted").equals(BooleanNode.TRUE) || HIDDEN.equals(value.textValue());
  }

  /** Whether the member is there, even if it is null. */
  boolean mentions(String name) {
    return node.has(naming.spell(name)) || node.has(naming.spellOtherwise(name));
  }

  /** Whether the member is there and not null. */
  boolean has(String name) {
    return find(name).isPresent();
  }

  Set<String> names() {
    var names = new LinkedHashSet<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The path of a member, as the document spells it or would. */
  String pathOf(String name) {
    var spelled = node.has(naming.spell(name)) ? naming.spell(name) : otherIfThere(name);
    return path.isEmpty() ? spelled : path + "." + spelled;
  }

  private String otherIfThere(String name) {
    var other = naming.spellOtherwise(name);
    return node.has(other) ? other : naming.spell(name);
  }

  JsonObject object(String name) {
    return optionalObject(name).orElseThrow(() -> missing(name));
  }

  Optional<JsonObject> optionalObject(String name) {
    return find(name).map(value -> of(value, pathOf(name), naming));
  }

  String text(String name) {
    var text = presentText(name).orElseThrow(() -> missing(name));
    if (text.isEmpty()) {
      throw malformed(name, "is empty");
    }
    return text;
  }

  /** A text that is not empty. */
  Optional<String> optionalText(String name) {
    return presentText(name).filter(text -> !text.isEmpty());
  }

  /** A text, also an empty one. */
  Optional<String> presentText(String name) {
    return find(name).map(value -> text(value, pathOf(name)));
  }

  boolean bool(String name) {
    return optionalBool(name).orElseThrow(() -> missing(name));
  }

  Optional<Boolean> optionalBool(String name) {
    return find(name)
        .map(value -> {
          refuseCut(value, pathOf(name));
          if (!value.isBoolean()) {
            throw malformed(name, "is not a boolean");
          }
          return value.booleanValue();
        });
  }

  int integer(String name) {
    return optionalInteger(name).orElseThrow(() -> missing(name));
  }

  OptionalInt optionalInteger(String name) {
    var found = find(name);
    if (found.isEmpty()) {
      return OptionalInt.empty();
    }
    var value = found.get();
    refuseCut(value, pathOf(name));
    if (!value.isNumber() || !value.canConvertToExactIntegral() || !value.canConvertToInt()) {
      throw malformed(name, "is not an integer");
    }
    return OptionalInt.of(value.intValue());
  }

  /** A count of at least one. */
  OptionalInt optionalCount(String name) {
    var count = optionalInteger(name);
    if (count.isPresent() && count.getAsInt() < 1) {
      throw malformed(name, "is less than 1");
    }
    return count;
  }

  List<JsonObject> objects(String name) {
    return optionalObjects(name).orElseThrow(() -> missing(name));
  }

  Optional<List<JsonObject>> optionalObjects(String name) {
    return elements(name, (value, at) -> of(value, at, naming));
  }

  /** The objects of a list; none where the list is absent. */
  List<JsonObject> anyObjects(String name) {
    return optionalObjects(name).orElse(List.of());
  }

  Optional<List<String>> optionalTexts(String name) {
    return elements(
        name,
        (value, at) -> {
          var text = text(value, at);
          if (text.isEmpty()) {
            throw new MalformedDocument(at, "is empty");
          }
          return text;
        });
  }

  /** The texts of a list; none where the list is absent. */
  List<String> anyTexts(String name) {
    return optionalTexts(name).orElse(List.of());
  }

  /** The value itself, where it is neither absent nor null. */
  Optional<JsonNode> find(String name) {
    var value = node.path(naming.spell(name));
    if (value.isMissingNode() || value.isNull()) {
      value = node.path(naming.spellOtherwise(name));
    }
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  /**
   * A member whose absence means something: absent, or read as one that has to be there. A null
   * says nothing, and so does an empty text.
   */
  <T> Optional<T> defaulted(String name, Function<String, T> read) {
    if (!mentions(name)) {
      return Optional.empty();
    }
    if (!has(name)) {
      throw malformed(name, "is null");
    }
    return Optional.of(read.apply(name));
  }

  MalformedDocument missing(String name) {
    return malformed(name, MISSING);
  }

  MalformedDocument malformed(String name, String problem) {
    return new MalformedDocument(pathOf(name), problem);
  }

  private <T> Optional<List<T>> elements(String name, BiFunction<JsonNode, String, T> element) {
    return find(name)
        .map(list -> {
          var at = pathOf(name);
          refuseCut(list, at);
          if (!list.isArray()) {
            throw malformed(name, "is not a list");
          }
          var elements = new ArrayList<T>(list.size());
          for (int i = 0; i < list.size(); i++) {
            elements.add(element.apply(list.get(i), at + "[" + i + "]"));
          }
          return elements;
        });
  }

  private static String text(JsonNode value, String path) {
    refuseCut(value, path);
    if (!value.isTextual()) {
      throw new MalformedDocument(path, "is not a string");
    }
    return value.textValue();
  }

  private static void refuseCut(JsonNode value, String path) {
    if (isCut(value)) {
      throw new MalformedDocument(path, CUT);
    }
  }
}
