package io.clarifyvpc.lambda;

import static io.clarifyvpc.lambda.FakeLambda.FAILURE_QUEUE;
import static io.clarifyvpc.lambda.FakeLambda.configEvent;
import static io.clarifyvpc.lambda.FakeLambda.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.amazonaws.services.lambda.runtime.events.ConfigEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.aws.AwsFailures;
import io.clarifyvpc.aws.EvaluationSink;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.aws.FakeAccount.Call;
import io.clarifyvpc.aws.FakeAccount.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.config.model.GetComplianceDetailsByConfigRuleRequest;
import software.amazon.awssdk.services.config.model.InvalidParameterValueException;
import software.amazon.awssdk.services.config.model.InvalidResultTokenException;
import software.amazon.awssdk.services.config.model.PutEvaluationsRequest;
import software.amazon.awssdk.services.config.model.PutEvaluationsResponse;
import software.amazon.awssdk.services.sagemaker.model.ListProcessingJobsRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

class ConfigRuleFunctionTest {
  private static final String MODEL = "AWS::SageMaker::Model";
  private static final String JOB = "AWS::SageMaker::ProcessingJob";

  private final FakeAccount account = FakeAccount.sample();
  private final FakeInvocation invocation = new FakeInvocation();

  /** Each file in events/: the answer, the token, and every evaluation that is put. */
  private static Stream<Arguments> events() {
    var all =
        List.of(
            MODEL + " churn-cut COMPLIANT 2026-11-02T08:00:00Z",
            MODEL + " churn-legacy NON_COMPLIANT 2026-11-02T08:00:00Z",
            MODEL + " churn-one-zone NON_COMPLIANT 2026-11-02T08:00:00Z",
            MODEL + " churn-two-zones COMPLIANT 2026-11-02T08:00:00Z");
    return Stream.of(
        arguments(
            "config-change-model-bias-job-definition-compliant.json",
            "COMPLIANT",
            "sample-result-token",
            List.of(
                "AWS::SageMaker::ModelBiasJobDefinition Churn-bias-compliant COMPLIANT"
                    + " 2026-11-02T08:05:00Z")),
        arguments(
            "config-change-model-compliant.json",
            "COMPLIANT",
            "sample-result-token",
            List.of(MODEL + " churn-two-zones COMPLIANT 2026-11-02T08:05:00Z")),
        arguments(
            "config-change-model-deleted.json",
            "not judged",
            "sample-result-token",
            List.of(MODEL + " churn-one-zone NOT_APPLICABLE 2026-11-02T08:05:00Z")),
        arguments(
            "config-change-model-explainability-job-definition-isolated.json",
            "NON_COMPLIANT",
            "sample-result-token",
            List.of(
                "AWS::SageMaker::ModelExplainabilityJobDefinition Churn-explainability-isolated"
                    + " NON_COMPLIANT 2026-11-02T08:05:00Z")),
        arguments(
            "config-change-model-left-scope.json",
            "not judged",
            "sample-result-token",
            List.of(MODEL + " churn-one-zone NOT_APPLICABLE 2026-11-02T08:05:00Z")),
        arguments(
            "config-change-model-one-zone.json",
            "NON_COMPLIANT",
            "sample-result-token",
            List.of(MODEL + " churn-one-zone NON_COMPLIANT 2026-11-02T08:05:00Z")),
        arguments(
            "config-change-model-oversized.json",
            "NON_COMPLIANT",
            "sample-result-token",
            List.of(MODEL + " churn-one-zone NON_COMPLIANT 2026-11-02T08:05:00Z")),
        arguments(
            "config-change-model-oversized-deleted.json",
            "not judged",
            "sample-result-token",
            List.of(MODEL + " churn-one-zone NOT_APPLICABLE 2026-11-02T08:05:00Z")),
        arguments("config-scheduled.json", "4 evaluations", "sample-result-token", all),
        arguments("config-scheduled-testmode.json", "4 evaluations", "TESTMODE", all),
        arguments("config-scheduled-unknown-parameter.json", "refused", "", List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void each_event_puts_exactly_what_its_name_says(
      String name, String answer, String token, List<String> evaluations) {
    assertThat(handle(FakeLambda.event(name))).isEqualTo(answer);

    var puts = puts();
    assertThat(puts).hasSize(evaluations.isEmpty() ? 0 : 1);
    assertThat(puts)
        .allSatisfy(put -> {
          assertThat(put.resultToken()).isEqualTo(token);
          assertThat(put.testMode()).isEqualTo(token.equals("TESTMODE"));
          assertThat(
                  put.evaluations().stream()
                      .map(each ->
                          "%s %s %s %s"
                              .formatted(
                                  each.complianceResourceType(),
                                  each.complianceResourceId(),
                                  each.complianceTypeAsString(),
                                  each.orderingTimestamp())))
              .containsExactlyElementsOf(evaluations);
          assertThat(put.evaluations())
              .allSatisfy(
                  each -> assertThat(each.annotation()).isNotBlank().hasSizeLessThanOrEqualTo(256));
        });
    assertThat(sent(account, FAILURE_QUEUE)).hasSize(evaluations.isEmpty() ? 1 : 0);
    assertThat(account.requests(PublishRequest.class))
        .hasSize(name.equals("config-scheduled.json") ? 1 : 0);
  }

  @Test
  void every_file_of_events_is_tested_here() {
    assertThat(events().map(each -> each.get()[0]))
        .containsExactlyInAnyOrderElementsOf(FakeLambda.events("config"));
  }

  // ---- Scheduled

  @Test
  void a_scheduled_run_puts_every_model_and_every_clarify_job() {
    job("Churn-good", "two-zones-model");
    job("Churn-bad", "one-zone-model");
    describeOtherJob("somebody-elses");

    assertThat(handle(scheduled())).isEqualTo("6 evaluations");
    assertThat(put())
        .containsExactly(
            MODEL + " churn-cut COMPLIANT",
            MODEL + " churn-legacy NON_COMPLIANT",
            MODEL + " churn-one-zone NON_COMPLIANT",
            MODEL + " churn-two-zones COMPLIANT",
            JOB + " Churn-bad NON_COMPLIANT",
            JOB + " Churn-good COMPLIANT");
  }

  @Test
  void jobs_are_put_last_and_by_themselves() {
    job("Churn-good", "two-zones-model");

    handle(scheduled());

    assertThat(puts().stream().map(each -> each.evaluations().size())).containsExactly(4, 1);
    assertThat(puts().getLast().evaluations().getFirst().complianceResourceType()).isEqualTo(JOB);
  }

  @Test
  void every_evaluation_carries_token_ordering_timestamp_and_annotation() {
    job("Churn-good", "two-zones-model");

    handle(scheduled());

    assertThat(puts())
        .allSatisfy(request -> {
          assertThat(request.resultToken()).isEqualTo("a-token");
          assertThat(request.testMode()).isFalse();
          assertThat(request.evaluations())
              .allSatisfy(each -> {
                assertThat(each.orderingTimestamp())
                    .isEqualTo(Instant.parse("2026-11-20T08:00:00.123Z"));
                assertThat(each.annotation()).isNotBlank().hasSizeLessThanOrEqualTo(256);
              });
        });
  }

  @Test
  void definitions_are_judged_too() {
    definition(Kind.BIAS, "Churn-bias");

    handle(scheduled());

    assertThat(put()).contains("AWS::SageMaker::ModelBiasJobDefinition Churn-bias COMPLIANT");
  }

  @Test
  void jobs_are_listed_from_the_start_of_the_look_back_window() {
    handle(withParameters(scheduled(), "{\"JobLookbackHours\": \"3\"}"));

    assertThat(account.requests(ListProcessingJobsRequest.class).getFirst().creationTimeAfter())
        .isEqualTo(Instant.parse("2026-11-20T05:00:00.123Z"));
  }

  @Test
  void two_hundred_and_fifty_models_are_three_calls_and_one_reading_of_the_network() {
    var one = account.described(Kind.MODEL, "churn-two-zones");
    for (int model = 0; model < 246; model++) {
      account.describe(Kind.MODEL, one.deepCopy().put("ModelName", "copy-%03d".formatted(model)));
    }

    handle(scheduled());

    assertThat(puts().stream().map(each -> each.evaluations().size()))
        .containsExactly(100, 100, 50);
    assertThat(account.called().stream().filter(call -> call.startsWith("ec2:")))
        .doesNotHaveDuplicates();
    assertThat(put()).doesNotHaveDuplicates().hasSize(250);
  }

  @Test
  void an_account_without_workloads_is_one_empty_call() {
    var empty = FakeAccount.empty();

    assertThat(
            FakeLambda.configRuleFunction(empty)
                .handleRequest(configEvent(scheduled()), invocation))
        .isEqualTo("0 evaluations");
    assertThat(empty.requests(PutEvaluationsRequest.class))
        .singleElement()
        .satisfies(request -> {
          assertThat(request.evaluations()).isEmpty();
          assertThat(request.resultToken()).isEqualTo("a-token");
        });
  }

  @Test
  void a_test_has_everything_checked_although_it_is_shown_already() {
    handle(scheduled());
    account.forgetCalls();

    assertThat(handle(scheduled().put("resultToken", "TESTMODE"))).isEqualTo("4 evaluations");
    assertThat(puts()).singleElement().satisfies(put -> assertThat(put.testMode()).isTrue());
  }

  @Test
  void a_test_invocation_stores_nothing() {
    handle(scheduled().put("resultToken", "TESTMODE"));

    assertThat(puts()).allSatisfy(each -> assertThat(each.testMode()).isTrue());
  }

  @Test
  void evaluations_that_config_does_not_take_are_an_error_naming_their_ids() {
    account.answer(
        "config:PutEvaluations",
        request ->
            PutEvaluationsResponse.builder()
                .failedEvaluations(((PutEvaluationsRequest) request).evaluations().subList(1, 3))
                .build());

    assertThatThrownBy(() -> handle(scheduled()))
        .isInstanceOf(EvaluationSink.FailedEvaluations.class)
        .hasMessageContaining("churn-legacy, churn-one-zone");
  }

  /** F-31, F-52: AWS Config may not know the type. */
  @Test
  void the_account_stands_for_the_jobs_where_their_type_is_refused() {
    job("Churn-good", "two-zones-model");
    job("Churn-bad", "one-zone-model");
    refuseTheTypeOfJobs();

    handle(scheduled());

    assertThat(puts().stream().map(each -> each.evaluations().size())).containsExactly(4, 2, 1);
    assertThat(put()).contains("AWS::::Account 111122223333 NON_COMPLIANT");
    assertThat(puts().getLast().evaluations().getFirst().annotation())
        .isEqualTo("NON_COMPLIANT: 1 of 2 Clarify jobs: Churn-bad");
  }

  @Test
  void a_refused_type_is_remembered_for_the_life_of_the_execution_environment() {
    job("Churn-good", "two-zones-model");
    refuseTheTypeOfJobs();
    var function = FakeLambda.configRuleFunction(account);

    function.handleRequest(configEvent(scheduled()), invocation);
    account.forgetCalls();
    function.handleRequest(configEvent(scheduled()), invocation);

    assertThat(put()).noneMatch(each -> each.startsWith(JOB));
  }

  /** Each execution environment tries the type anew; what the account shows stays meanwhile. */
  @Test
  void another_execution_environment_leaves_the_accounts_result_as_it_is() {
    job("Churn-bad", "one-zone-model");
    refuseTheTypeOfJobs();
    handle(scheduled());
    account.forgetCalls();

    handle(scheduled());

    assertThat(put()).containsExactly(JOB + " Churn-bad NON_COMPLIANT");
    assertThat(account.shown()).contains("AWS::::Account 111122223333 NON_COMPLIANT");
  }

  /** No job is put, so that nothing is refused: the account still stands for what is listed. */
  @Test
  void the_account_is_undetermined_where_no_job_can_be_described_any_more() {
    job("Churn-good", "two-zones-model");
    refuseTheTypeOfJobs();
    handle(scheduled());
    assertThat(account.shown()).contains("AWS::::Account 111122223333 COMPLIANT");
    account.forgetCalls();
    account.deny("sagemaker:DescribeProcessingJob").deny("dynamodb:Query");

    handle(scheduled());

    assertThat(put()).containsExactly("AWS::::Account 111122223333 NON_COMPLIANT");
    assertThat(annotation("111122223333")).startsWith("UNDETERMINED: ");
  }

  @Test
  void once_jobs_are_taken_the_account_stands_for_them_no_longer() {
    job("Churn-bad", "one-zone-model");
    refuseTheTypeOfJobs();
    handle(scheduled());
    account.forgetCalls();
    account.forgetAnswer("config:PutEvaluations");

    handle(scheduled());

    assertThat(put())
        .containsExactly(
            JOB + " Churn-bad NON_COMPLIANT", "AWS::::Account 111122223333 NOT_APPLICABLE");
    assertThat(account.shown()).noneMatch(each -> each.startsWith("AWS::::Account"));
  }

  @Test
  void without_jobs_the_account_stands_for_none() {
    job("Churn-bad", "one-zone-model");
    refuseTheTypeOfJobs();
    handle(scheduled());
    account.forgetCalls();
    account.remove(Kind.PROCESSING_JOB, "Churn-bad");

    handle(scheduled());

    assertThat(put()).containsExactly("AWS::::Account 111122223333 NOT_APPLICABLE");
  }

  @Test
  void a_changed_job_whose_type_is_refused_is_answered_by_an_empty_call() {
    refuseTheTypeOfJobs();
    var item = item(JOB, "Churn-bad").put("configurationItemStatus", "ResourceDeleted");

    assertThat(handle(changed(item))).isEqualTo("not judged");
    assertThat(puts().stream().map(each -> each.evaluations().size())).containsExactly(1, 0);
  }

  private void refuseTheTypeOfJobs() {
    account.answer(
        "config:PutEvaluations",
        request -> {
          if (((PutEvaluationsRequest) request)
              .evaluations().stream().anyMatch(each -> each.complianceResourceType().equals(JOB))) {
            throw InvalidParameterValueException.builder().statusCode(400).message("no").build();
          }
          account.show((PutEvaluationsRequest) request);
          return PutEvaluationsResponse.builder().build();
        });
  }

  // ---- What AWS Config shows afterwards

  @Test
  void a_second_run_with_nothing_new_is_one_empty_call() {
    job("Churn-good", "two-zones-model");
    handle(scheduled());
    account.forgetCalls();

    assertThat(handle(scheduled())).isEqualTo("0 evaluations");

    assertThat(puts()).singleElement().satisfies(put -> assertThat(put.evaluations()).isEmpty());
    assertThat(account.shown()).hasSize(5);
  }

  @Test
  void a_change_of_the_network_puts_what_it_changes() {
    handle(scheduled());
    account.forgetCalls();
    account.without("VpcEndpoints", "VpcEndpointId", s3EndpointOf("churn-two-zones"));

    handle(scheduled());

    assertThat(put())
        .contains(MODEL + " churn-two-zones NON_COMPLIANT")
        .noneMatch(each -> each.endsWith(" COMPLIANT"));
  }

  private String s3EndpointOf(String model) {
    var subnet = account.described(Kind.MODEL, model).at("/VpcConfig/Subnets/0").asText();
    var vpc = account.element("Subnets", "SubnetId", subnet).get("VpcId").asText();
    return account
        .list("VpcEndpoints")
        .valueStream()
        .filter(each -> each.get("VpcId").asText().equals(vpc))
        .filter(each -> each.get("ServiceName").asText().endsWith(".s3"))
        .findFirst()
        .orElseThrow()
        .get("VpcEndpointId")
        .asText();
  }

  @Test
  void the_result_of_a_deleted_model_is_taken_back() {
    handle(scheduled());
    account.forgetCalls();
    account.remove(Kind.MODEL, "churn-one-zone");

    handle(scheduled());

    assertThat(put()).containsExactly(MODEL + " churn-one-zone NOT_APPLICABLE");
    assertThat(account.shown()).noneMatch(each -> each.contains("churn-one-zone"));
  }

  @Test
  void the_result_of_a_job_that_left_the_window_is_taken_back() {
    job("Churn-bad", "one-zone-model");
    handle(scheduled());
    account.forgetCalls();
    account.remove(Kind.PROCESSING_JOB, "Churn-bad");

    handle(scheduled());

    assertThat(put()).containsExactly(JOB + " Churn-bad NOT_APPLICABLE");
  }

  /** It is still there: what AWS Config shows of it stays until it is known better. */
  @Test
  void the_result_of_a_job_that_cannot_be_described_this_time_stays() {
    job("Churn-bad", "one-zone-model");
    handle(scheduled());
    account.forgetCalls();
    account.deny("sagemaker:DescribeProcessingJob");

    handle(scheduled());

    assertThat(put()).isEmpty();
    assertThat(account.shown()).contains(JOB + " Churn-bad NON_COMPLIANT");
  }

  @Test
  void after_half_a_listing_nothing_is_taken_back() {
    handle(scheduled());
    account.forgetCalls();
    account.deny("sagemaker:ListProcessingJobs");

    assertThatThrownBy(() -> handle(scheduled())).hasFieldOrPropertyWithValue("statusCode", 403);
    assertThat(account.shown()).hasSize(4);
  }

  /** Then everything is put, and nothing taken back. */
  @Test
  void what_is_shown_may_be_unreadable() {
    handle(scheduled());
    account.forgetCalls();
    account.remove(Kind.MODEL, "churn-one-zone").deny("config:GetComplianceDetailsByConfigRule");

    assertThat(handle(scheduled())).isEqualTo("3 evaluations");
    assertThat(account.shown()).contains(MODEL + " churn-one-zone NON_COMPLIANT");
    assertThat(invocation.log())
        .anyMatch(line -> line.startsWith("WARN what AWS Config shows cannot be read"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void results_are_read_from_all_pages(int pageSize) {
    handle(scheduled());
    account.forgetCalls();
    account.pageSize(pageSize);

    assertThat(handle(scheduled())).isEqualTo("0 evaluations");
    assertThat(account.requests(GetComplianceDetailsByConfigRuleRequest.class))
        .allSatisfy(request -> {
          assertThat(request.configRuleName()).isEqualTo("clarify-vpc");
          assertThat(request.limit()).isEqualTo(100);
        });
  }

  @Test
  void jobs_that_are_now_told_for_the_account_are_taken_back_one_by_one() {
    job("Churn-bad", "one-zone-model");
    handle(scheduled());
    account.forgetCalls();

    handle(withParameters(scheduled(), "{\"ProcessingJobResourceType\": \"AWS::::Account\"}"));

    assertThat(put())
        .containsExactly(
            "AWS::::Account 111122223333 NON_COMPLIANT", JOB + " Churn-bad NOT_APPLICABLE");
  }

  @Test
  void a_token_that_is_refused_goes_to_the_failure_queue_for_a_retry_would_carry_it_again() {
    account.fail(
        "config:PutEvaluations",
        () -> InvalidResultTokenException.builder().statusCode(400).message("no").build());

    assertThat(handle(scheduled())).isEqualTo("refused");
    assertThat(sent(account, FAILURE_QUEUE).getFirst().get("reason").asText())
        .isEqualTo("AWS Config refused the result token");
  }

  /** Whichever job could not be described may be a Clarify job that fails. */
  @Test
  void the_account_is_never_compliant_while_a_job_is_undescribed() {
    job("Churn-good", "two-zones-model");
    account.fail("sagemaker:DescribeProcessingJob", AwsFailures::denied);

    handle(withParameters(scheduled(), "{\"ProcessingJobResourceType\": \"AWS::::Account\"}"));

    assertThat(put()).contains("AWS::::Account 111122223333 NON_COMPLIANT");
  }

  @Test
  void jobs_may_be_reported_for_the_account() {
    job("Churn-good", "two-zones-model");
    job("Churn-bad", "one-zone-model");

    handle(withParameters(scheduled(), "{\"ProcessingJobResourceType\": \"AWS::::Account\"}"));

    assertThat(put())
        .contains("AWS::::Account 111122223333 NON_COMPLIANT")
        .noneMatch(each -> each.startsWith(JOB));
    assertThat(puts()).hasSize(1);
    assertThat(puts().getFirst().evaluations().getLast().annotation())
        .isEqualTo("NON_COMPLIANT: 1 of 2 Clarify jobs: Churn-bad");
  }

  @Test
  void an_account_without_jobs_is_not_applicable() {
    handle(withParameters(scheduled(), "{\"ProcessingJobResourceType\": \"AWS::::Account\"}"));

    assertThat(put()).contains("AWS::::Account 111122223333 NOT_APPLICABLE");
  }

  @Test
  void a_test_of_the_rule_tells_nobody() {
    job("Churn-bad", "one-zone-model");

    handle(FakeLambda.event("config-scheduled-testmode.json"));

    assertThat(account.calls())
        .extracting(Call::action)
        .noneMatch(action -> action.matches("(sns|sqs):.*"));
  }

  /** It may be anybody's: most processing jobs are not Clarify's. */
  @Test
  void a_job_that_cannot_be_described_is_not_evaluated() {
    job("Churn-good", "two-zones-model");
    account.deny("sagemaker:DescribeProcessingJob");

    handle(scheduled());

    assertThat(put()).hasSize(4).noneMatch(each -> each.startsWith(JOB));
    assertThat(invocation.log())
        .anyMatch(line ->
            line.equals(
                "WARN not judged, for it could not be described: %s Churn-good".formatted(JOB)));
  }

  @Test
  void a_model_that_cannot_be_described_is_undetermined() {
    account.deny("sagemaker:DescribeModel churn-two-zones");

    handle(scheduled());

    assertThat(put()).contains(MODEL + " churn-two-zones NON_COMPLIANT");
    assertThat(annotation("churn-two-zones"))
        .startsWith("UNDETERMINED:")
        .contains("sagemaker:DescribeModel");
  }

  /** A defect of ours shows in the log; the others have their verdicts. */
  @Test
  void a_model_that_cannot_be_judged_for_a_defect_is_undetermined_and_stops_nobody() {
    account.fail("sagemaker:DescribeModel churn-two-zones", () -> new IllegalStateException("x"));

    handle(scheduled());

    assertThat(put())
        .hasSizeGreaterThan(2)
        .contains(MODEL + " churn-two-zones NON_COMPLIANT")
        .contains(MODEL + " churn-one-zone NON_COMPLIANT");
    assertThat(annotation("churn-two-zones"))
        .startsWith("UNDETERMINED:")
        .contains("clarify-vpc failed with IllegalStateException");
    assertThat(invocation.log())
        .anyMatch(line ->
            line.startsWith(
                "ERROR failed on %s churn-two-zones with java.lang.IllegalStateException at ["
                    .formatted(MODEL)));
  }

  @Test
  void undetermined_may_be_told_as_not_applicable() {
    account.deny("sagemaker:DescribeModel churn-two-zones");

    handle(withParameters(scheduled(), "{\"UndeterminedCompliance\": \"NOT_APPLICABLE\"}"));

    assertThat(put()).contains(MODEL + " churn-two-zones NOT_APPLICABLE");
    assertThat(annotation("churn-two-zones")).startsWith("UNDETERMINED:");
  }

  @Test
  void a_model_that_is_gone_since_it_was_listed_is_left_out() {
    account.fail(
        "sagemaker:DescribeModel churn-two-zones",
        () -> AwsFailures.of(400, "ValidationException", "Could not find model"));

    handle(scheduled());

    assertThat(put()).hasSize(3).noneMatch(each -> each.contains("churn-two-zones"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:DescribeSubnets",
        "ec2:DescribeRouteTables",
        "ec2:DescribeVpcEndpoints",
        "ec2:DescribeSecurityGroups"
      })
  void a_denied_fact_of_the_network_is_never_compliant(String action) {
    job("Churn-good", "two-zones-model");
    account.deny(action);

    handle(scheduled());

    assertThat(put()).noneMatch(each -> each.equals(JOB + " Churn-good COMPLIANT"));
    assertThat(annotation("Churn-good")).startsWith("UNDETERMINED:").contains(action);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sagemaker:ListModels",
        "sagemaker:ListModelBiasJobDefinitions",
        "sagemaker:ListModelExplainabilityJobDefinitions",
        "sagemaker:ListProcessingJobs"
      })
  void a_listing_that_fails_is_thrown_and_nothing_is_put(String action) {
    account.fail(action, AwsFailures::throttled);

    assertThatThrownBy(() -> handle(scheduled())).hasFieldOrPropertyWithValue("statusCode", 400);
    assertThat(puts()).isEmpty();
  }

  // ---- Change of one resource

  @ParameterizedTest
  @ValueSource(strings = {"OK", "ResourceDiscovered"})
  void a_model_in_an_item_is_judged_without_describing_it(String status) {
    var item = item(MODEL, "arn:aws:sagemaker:us-east-1:111122223333:model/churn-one-zone");
    item.put("configurationItemStatus", status).put("resourceName", "churn-one-zone");
    item.set("configuration", account.described(Kind.MODEL, "churn-one-zone"));

    assertThat(handle(changed(item))).isEqualTo("NON_COMPLIANT");
    assertThat(put())
        .containsExactly(
            MODEL + " arn:aws:sagemaker:us-east-1:111122223333:model/churn-one-zone NON_COMPLIANT");
    assertThat(puts().getFirst().evaluations().getFirst().orderingTimestamp())
        .isEqualTo(Instant.parse("2026-11-20T07:59:00Z"));
    assertThat(puts().getFirst().evaluations().getFirst().annotation()).startsWith("Clarify.14: ");
    assertThat(account.calls())
        .extracting(Call::action)
        .noneMatch(action -> action.startsWith("sagemaker:"));
  }

  @Test
  void an_oversized_item_is_described_by_its_name() {
    var item = item(MODEL, "id-of-config").put("resourceName", "churn-two-zones");

    assertThat(handle(oversized(item))).isEqualTo("COMPLIANT");
    assertThat(account.called()).contains("sagemaker:DescribeModel churn-two-zones");
    assertThat(put()).containsExactly(MODEL + " id-of-config COMPLIANT");
  }

  @Test
  void an_item_without_a_name_is_described_by_its_id() {
    var item = item(MODEL, "churn-two-zones").putNull("resourceName");

    assertThat(handle(oversized(item))).isEqualTo("COMPLIANT");
  }

  @Test
  void an_item_without_configuration_is_described() {
    var item = item(MODEL, "churn-two-zones").put("configuration", "null");

    assertThat(handle(changed(item))).isEqualTo("COMPLIANT");
  }

  @Test
  void an_item_whose_model_is_gone_is_not_applicable() {
    assertThat(handle(oversized(item(MODEL, "gone")))).isEqualTo("NOT_APPLICABLE");
    assertThat(put()).containsExactly(MODEL + " gone NOT_APPLICABLE");
    assertThat(puts().getFirst().evaluations().getFirst().annotation())
        .isEqualTo("the model gone does not exist");
  }

  @Test
  void an_item_whose_model_cannot_be_described_is_undetermined() {
    account.deny("sagemaker:DescribeModel");

    assertThat(handle(oversized(item(MODEL, "churn-two-zones")))).isEqualTo("NON_COMPLIANT");
    assertThat(puts().getFirst().evaluations().getFirst().annotation()).startsWith("UNDETERMINED:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ResourceDeleted", "ResourceDeletedNotRecorded", "ResourceNotRecorded"})
  void a_resource_that_is_gone_is_not_applicable(String status) {
    var item = item(MODEL, "m").put("configurationItemStatus", status).putNull("configuration");

    handle(changed(item));

    assertThat(put()).containsExactly(MODEL + " m NOT_APPLICABLE");
    assertThat(account.calls()).extracting(Call::action).containsExactly("config:PutEvaluations");
  }

  @Test
  void a_resource_that_left_the_scope_of_the_rule_is_not_applicable() {
    handle(changed(item(MODEL, "m")).put("eventLeftScope", true));

    assertThat(put()).containsExactly(MODEL + " m NOT_APPLICABLE");
  }

  @Test
  void a_resource_of_another_type_is_not_applicable() {
    handle(changed(item("AWS::EC2::VPCEndpoint", "vpce-1")));

    assertThat(put()).containsExactly("AWS::EC2::VPCEndpoint vpce-1 NOT_APPLICABLE");
  }

  // ---- Elsewhere

  private static Stream<ObjectNode> invocationsFromElsewhere() {
    return Stream.of(
        scheduledFor("999900001111"),
        changed(item(MODEL, "churn-two-zones").put("awsAccountId", "999900001111")),
        changed(item(MODEL, "churn-two-zones").put("awsRegion", "eu-west-1")),
        oversized(item(MODEL, "churn-two-zones").put("awsAccountId", "999900001111")));
  }

  /** Its network is not the one that is read from here: every verdict on it would be made up. */
  @ParameterizedTest
  @MethodSource("invocationsFromElsewhere")
  void what_lies_in_another_account_or_region_is_refused(ObjectNode event) {
    assertThat(handle(event)).isEqualTo("refused");

    assertThat(account.calls()).extracting(Call::action).containsExactly("sqs:SendMessage");
    assertThat(sent(account, FAILURE_QUEUE).getFirst().get("reason").asText())
        .startsWith("it is of account ")
        .endsWith("and only account 111122223333 in us-east-1 is read from here");
  }

  private static ObjectNode scheduledFor(String accountId) {
    var invocation = scheduled();
    var event = FakeAccount.object(invocation.get("invokingEvent").asText());
    return invocation.put("invokingEvent", event.put("awsAccountId", accountId).toString());
  }

  // ---- What can never succeed

  @ParameterizedTest
  @MethodSource("invocations")
  void an_unknown_rule_parameter_goes_to_the_failure_queue_and_nothing_is_put(ObjectNode event) {
    assertThat(handle(withParameters(event, "{\"EndpointPolicies\": \"ALLOW_NAT\"}")))
        .isEqualTo("refused");
    assertThat(account.calls()).extracting(Call::action).containsExactly("sqs:SendMessage");
    assertThat(sent(account, FAILURE_QUEUE).getFirst().get("reason").asText())
        .contains("unknown parameter \"EndpointPolicies\", valid are: ")
        .contains("EndpointPolicy");
    assertThat(sent(account, FAILURE_QUEUE).getFirst().get("function").asText())
        .isEqualTo("ConfigRuleFunction");
    assertThat(sent(account, FAILURE_QUEUE).getFirst().get("event").has("invokingEvent")).isTrue();
    assertThat(sent(account, FAILURE_QUEUE).getFirst().get("event").has("resultToken")).isFalse();
    assertThat(invocation.log()).anyMatch(line -> line.startsWith("ERROR nothing was evaluated: "));
  }

  private static Stream<ObjectNode> invocations() {
    return Stream.of(
        scheduled(),
        oversized(item(MODEL, "churn-two-zones")),
        changed(item(MODEL, "m").put("configurationItemStatus", "ResourceDeleted")),
        changed(item("AWS::EC2::Instance", "i-1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"EndpointPolicy\": \"ALLOW_ALL\"}     | EndpointPolicy",
        "{\"DisabledControls\": \"Clarify.99\"}  | Clarify.99",
        "{\"JobLookbackHours\": \"soon\"}        | JobLookbackHours"
      })
  void an_invalid_value_goes_to_the_failure_queue_and_nothing_is_put(
      String parameters, String named) {
    assertThat(handle(withParameters(scheduled(), parameters))).isEqualTo("refused");
    assertThat(sent(account, FAILURE_QUEUE).getFirst().get("reason").asText()).contains(named);
    assertThat(puts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "invokingEvent  | -         | invokingEvent is missing",
        "invokingEvent  | {         | invokingEvent ",
        "invokingEvent  | []        | invokingEvent is not an object",
        "invokingEvent  | {}        | invokingEvent.messageType is missing",
        "ruleParameters | {         | ruleParameters ",
        "ruleParameters | [1]       | ruleParameters ",
        "resultToken    | -         | resultToken is missing"
      })
  void a_malformed_invocation_goes_to_the_failure_queue_with_the_member(
      String member, String value, String reason) {
    var event = scheduled();
    if (value.equals("-")) {
      event.remove(member);
    } else {
      event.put(member, value);
    }

    assertThat(handle(event)).isEqualTo("refused");
    assertThat(sent(account, FAILURE_QUEUE).getFirst().get("reason").asText()).startsWith(reason);
    assertThat(puts()).isEmpty();
  }

  @Test
  void an_empty_invocation_is_malformed() {
    assertThat(handle(FakeAccount.object("{}"))).isEqualTo("refused");
    assertThat(sent(account, FAILURE_QUEUE)).hasSize(1);
  }

  @Test
  void no_invocation_at_all_is_malformed() {
    assertThat(FakeLambda.configRuleFunction(account).handleRequest((ConfigEvent) null, invocation))
        .isEqualTo("refused");
    assertThat(sent(account, FAILURE_QUEUE)).hasSize(1);
  }

  @Test
  void no_result_token_is_written_to_the_log() {
    handle(scheduled().put("resultToken", AwsFailures.SECRET));
    handle(
        withParameters(scheduled(), "{\"Nonsense\": \"1\"}")
            .put("resultToken", AwsFailures.SECRET));

    assertThat(invocation.log())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).doesNotContain(AwsFailures.SECRET));
  }

  @Test
  void a_failure_queue_that_refuses_is_thrown() {
    account.fail("sqs:SendMessage", AwsFailures::internal);

    assertThatThrownBy(() -> handle(FakeAccount.object("{}")))
        .hasFieldOrPropertyWithValue("statusCode", 500);
    assertThat(account.requests(SendMessageRequest.class)).hasSize(1);
  }

  // ----

  private String handle(ObjectNode event) {
    return FakeLambda.configRuleFunction(account).handleRequest(configEvent(event), invocation);
  }

  private List<PutEvaluationsRequest> puts() {
    return account.requests(PutEvaluationsRequest.class);
  }

  /** Type, id and verdict of everything that was put, in its order. */
  private List<String> put() {
    return puts().stream()
        .flatMap(request -> request.evaluations().stream())
        .map(each ->
            "%s %s %s"
                .formatted(
                    each.complianceResourceType(),
                    each.complianceResourceId(),
                    each.complianceTypeAsString()))
        .toList();
  }

  private String annotation(String id) {
    return puts().stream()
        .flatMap(request -> request.evaluations().stream())
        .filter(each -> each.complianceResourceId().equals(id))
        .map(each -> each.annotation())
        .findFirst()
        .orElseThrow();
  }

  /** A job like the sample's, whose configuration names another model. */
  private void job(String name, String configuration) {
    var job = FakeLambda.json(Path.of("src/sample/job.json"));
    job.put("ProcessingJobName", name)
        .put("ProcessingJobStatus", "InProgress")
        .put("ProcessingJobArn", "arn:aws:sagemaker:us-east-1:111122223333:processing-job/" + name);
    ((ObjectNode) job.at("/ProcessingInputs/0/S3Input"))
        .put(
            "S3Uri",
            "s3://churn-111122223333/config/%s/analysis_config.json".formatted(configuration));
    account.describe(Kind.PROCESSING_JOB, job);
  }

  private void describeOtherJob(String name) {
    job(name, "two-zones-model");
    ((ObjectNode) account.described(Kind.PROCESSING_JOB, name).get("AppSpecification"))
        .put("ImageUri", "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1");
  }

  private void definition(Kind kind, String name) {
    var request =
        FakeLambda.event("cloudtrail-create-model-bias-job-definition-compliant.json")
            .at("/detail/requestParameters");
    account.describe(kind, ((ObjectNode) capitalized(request)).put("JobDefinitionName", name));
  }

  /** A request as CloudTrail writes it, as the API answers it. */
  private static JsonNode capitalized(JsonNode node) {
    if (node.isArray()) {
      var array = FakeAccount.object("{}").putArray("of");
      node.forEach(element -> array.add(capitalized(element)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    var object = FakeAccount.object("{}");
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      object.set(
          Character.toUpperCase(each.getKey().charAt(0)) + each.getKey().substring(1),
          capitalized(each.getValue()));
    }
    return object;
  }

  private static ObjectNode scheduled() {
    return invocation(
        FakeAccount.object(
            """
            {"messageType": "ScheduledNotification", "awsAccountId": "111122223333",
             "notificationCreationTime": "2026-11-20T08:00:00.123Z", "recordVersion": "1.0"}\
            """));
  }

  private static ObjectNode item(String type, String id) {
    return FakeAccount.object(
        """
        {"configurationItemCaptureTime": "2026-11-20T07:59:00Z", "awsAccountId": "111122223333",
         "awsRegion": "us-east-1", "configurationItemStatus": "OK", "resourceType": "%s",
         "resourceId": "%s"}\
        """
            .formatted(type, id));
  }

  private static ObjectNode changed(ObjectNode item) {
    var event = FakeAccount.object("{\"messageType\": \"ConfigurationItemChangeNotification\"}");
    event.set("configurationItem", item);
    return invocation(event);
  }

  private static ObjectNode oversized(ObjectNode item) {
    var event =
        FakeAccount.object("{\"messageType\": \"OversizedConfigurationItemChangeNotification\"}");
    event.set("configurationItemSummary", item);
    return invocation(event);
  }

  private static ObjectNode invocation(ObjectNode invokingEvent) {
    return FakeAccount.object(
            """
            {"version": "1.0", "ruleParameters": "{}", "resultToken": "a-token",
             "eventLeftScope": false, "accountId": "111122223333", "configRuleName": "clarify-vpc"}\
            """)
        .put("invokingEvent", invokingEvent.toString());
  }

  private static ObjectNode withParameters(ObjectNode invocation, String parameters) {
    return invocation.put("ruleParameters", parameters);
  }
}
