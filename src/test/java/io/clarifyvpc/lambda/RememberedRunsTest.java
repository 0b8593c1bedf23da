package io.clarifyvpc.lambda;

import static io.clarifyvpc.lambda.FakeLambda.REEVALUATION_QUEUE;
import static io.clarifyvpc.lambda.FakeLambda.configEvent;
import static io.clarifyvpc.lambda.FakeLambda.event;
import static io.clarifyvpc.lambda.FakeLambda.scheduledEvent;
import static io.clarifyvpc.lambda.FakeLambda.sent;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.Creator;
import io.clarifyvpc.assess.Creator.Detail;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.Recollection;
import io.clarifyvpc.assess.Trigger;
import io.clarifyvpc.aws.AwsFailures;
import io.clarifyvpc.aws.Deadline;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.aws.FakeAccount.Call;
import io.clarifyvpc.aws.FakeAccount.Kind;
import io.clarifyvpc.aws.WorkloadListing;
import io.clarifyvpc.aws.WorkloadMemoryTable;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.json.TriggerDecoder;
import io.clarifyvpc.snapshot.ResourceType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.config.model.Evaluation;
import software.amazon.awssdk.services.config.model.PutEvaluationsRequest;
import software.amazon.awssdk.services.config.model.SelectResourceConfigRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;

/** What never changes is read once, and what is remembered never decides more than it may. */
class RememberedRunsTest {
  private static final String MODEL = "AWS::SageMaker::Model";
  private static final String JOB = "AWS::SageMaker::ProcessingJob";
  private static final String MODEL_ARN =
      "arn:aws:sagemaker:us-east-1:111122223333:model/churn-two-zones";

  private final FakeAccount account = FakeAccount.sample();
  private final FakeInvocation invocation = new FakeInvocation();

  // ---- Read once

  @Test
  void a_second_run_describes_no_workload() {
    job("Churn-good", "two-zones-model", "InProgress");
    foreignJob("somebody-elses");
    run();
    assertThat(described()).hasSize(6);
    account.forgetCalls();

    run();

    assertThat(described()).isEmpty();
    assertThat(account.requests(BatchWriteItemRequest.class)).isEmpty();
    assertThat(put()).isEmpty();
  }

  @Test
  void a_network_that_changed_is_seen_by_what_is_remembered() {
    run();
    account.forgetCalls();
    account.list("VpcEndpoints").removeAll();

    run();

    assertThat(described()).isEmpty();
    assertThat(put()).contains(MODEL + " churn-two-zones NON_COMPLIANT");
  }

  /** Names are reused: the new model lies elsewhere. */
  @Test
  void a_model_of_the_same_name_and_another_creation_time_is_read_anew() {
    run();
    account.forgetCalls();
    var model = account.described(Kind.MODEL, "churn-two-zones");
    model.put("CreationTime", "2026-11-20T07:59:00Z").remove("VpcConfig");

    run();

    assertThat(described()).containsExactly("sagemaker:DescribeModel churn-two-zones");
    assertThat(put()).contains(MODEL + " churn-two-zones NON_COMPLIANT");
    account.forgetCalls();
    run();
    assertThat(described()).isEmpty();
  }

  @Test
  void what_could_not_be_described_is_described_by_the_next_run() {
    account.failOnce("sagemaker:DescribeModel churn-two-zones", AwsFailures::denied);
    run();
    assertThat(annotation("churn-two-zones")).startsWith("UNDETERMINED:");
    account.forgetCalls();

    run();

    assertThat(described()).containsExactly("sagemaker:DescribeModel churn-two-zones");
    assertThat(put()).containsExactly(MODEL + " churn-two-zones COMPLIANT");
  }

