package io.clarifyvpc.wire;

import static io.clarifyvpc.wire.Invocations.COMPLIANT_JOB;
import static io.clarifyvpc.wire.Invocations.scheduled;
import static io.clarifyvpc.wire.JsonService.JSON;
import static io.clarifyvpc.wire.SampleDocuments.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.wire.LocalServer.Answer;
import io.clarifyvpc.wire.LocalServer.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the functions do when AWS refuses, fails or is slow: nothing lost, nothing half-said. */
@ExtendWith(Deployment.Shared.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultsWireTest {
  private static final Answer S3_DENIES =
      Answer.xml(403, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>");
  private static final Answer SNS_FAILS =
      Answer.xml(
          500,
          """
          <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
            <Error><Type>Receiver</Type><Code>InternalError</Code><Message>Oops.</Message></Error>
            <RequestId>00000000-0000-0000-0000-000000000000</RequestId>
          </ErrorResponse>
          """);

  private final Deployment deployment;

  FaultsWireTest(Deployment deployment) {
    this.deployment = deployment;
  }

  @BeforeEach
  @AfterEach
  void reset() {
    deployment.reset();
  }

  @Test
  void job_whose_analysis_configuration_s3_denies_is_undetermined() throws Exception {
    deployment.relay().fail(request -> isRead(request, "analysis_config.json"), S3_DENIES);
    deployment.succeeds(
        deployment.cloudTrailFunction(), deployment.network().placed(text(COMPLIANT_JOB)));

    var job = onlyJobPublished();
    assertThat(job.path("compliance").asText()).isEqualTo("UNDETERMINED");
    assertThat(decisive(job, "UNDETERMINED"))
        .isNotEmpty()
        .allSatisfy(reason -> assertThat(reason).contains("s3:GetObject", "denied"));
    assertThat(deployment.askedForRun())
        .as(deployment::reports)
        .containsExactly(WireTest.runForJob());
    assertThat(deployment.givenUp()).as(deployment::reports).isEmpty();
  }

  @Test
  void topic_that_fails_once_gets_the_alert_once() throws Exception {
    deployment.relay().fail(1, FaultsWireTest::isPublish, SNS_FAILS);
    deployment.succeeds(
        deployment.cloudTrailFunction(), deployment.network().misplaced(text(COMPLIANT_JOB)));

    assertThat(onlyJobPublished().path("compliance").asText()).isEqualTo("NON_COMPLIANT");
    assertThat(deployment.askedForRun())
        .as(deployment::reports)
        .containsExactly(WireTest.runForJob());
  }

  @Test
  void topic_that_fails_always_fails_the_invocation_and_the_next_one_says_all() throws Exception {
    var event = deployment.network().misplaced(text(COMPLIANT_JOB));
    deployment.relay().fail(FaultsWireTest::isPublish, SNS_FAILS);
    var outcome = deployment.cloudTrailFunction().invoke(event);

    assertThat(outcome.failed()).as(deployment::reports).isTrue();
    assertThat(JSON.readTree(outcome.body()).path("errorType").asText()).contains("sns");
    assertThat(deployment.published()).as(deployment::reports).isEmpty();
    // Asked for twice, one run follows.
    assertThat(deployment.askedForRun())
        .as(deployment::reports)
        .containsExactly(WireTest.runForJob());
    // Lambda invokes it twice more, and then keeps the event on the failure queue by itself.
    assertThat(deployment.givenUp()).as(deployment::reports).isEmpty();

    deployment.relay().heal();
    var retried = deployment.cloudTrailFunction().retry(event);
    assertThat(retried.failed()).as(deployment::reports).isFalse();
    assertThat(onlyJobPublished().path("compliance").asText()).isEqualTo("NON_COMPLIANT");
    assertThat(deployment.askedForRun())
        .as(deployment::reports)
        .containsExactly(WireTest.runForJob());
  }

  /** Ten seconds are kept to publish: what is not answered before is a gap, and is published. */
  @Test
  void call_without_an_answer_ends_in_time_for_the_alert() throws Exception {
    deployment.relay().hold(request -> isCall(request, "DescribeSubnets"));
    var outcome =
        deployment
            .cloudTrailFunction()
            .invoke(deployment.network().placed(text(COMPLIANT_JOB)), Duration.ofSeconds(12));

    assertThat(outcome.failed()).as(deployment::reports).isFalse();
    var job = onlyJobPublished();
    assertThat(job.path("compliance").asText()).isEqualTo("UNDETERMINED");
    assertThat(decisive(job, "UNDETERMINED"))
        .anySatisfy(reason ->
            assertThat(reason)
                .contains("ec2:DescribeSubnets", "no answer within the time that was left"));
    assertThat(deployment.askedForRun())
        .as(deployment::reports)
        .containsExactly(WireTest.runForJob());
  }

  @Test
  void the_account_stands_for_jobs_that_config_refuses() throws Exception {
    deployment.config().refuseJobs();
    var token = deployment.config().issueToken();
    deployment.succeeds(deployment.anotherConfigRuleFunction(), scheduled(token));

    assertThat(Verdicts.ofBatches(deployment.config().batches(token)))
        .as(deployment::reports)
        .containsExactly(
            WireTest.MODELS_AND_DEFINITIONS,
            Map.of("AWS::::Account " + Invocations.ACCOUNT, "NON_COMPLIANT"));
    assertThat(deployment.config().refusals())
        .containsExactly(
            "PutEvaluations: InvalidParameterValueException: The resource type"
                + " 'AWS::SageMaker::ProcessingJob' is not supported.");
    // The digest of a first run.
    assertThat(deployment.published()).as(deployment::reports).hasSize(1);
  }

  @Test
  void token_that_is_refused_goes_to_the_failure_queue_without_the_token() throws Exception {
    var token = "token-of-somebody-else";
    deployment.succeeds(deployment.configRuleFunction(), scheduled(token));

    var messages = deployment.givenUp();
    assertThat(messages)
        .as(deployment::reports)
        .extracting(
            message -> message.path("function").asText(),
            message -> message.path("reason").asText(),
            message -> message.at("/event/configRuleName").asText())
        .containsExactly(
            tuple("ConfigRuleFunction", "AWS Config refused the result token", "clarify-vpc"));
    assertThat(messages.toString()).doesNotContain(token);
    assertThat(deployment.config().refusals())
        .containsExactly(
            "PutEvaluations: InvalidResultTokenException: The result token is invalid.");
    assertThat(deployment.config().batches(token)).isEmpty();
  }

  private JsonNode onlyJobPublished() throws Exception {
    var messages = deployment.published();
    assertThat(messages).as(deployment::reports).hasSize(1);
    return JSON.readTree(messages.getFirst().path("Message").asText()).at("/assessments/0");
  }

  private static List<String> decisive(JsonNode assessment, String compliance) {
    return StreamSupport.stream(assessment.path("findings").spliterator(), false)
        .filter(finding -> finding.path("compliance").asText().equals(compliance))
        .map(finding -> finding.path("reason").asText())
        .toList();
  }

  private static boolean isPublish(Request request) {
    return isCall(request, "Publish");
  }

  private static boolean isCall(Request request, String action) {
    return request.body().contains("Action=" + action + "&");
  }

  private static boolean isRead(Request request, String key) {
    return request.method().equals("GET") && request.path().contains(key);
  }
}
