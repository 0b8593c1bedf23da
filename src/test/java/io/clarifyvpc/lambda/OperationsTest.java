package io.clarifyvpc.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.cloudformation.YamlTemplate;
import io.clarifyvpc.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Dashboard, alarms and their page name what there is, and all of it. */
class OperationsTest {
  private static final JsonNode RESOURCES =
      YamlTemplate.read(Path.of("template.yaml")).get("Resources");
  private static final String NAMESPACE = "clarify-vpc";
  private static final Pattern SEARCH =
      Pattern.compile("SEARCH\\('\\{clarify-vpc,([A-Za-z,]+)\\} MetricName=\"(\\w+)\"");
  private static final Pattern ALARM_ARN = Pattern.compile("\\$\\{(\\w+Alarm)\\.Arn\\}");

  private static Set<String> alarms() {
    return RESOURCES
        .propertyStream()
        .filter(each -> each.getValue().path("Type").asText().equals("AWS::CloudWatch::Alarm"))
        .map(Map.Entry::getKey)
        .collect(toCollection(TreeSet::new));
  }

  private static String dashboardText() {
    return RESOURCES.at("/Dashboard/Properties/DashboardBody").findValue("Fn::Sub").asText();
  }

  private static JsonNode dashboard() {
    return Json.parse(dashboardText().getBytes(UTF_8));
  }

  @Test
  void every_metric_that_is_written_is_on_the_dashboard_and_no_other() {
    var shown = new TreeSet<String>();
    for (JsonNode widget : dashboard().get("widgets")) {
      for (JsonNode metric : widget.at("/properties/metrics")) {
        shown.add(shown(metric));
      }
    }

    assertThat(shown)
        .isEqualTo(
            Arrays.stream(Metric.values())
                .map(metric -> metric.metricName() + " " + dimensions(metric))
                .collect(toCollection(TreeSet::new)));
  }

  private static String shown(JsonNode metric) {
    var expression = metric.get(0).path("expression");
    if (expression.isTextual()) {
      var search = SEARCH.matcher(expression.asText());
      assertThat(search.find()).as(expression.asText()).isTrue();
      return search.group(2) + " " + List.of(search.group(1).split(","));
    }
    assertThat(metric.get(0).asText()).isEqualTo(NAMESPACE);
    var dimensions = new ArrayList<String>();
    for (int each = 2; each + 1 < metric.size() && metric.get(each).isTextual(); each += 2) {
      dimensions.add(metric.get(each).asText());
    }
    return metric.get(1).asText() + " " + dimensions;
  }

  private static List<String> dimensions(Metric metric) {
    var dimensions = new ArrayList<String>();
    dimensions.add("FunctionName");
    dimensions.addAll(metric.dimensions());
    return dimensions;
  }

  @Test
  void every_alarm_is_on_the_dashboard() {
    var shown = ALARM_ARN.matcher(dashboardText()).results().map(each -> each.group(1)).toList();

    assertThat(shown).containsExactlyInAnyOrderElementsOf(alarms());
  }

  /** Else an alarm waits for a metric that nobody writes. */
  @Test
  void every_alarm_on_a_metric_of_ours_names_one_with_its_dimensions() {
    var written =
        Arrays.stream(Metric.values()).map(each -> each.metricName() + " " + dimensions(each));
    var alarmed = new TreeSet<String>();
    for (String alarm : alarms()) {
      var properties = RESOURCES.at("/%s/Properties".formatted(alarm));
      alarmed.add(alarmed(properties));
      properties
          .path("Metrics")
          .forEach(metric -> alarmed.add(alarmed(metric.at("/MetricStat/Metric"))));
    }
    alarmed.remove("");

    assertThat(alarmed).isNotEmpty();
    assertThat(written.toList()).containsAll(alarmed);
  }

  private static String alarmed(JsonNode metric) {
    if (!metric.path("Namespace").asText().equals(NAMESPACE)) {
      return "";
    }
    var dimensions = metric.path("Dimensions").valueStream().map(each -> each.get("Name").asText());
    return metric.get("MetricName").asText() + " " + dimensions.toList();
  }

  @Test
  void every_alarm_has_its_part_in_the_runbook_and_no_other_has() throws IOException {
    var parts =
        Files.readString(Path.of("src/site/markdown/operations.md"))
            .lines()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .toList();

    assertThat(parts).containsExactlyInAnyOrderElementsOf(alarms());
  }

  @Test
  void every_alarm_tells_the_alarm_topic_of_its_end_too() {
    assertThat(alarms())
        .allSatisfy(alarm -> {
          var properties = RESOURCES.at("/%s/Properties".formatted(alarm));
          assertThat(properties.at("/AlarmActions/0").toString()).contains("AlarmTopic");
          assertThat(properties.at("/OKActions/0").toString()).contains("AlarmTopic");
        });
  }
}