  @Test
  void a_model_that_a_hundred_jobs_name_is_described_once() {
    IntStream.range(0, 100).forEach(each -> job("J-" + each, "two-zones-model", "InProgress"));

    run();

    assertThat(described()).containsOnlyOnce("sagemaker:DescribeModel churn-two-zones");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void the_table_is_read_from_all_pages(int pageSize) {
    job("Churn-good", "two-zones-model", "Completed");
    run();
    account.forgetCalls();
    account.pageSize(pageSize);

    run();

    assertThat(described()).isEmpty();
  }

  /** What is not remembered for longer than it is there expires; what is there does not. */
  @Test
  void what_is_still_there_is_remembered_for_longer() {
    run();
    var before = expires("churn-two-zones");
    account.forgetCalls();

    run("2026-12-25T08:00:00Z", "{}");

    assertThat(expires("churn-two-zones")).isGreaterThan(before);
    assertThat(described()).isEmpty();
  }

  private long expires(String model) {
    return Long.parseLong(account.table().items("workload " + MODEL).get(model).get("expires").n());
  }

  // ---- The table out of reach

  @ParameterizedTest
  @ValueSource(strings = {"dynamodb:Query", "dynamodb:BatchWriteItem"})
  void a_table_that_cannot_be_reached_changes_no_verdict_and_is_told_once(String action) {
    job("Churn-good", "two-zones-model", "Completed");
    account.deny(action);

    run();
    account.forgetCalls();
    var described = run();

    assertThat(described).isEqualTo("0 evaluations");
    assertThat(described()).hasSize(5);
    assertThat(account.shown()).hasSize(5).contains(JOB + " Churn-good COMPLIANT");
    assertThat(invocation.log())
        .filteredOn(line -> line.startsWith("WARN the table of what is remembered cannot be"))
        .hasSize(2);
  }

  @Test
  void items_that_the_table_leaves_over_are_written_again() {
    account.answerOnce(
        "dynamodb:BatchWriteItem",
        request ->
            BatchWriteItemResponse.builder()
                .unprocessedItems(((BatchWriteItemRequest) request).requestItems())
                .build());

    run();

    assertThat(account.table().items("workload " + MODEL)).hasSize(4);
  }

  @Test
  void items_that_another_version_wrote_are_read_anew_and_replaced() {
    run();
    account.table().replace("workload " + MODEL, "document", "{\"version\": 2}");
    account.forgetCalls();

    run();

    assertThat(described()).hasSize(4);
    account.forgetCalls();
    run();
    assertThat(described()).isEmpty();
  }

  // ---- Finished jobs

  @Test
  void a_finished_job_keeps_its_verdict_whatever_becomes_of_the_network() {
    job("Churn-good", "two-zones-model", "Completed");
    run();
    assertThat(annotation("Churn-good")).startsWith("judged 2026-11-20T08:00:00Z: ");
    account.forgetCalls();
    account.list("VpcEndpoints").removeAll();

    run("2026-11-20T09:00:00Z", "{}");

    assertThat(put()).noneMatch(each -> each.contains("Churn-good"));
    assertThat(account.shown()).contains(JOB + " Churn-good COMPLIANT");
    assertThat(account.called()).noneMatch(call -> call.startsWith("s3:"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"DisabledControls\": \"Clarify.2\"}        | true",
        "{\"PromotedControls\": \"Clarify.18\"}       | true",
        "{\"EndpointPolicy\": \"ALLOW_NAT\"}          | true",
        "{\"TrustCentralEndpoints\": \"true\"}        | true",
        "{\"JobLookbackHours\": \"12\"}               | false",
        "{\"UndeterminedCompliance\": \"NOT_APPLICABLE\"} | false"
      })
  void a_change_of_parameters_that_bear_on_a_verdict_judges_it_again(
      String parameters, boolean again) {
    job("Churn-good", "two-zones-model", "Completed");
    run();
    account.forgetCalls();

    run("2026-11-20T09:00:00Z", parameters);

    assertThat(account.called().stream().anyMatch(call -> call.startsWith("s3:"))).isEqualTo(again);
  }

  @Test
  void a_finished_job_that_is_undetermined_is_judged_again() {
    job("Churn-good", "two-zones-model", "Completed");
    account.failOnce("s3:GetObject", AwsFailures::throttled);
    run();
    account.forgetCalls();

    run("2026-11-20T09:00:00Z", "{}");

    assertThat(put()).contains(JOB + " Churn-good COMPLIANT");
    assertThat(annotation("Churn-good")).startsWith("judged 2026-11-20T09:00:00Z: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"InProgress", "Stopping"})
  void a_job_that_runs_is_judged_each_time_and_however_old_it_is(String status) {
    job("Churn-long", "two-zones-model", status);
    account
        .described(Kind.PROCESSING_JOB, "Churn-long")
        .put("CreationTime", "2026-10-01T08:00:00Z");
    run();
    assertThat(put()).contains(JOB + " Churn-long COMPLIANT");
    account.forgetCalls();
    account.list("VpcEndpoints").removeAll();

    run();

    assertThat(put()).contains(JOB + " Churn-long NON_COMPLIANT");
  }

  @Test
  void an_old_job_that_has_finished_leaves() {
    job("Churn-long", "two-zones-model", "InProgress");
    account
        .described(Kind.PROCESSING_JOB, "Churn-long")
        .put("CreationTime", "2026-10-01T08:00:00Z");
    run();
    account.forgetCalls();
    account.described(Kind.PROCESSING_JOB, "Churn-long").put("ProcessingJobStatus", "Completed");

    run();

    assertThat(put()).containsExactly(JOB + " Churn-long NOT_APPLICABLE");
  }

  @Test
  void kept_verdicts_count_for_the_account_too() {
    job("Churn-bad", "one-zone-model", "Failed");
    run();
    account.forgetCalls();

    run("2026-11-20T09:00:00Z", "{\"ProcessingJobResourceType\": \"AWS::::Account\"}");

    assertThat(put()).contains("AWS::::Account 111122223333 NON_COMPLIANT");
    assertThat(annotation("111122223333"))
        .isEqualTo("NON_COMPLIANT: 1 of 1 Clarify jobs: Churn-bad");
  }

  // ---- What AWS Config has recorded

  @Test
  void a_recorded_model_is_not_described_and_put_under_the_id_of_aws_config() {
    record("2026-11-19T00:00:00Z");

    run();

    assertThat(described()).doesNotContain("sagemaker:DescribeModel churn-two-zones");
    assertThat(put()).contains(MODEL + " " + MODEL_ARN + " COMPLIANT");
    account.forgetCalls();
    run();
    assertThat(put()).isEmpty();
    assertThat(account.requests(SelectResourceConfigRequest.class)).isEmpty();
  }

  /** It may be of a model that had the name before. */
  @Test
  void what_was_captured_before_the_model_was_created_does_not_count() {
    record("2026-10-02T09:29:59Z");

    run();

    assertThat(described()).contains("sagemaker:DescribeModel churn-two-zones");
    assertThat(put()).contains(MODEL + " churn-two-zones COMPLIANT");
  }

  @Test
  void an_aws_config_that_may_not_be_asked_is_told_once_and_models_are_described() {
    record("2026-11-19T00:00:00Z");
    account.deny("config:SelectResourceConfig");

    run();

    assertThat(described()).hasSize(4);
    assertThat(put()).contains(MODEL + " churn-two-zones COMPLIANT");
    assertThat(invocation.log())
        .filteredOn(line -> line.startsWith("WARN what AWS Config has recorded cannot be read"))
        .hasSize(1);
  }

  /** It takes AWS Config a while: by then the result gets its id, and the other is taken back. */
  @Test
  void a_young_model_is_asked_for_until_aws_config_knows_it() {
    account.described(Kind.MODEL, "churn-two-zones").put("CreationTime", "2026-11-20T07:59:00Z");
    run();
    account.forgetCalls();
    record("2026-11-20T08:01:00Z");

    run("2026-11-20T08:15:00Z", "{}");

    assertThat(put())
        .containsExactly(
            MODEL + " " + MODEL_ARN + " COMPLIANT", MODEL + " churn-two-zones NOT_APPLICABLE");
  }

  @Test
  void a_hundred_models_are_asked_for_at_once() {
    var one = account.described(Kind.MODEL, "churn-two-zones");
    IntStream.range(0, 246)
        .forEach(each ->
            account.describe(
                Kind.MODEL, one.deepCopy().put("ModelName", "a-rather-long-name-" + each)));

    run();

    assertThat(account.requests(SelectResourceConfigRequest.class))
        .hasSize(3)
        .allSatisfy(request -> {
          assertThat(request.limit()).isEqualTo(100);
          assertThat(request.expression().length()).isLessThanOrEqualTo(4096);
        });
  }

  private void record(String captured) {
    var item =
        FakeAccount.object(
            """
            {"resourceId": "%s", "resourceName": "churn-two-zones",
             "configurationItemCaptureTime": "%s"}
            """
                .formatted(MODEL_ARN, captured));
    item.set("configuration", account.described(Kind.MODEL, "churn-two-zones"));
    account.recorded("churn-two-zones", item.toString());
  }

  // ---- Scope

  @Test
  void only_models_that_were_named_are_judged_where_that_is_asked_for() {
    job("Churn-good", "two-zones-model", "InProgress");

    run("2026-11-20T08:00:00Z", "{\"ModelScope\": \"REFERENCED\"}");

    assertThat(put())
        .containsExactly(MODEL + " churn-two-zones COMPLIANT", JOB + " Churn-good COMPLIANT");
  }

  @Test
  void a_model_that_was_named_once_stays() {
    job("Churn-good", "two-zones-model", "Completed");
    run();
    account.remove(Kind.PROCESSING_JOB, "Churn-good");
    account.forgetCalls();

    run("2026-11-20T09:00:00Z", "{\"ModelScope\": \"REFERENCED\"}");

    assertThat(account.shown()).containsExactly(MODEL + " churn-two-zones COMPLIANT");
  }

  // ---- Events

  @Test
  void what_an_event_showed_is_not_described_again() {
    handleEvent("cloudtrail-create-processing-job-compliant.json");
    var name = listAsCreated("cloudtrail-create-processing-job-compliant.json");
    account.forgetCalls();

    run();

    assertThat(described()).doesNotContain("sagemaker:DescribeProcessingJob " + name);
    assertThat(account.shown()).anyMatch(each -> each.contains(name));
  }

  @Test
  void a_deleted_model_is_forgotten() {
    run();
    var event = event("cloudtrail-delete-model.json");
    ((ObjectNode) event.at("/detail/requestParameters")).put("modelName", "churn-one-zone");

    FakeLambda.cloudTrailFunction(account).handleRequest(scheduledEvent(event), invocation);

    assertThat(account.table().items("workload " + MODEL))
        .hasSize(3)
        .doesNotContainKey("churn-one-zone");
  }

  @Test
  void who_created_a_workload_is_added_to_what_a_run_has_read() {
    var name = listAsCreated("cloudtrail-create-processing-job-compliant.json");
    run();
    assertThat(account.table().items("workload " + JOB).get(name)).doesNotContainKey("createdBy");

    handleEvent("cloudtrail-create-processing-job-compliant.json");

    assertThat(account.table().items("workload " + JOB).get(name).get("createdBy").s())
        .contains("CreateProcessingJob");
    account.forgetCalls();
    run();
    assertThat(described()).isEmpty();
  }

  /** Alerts of a run name the creator, although what a run reads does not tell it. */
  @Test
  void a_run_recalls_who_created_a_workload_and_its_tags() {
    var file = "cloudtrail-create-processing-job-pipeline-step.json";
    var name = listAsCreated(file);
    handleEvent(file);
    run();

    assertThat(createdBy(name)).contains(originOf(file));
  }

  /** As the table was written before tags and more than the principal were remembered. */
  @Test
  void what_was_remembered_before_is_recalled_and_nothing_described_again() {
    var file = "cloudtrail-create-processing-job-pipeline-step.json";
    var name = listAsCreated(file);
    handleEvent(file);
    var old = "{\"source\":\"CreateProcessingJob\",\"principal\":\"arn:aws:iam::1:user/u\"}";
    account.table().replace("workload " + JOB, "createdBy", old);

    run();

    assertThat(described()).doesNotContain("sagemaker:DescribeProcessingJob " + name);
    assertThat(createdBy(name))
        .contains(
            new Origin(
                "CreateProcessingJob",
                Optional.empty(),
                Optional.empty(),
                new Creator(Map.of(Detail.PRINCIPAL, "arn:aws:iam::1:user/u")),
                List.of()));
  }

  /** As the next run knows it. */
  private Optional<Origin> createdBy(String name) {
    var time = Deadline.perCall(Duration.ofSeconds(5));
    var listed =
        new WorkloadListing(account.reading().sageMaker(), time)
            .workloads(Instant.parse("2026-11-20T00:00:00Z"));
    var remembered =
        new WorkloadMemoryTable(account.dynamoDb(), "table", time)
            .recall(ResourceType.PROCESSING_JOB);
    var recollection =
        new Recollection(
            listed, remembered, RuleParameters.defaults(), Instant.parse("2026-11-20T09:00:00Z"));
    return listed.stream()
        .filter(each -> each.resource().id().equals(name))
        .map(recollection::target)
        .flatMap(target -> target.createdBy().stream())
        .findFirst();
  }

  private static Origin originOf(String file) {
    return switch (TriggerDecoder.decode(event(file))) {
      case Trigger.Ours ours -> ours.origin();
      case Trigger other -> throw new AssertionError("a workload was expected: " + other);
    };
  }

  /** Lists the job of an event as SageMaker would: created a second after the call. */
  private String listAsCreated(String file) {
    var detail = event(file).get("detail");
    var name = detail.at("/requestParameters/processingJobName").asText();
    var created = Instant.parse(detail.get("eventTime").asText()).plusMillis(1_234);
    job(name, "two-zones-model", "InProgress");
    account.described(Kind.PROCESSING_JOB, name).put("CreationTime", created.toString());
    return name;
  }

  private void handleEvent(String file) {
    FakeLambda.cloudTrailFunction(account).handleRequest(scheduledEvent(event(file)), invocation);
  }

  @Test
  void an_event_is_told_although_the_table_cannot_be_reached() {
    account.deny("dynamodb:PutItem");

    handleEvent("cloudtrail-create-processing-job-compliant.json");

    assertThat(sent(account, REEVALUATION_QUEUE)).hasSize(1);
    assertThat(invocation.log())
        .filteredOn(line -> line.startsWith("WARN the table of what is remembered"))
        .hasSize(1);
  }

  // ---- Time

  @Test
  void a_run_without_time_puts_what_it_knows_takes_nothing_back_and_asks_for_another() {
    run();
    account.forgetCalls();
    account.remove(Kind.MODEL, "churn-one-zone");
    account.list("VpcEndpoints").removeAll();
    invocation.remaining(60_000);

    assertThat(run()).isEqualTo("0 evaluations");

    assertThat(put()).isEmpty();
    assertThat(sent(account, REEVALUATION_QUEUE))
        .singleElement()
        .satisfies(message ->
            assertThat(message.get("because").asText()).isEqualTo("a run that ran out of time"));
    assertThat(invocation.log())
        .contains("WARN the time is up: the next run begins with " + MODEL + " churn-cut");
    invocation.remaining(300_000);
    account.forgetCalls();
    run();
    assertThat(put())
        .contains(
            MODEL + " churn-two-zones NON_COMPLIANT", MODEL + " churn-one-zone NOT_APPLICABLE");
    assertThat(account.table().items("run")).isEmpty();
  }

  // ----

  private String run() {
    return run("2026-11-20T08:00:00Z", "{}");
  }

  private String run(String time, String parameters) {
    var notification =
        FakeAccount.object(
            """
            {"messageType": "ScheduledNotification", "awsAccountId": "111122223333",
             "notificationCreationTime": "%s"}
            """
                .formatted(time));
    var event =
        FakeAccount.object(
                """
                {"resultToken": "a-token", "accountId": "111122223333", "eventLeftScope": false,
                 "configRuleName": "clarify-vpc"}
                """)
            .put("invokingEvent", notification.toString())
            .put("ruleParameters", parameters);
    return FakeLambda.configRuleFunction(account).handleRequest(configEvent(event), invocation);
  }

  private List<String> described() {
    return account.calls().stream()
        .map(Call::toString)
        .filter(call -> call.startsWith("sagemaker:Describe"))
        .sorted()
        .toList();
  }

  private Stream<Evaluation> evaluations() {
    return account.requests(PutEvaluationsRequest.class).stream()
        .flatMap(request -> request.evaluations().stream());
  }

  private List<String> put() {
    return evaluations()
        .map(each ->
            "%s %s %s"
                .formatted(
                    each.complianceResourceType(),
                    each.complianceResourceId(),
                    each.complianceTypeAsString()))
        .toList();
  }

  private String annotation(String id) {
    return evaluations()
        .filter(each -> each.complianceResourceId().equals(id))
        .map(Evaluation::annotation)
        .findFirst()
        .orElseThrow();
  }

  private void job(String name, String configuration, String status) {
    var job = FakeLambda.json(Path.of("src/sample/job.json"));
    job.put("ProcessingJobName", name)
        .put("ProcessingJobStatus", status)
        .put("ProcessingJobArn", "arn:aws:sagemaker:us-east-1:111122223333:processing-job/" + name)
        .put("CreationTime", "2026-11-20T07:30:00Z");
    ((ObjectNode) job.at("/ProcessingInputs/0/S3Input"))
        .put(
            "S3Uri",
            "s3://churn-111122223333/config/%s/analysis_config.json".formatted(configuration));
    account.describe(Kind.PROCESSING_JOB, job);
  }

  private void foreignJob(String name) {
    job(name, "two-zones-model", "Completed");
    ((ObjectNode) account.described(Kind.PROCESSING_JOB, name).get("AppSpecification"))
        .put("ImageUri", "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1");
  }
}
