package io.clarifyvpc.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Standard output, and what CloudWatch would make of it. */
final class FakeOutput {
  static final Instant EIGHT = Instant.parse("2026-11-20T08:00:00Z");

  private final List<String> lines = new ArrayList<>();

  Telemetry telemetry() {
    return telemetry(() -> EIGHT);
  }

  Telemetry telemetry(InstantSource clock) {
    return new Telemetry(lines::add, clock);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /**
   * The values by metric and dimensions, without the function's: {@code Findings Clarify.6 HIGH}.
   */
  Map<String, Long> metrics() {
    var metrics = new TreeMap<String, Long>();
    lines.forEach(line -> extract(Json.parse(line.getBytes(UTF_8)), metrics));
    return metrics;
  }

  /** The same without how long it took and what was called. */
  Map<String, Long> metricsOfContent() {
    var metrics = metrics();
    metrics.keySet().removeIf(each -> each.matches("(Duration|AwsCalls .*)"));
    return metrics;
  }

  private static void extract(JsonNode document, Map<String, Long> metrics) {
    assertThat(document.at("/_aws/CloudWatchMetrics")).hasSize(1);
    var directive = document.at("/_aws/CloudWatchMetrics/0");
    assertThat(directive.path("Namespace").asText()).isEqualTo("clarify-vpc");
    assertThat(directive.path("Dimensions")).hasSize(1);
    assertThat(directive.at("/Dimensions/0/0").asText()).isEqualTo("FunctionName");
    var values =
        directive
            .at("/Dimensions/0")
            .valueStream()
            .skip(1)
            .map(name -> " " + document.path(name.asText()).asText())
            .collect(joining());
    for (JsonNode metric : directive.path("Metrics")) {
      var name = metric.path("Name").asText();
      assertThat(metrics.put(name + values, document.path(name).longValue())).as(name).isNull();
    }
  }
}
