package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics as one line of a log, from which CloudWatch takes them: a document of its embedded metric
 * format. A document that breaks a limit would be kept as a line, and its metrics lost without a
 * word.
 *
 * @param timestamp when it was so
 * @param namespace under which CloudWatch lists the metrics
 * @param dimensions one set, in its order: names and values
 * @param metrics in their order
 * @param properties further members, to search by; they are no dimensions
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
public record MetricDocument(
    Instant timestamp,
    String namespace,
    Map<String, String> dimensions,
    List<Value> metrics,
    Map<String, String> properties) {
  private static final int MOST_METRICS = 100;
  private static final int MOST_DIMENSIONS = 30;
  private static final int LONGEST_DIMENSION = 1024;

  /**
   * One metric.
   *
   * @param unit as CloudWatch names it, such as {@code Count}
   */
  public record Value(String name, String unit, long value) {}

  public MetricDocument {
    dimensions = inOrder(dimensions);
    metrics = List.copyOf(metrics);
    properties = inOrder(properties);
    require(!metrics.isEmpty() && metrics.size() <= MOST_METRICS, "1 to 100 metrics");
    require(dimensions.size() <= MOST_DIMENSIONS, "at most 30 dimensions");
    dimensions.values().forEach(MetricDocument::requireDimension);
    var members = new HashSet<String>(dimensions.keySet());
    members.addAll(properties.keySet());
    metrics.forEach(metric -> members.add(metric.name()));
    require(
        members.size() == dimensions.size() + properties.size() + metrics.size(), "each name once");
  }

  private static Map<String, String> inOrder(Map<String, String> members) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  private static void requireDimension(String value) {
    require(
        !value.isBlank()
            && value.length() <= LONGEST_DIMENSION
            && value.chars().allMatch(c -> c >= ' ' && c <= '~'),
        "dimensions of 1 to 1024 printable ASCII characters");
  }

  private static void require(boolean holds, String limit) {
    if (!holds) {
      throw new IllegalArgumentException("a document of metrics has " + limit);
    }
  }

  /** The document on one line. */
  public String encode() {
    var document = JsonNodeFactory.instance.objectNode();
    var aws = document.putObject("_aws").put("Timestamp", timestamp.toEpochMilli());
    var directive = aws.putArray("CloudWatchMetrics").addObject().put("Namespace", namespace);
    var set = directive.putArray("Dimensions").addArray();
    dimensions.keySet().forEach(set::add);
    var definitions = directive.putArray("Metrics");
    metrics.forEach(
        metric -> definitions.addObject().put("Name", metric.name()).put("Unit", metric.unit()));
    dimensions.forEach(document::put);
    properties.forEach(document::put);
    metrics.forEach(metric -> document.put(metric.name(), metric.value()));
    return JsonText.of(document);
  }
}
