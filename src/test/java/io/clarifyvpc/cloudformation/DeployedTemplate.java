package io.clarifyvpc.cloudformation;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A template with parameters, as CloudFormation makes resources of it: of the functions exactly
 * those that the samples use, any other is refused.
 */
final class DeployedTemplate {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Map<String, String> PSEUDO_PARAMETERS =
      Map.of(
          "AWS::AccountId", "111122223333",
          "AWS::Partition", "aws",
          "AWS::Region", "us-east-1",
          "AWS::StackName", "sample");

  private final JsonNode template;
  private final Map<String, JsonNode> parameters = new HashMap<>();

  private DeployedTemplate(JsonNode template, Map<String, String> given) {
    this.template = template;
    template
        .path("Parameters")
        .properties()
        .forEach(parameter -> {
          var value =
              Optional.ofNullable(given.get(parameter.getKey()))
                  .or(() ->
                      Optional.ofNullable(parameter.getValue().get("Default"))
                          .map(JsonNode::asText))
                  .orElseThrow(
                      () -> new IllegalArgumentException(parameter.getKey() + " has no value"));
          parameters.put(
              parameter.getKey(), typed(value, parameter.getValue().path("Type").asText()));
        });
    if (!parameters.keySet().containsAll(given.keySet())) {
      throw new IllegalArgumentException("no such parameter among " + given.keySet());
    }
  }

  static DeployedTemplate of(Path file, Map<String, String> parameters) {
    return new DeployedTemplate(YamlTemplate.read(file), parameters);
  }

  /** An empty list has one empty element. */
  private static JsonNode typed(String value, String type) {
    if (!type.equals("CommaDelimitedList") && !type.startsWith("List<")) {
      return NODES.textNode(value);
    }
    var list = NODES.arrayNode();
    for (String element : value.split(",", -1)) {
      list.add(element.strip());
    }
    return list;
  }

  /** The properties of a resource. */
  JsonNode properties(String resource) {
    return resolved(template.path("Resources").path(resource).path("Properties")).orElseThrow();
  }

  /** The value; empty where it is {@code AWS::NoValue}. */
  private Optional<JsonNode> resolved(JsonNode node) {
    return switch (node) {
      case ArrayNode list -> {
        var values = NODES.arrayNode();
        list.forEach(each -> resolved(each).ifPresent(values::add));
        yield Optional.of(values);
      }
      case ObjectNode object when isFunction(object) ->
          function(object.fieldNames().next(), object.elements().next());
      case ObjectNode object -> {
        var values = NODES.objectNode();
        object
            .properties()
            .forEach(each ->
                resolved(each.getValue()).ifPresent(value -> values.set(each.getKey(), value)));
        yield Optional.of(values);
      }
      default -> Optional.of(node);
    };
  }

  private static boolean isFunction(ObjectNode object) {
    return object.size() == 1
        && (object.has("Ref") || object.fieldNames().next().startsWith("Fn::"));
  }

  private Optional<JsonNode> function(String name, JsonNode argument) {
    return switch (name) {
      case "Ref" ->
          argument.asText().equals("AWS::NoValue")
              ? Optional.empty()
              : Optional.of(reference(argument.asText()));
      case "Fn::If" -> resolved(argument.get(holds(argument.get(0).asText()) ? 1 : 2));
      case "Fn::Sub" -> Optional.of(NODES.textNode(substituted(argument.asText())));
      case "Fn::GetAtt" -> Optional.of(NODES.textNode(argument.asText()));
      case "Fn::Join" ->
          Optional.of(
              NODES.textNode(
                  resolved(argument.get(1))
                      .orElseThrow()
                      .valueStream()
                      .map(JsonNode::asText)
                      .collect(joining(argument.get(0).asText()))));
      case "Fn::Equals" -> {
        var both = resolved(argument).orElseThrow();
        yield Optional.of(NODES.booleanNode(both.get(0).equals(both.get(1))));
      }
      case "Fn::Not" ->
          Optional.of(NODES.booleanNode(!resolved(argument.get(0)).orElseThrow().booleanValue()));
      default -> throw new IllegalArgumentException("no sample uses " + name);
    };
  }

  private boolean holds(String condition) {
    return resolved(template.path("Conditions").path(condition)).orElseThrow().booleanValue();
  }

  private JsonNode reference(String name) {
    var pseudo = PSEUDO_PARAMETERS.get(name);
    if (pseudo != null) {
      return NODES.textNode(pseudo);
    }
    return parameters.getOrDefault(name, NODES.textNode(name));
  }

  private String substituted(String text) {
    var result = text;
    for (var pseudo : PSEUDO_PARAMETERS.entrySet()) {
      result = result.replace("${" + pseudo.getKey() + "}", pseudo.getValue());
    }
    for (var parameter : parameters.entrySet()) {
      result = result.replace("${" + parameter.getKey() + "}", parameter.getValue().asText());
    }
    return result;
  }
}
