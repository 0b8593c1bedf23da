package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.clarifyvpc.json.Replacements.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a redacted document keeps of a value. Null stays null. A value of another type than the one
 * foreseen is one that no decoder accepts: an empty value takes its place, which none accepts
 * either.
 */
@FunctionalInterface
interface Shape {
  JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A word of AWS's own: a state, a type, a protocol. */
  Pattern WORD = Pattern.compile("[A-Za-z0-9_.*-]{0,64}");

  JsonNode redact(JsonNode value, Replacements replacements);

  static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  /** A number, a flag or a word as it is. */
  static Shape asItIs() {
    return (value, _) ->
        value.isNumber()
                || value.isBoolean()
                || value.isNull()
                || (value.isTextual() && isWord(value.textValue()))
            ? value
            : placeholder(value);
  }

  /** A text that is replaced. An empty one has nothing to hide. */
  static Shape text(Kind kind) {
    return (value, replacements) -> {
      if (!value.isTextual()) {
        return placeholder(value);
      }
      return value.textValue().isEmpty()
          ? value
          : NODES.textNode(replacements.of(kind, value.textValue()));
    };
  }

  /** A value of which only that it is there matters. */
  static Shape presence() {
    return (value, _) -> value.isNull() ? value : NODES.objectNode();
  }

  /** The value where it is of interest, else only that it is there. */
  static Shape onlyIf(Function<JsonNode, Boolean> condition, Shape shape) {
    return (value, replacements) ->
        condition.apply(value)
            ? shape.redact(value, replacements)
            : presence().redact(value, replacements);
  }

  static Shape list(Shape element) {
    return (value, replacements) -> {
      if (!value.isArray()) {
        return placeholder(value);
      }
      var list = NODES.arrayNode(value.size());
      value.forEach(each -> list.add(element.redact(each, replacements)));
      return list;
    };
  }

  /** The members that are known, in their order; every other one is left out. */
  static Shape object(Map<String, Shape> members) {
    return object(members, _ -> Optional.empty());
  }

  /**
   * The same, where members that are not known may matter too.
   *
   * @param others what becomes of a member that is not known, by its name
   */
  static Shape object(Map<String, Shape> members, Function<String, Optional<Shape>> others) {
    return (value, replacements) -> {
      if (!value.isObject()) {
        return placeholder(value);
      }
      var object = NODES.objectNode();
      value
          .properties()
          .forEach(member ->
              Optional.ofNullable(members.get(member.getKey()))
                  .or(() -> others.apply(member.getKey()))
                  .ifPresent(shape ->
                      object.set(member.getKey(), shape.redact(member.getValue(), replacements))));
      return object;
    };
  }

  /** An empty value of the same type; a text that is neither empty nor anything else. */
  static JsonNode placeholder(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> NODES.objectNode();
      case ARRAY -> NODES.arrayNode();
      case NUMBER -> NODES.numberNode(0);
      case BOOLEAN -> NODES.booleanNode(false);
      case STRING -> NODES.textNode(Pseudonyms.REDACTED);
      default -> NODES.nullNode();
    };
  }
}
