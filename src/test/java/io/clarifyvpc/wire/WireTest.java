package io.clarifyvpc.wire;

import static io.clarifyvpc.wire.Invocations.ACCOUNT;
import static io.clarifyvpc.wire.Invocations.COMPLIANT_JOB;
import static io.clarifyvpc.wire.Invocations.REGION;
import static io.clarifyvpc.wire.Invocations.RULE;
import static io.clarifyvpc.wire.Invocations.queued;
import static io.clarifyvpc.wire.Invocations.scheduled;
import static io.clarifyvpc.wire.JsonService.JSON;
import static io.clarifyvpc.wire.SampleDocuments.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The functions with nothing of the JVM that tests them: an event goes in at the runtime API, and
 * what comes out at SNS, SQS and AWS Config is read there.
 */
@ExtendWith(Deployment.Shared.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WireTest {
  static final Map<String, String> MODELS_AND_DEFINITIONS =
      Map.of(
          "AWS::SageMaker::Model churn-two-zones", "COMPLIANT",
          "AWS::SageMaker::Model churn-one-zone", "NON_COMPLIANT",
          "AWS::SageMaker::Model churn-no-vpc", "NON_COMPLIANT",
          "AWS::SageMaker::ModelBiasJobDefinition churn-bias-compliant", "COMPLIANT",
          "AWS::SageMaker::ModelExplainabilityJobDefinition churn-explainability-compliant",
              "COMPLIANT");
  static final Map<String, String> JOBS =
      Map.of(
          "AWS::SageMaker::ProcessingJob churn-compliant", "COMPLIANT",
          "AWS::SageMaker::ProcessingJob churn-data-bias-compliant", "COMPLIANT",
          "AWS::SageMaker::ProcessingJob churn-without-s3", "NON_COMPLIANT");

  private final Deployment deployment;

  WireTest(Deployment deployment) {
    this.deployment = deployment;
  }

  @BeforeEach
  void reset() {
    deployment.reset();
  }

  @Test
  void compliant_job_is_not_published_but_asks_for_a_run_of_the_rule() throws Exception {
    deployment.succeeds(
        deployment.cloudTrailFunction(), deployment.network().placed(text(COMPLIANT_JOB)));

    assertThat(deployment.published()).as(deployment::reports).isEmpty();
    assertThat(deployment.givenUp()).as(deployment::reports).isEmpty();
    assertThat(deployment.askedForRun()).as(deployment::reports).containsExactly(runForJob());
  }

  @Test
  void failing_job_is_published_at_once_and_asks_for_a_run_of_the_rule() throws Exception {
    deployment.succeeds(
        deployment.cloudTrailFunction(), deployment.network().misplaced(text(COMPLIANT_JOB)));

    var messages = deployment.published();
    assertThat(messages).as(deployment::reports).hasSize(1);
    assertThat(deployment.givenUp()).as(deployment::reports).isEmpty();
    assertThat(deployment.askedForRun()).as(deployment::reports).containsExactly(runForJob());

    assertThat(attributes(messages.getFirst()))
        .containsExactly(
            entry("accountId", ACCOUNT),
            entry("compliance", "NON_COMPLIANT"),
            entry("controls", "[\"Clarify.6\"]"),
            entry("principal", "[\"arn:aws:sts::111122223333:assumed-role/DataScience/maria\"]"),
            entry("region", REGION),
            entry("resourceType", "AWS::SageMaker::ProcessingJob"),
            entry("severity", "HIGH"));

    var document = JSON.readTree(messages.getFirst().path("Message").asText());
    assertThat(document.path("alertId").asText()).isNotEmpty();
    assertThat(document.path("trigger").isObject()).isTrue();
    assertThat(document.path("time").asText()).isEqualTo("2026-11-20T08:01:07Z");
    var job = document.path("assessments").path(0);
    assertThat(job.at("/resource/id").asText()).isEqualToIgnoringCase("Churn-compliant");
    assertThat(job.path("compliance").asText()).isEqualTo("NON_COMPLIANT");
    assertThat(job.path("annotation").asText())
        .contains("Clarify.6", deployment.network().subnetIdWithoutS3());
    assertThat(job.path("findings"))
        .filteredOn(finding -> finding.path("compliance").asText().equals("NON_COMPLIANT"))
        .extracting(
            finding -> finding.path("control").asText(),
            finding -> finding.path("advisory").asBoolean())
        // The emulator's endpoints have the full-access policy, and its VPC no DHCP options.
        .containsExactly(
            tuple("Clarify.6", false), tuple("Clarify.18", true), tuple("Clarify.20", true));
  }

  /** Two deliveries, and the first run afterwards: the ledger stands in DynamoDB. */
  @Test
  void what_was_told_is_told_once() throws Exception {
    var event = deployment.network().misplaced(text(COMPLIANT_JOB));
    deployment.succeeds(deployment.cloudTrailFunction(), event);
    deployment.succeeds(deployment.cloudTrailFunction(), event);
    assertThat(kinds(deployment.published())).as(deployment::reports).containsExactly("ALERT");

    deployment.succeeds(
        deployment.configRuleFunction(), scheduled(deployment.config().issueToken()));
    assertThat(kinds(deployment.published())).as(deployment::reports).containsExactly("DIGEST");
    deployment.succeeds(
        deployment.configRuleFunction(), scheduled(deployment.config().issueToken()));
    assertThat(deployment.published()).as(deployment::reports).isEmpty();
    assertThat(deployment.ledger())
        .extracting(item -> item.get("mark"))
        .doesNotContain(AttributeValue.fromS("PENDING"));
  }

  private static List<String> kinds(List<JsonNode> messages) throws JsonProcessingException {
    var kinds = new ArrayList<String>();
    for (JsonNode message : messages) {
      kinds.add(JSON.readTree(message.path("Message").asText()).path("kind").asText());
    }
    return kinds;
  }

  @Test
  void malformed_event_goes_to_the_failure_queue_and_nowhere_else() throws Exception {
    var event = text("events/cloudtrail-create-processing-job-malformed.json");
    deployment.succeeds(deployment.cloudTrailFunction(), event);

    var messages = deployment.givenUp();
    assertThat(messages).as(deployment::reports).hasSize(1);
    var message = messages.getFirst();
    assertThat(message.path("function").asText()).isEqualTo("CloudTrailFunction");
    assertThat(message.path("reason").asText())
        .contains("requestParameters.networkConfig.vpcConfig.subnets");
    assertThat(message.at("/event/detail")).isEqualTo(JSON.readTree(event).path("detail"));
    assertThat(deployment.published()).as(deployment::reports).isEmpty();
    assertThat(deployment.askedForRun()).as(deployment::reports).isEmpty();
  }

  @Test
  void scheduled_run_puts_one_evaluation_for_every_workload_and_jobs_apart_and_last()
      throws Exception {
    var token = deployment.config().issueToken();
    deployment.succeeds(deployment.configRuleFunction(), scheduled(token));

    assertThat(deployment.config().refusals()).as(deployment::reports).isEmpty();
    assertThat(Verdicts.ofBatches(deployment.config().batches(token)))
        .as(deployment::reports)
        .containsExactly(MODELS_AND_DEFINITIONS, JOBS);
    assertThat(deployment.givenUp()).as(deployment::reports).isEmpty();
  }

  @Test
  void more_evaluations_than_a_call_takes_are_put_in_several() throws Exception {
    var extra = IntStream.rangeClosed(1, 200).mapToObj(i -> "churn-extra-" + i).toList();
    var template = deployment.created("create-model-no-vpc");
    for (String name : extra) {
      deployment
          .sageMaker()
          .put(
              "Model",
              template
                  .deepCopy()
                  .put("ModelName", name)
                  .put("ModelArn", "arn:aws:sagemaker:us-east-1:111122223333:model/" + name));
    }
    var token = deployment.config().issueToken();
    try {
      deployment.succeeds(deployment.configRuleFunction(), scheduled(token));
    } finally {
      extra.forEach(name -> deployment.sageMaker().remove("Model", name));
    }

    assertThat(deployment.config().refusals()).as(deployment::reports).isEmpty();
    var batches = Verdicts.ofBatches(deployment.config().batches(token));
    assertThat(batches)
        .as(deployment::reports)
        .extracting(Map::size)
        .containsExactly(100, 100, 5, 3);
    var put = new TreeMap<String, String>();
    batches.forEach(put::putAll);
    var wanted = new TreeMap<>(MODELS_AND_DEFINITIONS);
    wanted.putAll(JOBS);
    extra.forEach(name -> wanted.put("AWS::SageMaker::Model " + name, "NON_COMPLIANT"));
    assertThat(put).isEqualTo(wanted);
  }

  @Test
  void run_in_test_mode_puts_the_same_and_has_none_of_it_stored() throws Exception {
    var before = deployment.config().tested().size();
    deployment.succeeds(deployment.configRuleFunction(), scheduled("TESTMODE"));

    assertThat(deployment.config().refusals()).as(deployment::reports).isEmpty();
    var tested = deployment.config().tested();
    assertThat(Verdicts.ofBatches(tested.subList(before, tested.size())))
        .as(deployment::reports)
        .containsExactly(MODELS_AND_DEFINITIONS, JOBS);
  }

  @Test
  void messages_of_the_queue_start_the_rule_once() throws Exception {
    var before = deployment.config().started().size();
    deployment.succeeds(deployment.reevaluationFunction(), queued(3));

    assertThat(deployment.config().started().stream().skip(before))
        .as(deployment::reports)
        .containsExactly(List.of(RULE));
  }

  /** Under the runtime's JSON format: it makes no message of a line of its own of them. */
  @Test
  void verdicts_and_metrics_are_written_as_lines_of_their_own() throws Exception {
    var before = deployment.cloudTrailFunction().lines().size();
    deployment.succeeds(
        deployment.cloudTrailFunction(), deployment.network().misplaced(text(COMPLIANT_JOB)));

    var lines = new ArrayList<JsonNode>();
    for (String line : deployment.cloudTrailFunction().lines().stream().skip(before).toList()) {
      lines.add(JSON.readTree(line));
    }
    assertThat(lines)
        .as(deployment::reports)
        .filteredOn(line -> line.has("compliance"))
        .extracting(
            line -> line.path("level").asText(),
            line -> line.path("trigger").asText(),
            line -> line.path("resourceType").asText(),
            line -> line.path("compliance").asText(),
            line -> line.path("controls").toString())
        .contains(
            tuple(
                "INFO",
                "CreateProcessingJob",
                "AWS::SageMaker::ProcessingJob",
                "NON_COMPLIANT",
                "[\"Clarify.6\"]"));
    assertThat(lines)
        .as(deployment::reports)
        .filteredOn(line -> line.has("_aws"))
        .flatExtracting(
            line -> line.at("/_aws/CloudWatchMetrics/0/Metrics").findValuesAsText("Name"))
        .contains("Duration", "Alerts", "Assessments", "Findings", "AwsCalls")
        .doesNotContain("Throttles", "MemoryUnreachable");
    assertThat(lines.stream().map(line -> line.path("AWSRequestId").asText()).distinct())
        .as(deployment::reports)
        .singleElement()
        .asString()
        .isNotEmpty();
  }

  /** The request for a run that every verdict on the job leaves behind. */
  static JsonNode runForJob() {
    return JsonService.object()
        .put("because", "CreateProcessingJob")
        .put("resourceType", "AWS::SageMaker::ProcessingJob")
        .put("resourceId", "Churn-compliant");
  }

  private static Map<String, String> attributes(JsonNode envelope) {
    var attributes = new TreeMap<String, String>();
    envelope
        .path("MessageAttributes")
        .properties()
        .forEach(attribute ->
            attributes.put(attribute.getKey(), attribute.getValue().path("Value").asText()));
    return attributes;
  }
}
