package io.clarifyvpc.lambda;

import static io.clarifyvpc.lambda.FakeLambda.FAILURE_QUEUE;
import static io.clarifyvpc.lambda.FakeLambda.REEVALUATION_QUEUE;
import static io.clarifyvpc.lambda.FakeLambda.event;
import static io.clarifyvpc.lambda.FakeLambda.scheduledEvent;
import static io.clarifyvpc.lambda.FakeLambda.sent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.aws.AwsFailures;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.aws.FakeAccount.Call;
import io.clarifyvpc.aws.FakeAccount.Kind;
import io.clarifyvpc.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sagemaker.model.StopProcessingJobRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Jobs that are stopped as soon as they have been judged, where StopOnControls says so. */
class JobStopsTest {
  private static final String PUBLIC = "cloudtrail-create-processing-job-public-subnet.json";
  private static final String JOB = "Churn-public-subnet";
  private static final Instant CALLED = Instant.parse("2026-11-20T08:07:49Z");
  private static final String ALL =
      "Clarify.1,Clarify.2,Clarify.3,Clarify.4,Clarify.5,Clarify.6,Clarify.7,Clarify.8,Clarify.9,"
          + "Clarify.10,Clarify.11,Clarify.12,Clarify.13,Clarify.15,Clarify.16,Clarify.17,"
          + "Clarify.18,Clarify.19,Clarify.20";

  private final FakeAccount account = FakeAccount.sample();
  private final FakeInvocation invocation = new FakeInvocation();

  @Test
  void a_job_that_fails_a_named_control_is_stopped_and_alerted_once() {
    running(JOB, CALLED.plusSeconds(1));

    assertThat(handle(PUBLIC, "Clarify.4")).isEqualTo("NON_COMPLIANT");

    assertThat(status(JOB)).isEqualTo("Stopping");
    assertThat(subjects())
        .containsExactly(
            "NON_COMPLIANT (HIGH), stopped: processing job Churn-public-subnet: Clarify.6, Clarify.4");
    assertThat(stop().toString())
        .isEqualTo(
            "{\"outcome\":\"STOPPED\",\"reason\":\"The job was stopped by"
                + " clarify-vpc, because StopOnControls names Clarify.4.\"}");
    assertThat(invocation.log())
        .contains(
            "WARN AWS::SageMaker::ProcessingJob Churn-public-subnet: The job was stopped by"
                + " clarify-vpc, because StopOnControls names Clarify.4.");
    assertThat(account.table().items("alert 111122223333"))
        .hasEntrySatisfying(
            "AWS::SageMaker::ProcessingJob " + JOB,
            item -> assertThat(item).containsEntry("stop", AttributeValue.fromS("STOPPED")));
  }

  /** The stop first, for it must not wait; the alert last, for it tells what came of it. */
  @Test
  void the_job_is_looked_at_and_stopped_before_anything_is_sent() {
    running(JOB, CALLED);

    handle(PUBLIC, "Clarify.4");

    assertThat(
            account.calls().stream()
                .map(Call::toString)
                .filter(call -> call.matches("(sns|sqs):.*|sagemaker:.*ProcessingJob .*")))
        .containsExactly(
            "sagemaker:DescribeProcessingJob " + JOB,
            "sagemaker:StopProcessingJob " + JOB,
            "sqs:SendMessage",
            "sns:Publish");
  }

  static Stream<String> events() {
    return FakeLambda.events("cloudtrail").stream();
  }

  @ParameterizedTest
  @MethodSource("events")
  void without_a_named_control_no_job_is_even_looked_at(String file) {
    FakeLambda.cloudTrailFunction(account).handleRequest(scheduledEvent(event(file)), invocation);

    assertThat(account.calls())
        .extracting(Call::action)
        .doesNotContain("sagemaker:StopProcessingJob", "sagemaker:DescribeProcessingJob");
  }

  /** Not the models, definitions, other images, other accounts, nor what is undetermined. */
  @Test
  void with_every_control_named_only_failing_clarify_jobs_are_stopped() {
    var stopped = new ArrayList<String>();
    events()
        .forEach(file -> {
          var fresh = FakeAccount.sample();
          var name = event(file).at("/detail/requestParameters/processingJobName").asText("");
          var called = Instant.parse(event(file).at("/detail/eventTime").asText());
          fresh.describe(Kind.PROCESSING_JOB, described(name, called, "InProgress"));
          new CloudTrailFunction(
                  FakeLambda.stoppingOn(ALL),
                  FakeLambda.clients(fresh),
                  new FakeOutput().telemetry(),
                  FakeLambda.CLOCK)
              .handleRequest(scheduledEvent(event(file)), invocation);
          fresh.requests(StopProcessingJobRequest.class).stream()
              .map(StopProcessingJobRequest::processingJobName)
              .forEach(stopped::add);
        });

    assertThat(stopped)
        .containsExactlyInAnyOrder(
            "Churn-closed-api-endpoint",
            "Churn-closed-security-group-two-instances",
            "Churn-isolated",
            "Churn-missing-model",
            "Churn-model-in-other-vpc",
            "Churn-no-s3-endpoint",
            "Churn-no-vpc",
            "Churn-one-zone-model",
            "Churn-public-subnet",
            "pipelines-k3v9w2m7q1xz-ChurnBias-b7Tq0ZrN4e");
  }

