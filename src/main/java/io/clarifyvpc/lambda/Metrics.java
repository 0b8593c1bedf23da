package io.clarifyvpc.lambda;

import static java.util.Comparator.comparing;

import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.json.MetricDocument;
import io.clarifyvpc.snapshot.Gap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one invocation has to tell in numbers, summed up until its end. What did not happen is not
 * told: a metric that is only ever zero would be paid for as well. For many threads.
 */
final class Metrics {
  private static final String NAMESPACE = "clarify-vpc";

  /** In every metric, and what Lambda's own metrics call it. */
  private static final String FUNCTION_NAME = "FunctionName";

  /** Stands for the action where everything was read, and still nobody can tell. */
  private static final String NO_ACTION = "none";

  private static final Comparator<List<String>> BY_VALUES =
      comparing(values -> String.join(" ", values));

  private final Map<Metric, Map<List<String>, Long>> sums = new EnumMap<>(Metric.class);

  /** It happened once more. */
  void count(Metric metric, String... dimensions) {
    add(metric, 1, dimensions);
  }

  /**
   * It was so much more.
   *
   * @param dimensions the values of the metric's dimensions, in their order
   */
  synchronized void add(Metric metric, long amount, String... dimensions) {
    if (dimensions.length != metric.dimensions().size()) {
      throw new IllegalArgumentException(
          "%s has the dimensions %s".formatted(metric, metric.dimensions()));
    }
    sums.computeIfAbsent(metric, _ -> new TreeMap<>(BY_VALUES))
        .merge(List.of(dimensions), amount, Long::sum);
  }

  /** A verdict, with the findings that it rests on. */
  void count(Assessment assessment) {
    count(Metric.ASSESSMENTS, assessment.compliance().name());
    assessment.findings().forEach(this::count);
  }

  private void count(Finding finding) {
    if (finding.compliance() == Compliance.NON_COMPLIANT) {
      count(Metric.FINDINGS, finding.control(), finding.severity().name());
    }
    if (finding.compliance() == Compliance.UNDETERMINED) {
      actions(finding).forEach(action -> count(Metric.UNDETERMINED, action));
    }
  }

  private static Set<String> actions(Finding finding) {
    var actions =
        finding.gaps().stream()
            .map(Gap::action)
            .filter(action -> !action.isEmpty())
            .collect(Collectors.toSet());
    return actions.isEmpty() ? Set.of(NO_ACTION) : actions;
  }

  /** One document for each set of dimensions and their values. */
  synchronized List<MetricDocument> documents(Instant now, String functionName, String requestId) {
    var valuesByDimensions = new LinkedHashMap<Map<String, String>, List<MetricDocument.Value>>();
    sums.forEach((metric, amounts) ->
        amounts.forEach((values, amount) ->
            valuesByDimensions
                .computeIfAbsent(dimensions(functionName, metric, values), _ -> new ArrayList<>())
                .add(
                    new MetricDocument.Value(
                        metric.metricName(), metric.unit().unitName(), amount))));
    var properties = Map.of("AWSRequestId", requestId);
    return valuesByDimensions.entrySet().stream()
        .map(each -> new MetricDocument(now, NAMESPACE, each.getKey(), each.getValue(), properties))
        .toList();
  }

  private static Map<String, String> dimensions(
      String functionName, Metric metric, List<String> values) {
    var dimensions = new LinkedHashMap<String, String>();
    dimensions.put(FUNCTION_NAME, functionName);
    for (int i = 0; i < values.size(); i++) {
      dimensions.put(metric.dimensions().get(i), values.get(i));
    }
    return dimensions;
  }
}
