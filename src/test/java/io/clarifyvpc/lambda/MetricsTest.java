package io.clarifyvpc.lambda;

import static io.clarifyvpc.assess.Findings.advisory;
import static io.clarifyvpc.assess.Findings.assessment;
import static io.clarifyvpc.assess.Findings.compliant;
import static io.clarifyvpc.assess.Findings.job;
import static io.clarifyvpc.assess.Findings.model;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static io.clarifyvpc.assess.Findings.notApplicable;
import static io.clarifyvpc.assess.Findings.undetermined;
import static io.clarifyvpc.assess.Findings.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.json.MetricDocument;
import io.clarifyvpc.json.MetricDocument.Value;
import io.clarifyvpc.snapshot.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  @Test
  void what_is_counted_under_the_same_dimensions_is_one_document() {
    metrics.add(Metric.DURATION, 12);
    metrics.count(Metric.EVALUATIONS_PUT);
    metrics.add(Metric.AWS_CALLS, 5, "EC2");
    metrics.add(Metric.AWS_CALLS, 3, "S3");
    metrics.count(Metric.THROTTLES, "EC2");
    metrics.count(Metric.EVALUATIONS_PUT);

    assertThat(documents())
        .containsExactly(
            document(
                Map.of(),
                new Value("EvaluationsPut", "Count", 2),
                new Value("Duration", "Milliseconds", 12)),
            document(
                Map.of("Service", "EC2"),
                new Value("AwsCalls", "Count", 5),
                new Value("Throttles", "Count", 1)),
            document(Map.of("Service", "S3"), new Value("AwsCalls", "Count", 3)));
  }

  @Test
  void verdicts_are_counted_with_the_findings_that_fail_or_are_undetermined() {
    metrics.count(
        assessment(
            job("j"),
            compliant("Clarify.1"),
            notApplicable("Clarify.2"),
            nonCompliant("Clarify.6", "no"),
            advisory(nonCompliant("Clarify.17", "no")),
            undetermined("Clarify.7", Fact.SUBNETS.gap("denied")),
            undetermined("Clarify.8", Fact.SUBNETS.gap("denied"), Fact.SUBNETS.gap("throttled")),
            undetermined("Clarify.9", Fact.SUBNETS.gap("x"), Fact.ROUTE_TABLES.gap("x")),
            undetermined("Clarify.10", "the far side cannot be seen from here"),
            undetermined("Clarify.11", Fact.REGION.gap("nothing tells it"))));
    metrics.count(
        assessment(
            model("m"),
            nonCompliant("Clarify.6", "no"),
            weighing(nonCompliant("Clarify.18", "no"), Severity.LOW, Impact.EXPOSURE)));
    metrics.count(assessment(model("n"), compliant("Clarify.1")));

    assertThat(documents())
        .containsExactly(
            document(Map.of("Compliance", "COMPLIANT"), count("Assessments", 1)),
            document(Map.of("Compliance", "NON_COMPLIANT"), count("Assessments", 2)),
            findings("Clarify.17", "HIGH", 1),
            findings("Clarify.18", "LOW", 1),
            findings("Clarify.6", "HIGH", 2),
            document(Map.of("Action", "ec2:DescribeRouteTables"), count("Undetermined", 1)),
            document(Map.of("Action", "ec2:DescribeSubnets"), count("Undetermined", 3)),
            document(Map.of("Action", "none"), count("Undetermined", 2)));
  }

  @Test
  void what_did_not_happen_is_not_told() {
    assertThat(documents()).isEmpty();
  }

  @Test
  void what_many_threads_count_is_counted() throws InterruptedException {
    var threads =
        IntStream.range(0, 100)
            .mapToObj(_ -> Thread.startVirtualThread(() -> metrics.count(Metric.AWS_CALLS, "EC2")))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(documents())
        .containsExactly(document(Map.of("Service", "EC2"), count("AwsCalls", 100)));
  }

  @ParameterizedTest
  @EnumSource
  void a_metric_is_counted_by_its_dimensions_and_by_no_other(Metric metric) {
    var values = metric.dimensions().toArray(String[]::new);
    metrics.add(metric, 3, values);

    assertThat(documents())
        .containsExactly(
            document(
                byName(metric.dimensions()),
                new Value(metric.metricName(), metric.unit().unitName(), 3)));
    assertThatThrownBy(() -> metrics.count(metric, Arrays.copyOf(values, values.length + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void every_metric_is_counted_somewhere() {
    var counted =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.clarifyvpc.lambda")
                .stream()
                .filter(type -> !type.isEquivalentTo(Metric.class))
                .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().isEquivalentTo(Metric.class))
                .map(access -> access.getTarget().getName())
                .distinct();

    assertThat(counted)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Metric.values()).map(Enum::name).toList());
  }

  /** All that there is, and nothing that is not. */
  @Test
  void the_table_for_operators_is_the_list_of_metrics() throws Exception {
    var document = Files.readString(Path.of("src/site/markdown/deployment.md"));
    var table =
        document
            .lines()
            .dropWhile(line -> !line.startsWith("| metric |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> List.of(line.split("\\s*\\|\\s*")))
            .toList();

    assertThat(table).allSatisfy(row -> assertThat(row.get(4)).isNotBlank());
    assertThat(table.stream().map(row -> row.subList(1, 4)))
        .containsExactlyElementsOf(
            Arrays.stream(Metric.values())
                .map(metric ->
                    List.of(
                        "`%s`".formatted(metric.metricName()),
                        metric.unit().unitName(),
                        String.join(", ", metric.dimensions())))
                .toList());
  }

  private List<MetricDocument> documents() {
    return metrics.documents(FakeOutput.EIGHT, "function", "request");
  }

  private static MetricDocument findings(String control, String severity, long value) {
    var dimensions = new LinkedHashMap<String, String>();
    dimensions.put("Control", control);
    dimensions.put("Severity", severity);
    return document(dimensions, count("Findings", value));
  }

  private static Map<String, String> byName(List<String> names) {
    var dimensions = new LinkedHashMap<String, String>();
    names.forEach(name -> dimensions.put(name, name));
    return dimensions;
  }

  private static Value count(String name, long value) {
    return new Value(name, "Count", value);
  }

  private static MetricDocument document(Map<String, String> dimensions, Value... values) {
    var all = new LinkedHashMap<String, String>();
    all.put("FunctionName", "function");
    all.putAll(dimensions);
    return new MetricDocument(
        FakeOutput.EIGHT, "clarify-vpc", all, List.of(values), Map.of("AWSRequestId", "request"));
  }
}
