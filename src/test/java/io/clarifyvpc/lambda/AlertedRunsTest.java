package io.clarifyvpc.lambda;

import static io.clarifyvpc.lambda.FakeLambda.configEvent;
import static io.clarifyvpc.lambda.FakeLambda.event;
import static io.clarifyvpc.lambda.FakeLambda.scheduledEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.aws.AwsFailures;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.aws.FakeAccount.Kind;
import io.clarifyvpc.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.config.model.GetComplianceDetailsByConfigRuleRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** What runs of the rule tell people, and what they do not tell them twice. */
class AlertedRunsTest {
  private final FakeAccount account = FakeAccount.sample();
  private FakeInvocation invocation = new FakeInvocation();
  private Instant now = Instant.parse("2026-11-20T09:00:00Z");
  private String rule = "clarify-vpc";

  @Test
  void the_first_run_tells_everything_in_one_digest() {
    job("job-a", "one-zone-model", "InProgress");
    run();

    var told = told();
    assertThat(told).hasSize(1);
    var digest = told.getFirst();
    assertThat(digest.get("kind").asText()).isEqualTo("DIGEST");
    assertThat(affected(digest))
        .containsExactly(
            "job-a NON_COMPLIANT [Clarify.16, Clarify.15]",
            "churn-legacy NON_COMPLIANT [Clarify.14]",
            "churn-one-zone NON_COMPLIANT [Clarify.14]");
    assertThat(digest.get("assessments")).isEmpty();
  }

  @Test
  void what_was_told_is_not_told_again() {
    run();
    told();

    run();
    run();

    assertThat(told()).isEmpty();
  }

  @Test
  void what_an_event_told_is_not_told_again_by_a_run() {
    run();
    told();
    FakeLambda.cloudTrailFunction(account)
        .handleRequest(
            scheduledEvent(event("cloudtrail-create-processing-job-one-zone-model.json")),
            invocation);
    assertThat(told()).hasSize(1);
    job("Churn-one-zone-model", "one-zone-model", "InProgress")
        .put("CreationTime", "2026-11-20T08:03:22Z");

    run();

    assertThat(told()).isEmpty();
  }

  /** A run does not read it: it was remembered when the event was seen. */
  @Test
  void a_run_tells_who_created_a_workload_and_its_tags() {
    var file = "cloudtrail-create-processing-job-pipeline-step.json";
    run();
    told();
    FakeLambda.cloudTrailFunction(account).handleRequest(scheduledEvent(event(file)), invocation);
    var byEvent = told().getFirst().get("trigger");
    job("pipelines-k3v9w2m7q1xz-ChurnBias-b7Tq0ZrN4e", "one-zone-model", "InProgress")
        .put("CreationTime", "2026-11-20T08:21:37Z");
    withoutS3Endpoint();

    run();

    var byRun =
        told().stream()
            .filter(alert -> ids(alert).contains("pipelines-k3v9w2m7q1xz-ChurnBias"))
            .map(alert -> alert.get("trigger"))
            .findFirst()
            .orElseThrow();
    assertThat(byRun.get("source").asText()).isEqualTo("AWS Config");
    assertThat(byRun.at("/tags/2").toString())
        .isEqualTo("{\"key\":\"team\",\"value\":\"retention\"}");
    assertThat(withoutEvent(byRun)).isEqualTo(withoutEvent(byEvent));
    assertThat(invocation.log()).isNotEmpty().noneMatch(line -> line.contains("retention"));
  }

