package io.clarifyvpc.lambda;

import static io.clarifyvpc.assess.Findings.assessment;
import static io.clarifyvpc.assess.Findings.compliant;
import static io.clarifyvpc.assess.Findings.job;
import static io.clarifyvpc.assess.Findings.judgement;
import static io.clarifyvpc.assess.Findings.model;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.StopOutcome;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.json.WorkloadDecoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTest {
  private final FakeInvocation invocation = new FakeInvocation();
  private final Log log = invocation.toLog();

  @Test
  void each_level_is_lambdas_own() {
    log.info("one");
    log.warn("two");
    log.error("three");

    assertThat(invocation.log()).containsExactly("INFO one", "WARN two", "ERROR three");
  }

  /** Lambda's own logger knows the invocation on its own thread alone. */
  @Test
  void a_line_of_any_thread_tells_time_and_request() throws InterruptedException {
    Thread.startVirtualThread(() -> log.warn("from elsewhere")).join();

    assertThat(invocation.lines())
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"timestamp\":\"2026-11-20T08:00:00.000Z\",\"level\":\"WARN\","
                + "\"message\":\"from elsewhere\","
                + "\"AWSRequestId\":\"b7a1c3d2-0000-0000-0000-000000000001\"}");
  }

  @Test
  void a_judgement_is_one_line_a_verdict() {
    log.judged(
        judgement(
            assessment(job("churn"), nonCompliant("Clarify.6", "subnet-a: no endpoint")),
            assessment(model("churn-model"), compliant("Clarify.14"))));

    assertThat(invocation.log())
        .containsExactly(
            "INFO AWS::SageMaker::ProcessingJob churn is NON_COMPLIANT: Clarify.6: subnet-a: no"
                + " endpoint",
            "INFO AWS::SageMaker::Model churn-model is COMPLIANT: 1 control holds");
    assertThat(invocation.lines())
        .extracting(
            line -> line.path("trigger").asText(),
            line -> line.path("resourceType").asText(),
            line -> line.path("resourceId").asText(),
            line -> line.path("compliance").asText(),
            line -> line.path("controls").toString())
        .containsExactly(
            tuple(
                "CreateProcessingJob",
                "AWS::SageMaker::ProcessingJob",
                "churn",
                "NON_COMPLIANT",
                "[\"Clarify.6\"]"),
            tuple(
                "CreateProcessingJob", "AWS::SageMaker::Model", "churn-model", "COMPLIANT", "[]"));
  }

  @Test
  void a_refusal_is_an_error_and_is_counted() {
    log.refused("malformed event: detail is missing");

    assertThat(invocation.log()).containsExactly("ERROR malformed event: detail is missing");
    assertThat(counted()).containsExactly("RefusedInvocations 1");
  }

  /** What runs on although it should not is for whoever watches the errors. */
  @Test
  void an_order_to_stop_is_a_line_with_what_came_of_it() {
    log.stop(job("churn"), new StopOutcome(StopOutcome.Kind.STOPPED, "It was stopped."));
    log.stop(job("churn"), new StopOutcome(StopOutcome.Kind.NOT_RUNNING, "It is gone."));
    log.stop(job("churn"), new StopOutcome(StopOutcome.Kind.FAILED, "It runs on."));

    assertThat(invocation.log())
        .containsExactly(
            "WARN AWS::SageMaker::ProcessingJob churn: It was stopped.",
            "INFO AWS::SageMaker::ProcessingJob churn: It is gone.",
            "ERROR AWS::SageMaker::ProcessingJob churn: It runs on.");
  }

  @Test
  void nothing_to_judge_is_a_line_with_the_reason() {
    log.judged(Judgement.nothing(Origin.file("event"), "the image is not Clarify's"));

    assertThat(invocation.log())
        .containsExactly("INFO nothing to judge: the image is not Clarify's");
  }

  @Test
  void a_control_that_throws_is_an_error_with_where_and_without_what_it_was_about() {
    var failure = new IllegalStateException("arn:aws:iam::111122223333:role/secret");
    var model = WorkloadDecoder.model(FakeAccount.object("{\"ModelName\": \"churn\"}"));
    log.failedControls().controlFailed("Clarify.6", model, failure);

    assertThat(invocation.log())
        .singleElement()
        .asString()
        .startsWith(
            "ERROR Clarify.6 failed on AWS::SageMaker::Model churn with"
                + " java.lang.IllegalStateException at [io.clarifyvpc.lambda.LogTest.")
        .doesNotContain("secret");
    assertThat(counted()).containsExactly("FailedControls 1");
  }

  @Test
  void a_workload_that_cannot_be_judged_for_a_defect_is_an_error_and_is_counted() {
    log.failed(job("churn"), new IllegalStateException("arn:aws:iam::111122223333:role/secret"));

    assertThat(invocation.log())
        .singleElement()
        .asString()
        .startsWith("ERROR failed on AWS::SageMaker::ProcessingJob churn with")
        .doesNotContain("secret");
    assertThat(counted()).containsExactly("FailedAssessments 1");
  }

  private List<String> counted() {
    return log.metrics().documents(FakeOutput.EIGHT, "function", "request").stream()
        .flatMap(document -> document.metrics().stream())
        .map(value -> value.name() + " " + value.value())
        .toList();
  }

  @Test
  void a_name_cannot_forge_a_line_or_colour_it() {
    log.info("job j\n{\"level\":\"INFO\",\"message\":\"COMPLIANT\"}\u001b[2J\u202e");

    assertThat(invocation.log())
        .singleElement()
        .asString()
        .doesNotContain("\n", "\u001b", "\u202e");
  }
}
