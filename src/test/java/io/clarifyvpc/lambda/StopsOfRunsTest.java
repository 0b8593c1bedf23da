package io.clarifyvpc.lambda;

import static io.clarifyvpc.lambda.FakeLambda.configEvent;
import static io.clarifyvpc.lambda.FakeLambda.event;
import static io.clarifyvpc.lambda.FakeLambda.scheduledEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.aws.AwsFailures;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.aws.FakeAccount.Call;
import io.clarifyvpc.aws.FakeAccount.Kind;
import io.clarifyvpc.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.model.StopProcessingJobRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Running jobs that a run of the rule stops: the event was lost, or the network has changed. */
class StopsOfRunsTest {
  private final FakeAccount account = FakeAccount.sample();
  private final FakeInvocation invocation = new FakeInvocation();
  private final AtomicBoolean denied = new AtomicBoolean();
  private Instant now = Instant.parse("2026-11-20T09:00:00Z");
  private String stopOnControls = "Clarify.4,Clarify.6";

  @BeforeEach
  void after_the_first_run() {
    account.fail(
        call -> denied.get() && call.action().equals("sagemaker:StopProcessingJob"),
        AwsFailures::denied);
    run();
    told();
  }

  @Test
  void a_job_that_nobody_heard_of_is_stopped_and_told() {
    publicJob("job-a", "InProgress");

    run();

    assertThat(status("job-a")).isEqualTo("Stopping");
    assertThat(told())
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.at("/assessments/0/resource/id").asText()).isEqualTo("job-a");
          assertThat(alert.at("/stop/outcome").asText()).isEqualTo("STOPPED");
        });
    run();
    run();
    assertThat(told()).isEmpty();
    assertThat(account.requests(StopProcessingJobRequest.class)).isEmpty();
  }

  @Test
  void a_job_whose_network_has_changed_is_stopped_and_told_with_the_others_of_that_cause() {
    job("job-a", "InProgress");
    job("job-b", "InProgress");
    job("job-c", "Completed");
    run();
    assertThat(told()).isEmpty();
    withoutS3Endpoint();

    run();

    assertThat(List.of(status("job-a"), status("job-b"), status("job-c")))
        .containsExactly("Stopping", "Stopping", "Completed");
    assertThat(told())
        .filteredOn(alert -> alert.at("/affected/0/resource/id").asText().equals("job-a"))
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.at("/resources").asInt()).isEqualTo(2);
          assertThat(alert.at("/stop").isNull()).isTrue();
          assertThat(alert.at("/affected").findValuesAsText("outcome"))
              .containsExactly("STOPPED", "STOPPED");
        });
    assertThat(invocation.log())
        .filteredOn(line -> line.contains("The job was stopped by clarify-vpc"))
        .hasSize(2);
  }

  @Test
  void the_subject_counts_what_was_stopped_and_what_was_not() {
    job("job-a", "InProgress");
    job("job-b", "InProgress");
    job("job-c", "InProgress");
    run();
    told();
    withoutS3Endpoint();
    account.fail("sagemaker:StopProcessingJob job-b", AwsFailures::denied);

    run();

    assertThat(account.requests(PublishRequest.class).stream().map(PublishRequest::subject))
        .contains("NON_COMPLIANT (HIGH), 2 stopped, 1 NOT stopped: 3 processing jobs: Clarify.6");
    var text =
        account.requests(PublishRequest.class).stream()
            .filter(request -> request.subject().contains("stopped"))
            .map(request -> json(request.message()).get("email").asText())
            .findFirst()
            .orElseThrow();
    assertThat(text.lines())
        .contains(
            "* processing job job-a: NON_COMPLIANT: Clarify.6, stopped",
            "* processing job job-b: NON_COMPLIANT: Clarify.6, NOT stopped",
            "* Mend what is named below before what was stopped is started again.",
            "* What was NOT stopped runs on: stop it yourself if it must not. The next");
  }

  /** The event's own attempt was refused; the run that it asked for tries again. */
  @Test
  void what_the_event_could_not_stop_is_stopped_by_the_run() {
    denied.set(true);
    publicJob("Churn-public-subnet", "InProgress");
    new CloudTrailFunction(
            FakeLambda.stoppingOn(stopOnControls),
            FakeLambda.clients(account),
            new FakeOutput().telemetry(),
            () -> now)
        .handleRequest(
            scheduledEvent(event("cloudtrail-create-processing-job-public-subnet.json")),
            invocation);
    assertThat(outcomes()).containsExactly("FAILED");
    run();
    assertThat(outcomes()).isEmpty();
    denied.set(false);

    run();

    assertThat(status("Churn-public-subnet")).isEqualTo("Stopping");
    assertThat(outcomes()).containsExactly("STOPPED");
    run();
    assertThat(outcomes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Completed", "Failed", "Stopping", "Stopped"})
  void what_does_not_run_is_not_even_looked_at(String status) {
    publicJob("job-a", status);

    run();

    assertThat(account.calls())
        .extracting(Call::toString)
        .filteredOn(call -> call.matches("sagemaker:.*ProcessingJob .*"))
        .containsExactly("sagemaker:DescribeProcessingJob job-a");
    assertThat(told())
        .singleElement()
        .satisfies(alert -> assertThat(alert.get("stop").isNull()).isTrue());
  }

  @Test
  void without_a_named_control_no_job_is_stopped() {
    stopOnControls = "";
    publicJob("job-a", "InProgress");

    run();

    assertThat(status("job-a")).isEqualTo("InProgress");
    assertThat(account.requests(StopProcessingJobRequest.class)).isEmpty();
  }

  @Test
  void what_could_not_be_read_stops_nothing() {
    publicJob("job-a", "InProgress");
    account.deny("ec2:DescribeRouteTables");

    run();

    assertThat(status("job-a")).isEqualTo("InProgress");
  }

  @Test
  void another_image_is_left_alone() {
    publicJob("job-a", "InProgress")
        .putObject("AppSpecification")
        .put("ImageUri", "111122223333.dkr.ecr.us-east-1.amazonaws.com/something-else:1");

    run();

    assertThat(status("job-a")).isEqualTo("InProgress");
  }

  /** A test has AWS Config check evaluations, and does nothing else. */
  @Test
  void a_run_in_test_mode_stops_nothing() {
    publicJob("job-a", "InProgress");

    run("TESTMODE");

    assertThat(status("job-a")).isEqualTo("InProgress");
    assertThat(told()).isEmpty();
  }

  /** AWS Config must get its evaluations, and people their alert, however long a stop takes. */
  @Test
  void stops_end_in_time_for_the_rest_of_the_run() {
    publicJob("job-a", "InProgress");

    run();

    assertThat(account.requests(StopProcessingJobRequest.class))
        .singleElement()
        .satisfies(request ->
            assertThat(request.overrideConfiguration().orElseThrow().apiCallTimeout())
                .contains(Duration.ofSeconds(210)));
  }

  @Test
  void a_stop_of_the_first_run_is_told_in_its_digest() {
    var first = new StopsOfRunsTest();
    first.publicJob("job-a", "InProgress");

    first.run();

    assertThat(first.account.requests(PublishRequest.class).stream().map(PublishRequest::subject))
        .singleElement()
        .asString()
        .startsWith("DIGEST: ")
        .endsWith(", 1 stopped");
  }

  // ----

  private void run() {
    run("a-token");
  }

  private void run(String token) {
    now = now.plus(Duration.ofMinutes(20));
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
                {"accountId": "111122223333", "eventLeftScope": false,
                 "configRuleName": "clarify-vpc", "ruleParameters": "{}"}
                """)
            .put("resultToken", token)
            .put("invokingEvent", notification.toString());
    new ConfigRuleFunction(
            FakeLambda.stoppingOn(stopOnControls),
            FakeLambda.clients(account),
            new FakeOutput().telemetry(),
            () -> now)
        .handleRequest(configEvent(event), invocation);
  }

  /** What was published since this was last asked. */
  private List<JsonNode> told() {
    var documents =
        account.requests(PublishRequest.class).stream()
            .map(request -> json(json(request.message()).get("sqs").asText()))
            .toList();
    account.forgetCalls();
    return documents;
  }

  private List<String> outcomes() {
    return told().stream().map(alert -> alert.at("/stop/outcome").asText()).toList();
  }

  private String status(String name) {
    return account.described(Kind.PROCESSING_JOB, name).get("ProcessingJobStatus").asText();
  }

  /** A job in the subnets that the sample event of that name speaks of. */
  private ObjectNode publicJob(String name, String status) {
    var job = job(name, status);
    var subnets =
        event("cloudtrail-create-processing-job-public-subnet.json")
            .at("/detail/requestParameters/networkConfig/vpcConfig/subnets");
    ((ObjectNode) job.at("/NetworkConfig/VpcConfig")).set("Subnets", subnets);
    return job;
  }

  private ObjectNode job(String name, String status) {
    var job = FakeLambda.json(Path.of("src/sample/job.json"));
    job.put("ProcessingJobName", name)
        .put("ProcessingJobStatus", status)
        .put("ProcessingJobArn", "arn:aws:sagemaker:us-east-1:111122223333:processing-job/" + name)
        .put("CreationTime", "2026-11-20T08:07:50Z");
    ((ObjectNode) job.at("/ProcessingInputs/0/S3Input"))
        .put("S3Uri", "s3://churn-111122223333/config/pre-training-bias/analysis_config.json");
    account.describe(Kind.PROCESSING_JOB, job);
    return job;
  }

  private void withoutS3Endpoint() {
    account
        .list("VpcEndpoints")
        .removeIf(endpoint -> endpoint.path("ServiceName").asText().endsWith(".s3"));
  }

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(UTF_8));
  }
}