  @Test
  void a_job_tells_of_its_model_in_one_message() {
    account.remove(Kind.MODEL, "churn-one-zone");
    run();
    told();
    account.describe(Kind.MODEL, oneZoneModel());
    job("job-a", "one-zone-model", "InProgress");

    run();

    assertThat(told())
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.get("kind").asText()).isEqualTo("ALERT");
          assertThat(alert.at("/assessments/0/resource/id").asText()).isEqualTo("job-a");
          assertThat(alert.at("/assessments/1/resource/id").asText()).isEqualTo("churn-one-zone");
          assertThat(alert.get("affected")).isEmpty();
        });
    run();
    assertThat(told()).isEmpty();
  }

  @Test
  void many_that_fail_for_one_cause_are_one_message() {
    List.of("job-a", "job-b", "job-c")
        .forEach(name -> job(name, "pre-training-bias", "InProgress"));
    run();
    told();
    withoutS3Endpoint();

    run();

    var alerts = told();
    assertThat(alerts)
        .extracting(AlertedRunsTest::ids)
        .containsExactlyInAnyOrder(
            "[job-a, job-b, job-c]",
            "[churn-cut, churn-two-zones]",
            "[churn-one-zone]",
            "[churn-legacy]");
    assertThat(alerts)
        .filteredOn(alert -> alert.at("/resources").asInt() == 3)
        .singleElement()
        .satisfies(alert ->
            assertThat(affected(alert))
                .containsExactly(
                    "job-a NON_COMPLIANT [Clarify.6]",
                    "job-b NON_COMPLIANT [Clarify.6]",
                    "job-c NON_COMPLIANT [Clarify.6]"));
  }

  @Test
  void a_return_to_compliance_is_told_once() {
    job("job-a", "pre-training-bias", "InProgress");
    var endpoints = account.list("VpcEndpoints").deepCopy();
    withoutS3Endpoint();
    run();
    told();
    account.list("VpcEndpoints").removeAll().addAll(endpoints);

    run();

    assertThat(told())
        .extracting(alert -> alert.get("kind").asText() + " " + ids(alert))
        .containsExactlyInAnyOrder(
            "RESOLVED [job-a]",
            "RESOLVED [churn-cut, churn-two-zones]",
            "ALERT [churn-legacy]",
            "ALERT [churn-one-zone]");
    run();
    assertThat(told()).isEmpty();
  }

  @Test
  void a_change_of_parameters_is_told_as_one_digest_of_what_it_changed() {
    job("job-a", "one-zone-model", "InProgress");
    run();
    told();

    run("{\"DisabledControls\": \"Clarify.14\"}");

    var digest = told().getFirst();
    assertThat(digest.get("kind").asText()).isEqualTo("DIGEST");
    assertThat(affected(digest))
        .containsExactly(
            "job-a NON_COMPLIANT [Clarify.15]",
            "churn-legacy COMPLIANT [Clarify.14]",
            "churn-one-zone COMPLIANT [Clarify.14]");
    run("{\"DisabledControls\": \"Clarify.14\"}");
    assertThat(told()).isEmpty();
  }

  @Test
  void a_crash_between_publishing_and_marking_repeats_the_message_under_its_id() {
    run();
    told();
    job("job-a", "one-zone-model", "InProgress");
    account.failOnce("dynamodb:BatchWriteItem alert 111122223333", AwsFailures::denied);

    run();
    var first = told();
    now = now.plus(Duration.ofMinutes(20));
    run();
    var second = told();

    assertThat(first).hasSize(1);
    assertThat(second)
        .extracting(alert -> alert.get("alertId").asText())
        .containsExactly(first.getFirst().get("alertId").asText());
    run();
    assertThat(told()).isEmpty();
  }

  /** Its verdict is kept, so that no later run judges it again: it must not be kept too early. */
  @Test
  void a_finished_job_whose_alert_was_not_published_is_told_by_a_later_run() {
    run();
    told();
    job("job-a", "one-zone-model", "Completed");
    account.failOnce("sns:Publish", AwsFailures::denied);
    assertThatThrownBy(this::run).isInstanceOf(SdkException.class);
    told();
    now = now.plus(Duration.ofMinutes(20));

    run();

    assertThat(told())
        .singleElement()
        .satisfies(alert -> assertThat(ids(alert)).isEqualTo("[job-a]"));
    run();
    assertThat(told()).isEmpty();
  }

  @Test
  void what_another_invocation_is_telling_is_left_to_it() {
    run();
    told();
    job("job-a", "one-zone-model", "Completed");
    account.failOnce("sns:Publish", AwsFailures::denied);
    assertThatThrownBy(this::run).isInstanceOf(SdkException.class);
    told();

    run();

    assertThat(told()).isEmpty();
    now = now.plus(Duration.ofMinutes(20));
    run();
    assertThat(told()).hasSize(1);
  }

  @Test
  void without_the_ledger_everything_that_fails_is_told_in_one_message() {
    job("job-a", "one-zone-model", "InProgress");
    account.deny("dynamodb:Query alert 111122223333");

    run();
    run();

    assertThat(told())
        .hasSize(2)
        .allSatisfy(alert -> {
          assertThat(alert.get("kind").asText()).isEqualTo("DIGEST");
          assertThat(ids(alert)).isEqualTo("[job-a, churn-legacy, churn-one-zone]");
        });
    assertThat(invocation.log())
        .anyMatch(line -> line.startsWith("WARN the ledger of alerts cannot be reached"));
  }

  @Test
  void aws_config_refusing_does_not_keep_people_from_being_told() {
    account.fail("config:PutEvaluations", AwsFailures::denied);

    assertThatThrownBy(this::run).isInstanceOf(SdkException.class);

    assertThat(told()).hasSize(1);
  }

  /** The first run of many workloads: what it has no time for, the next one finds. */
  @Test
  void half_a_first_run_tells_nothing_and_the_other_half_everything() {
    invocation.remaining(60_000);
    run();
    assertThat(told()).isEmpty();
    invocation.remaining(300_000);

    run();

    assertThat(told())
        .singleElement()
        .satisfies(digest -> assertThat(ids(digest)).isEqualTo("[churn-legacy, churn-one-zone]"));
  }

  @Test
  void a_model_that_was_replaced_by_one_of_its_name_is_told_anew() {
    run();
    told();
    account.described(Kind.MODEL, "churn-one-zone").put("CreationTime", "2026-11-20T08:59:00Z");

    run();

    assertThat(told())
        .singleElement()
        .satisfies(alert -> assertThat(ids(alert)).isEqualTo("[churn-one-zone]"));
  }

  /** AWS Config deletes a rule's results with it: the new name begins with none. */
  @Test
  void a_rule_under_another_name_puts_everything_and_tells_nothing_again() {
    run();
    var shown = account.shown();
    told();
    account.forgetResults();
    rule = "clarify-vpc-renamed";

    run();

    assertThat(
            account.requests(GetComplianceDetailsByConfigRuleRequest.class).stream()
                .map(GetComplianceDetailsByConfigRuleRequest::configRuleName))
        .containsOnly("clarify-vpc-renamed");
    assertThat(account.shown()).isEqualTo(shown);
    assertThat(told()).isEmpty();
  }

  // ----

  private void run() {
    run("{}");
  }

  private void run(String parameters) {
    now = now.plusSeconds(1);
    invocation.requestId(UUID.nameUUIDFromBytes(now.toString().getBytes(UTF_8)).toString());
    var notification =
        FakeAccount.object(
            """
            {"messageType": "ScheduledNotification", "awsAccountId": "111122223333",
             "notificationCreationTime": "%s"}
            """
                .formatted(now));
    var event =
        FakeAccount.object(
                """
                {"resultToken": "a-token", "accountId": "111122223333", "eventLeftScope": false,
                 "configRuleName": "%s"}
                """
                    .formatted(rule))
            .put("invokingEvent", notification.toString())
            .put("ruleParameters", parameters);
    new ConfigRuleFunction(
            FakeLambda.settings(),
            FakeLambda.clients(account),
            new FakeOutput().telemetry(),
            () -> now)
        .handleRequest(configEvent(event), invocation);
  }

  /** The JSON documents that were published since this was last asked. */
  private List<JsonNode> told() {
    var documents =
        account.requests(PublishRequest.class).stream()
            .map(request -> Json.parse(request.message().getBytes(UTF_8)).get("sqs").asText())
            .map(document -> Json.parse(document.getBytes(UTF_8)))
            .toList();
    account.forgetCalls();
    return documents;
  }

  private static List<String> affected(JsonNode alert) {
    return StreamSupport.stream(alert.get("affected").spliterator(), false)
        .map(each ->
            "%s %s %s"
                .formatted(
                    each.at("/resource/id").asText(),
                    each.get("compliance").asText(),
                    each.get("controls").valueStream().map(JsonNode::asText).toList()))
        .toList();
  }

  private static String withoutEvent(JsonNode trigger) {
    return trigger.<ObjectNode>deepCopy().without(List.of("source", "eventId")).toString();
  }

  private static String ids(JsonNode alert) {
    var of = alert.get("affected").isEmpty() ? alert.get("assessments") : alert.get("affected");
    var ids = of.valueStream().map(each -> each.at("/resource/id").asText()).toList();
    return alert.get("affected").isEmpty() ? ids.subList(0, 1).toString() : ids.toString();
  }

  private ObjectNode oneZoneModel() {
    return FakeAccount.sample().described(Kind.MODEL, "churn-one-zone").deepCopy();
  }

  private void withoutS3Endpoint() {
    var endpoints = account.list("VpcEndpoints");
    for (int each = endpoints.size() - 1; each >= 0; each--) {
      if (endpoints.get(each).path("ServiceName").asText().endsWith(".s3")) {
        endpoints.remove(each);
      }
    }
  }

  private ObjectNode job(String name, String configuration, String status) {
    var job = FakeLambda.json(Path.of("src/sample/job.json"));
    job.put("ProcessingJobName", name)
        .put("ProcessingJobStatus", status)
        .put("ProcessingJobArn", "arn:aws:sagemaker:us-east-1:111122223333:processing-job/" + name)
        .put("CreationTime", "2026-11-20T08:07:50Z");
    ((ObjectNode) job.at("/ProcessingInputs/0/S3Input"))
        .put(
            "S3Uri",
            "s3://churn-111122223333/config/%s/analysis_config.json".formatted(configuration));
    account.describe(Kind.PROCESSING_JOB, job);
    return job;
  }
}