  @Test
  void a_failing_control_that_is_not_named_stops_nothing() {
    running(JOB, CALLED);

    handle(PUBLIC, "Clarify.2,Clarify.9");

    assertThat(status(JOB)).isEqualTo("InProgress");
    assertThat(subjects())
        .containsExactly(
            "NON_COMPLIANT (HIGH): processing job Churn-public-subnet: Clarify.6, Clarify.4");
    assertThat(stop().isNull()).isTrue();
  }

  /** Not a COMPLIANT, and not a failure either. */
  @Test
  void what_could_not_be_read_stops_nothing() {
    running(JOB, CALLED);
    account.deny("ec2:DescribeRouteTables");

    assertThat(handle(PUBLIC, "Clarify.4")).isEqualTo("UNDETERMINED");
    assertThat(status(JOB)).isEqualTo("InProgress");
  }

  static Stream<Supplier<RuntimeException>> failures() {
    return Stream.of(
        AwsFailures::denied,
        AwsFailures::throttled,
        AwsFailures::internal,
        AwsFailures::timeout,
        AwsFailures::aborted,
        AwsFailures::unreachable,
        () -> new IllegalStateException(AwsFailures.SECRET));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void the_alert_goes_out_whatever_becomes_of_the_stop(Supplier<RuntimeException> failure) {
    running(JOB, CALLED);
    account.fail("sagemaker:StopProcessingJob", failure);

    assertThat(handle(PUBLIC, "Clarify.4")).isEqualTo("NON_COMPLIANT");

    assertThat(subjects())
        .containsExactly(
            "NON_COMPLIANT (HIGH), NOT stopped: processing job Churn-public-subnet: Clarify.6,"
                + " Clarify.4");
    assertThat(stop().get("outcome").asText()).isEqualTo("FAILED");
    assertThat(stop().get("reason").asText()).doesNotContain(AwsFailures.SECRET);
    assertThat(invocation.log())
        .anyMatch(line -> line.startsWith("ERROR ") && line.contains("could not be: "))
        .noneMatch(line -> line.contains(AwsFailures.SECRET));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void the_alert_goes_out_where_the_job_cannot_be_looked_at(Supplier<RuntimeException> failure) {
    running(JOB, CALLED);
    account.fail("sagemaker:DescribeProcessingJob", failure);

    assertThat(handle(PUBLIC, "Clarify.4")).isEqualTo("NON_COMPLIANT");

    assertThat(stop().get("outcome").asText()).isEqualTo("FAILED");
    assertThat(status(JOB)).isEqualTo("InProgress");
  }

  @Test
  void a_denied_stop_says_what_to_allow() {
    running(JOB, CALLED);
    account.deny("sagemaker:StopProcessingJob");

    handle(PUBLIC, "Clarify.4");

    assertThat(stop().get("reason").asText())
        .isEqualTo(
            "The job was to be stopped, because StopOnControls names Clarify.4, and could not be:"
                + " sagemaker:StopProcessingJob denied (AccessDenied): allow the action in the"
                + " role. As far as is known it runs on.");
  }

  /** That run judges running jobs too, and tries again. */
  @Test
  void a_run_of_the_rule_is_asked_for_also_where_the_stop_failed() {
    running(JOB, CALLED);
    account.deny("sagemaker:StopProcessingJob");

    handle(PUBLIC, "Clarify.4");

    assertThat(sent(account, REEVALUATION_QUEUE)).hasSize(1);
    assertThat(sent(account, FAILURE_QUEUE)).isEmpty();
  }

  @Test
  void a_ledger_that_is_out_of_reach_keeps_nobody_from_stopping_and_telling() {
    running(JOB, CALLED);
    account.fail("dynamodb:PutItem", AwsFailures::internal);

    handle(PUBLIC, "Clarify.4");

    assertThat(status(JOB)).isEqualTo("Stopping");
    assertThat(stop().get("outcome").asText()).isEqualTo("STOPPED");
  }

  /** Crashed, or refused by SNS: Lambda brings the event again, and the job is stopping by then. */
  @Test
  void an_alert_that_was_not_published_is_published_by_the_retry_and_tells_of_the_stop() {
    running(JOB, CALLED);
    account.failOnce("sns:Publish", AwsFailures::internal);
    assertThatThrownBy(() -> handle(PUBLIC, "Clarify.4"))
        .hasFieldOrPropertyWithValue("statusCode", 500);

    handle(PUBLIC, "Clarify.4");

    assertThat(account.requests(StopProcessingJobRequest.class)).hasSize(1);
    var published = account.requests(PublishRequest.class);
    assertThat(published).hasSize(2);
    assertThat(published.getFirst().message()).isEqualTo(published.getLast().message());
    assertThat(published.getFirst().subject()).isEqualTo(published.getLast().subject());
    assertThat(stop().get("outcome").asText()).isEqualTo("STOPPED");
  }

  @Test
  void an_event_that_comes_twice_stops_and_tells_once() {
    running(JOB, CALLED);

    handle(PUBLIC, "Clarify.4");
    handle(PUBLIC, "Clarify.4");

    assertThat(account.requests(StopProcessingJobRequest.class)).hasSize(1);
    assertThat(subjects()).hasSize(1);
  }

  /** People know the verdict; that the job was stopped is news. */
  @Test
  void a_job_whose_verdict_was_told_before_is_told_of_once_more_when_it_is_stopped() {
    running(JOB, CALLED);
    handle(PUBLIC, "Clarify.2");
    invocation.requestId("another");

    handle(PUBLIC, "Clarify.4");
    handle(PUBLIC, "Clarify.4");

    assertThat(subjects())
        .containsExactly(
            "NON_COMPLIANT (HIGH): processing job Churn-public-subnet: Clarify.6, Clarify.4",
            "NON_COMPLIANT (HIGH), stopped: processing job Churn-public-subnet: Clarify.6, Clarify.4");
    assertThat(alertIds()).doesNotHaveDuplicates();
  }

  @Test
  void a_stop_that_fails_time_after_time_is_told_once_and_the_one_that_succeeds_as_well() {
    running(JOB, CALLED);
    var denied = new AtomicBoolean(true);
    account.fail(
        call -> denied.get() && call.action().equals("sagemaker:StopProcessingJob"),
        AwsFailures::denied);
    handle(PUBLIC, "Clarify.4");
    handle(PUBLIC, "Clarify.4");
    denied.set(false);

    handle(PUBLIC, "Clarify.4");
    handle(PUBLIC, "Clarify.4");

    assertThat(subjects())
        .containsExactly(
            "NON_COMPLIANT (HIGH), NOT stopped: processing job Churn-public-subnet: Clarify.6,"
                + " Clarify.4",
            "NON_COMPLIANT (HIGH), stopped: processing job Churn-public-subnet: Clarify.6, Clarify.4");
    assertThat(alertIds()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Completed", "Failed", "Stopping", "Stopped"})
  void a_job_that_has_ended_by_then_is_alerted_and_no_error(String status) {
    account.describe(Kind.PROCESSING_JOB, described(JOB, CALLED, status));

    handle(PUBLIC, "Clarify.4");

    assertThat(account.requests(StopProcessingJobRequest.class)).isEmpty();
    assertThat(stop().get("outcome").asText()).isEqualTo("NOT_RUNNING");
    assertThat(invocation.log()).noneMatch(line -> line.startsWith("ERROR"));
  }

  /** The event was late, the job deleted, and its name given to one that nobody has judged. */
  @Test
  void a_later_job_of_the_same_name_is_left_alone() {
    running(JOB, CALLED.plus(Duration.ofHours(3)));

    handle(PUBLIC, "Clarify.4");

    assertThat(status(JOB)).isEqualTo("InProgress");
    assertThat(stop().get("outcome").asText()).isEqualTo("NOT_RUNNING");
  }

  /** However long the stop takes, ten seconds are left for the alert. */
  @Test
  void the_stop_ends_in_time_for_the_alert_to_go_out() {
    running(JOB, CALLED);

    handle(PUBLIC, "Clarify.4");

    assertThat(account.requests(StopProcessingJobRequest.class))
        .singleElement()
        .satisfies(request ->
            assertThat(request.overrideConfiguration().orElseThrow().apiCallTimeout())
                .contains(Duration.ofSeconds(290)));
  }

  private String handle(String file, String stopOnControls) {
    return new CloudTrailFunction(
            FakeLambda.stoppingOn(stopOnControls),
            FakeLambda.clients(account),
            new FakeOutput().telemetry(),
            FakeLambda.CLOCK)
        .handleRequest(scheduledEvent(event(file)), invocation);
  }

  private void running(String name, Instant created) {
    account.describe(Kind.PROCESSING_JOB, described(name, created, "InProgress"));
  }

  private static String described(String name, Instant created, String status) {
    return """
    {"ProcessingJobName": "%s", "CreationTime": "%s", "ProcessingJobStatus": "%s"}\
    """
        .formatted(name, created, status);
  }

  private String status(String name) {
    return account.described(Kind.PROCESSING_JOB, name).get("ProcessingJobStatus").asText();
  }

  private List<String> subjects() {
    return account.requests(PublishRequest.class).stream().map(PublishRequest::subject).toList();
  }

  private List<String> alertIds() {
    return documents().stream().map(document -> document.get("alertId").asText()).toList();
  }

  /** What the last alert tells of the stop. */
  private JsonNode stop() {
    return documents().getLast().get("stop");
  }

  private List<JsonNode> documents() {
    return account.requests(PublishRequest.class).stream()
        .map(request -> json(json(request.message()).get("sqs").asText()))
        .toList();
  }

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(UTF_8));
  }
}
