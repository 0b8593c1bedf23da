package io.clarifyvpc.lambda;

import static io.clarifyvpc.assess.Findings.assessment;
import static io.clarifyvpc.assess.Findings.job;
import static io.clarifyvpc.assess.Findings.judgement;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clarifyvpc.aws.CallCounter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private final FakeInvocation invocation = new FakeInvocation();
  private final FakeOutput output = new FakeOutput();
  private final CallCounter calls = new CallCounter();

  private Instant now = FakeOutput.EIGHT;

  @Test
  void an_invocation_ends_with_its_metrics_one_document_a_line() {
    var answer =
        output
            .telemetry(() -> now)
            .during(
                invocation,
                calls,
                log -> {
                  assertThat(output.lines()).isEmpty();
                  log.metrics().count(Metric.EVALUATIONS_PUT);
                  log.judged(judgement(assessment(job("j"), nonCompliant("Clarify.6", "no"))));
                  now = now.plusMillis(1234);
                  return "done";
                });

    assertThat(answer).isEqualTo("done");
    assertThat(output.lines())
        .containsExactly(
            "{\"_aws\":{\"Timestamp\":1795161601234,\"CloudWatchMetrics\":["
                + "{\"Namespace\":\"clarify-vpc\",\"Dimensions\":[[\"FunctionName\",\"Compliance\"]],"
                + "\"Metrics\":[{\"Name\":\"Assessments\",\"Unit\":\"Count\"}]}]},"
                + "\"FunctionName\":\"function\",\"Compliance\":\"NON_COMPLIANT\","
                + "\"AWSRequestId\":\"b7a1c3d2-0000-0000-0000-000000000001\",\"Assessments\":1}",
            "{\"_aws\":{\"Timestamp\":1795161601234,\"CloudWatchMetrics\":["
                + "{\"Namespace\":\"clarify-vpc\","
                + "\"Dimensions\":[[\"FunctionName\",\"Control\",\"Severity\"]],"
                + "\"Metrics\":[{\"Name\":\"Findings\",\"Unit\":\"Count\"}]}]},"
                + "\"FunctionName\":\"function\",\"Control\":\"Clarify.6\",\"Severity\":\"HIGH\","
                + "\"AWSRequestId\":\"b7a1c3d2-0000-0000-0000-000000000001\",\"Findings\":1}",
            "{\"_aws\":{\"Timestamp\":1795161601234,\"CloudWatchMetrics\":["
                + "{\"Namespace\":\"clarify-vpc\",\"Dimensions\":[[\"FunctionName\"]],"
                + "\"Metrics\":[{\"Name\":\"EvaluationsPut\",\"Unit\":\"Count\"},"
                + "{\"Name\":\"Duration\",\"Unit\":\"Milliseconds\"}]}]},"
                + "\"FunctionName\":\"function\","
                + "\"AWSRequestId\":\"b7a1c3d2-0000-0000-0000-000000000001\","
                + "\"EvaluationsPut\":1,\"Duration\":1234}");
  }

  @Test
  void an_invocation_that_throws_tells_what_it_did_before() {
    assertThatThrownBy(() ->
            output
                .telemetry()
                .during(
                    invocation,
                    calls,
                    log -> {
                      log.metrics().count(Metric.EVALUATIONS_PUT);
                      throw new IllegalStateException("the topic is gone");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the topic is gone");

    assertThat(output.metrics()).isEqualTo(Map.of("EvaluationsPut", 1L, "Duration", 0L));
  }

  @Test
  void each_invocation_counts_for_itself() {
    var telemetry = output.telemetry();
    telemetry.during(invocation, calls, TelemetryTest::put);
    var first = output.lines();
    telemetry.during(invocation, calls, TelemetryTest::put);

    assertThat(output.lines()).hasSize(2).containsOnly(first.getFirst());
  }

  private static String put(Log log) {
    log.metrics().count(Metric.EVALUATIONS_PUT);
    return "done";
  }

  /** Else Lambda would have done again what is done. */
  @Test
  void metrics_that_cannot_be_written_are_an_error_in_the_log_and_no_failure() {
    var telemetry =
        new Telemetry(
            _ -> {
              throw new UncheckedIOException(new java.io.IOException("secret"));
            },
            () -> now);

    assertThat(telemetry.<String>during(invocation, calls, _ -> "done")).isEqualTo("done");
    assertThat(invocation.log())
        .isEqualTo(List.of("ERROR metrics are missing for a defect: UncheckedIOException"));
  }
}
