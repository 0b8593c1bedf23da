package io.clarifyvpc.lambda;

import static io.clarifyvpc.lambda.FakeLambda.configEvent;
import static io.clarifyvpc.lambda.FakeLambda.event;
import static io.clarifyvpc.lambda.FakeLambda.scheduledEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.clarifyvpc.aws.AwsFailures;
import io.clarifyvpc.aws.FakeAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.config.model.ConfigRuleEvaluationStatus;
import software.amazon.awssdk.services.config.model.DescribeConfigRuleEvaluationStatusResponse;

/** What each function tells CloudWatch of an invocation, and nothing else. */
class FunctionMetricsTest {
  private static final Instant EIGHT = FakeOutput.EIGHT;

  private final FakeAccount account = FakeAccount.sample();
  private final FakeInvocation invocation = new FakeInvocation();
  private final FakeOutput output = new FakeOutput();

  // --- CloudTrailFunction

  private static Stream<Arguments> events() {
    return Stream.of(
        arguments("create-processing-job-compliant", Map.of("Assessments COMPLIANT", 2L)),
        arguments(
            "create-processing-job-one-zone-model",
            Map.of(
                "Assessments NON_COMPLIANT", 2L,
                "Findings Clarify.14 HIGH", 1L,
                "Findings Clarify.15 MEDIUM", 1L,
                "Findings Clarify.16 HIGH", 1L,
                "Alerts ALERT", 1L)),
        arguments("create-processing-job-other-image", Map.of()),
        arguments("delete-model", Map.of()),
        arguments("create-processing-job-malformed", Map.of("RefusedInvocations", 1L)),
        arguments("create-processing-job-other-account", Map.of("RefusedInvocations", 1L)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void an_event_is_told_by_verdicts_findings_and_alerts(String event, Map<String, Long> metrics) {
    handle("cloudtrail-%s.json".formatted(event));

    assertThat(output.metricsOfContent()).isEqualTo(metrics);
    assertThat(output.metrics()).containsKey("Duration");
  }

  @Test
  void what_is_unread_is_told_by_api_action() {
    account.deny("ec2:DescribeSecurityGroups");

    handle("cloudtrail-create-processing-job-data-bias-compliant.json");

    assertThat(output.metricsOfContent())
        .isEqualTo(
            Map.of(
                "Assessments UNDETERMINED", 1L,
                "Undetermined ec2:DescribeSecurityGroups", 2L,
                "Alerts ALERT", 1L));
  }

  @Test
  void an_alert_that_cannot_be_published_is_none() {
    account.fail("sns:Publish", AwsFailures::internal);

    assertThatThrownBy(() -> handle("cloudtrail-create-model-one-zone.json"))
        .hasFieldOrPropertyWithValue("statusCode", 500);
    assertThat(output.metricsOfContent())
        .isEqualTo(Map.of("Assessments NON_COMPLIANT", 1L, "Findings Clarify.14 HIGH", 1L));
  }

  @Test
  void a_memory_out_of_reach_is_told_once() {
    account.deny("dynamodb:PutItem");

    handle("cloudtrail-create-model-compliant.json");

    assertThat(output.metricsOfContent())
        .isEqualTo(Map.of("Assessments COMPLIANT", 1L, "MemoryUnreachable", 1L));
  }

  private void handle(String event) {
    FakeLambda.cloudTrailFunction(account, output)
        .handleRequest(scheduledEvent(event(event)), invocation);
  }

  // --- ConfigRuleFunction

  @Test
  void a_run_is_told_by_verdicts_findings_and_what_was_put() {
    run(event("config-scheduled.json"));

    assertThat(output.metricsOfContent())
        .isEqualTo(
            Map.of(
                "Assessments COMPLIANT", 2L,
                "Assessments NON_COMPLIANT", 2L,
                "Findings Clarify.14 HIGH", 2L,
                "EvaluationsPut", 4L,
                "Alerts DIGEST", 1L));
  }

  @Test
  void a_run_that_has_nothing_new_puts_nothing() {
    run(event("config-scheduled.json"));
    var second = new FakeOutput();

    FakeLambda.configRuleFunction(account, second)
        .handleRequest(configEvent(event("config-scheduled.json")), invocation);

    assertThat(second.metrics())
        .containsEntry("EvaluationsPut", 0L)
        .containsEntry("Assessments COMPLIANT", 2L);
  }

  @Test
  void a_test_puts_nothing() {
    run(event("config-scheduled-testmode.json"));

    assertThat(output.metrics()).doesNotContainKey("EvaluationsPut");
  }

  @Test
  void a_run_that_has_no_time_is_incomplete() {
    invocation.remaining((int) Duration.ofSeconds(100).toMillis());

    run(event("config-scheduled.json"));

    assertThat(output.metricsOfContent())
        .isEqualTo(Map.of("IncompleteRuns", 1L, "EvaluationsPut", 0L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"NoSuch\": \"1\"}", "{\"DisabledControls\": \"Clarify.99\"}", "{{{"})
  void parameters_that_are_not_understood_are_a_refused_invocation(String parameters) {
    run(event("config-scheduled.json").put("ruleParameters", parameters));

    assertThat(output.metricsOfContent()).isEqualTo(Map.of("RefusedInvocations", 1L));
  }

  @Test
  void what_was_judged_is_told_although_putting_it_fails() {
    account.fail("config:PutEvaluations", AwsFailures::internal);

    assertThatThrownBy(() -> run(event("config-change-model-one-zone.json")))
        .hasFieldOrPropertyWithValue("statusCode", 500);
    assertThat(output.metricsOfContent())
        .isEqualTo(Map.of("Assessments NON_COMPLIANT", 1L, "Findings Clarify.14 HIGH", 1L));
  }

  @Test
  void every_verdict_of_a_run_is_a_line_that_can_be_asked_for() {
    run(event("config-scheduled.json"));

    assertThat(invocation.lines().stream().filter(line -> line.has("compliance")))
        .extracting(
            line -> line.path("trigger").asText(),
            line -> line.path("resourceId").asText(),
            line -> line.path("compliance").asText())
        .containsExactly(
            tuple("AWS Config", "churn-cut", "COMPLIANT"),
            tuple("AWS Config", "churn-legacy", "NON_COMPLIANT"),
            tuple("AWS Config", "churn-one-zone", "NON_COMPLIANT"),
            tuple("AWS Config", "churn-two-zones", "COMPLIANT"));
  }

  private void run(ObjectNode event) {
    FakeLambda.configRuleFunction(account, output).handleRequest(configEvent(event), invocation);
  }

  // --- ReevaluationFunction

  @Test
  void the_oldest_change_that_no_run_has_seen_tells_its_age() {
    reevaluate(
        Optional.of(EIGHT.minusSeconds(600)),
        change("{\"since\": \"2026-11-20T07:49:59Z\"}"),
        change("{\"since\": \"2026-11-20T07:51:00Z\"}"),
        change("{\"since\": \"2026-11-20T07:58:00Z\"}"));

    assertThat(output.metricsOfContent()).isEqualTo(Map.of("OldestChangeAge", 540L));
  }

  @Test
  void changes_that_a_run_has_seen_have_no_age() {
    reevaluate(Optional.of(EIGHT), change("{\"since\": \"2026-11-20T07:49:59Z\"}"));

    assertThat(output.metricsOfContent()).isEmpty();
  }

  /** Else the age would begin anew with each delay. */
  @Test
  void a_message_that_is_put_off_remembers_the_oldest_change() {
    reevaluate(
        Optional.of(EIGHT.minusSeconds(600)),
        change("{\"since\": \"2026-11-20T07:58:00Z\"}"),
        change("{\"since\": \"2026-11-20T07:51:00Z\"}"));
    var later = new FakeOutput();
    var putOff = FakeLambda.sent(account, FakeLambda.REEVALUATION_QUEUE).getFirst().toString();

    reevaluate(later, Optional.empty(), change(putOff));

    assertThat(putOff).contains("\"since\":\"2026-11-20T07:58:00Z\"");
    assertThat(later.metricsOfContent()).isEqualTo(Map.of("OldestChangeAge", 540L));
  }

  private static SQSMessage change(String body) {
    var message = new SQSMessage();
    message.setBody(body);
    return message;
  }

  private void reevaluate(Optional<Instant> lastRun, SQSMessage... messages) {
    reevaluate(output, lastRun, messages);
  }

  private void reevaluate(FakeOutput told, Optional<Instant> lastRun, SQSMessage... messages) {
    account.answer(
        "config:DescribeConfigRuleEvaluationStatus",
        _ ->
            DescribeConfigRuleEvaluationStatusResponse.builder()
                .configRulesEvaluationStatus(
                    ConfigRuleEvaluationStatus.builder()
                        .lastSuccessfulInvocationTime(lastRun.orElse(null))
                        .build())
                .build());
    function(FakeLambda.clients(account), told).handleRequest(batch(messages), invocation);
  }

  private static ReevaluationFunction function(Clients clients, FakeOutput told) {
    return new ReevaluationFunction(FakeLambda.settings(), clients, told.telemetry(), () -> EIGHT);
  }

  private static SQSEvent batch(SQSMessage... messages) {
    var event = new SQSEvent();
    event.setRecords(List.of(messages));
    return event;
  }

  // --- Calls, by the SDK's own clients against a server on this machine

  @Test
  void calls_are_counted_attempt_by_attempt_and_those_that_are_throttled() throws IOException {
    Queue<String> answers =
        new ArrayDeque<>(
            List.of(
                "400 {\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}",
                "200 {\"ConfigRulesEvaluationStatus\":[]}",
                "200 {}"));
    var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var answer = answers.remove();
            var body = answer.substring(4).getBytes(UTF_8);
            exchange.sendResponseHeaders(Integer.parseInt(answer.substring(0, 3)), body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    var settings =
        Map.of(
            "aws.region", "us-east-1",
            "aws.accessKeyId", "AKIAEXAMPLE",
            "aws.secretAccessKey", "example",
            "aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
    settings.forEach(System::setProperty);
    try {
      var function = function(Clients.ofFunction(), output);

      assertThat(function.handleRequest(batch(change("{}")), invocation)).isEqualTo("started");
    } finally {
      settings.keySet().forEach(System::clearProperty);
      server.stop(0);
    }

    assertThat(output.metrics())
        .isEqualTo(
            Map.of(
                "AwsCalls Config Service", 3L,
                "Throttles Config Service", 1L,
                "OldestChangeAge", 0L,
                "Duration", 0L));
  }
}
