package io.clarifyvpc.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clarifyvpc.json.MetricDocument.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricDocumentTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");

  @Test
  void a_document_is_one_line_in_the_embedded_metric_format() {
    var dimensions = new LinkedHashMap<String, String>();
    dimensions.put("FunctionName", "clarify-vpc-ConfigRuleFunction");
    dimensions.put("Service", "Route 53");

    assertThat(
            document(
                    dimensions,
                    List.of(new Value("AwsCalls", "Count", 7), new Value("Throttles", "Count", 2)))
                .encode())
        .isEqualTo(
            "{\"_aws\":{\"Timestamp\":1795176000123,\"CloudWatchMetrics\":["
                + "{\"Namespace\":\"clarify-vpc\","
                + "\"Dimensions\":[[\"FunctionName\",\"Service\"]],"
                + "\"Metrics\":[{\"Name\":\"AwsCalls\",\"Unit\":\"Count\"},"
                + "{\"Name\":\"Throttles\",\"Unit\":\"Count\"}]}]},"
                + "\"FunctionName\":\"clarify-vpc-ConfigRuleFunction\","
                + "\"Service\":\"Route 53\","
                + "\"AWSRequestId\":\"11111111-2222-3333-4444-555555555555\","
                + "\"AwsCalls\":7,\"Throttles\":2}");
  }

  @Test
  void a_document_holds_at_most_a_hundred_metrics_and_thirty_dimensions() {
    assertThat(document(dimensions(30), metrics(100)).encode()).doesNotContain("\n");

    assertThatThrownBy(() -> document(dimensions(31), metrics(100)))
        .hasMessage("a document of metrics has at most 30 dimensions");
    assertThatThrownBy(() -> document(dimensions(30), metrics(101)))
        .hasMessage("a document of metrics has 1 to 100 metrics");
    assertThatThrownBy(() -> document(dimensions(30), List.of()))
        .hasMessage("a document of metrics has 1 to 100 metrics");
  }

  /** CloudWatch takes no metric from it, and says so nowhere near. */
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Zürich", "a\nb", "a\u0000b"})
  void a_dimension_that_cloudwatch_refuses_is_refused_at_once(String value) {
    assertThatThrownBy(() -> document(Map.of("Service", value), metrics(1)))
        .hasMessage("a document of metrics has dimensions of 1 to 1024 printable ASCII characters");
  }

  @Test
  void a_dimension_that_is_too_long_is_refused_at_once() {
    assertThat(document(Map.of("Service", "a".repeat(1024)), metrics(1)).encode()).isNotEmpty();
    assertThatThrownBy(() -> document(Map.of("Service", "a".repeat(1025)), metrics(1)))
        .hasMessageContaining("1 to 1024");
  }

  /** One would take the other's place in the document. */
  @ParameterizedTest
  @ValueSource(strings = {"Metric0", "AWSRequestId"})
  void a_name_stands_for_one_thing(String dimension) {
    assertThatThrownBy(() -> document(Map.of(dimension, "value"), metrics(1)))
        .hasMessage("a document of metrics has each name once");
  }

  private static MetricDocument document(Map<String, String> dimensions, List<Value> metrics) {
    return new MetricDocument(
        NOON,
        "clarify-vpc",
        dimensions,
        metrics,
        Map.of("AWSRequestId", "11111111-2222-3333-4444-555555555555"));
  }

  private static Map<String, String> dimensions(int count) {
    var dimensions = new LinkedHashMap<String, String>();
    IntStream.range(0, count).forEach(i -> dimensions.put("Dimension" + i, "value"));
    return dimensions;
  }

  private static List<Value> metrics(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Value("Metric" + i, "Count", i)).toList();
  }
}
