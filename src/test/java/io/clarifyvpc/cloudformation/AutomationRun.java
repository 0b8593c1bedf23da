package io.clarifyvpc.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs an automation document as Systems Manager does: of its actions exactly those that the sample
 * uses, whatever else stands in it is refused.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html">Automation
 *     actions</a>
 */
final class AutomationRun {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{ ([A-Za-z.:]+) }}");
  private static final Pattern SELECTOR = Pattern.compile("\\.([A-Za-z]+)|\\[([0-9]+)]");
  private static final List<String> OF_THE_ACTION =
      List.of("Service", "Api", "PropertySelector", "DesiredValues");

  /** The API that the steps call. */
  interface Api {
    /** An answer, or an exception where the call fails. */
    JsonNode call(String api, ObjectNode request);
  }

  /**
   * How it ended.
   *
   * @param lastStep the step that ended it, or failed
   */
  record Outcome(boolean succeeded, String lastStep) {}

  private final JsonNode document;
  private final Api api;
  private final Map<String, String> values = new HashMap<>();

  AutomationRun(JsonNode document, Map<String, String> parameters, Api api) {
    this.document = document;
    this.api = api;
    values.put("global:REGION", "us-east-1");
    document
        .path("parameters")
        .properties()
        .forEach(parameter ->
            Optional.ofNullable(parameter.getValue().get("default"))
                .ifPresent(value -> values.put(parameter.getKey(), value.asText())));
    values.putAll(parameters);
  }

  Outcome run() {
    var step = document.path("mainSteps").get(0);
    while (true) {
      var name = step.path("name").asText();
      Optional<String> next;
      try {
        next = done(step);
      } catch (StepFailed | ApiFailed failed) {
        return new Outcome(false, name);
      }
      if (step.path("isEnd").asBoolean()) {
        return new Outcome(true, name);
      }
      step = next.map(this::named).orElseGet(() -> after(name));
    }
  }

  /** A call that AWS refuses. */
  static final class ApiFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ApiFailed(String message) {
      super(message);
    }
  }

  private static final class StepFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private JsonNode named(String name) {
    return document
        .path("mainSteps")
        .valueStream()
        .filter(step -> step.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no step " + name));
  }

  private JsonNode after(String name) {
    var steps = document.path("mainSteps").valueStream().toList();
    return steps.get(steps.indexOf(named(name)) + 1);
  }

  /** Does a step; which one it names to follow. */
  private Optional<String> done(JsonNode step) {
    if (step.has("onFailure") || step.has("nextStep") || step.has("isCritical")) {
      throw new IllegalArgumentException("the sample has no such member: " + step);
    }
    var inputs = (ObjectNode) filled(step.path("inputs"));
    return switch (step.path("action").asText()) {
      case "aws:executeAwsApi" -> {
        keepOutputs(step, answer(inputs));
        yield Optional.empty();
      }
      // Nothing changes here while it waits.
      case "aws:assertAwsResourceProperty", "aws:waitForAwsResourceProperty" -> {
        var found = selected(answer(inputs), inputs.path("PropertySelector").asText());
        if (!found.isTextual()
            || inputs.path("DesiredValues").valueStream().noneMatch(found::equals)) {
          throw new StepFailed();
        }
        yield Optional.empty();
      }
      case "aws:branch" -> Optional.of(branch(inputs));
      default -> throw new IllegalArgumentException("the sample uses no " + step.path("action"));
    };
  }

  private static String branch(JsonNode inputs) {
    return inputs
        .path("Choices")
        .valueStream()
        .filter(choice ->
            choice.path("Variable").asText().startsWith(choice.path("StartsWith").asText()))
        .map(choice -> choice.path("NextStep").asText())
        .findFirst()
        .orElseGet(() -> inputs.path("Default").asText());
  }

  private JsonNode answer(ObjectNode inputs) {
    if (!inputs.path("Service").asText().equals("ec2")) {
      throw new IllegalArgumentException("the sample calls EC2 only: " + inputs);
    }
    var request = inputs.deepCopy();
    request.remove(OF_THE_ACTION);
    return api.call(inputs.path("Api").asText(), request);
  }

  /** What an answer does not hold is an empty text. */
  private void keepOutputs(JsonNode step, JsonNode answer) {
    step.path("outputs")
        .forEach(output ->
            values.put(
                step.path("name").asText() + "." + output.path("Name").asText(),
                selected(answer, output.path("Selector").asText()).asText()));
  }

  private static JsonNode selected(JsonNode answer, String selector) {
    var found = answer;
    for (var steps = SELECTOR.matcher(selector); steps.find(); ) {
      found =
          steps.group(1) == null
              ? found.path(Integer.parseInt(steps.group(2)))
              : found.path(steps.group(1));
    }
    return found;
  }

  private JsonNode filled(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        var filled = NODES.objectNode();
        object.properties().forEach(each -> filled.set(each.getKey(), filled(each.getValue())));
        yield filled;
      }
      case ArrayNode list -> {
        var filled = NODES.arrayNode();
        list.forEach(each -> filled.add(filled(each)));
        yield filled;
      }
      default -> NODES.textNode(filled(node.asText()));
    };
  }

  private String filled(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(variable ->
            Optional.ofNullable(values.get(variable.group(1)))
                .orElseThrow(
                    () -> new IllegalArgumentException("no value of " + variable.group())));
  }
}
