package io.clarifyvpc.wire;

import static io.clarifyvpc.wire.JsonService.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.wire.JsonService.Refusal;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Amazon SageMaker's Describe and List calls, from documents that were put here. Not moto's: that
 * one drops members which decide, and pages wrongly. Lists come in pages of two, so that whoever
 * reads only the first page is found out.
 */
final class SageMakerEndpoint implements AutoCloseable {
  private static final int PAGE = 2;

  /**
   * How the API speaks of one kind of thing: its name's member, its list and the summaries' name.
   */
  private record Shape(String nameMember, String list, String summaryName, String summaryArn) {}

  private static final Map<String, Shape> SHAPES =
      Map.of(
          "Model", new Shape("ModelName", "Models", "ModelName", "ModelArn"),
          "ProcessingJob",
              new Shape(
                  "ProcessingJobName",
                  "ProcessingJobSummaries",
                  "ProcessingJobName",
                  "ProcessingJobArn"),
          "ModelBiasJobDefinition", definition(),
          "ModelExplainabilityJobDefinition", definition(),
          "Endpoint", new Shape("EndpointName", "Endpoints", "EndpointName", "EndpointArn"),
          "EndpointConfig",
              new Shape(
                  "EndpointConfigName",
                  "EndpointConfigs",
                  "EndpointConfigName",
                  "EndpointConfigArn"));

  private static Shape definition() {
    return new Shape(
        "JobDefinitionName",
        "JobDefinitionSummaries",
        "MonitoringJobDefinitionName",
        "MonitoringJobDefinitionArn");
  }

  private final Map<String, Map<String, ObjectNode>> things = new ConcurrentSkipListMap<>();
  private final JsonService service = new JsonService(this::call);
  private final LocalServer server;

  SageMakerEndpoint() throws IOException {
    server = new LocalServer(service::serve);
  }

  /**
   * Has an answer of Describe{@code kind} ready, and lists it. Names are told apart without case.
   */
  void put(String kind, ObjectNode description) {
    var name = description.path(SHAPES.get(kind).nameMember()).asText();
    things
        .computeIfAbsent(kind, any -> new ConcurrentSkipListMap<>())
        .put(name.toLowerCase(Locale.ROOT), description);
  }

  /** Has it deleted. */
  void remove(String kind, String name) {
    of(kind).remove(name.toLowerCase(Locale.ROOT));
  }

  URI uri() {
    return server.uri();
  }

  List<String> refusals() {
    return service.refusals();
  }

  List<String> failures() {
    return server.failures();
  }

  private ObjectNode call(String action, JsonNode request) throws Refusal {
    for (var shape : SHAPES.entrySet()) {
      if (action.equals("Describe" + shape.getKey())) {
        return describe(shape.getKey(), shape.getValue(), request);
      }
      if (action.equals("List" + shape.getKey() + "s")) {
        return list(shape.getKey(), shape.getValue(), request);
      }
    }
    throw new Refusal("UnknownOperationException", action + " is not served here");
  }

  private ObjectNode describe(String kind, Shape shape, JsonNode request) throws Refusal {
    var name = request.path(shape.nameMember()).asText();
    return Optional.ofNullable(of(kind).get(name.toLowerCase(Locale.ROOT)))
        .orElseThrow(() ->
            new Refusal("ValidationException", "Could not find %s \"%s\".".formatted(kind, name)));
  }

  private ObjectNode list(String kind, Shape shape, JsonNode request) {
    var after = request.path("CreationTimeAfter").asDouble(0);
    var all =
        of(kind).values().stream()
            .filter(thing -> thing.path("CreationTime").asDouble() >= after)
            .toList();
    var from = request.path("NextToken").asInt(0);
    var to = Math.min(from + PAGE, all.size());
    var answer = object();
    var summaries = answer.putArray(shape.list());
    for (ObjectNode thing : all.subList(from, to)) {
      var summary = summaries.addObject();
      summary.set(shape.summaryName(), thing.path(shape.nameMember()));
      summary.set(shape.summaryArn(), thing.path(shape.summaryArn().replace("Monitoring", "")));
      summary.set("CreationTime", thing.path("CreationTime"));
      if (thing.has("ProcessingJobStatus")) {
        summary.set("ProcessingJobStatus", thing.path("ProcessingJobStatus"));
      }
    }
    if (to < all.size()) {
      answer.put("NextToken", String.valueOf(to));
    }
    return answer;
  }

  private Map<String, ObjectNode> of(String kind) {
    return things.getOrDefault(kind, Map.of());
  }

  @Override
  public void close() {
    server.close();
  }
}
