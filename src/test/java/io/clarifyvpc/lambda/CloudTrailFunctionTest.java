package io.clarifyvpc.lambda;

import static io.clarifyvpc.lambda.FakeLambda.FAILURE_QUEUE;
import static io.clarifyvpc.lambda.FakeLambda.REEVALUATION_QUEUE;
import static io.clarifyvpc.lambda.FakeLambda.TOPIC;
import static io.clarifyvpc.lambda.FakeLambda.event;
import static io.clarifyvpc.lambda.FakeLambda.scheduledEvent;
import static io.clarifyvpc.lambda.FakeLambda.sent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.Alert;
import io.clarifyvpc.assess.Assessor;
import io.clarifyvpc.aws.AwsFailures;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.aws.FakeAccount.Call;
import io.clarifyvpc.aws.FakeAccount.Kind;
import io.clarifyvpc.aws.SampleFolder;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.json.AlertMessage;
import io.clarifyvpc.json.Json;
import io.clarifyvpc.json.TriggerDecoder;
import io.clarifyvpc.lambda.Settings.Variable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.model.PublishRequest;

class CloudTrailFunctionTest {
  private static final String COMPLIANT = "cloudtrail-create-processing-job-compliant.json";
  private static final String FAILING = "cloudtrail-create-processing-job-one-zone-model.json";

  private final FakeAccount account = FakeAccount.sample();
  private final FakeInvocation invocation = new FakeInvocation();
  private final FakeOutput output = new FakeOutput();

  /** What the function answers to each file in events/, and what it says to subscribers. */
  private static Stream<Arguments> events() {
    return Stream.of(
        arguments("create-model-bias-job-definition-compliant", "COMPLIANT", ""),
        arguments("create-model-compliant", "COMPLIANT", ""),
        arguments("create-model-cut", "COMPLIANT", ""),
        arguments("create-model-explainability-job-definition-compliant", "COMPLIANT", ""),
        arguments(
            "create-model-explainability-job-definition-isolated",
            "NON_COMPLIANT",
            "NON_COMPLIANT (HIGH): model explainability job definition Churn-explainability-isolated:"
                + " Clarify.2"),
        arguments(
            "create-model-no-vpc",
            "NON_COMPLIANT",
            "NON_COMPLIANT (HIGH): model churn-no-vpc: Clarify.1"),
        arguments(
            "create-model-one-zone",
            "NON_COMPLIANT",
            "NON_COMPLIANT (HIGH): model churn-one-zone: Clarify.14"),
        arguments(
            "create-processing-job-closed-api-endpoint",
            "NON_COMPLIANT",
            "NON_COMPLIANT (HIGH): processing job Churn-closed-api-endpoint: Clarify.7"),
        arguments(
            "create-processing-job-closed-security-group-two-instances",
            "NON_COMPLIANT",
            "NON_COMPLIANT (HIGH): processing job Churn-closed-security-group-two-instances:"
                + " Clarify.9"),
        arguments("create-processing-job-compliant", "COMPLIANT", ""),
        arguments("create-processing-job-data-bias-compliant", "COMPLIANT", ""),
        arguments("create-processing-job-failed-call", "not ours", ""),
        arguments(
            "create-processing-job-isolated",
            "NON_COMPLIANT",
            "NON_COMPLIANT (HIGH): processing job Churn-isolated: Clarify.2"),
        arguments("create-processing-job-malformed", "malformed", ""),
        arguments(
            "create-processing-job-missing-model",
            "NON_COMPLIANT",
            "NON_COMPLIANT (HIGH): processing job Churn-missing-model: Clarify.16"),
        arguments(
            "create-processing-job-model-in-other-vpc",
            "NON_COMPLIANT",
            "NON_COMPLIANT (HIGH): processing job Churn-model-in-other-vpc: Clarify.13, Clarify.16,"
                + " Clarify.15"),
        arguments(
            "create-processing-job-no-s3-endpoint",
            "NON_COMPLIANT",
            "NON_COMPLIANT (HIGH): processing job Churn-no-s3-endpoint: Clarify.6"),
        arguments(
            "create-processing-job-no-vpc",
            "NON_COMPLIANT",
            "NON_COMPLIANT (HIGH): processing job Churn-no-vpc: Clarify.13, Clarify.1"),
        arguments(
            "create-processing-job-one-zone-model",
            "NON_COMPLIANT",
            "NON_COMPLIANT (HIGH): processing job Churn-one-zone-model: Clarify.16, Clarify.15"),
        arguments("create-processing-job-other-account", "refused", ""),
        arguments("create-processing-job-other-image", "not ours", ""),
        arguments(
            "create-processing-job-pipeline-step",
            "NON_COMPLIANT",
            "NON_COMPLIANT (HIGH): processing job pipelines-k3v9w2m7q1xz-ChurnBias-b7Tq0ZrN4e:"
                + " Clarify.16, Cl..."),
        arguments(
            "create-processing-job-public-subnet",
            "NON_COMPLIANT",
            "NON_COMPLIANT (HIGH): processing job Churn-public-subnet: Clarify.6, Clarify.4"),
        arguments(
            "create-processing-job-unread-configuration",
            "UNDETERMINED",
            "UNDETERMINED (HIGH): processing job Churn-unread-configuration: Clarify.13, Clarify.16,"
                + " Clarify...."),
        arguments("delete-model", "deleted", ""),
        arguments("delete-model-bias-job-definition", "deleted", ""),
        arguments("delete-model-explainability-job-definition", "deleted", ""),
        arguments("delete-vpc-endpoints", "not ours", ""));
  }

  @Test
  void every_file_of_events_is_tested_here() {
    assertThat(events().map(each -> "cloudtrail-%s.json".formatted(each.get()[0])))
        .containsExactlyInAnyOrderElementsOf(FakeLambda.events("cloudtrail"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void an_event_is_answered_as_its_name_says(String name, String answer, String subject) {
    assertThat(handle(event(file(name)))).isEqualTo(answer);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void what_is_not_compliant_is_published_once(String name, String answer, String subject) {
    handle(event(file(name)));

    assertThat(account.requests(PublishRequest.class).stream().map(PublishRequest::subject))
        .containsExactlyElementsOf(subject.isEmpty() ? List.of() : List.of(subject));
  }

  /** Compared with what comes of the same event from files, without the SDK. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void a_publication_is_the_alert_and_nothing_else(String name, String answer, String subject) {
    var envelope = event(file(name));
    handle(envelope);

    assertThat(account.requests(PublishRequest.class))
        .allSatisfy(request -> {
          var expected = expectedAlert(envelope);
          assertThat(request.topicArn()).isEqualTo(TOPIC);
          assertThat(request.targetArn()).isNull();
          assertThat(request.messageStructure()).isEqualTo("json");
          assertThat(request.subject()).isEqualTo(expected.subject());
          assertThat(json(request.message())).isEqualTo(json(expected.message()));
          assertThat(attributes(request)).isEqualTo(attributes(expected));
        });
  }

  private static AlertMessage expectedAlert(ObjectNode envelope) {
    var judgement =
        new Assessor(new SampleFolder(), Catalogue.controls(), (control, workload, failure) -> {})
            .assess(TriggerDecoder.decode(envelope), RuleParameters.defaults());
    return AlertMessage.of(Alert.of(judgement).orElseThrow());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void a_workload_of_ours_and_no_other_asks_for_a_reevaluation(
      String name, String answer, String subject) {
    var envelope = event(file(name));
    handle(envelope);

    var detail = envelope.get("detail");
    var asked =
        switch (answer) {
          case "not ours", "malformed", "refused" -> List.<JsonNode>of();
          default ->
              List.<JsonNode>of(
                  FakeAccount.object(
                      """
                      {"because": "%s", "resourceType": "%s", "resourceId": "%s"}\
                      """
                          .formatted(
                              detail.get("eventName").asText(),
                              type(detail.get("eventName").asText()),
                              name(detail.get("requestParameters")))));
        };
    assertThat(sent(account, REEVALUATION_QUEUE)).isEqualTo(asked);
  }

  private static String type(String eventName) {
    return "AWS::SageMaker::" + eventName.replaceFirst("^(Create|Delete)", "");
  }

  private static String name(JsonNode request) {
    return Stream.of("processingJobName", "modelName", "jobDefinitionName")
        .filter(request::has)
        .map(member -> request.get(member).asText())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void nothing_is_told_that_only_the_rule_may_tell(String name, String answer, String subject) {
    handle(event(file(name)));

    assertThat(account.calls())
        .extracting(Call::action)
        .noneMatch(call -> call.startsWith("config:"));
  }

  @Test
  void one_publication_in_full() {
    handle(event(FAILING));

    var request = account.requests(PublishRequest.class).getFirst();
    assertThat(attributes(request))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "compliance", "String NON_COMPLIANT",
                "severity", "String HIGH",
                "resourceType", "String AWS::SageMaker::ProcessingJob",
                "accountId", "String 111122223333",
                "region", "String us-east-1",
                "principal",
                    "String.Array [\"arn:aws:sts::111122223333:assumed-role/DataScience/maria\"]",
                "controls", "String.Array [\"Clarify.16\",\"Clarify.15\"]"));
    var message = json(request.message());
    assertThat(message.properties().stream().map(Map.Entry::getKey))
        .containsExactly("default", "email", "sqs", "lambda", "http", "https");
    var document = json(message.get("sqs").asText());
    assertThat(document.at("/trigger/source").asText()).isEqualTo("CreateProcessingJob");
    assertThat(document.at("/trigger/principal").asText())
        .isEqualTo("arn:aws:sts::111122223333:assumed-role/DataScience/maria");
    assertThat(
            document.get("assessments").valueStream().map(each -> each.at("/resource/id").asText()))
        .containsExactly("Churn-one-zone-model", "churn-one-zone");
  }

  /** To the subscribers and into the table; a log is read by more people. */
  @Test
  void who_is_behind_a_pipeline_and_the_tags_are_published_and_remembered_and_not_logged() {
    handle(event("cloudtrail-create-processing-job-pipeline-step.json"));

    var execution =
        "arn:aws:sagemaker:us-east-1:111122223333:pipeline/churn/execution/k3v9w2m7q1xz";
    var request = account.requests(PublishRequest.class).getFirst();
    assertThat(attributes(request))
        .containsEntry(
            "principal",
            "String.Array [\"arn:aws:sts::111122223333:assumed-role/churn-pipeline/SageMaker\"]")
        .containsEntry("sourceIdentity", "String.Array [\"maria\"]")
        .containsEntry("createdThrough", "String.Array [\"%s\"]".formatted(execution));
    var message = json(request.message());
    assertThat(message.get("email").asText())
        .contains("source identity maria", execution, "team=retention");
    assertThat(json(message.get("sqs").asText()).at("/trigger/tags/2"))
        .hasToString("{\"key\":\"team\",\"value\":\"retention\"}");
    assertThat(account.table().items("workload AWS::SageMaker::ProcessingJob").values())
        .singleElement()
        .satisfies(item ->
            assertThat(item.get("createdBy").s()).contains("maria", execution, "retention"));
    assertThat(invocation.log())
        .isNotEmpty()
        .noneMatch(line -> line.contains("retention") || line.contains("4711"));
  }

  // ---- Nothing lost, nothing half-published

  @Test
  void a_malformed_event_goes_to_the_failure_queue_with_the_member_and_whole() {
    var envelope = event("cloudtrail-create-processing-job-malformed.json");

    assertThat(handle(envelope)).isEqualTo("malformed");

    var message = sent(account, FAILURE_QUEUE).getFirst();
    assertThat(message.get("function").asText()).isEqualTo("CloudTrailFunction");
    assertThat(message.get("reason").asText())
        .startsWith("detail.requestParameters.networkConfig.vpcConfig.subnets ");
    assertThat(message.at("/event/detail")).isEqualTo(envelope.get("detail"));
    assertThat(account.calls()).extracting(Call::action).containsExactly("sqs:SendMessage");
    assertThat(invocation.log())
        .anyMatch(line ->
            line.startsWith("ERROR malformed event: detail.requestParameters.networkConfig"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "detail-type",
        "detail",
        "detail.eventSource",
        "detail.eventName",
        "detail.requestParameters.processingJobName",
        "detail.requestParameters.appSpecification",
        "detail.requestParameters.appSpecification.imageUri"
      })
  void a_member_that_is_missing_is_named_on_the_failure_queue(String path) {
    var envelope = event(COMPLIANT);
    remove(envelope, path);

    assertThat(handle(envelope)).isEqualTo("malformed");
    assertThat(sent(account, FAILURE_QUEUE))
        .singleElement()
        .satisfies(
            message -> assertThat(message.get("reason").asText()).startsWith(path + " is missing"));
    assertThat(account.calls()).extracting(Call::action).containsExactly("sqs:SendMessage");
  }

  private static void remove(ObjectNode envelope, String path) {
    int dot = path.lastIndexOf('.');
    var parent = dot < 0 ? envelope : envelope.at("/" + path.substring(0, dot).replace('.', '/'));
    ((ObjectNode) parent).remove(path.substring(dot + 1));
  }

  @Test
  void an_empty_event_is_malformed() {
    assertThat(function().handleRequest(new ScheduledEvent(), invocation)).isEqualTo("malformed");
    assertThat(sent(account, FAILURE_QUEUE)).hasSize(1);
  }

  @Test
  void no_event_at_all_is_malformed() {
    assertThat(function().handleRequest(null, invocation)).isEqualTo("malformed");
    assertThat(sent(account, FAILURE_QUEUE)).hasSize(1);
  }

  @Test
  void a_malformed_event_that_is_too_large_for_the_queue_is_told_by_its_reason() {
    var envelope = event("cloudtrail-create-processing-job-malformed.json");
    ((ObjectNode) envelope.get("detail")).put("userAgent", "ä".repeat(150 * 1024));

    handle(envelope);

    var message = sent(account, FAILURE_QUEUE).getFirst();
    assertThat(message.has("event")).isFalse();
    assertThat(message.get("reason").asText()).contains("subnets");
    assertThat(message.toString().getBytes(UTF_8).length).isLessThan(256 * 1024);
  }

  /**
   * Most processing jobs are not Clarify's: an alert might be a false one, and silence a missed
   * one. So the event comes again, and in the end lies on the failure queue.
   */
  @ParameterizedTest
  @ValueSource(strings = {"denied", "throttled"})
  void a_job_that_is_cut_out_and_cannot_be_described_is_thrown_and_alerts_nobody(String why) {
    account.fail(
        "sagemaker:DescribeProcessingJob",
        why.equals("denied") ? AwsFailures::denied : AwsFailures::throttled);
    var event = event("cloudtrail-create-processing-job-compliant.json");
    ((ObjectNode) event.get("detail")).putObject("requestParameters").put("omitted", true);

    assertThatThrownBy(() -> handle(event))
        .isInstanceOf(CloudTrailFunction.NotDescribed.class)
        .hasMessageStartingWith("whether churn-compliant is a Clarify job is not known: ")
        .hasMessageContaining("sagemaker:DescribeProcessingJob");
    assertThat(account.calls())
        .extracting(Call::action)
        .noneMatch(action -> action.matches("(sns|sqs):.*"));
  }

  private static Stream<Home> otherHomes() {
    return Stream.of(new Home("999900001111", "us-east-1"), new Home("111122223333", "eu-west-1"));
  }

  /** Its network is not the one that is read from here: every verdict on it would be made up. */
  @ParameterizedTest
  @MethodSource("otherHomes")
  void an_event_of_another_account_or_region_is_refused(Home home) {
    var function =
        new CloudTrailFunction(
            FakeLambda.settings(home),
            FakeLambda.clients(account),
            output.telemetry(),
            FakeLambda.CLOCK);

    assertThat(
            List.of(
                function.handleRequest(scheduledEvent(event(FAILING)), invocation),
                function.handleRequest(
                    scheduledEvent(event("cloudtrail-delete-model.json")), invocation),
                function.handleRequest(
                    scheduledEvent(event("cloudtrail-create-processing-job-other-image.json")),
                    invocation)))
        .containsExactly("refused", "refused", "not ours");

    assertThat(account.calls())
        .extracting(Call::action)
        .containsExactly("sqs:SendMessage", "sqs:SendMessage");
    assertThat(sent(account, FAILURE_QUEUE).getFirst().get("reason").asText())
        .isEqualTo(
            "it is of account 111122223333 in us-east-1, and only account %s in %s is read from here"
                .formatted(home.accountId(), home.region()));
    assertThat(invocation.log()).filteredOn(line -> line.startsWith("ERROR ")).hasSize(2);
  }

  /** What may succeed is thrown: Lambda retries. */
  @Test
  void a_failure_queue_that_refuses_is_thrown() {
    account.fail("sqs:SendMessage", AwsFailures::throttled);

    assertThatThrownBy(() -> handle(event("cloudtrail-create-processing-job-malformed.json")))
        .hasFieldOrPropertyWithValue("statusCode", 400);
  }

  @Test
  void an_alert_that_cannot_be_published_is_thrown() {
    account.fail("sns:Publish", AwsFailures::internal);

    assertThatThrownBy(() -> handle(event(FAILING))).hasFieldOrPropertyWithValue("statusCode", 500);
    assertThat(sent(account, FAILURE_QUEUE)).isEmpty();
  }

  /** Asked for twice, one run follows; published twice, people are told twice. */
  @Test
  void the_reevaluation_is_asked_for_before_the_alert_goes_out() {
    handle(event(FAILING));

    assertThat(
            account.calls().stream()
                .map(Call::action)
                .filter(action -> action.matches("(sns|sqs):.*")))
        .containsExactly("sqs:SendMessage", "sns:Publish");
  }

  @Test
  void a_reevaluation_queue_that_refuses_is_thrown_before_anybody_is_told() {
    account.fail("sqs:SendMessage", AwsFailures::internal);

    assertThatThrownBy(() -> handle(event(FAILING))).hasFieldOrPropertyWithValue("statusCode", 500);
    assertThat(account.requests(PublishRequest.class)).isEmpty();
    assertThatThrownBy(() -> handle(event(COMPLIANT)))
        .hasFieldOrPropertyWithValue("statusCode", 500);
  }

  @Test
  void an_event_that_comes_twice_is_told_once() {
    handle(event(FAILING));
    handle(event(FAILING));

    assertThat(account.requests(PublishRequest.class)).hasSize(1);
  }

  /** Published or not, nobody knows: twice under one id is better than never. */
  @Test
  void a_retry_after_a_crash_publishes_the_same_alert_under_the_same_id() {
    account.deny("dynamodb:BatchWriteItem");
    handle(event(FAILING));
    handle(event(FAILING));

    var alerts = account.requests(PublishRequest.class);
    assertThat(alerts).hasSize(2);
    assertThat(alerts.getFirst().message()).isEqualTo(alerts.getLast().message());
  }

  @Test
  void without_the_ledger_every_delivery_is_told() {
    account.deny("dynamodb:PutItem");
    handle(event(FAILING));
    handle(event(FAILING));

    var alerts = account.requests(PublishRequest.class);
    assertThat(alerts).hasSize(2);
    assertThat(alerts.getFirst().message()).isEqualTo(alerts.getLast().message());
    assertThat(invocation.log())
        .anyMatch(line -> line.startsWith("WARN the ledger of alerts cannot be reached"));
  }

  @Test
  void an_alert_that_cannot_be_published_is_published_by_the_retry() {
    account.failOnce("sns:Publish", AwsFailures::denied);
    assertThatThrownBy(() -> handle(event(FAILING))).isInstanceOf(SdkException.class);

    handle(event(FAILING));
    handle(event(FAILING));

    var attempts = account.requests(PublishRequest.class);
    assertThat(attempts).hasSize(2);
    assertThat(attempts.getFirst().message()).isEqualTo(attempts.getLast().message());
  }

  @Test
  void what_another_invocation_is_telling_is_left_to_it() {
    account.failOnce("sns:Publish", AwsFailures::denied);
    assertThatThrownBy(() -> handle(event(FAILING))).isInstanceOf(SdkException.class);

    invocation.requestId("another");
    handle(event(FAILING));

    assertThat(account.requests(PublishRequest.class)).hasSize(1);
    assertThat(invocation.log()).contains("INFO no alert: another invocation is telling it");
  }

  @Test
  void a_deleted_model_asks_for_a_reevaluation_and_reads_nothing() {
    assertThat(handle(event("cloudtrail-delete-model.json"))).isEqualTo("deleted");
    assertThat(account.calls())
        .extracting(Call::action)
        .containsExactly("sqs:SendMessage", "dynamodb:DeleteItem");
  }

  @Test
  void a_workload_that_is_gone_before_it_is_described_is_nothing_to_judge() {
    account.remove(Kind.MODEL, "churn-cut");

    assertThat(handle(event("cloudtrail-create-model-cut.json"))).isEqualTo("nothing to judge");
    assertThat(account.calls()).extracting(Call::action).containsExactly("sagemaker:DescribeModel");
  }

  @Test
  void a_denied_fact_is_published_as_undetermined() {
    account.deny("ec2:DescribeSubnets");

    assertThat(handle(event(COMPLIANT))).isEqualTo("UNDETERMINED");
    assertThat(account.requests(PublishRequest.class)).hasSize(1);
    assertThat(sent(account, REEVALUATION_QUEUE)).hasSize(1);
  }

  /** Ten seconds of the invocation are kept to publish and to send. */
  @Test
  void reads_end_in_time_for_the_alert_to_go_out() {
    handle(event(FAILING));

    assertThat(account.calls())
        .allSatisfy(call ->
            assertThat(call.request().overrideConfiguration().orElseThrow().apiCallTimeout())
                .as(call.toString())
                .contains(
                    Duration.ofSeconds(
                        call.action().matches("(sns|sqs|dynamodb):.*") ? 300 : 290)));
  }

  // ---- Settings and log

  @Test
  void the_rule_parameters_of_the_environment_apply() {
    var environment = new HashMap<>(FakeLambda.ENVIRONMENT);
    environment.put("RULE_PARAMETERS", "{\"DisabledControls\": \"Clarify.15,Clarify.16\"}");
    var function =
        new CloudTrailFunction(
            Settings.of(environment, EnumSet.allOf(Variable.class)),
            FakeLambda.clients(account),
            output.telemetry(),
            FakeLambda.CLOCK);

    assertThat(function.handleRequest(scheduledEvent(event(FAILING)), invocation))
        .isEqualTo("COMPLIANT");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void the_log_tells_verdicts_and_ids_and_no_content(String name, String answer, String subject) {
    var configuration = "{\"methods\": {\"%s\": {}}}".formatted(AwsFailures.SECRET);
    account.object(
        "churn-111122223333/config/not-in-the-sample/analysis_config.json", configuration);
    handle(event(file(name)));

    assertThat(invocation.log())
        .isNotEmpty()
        .allSatisfy(line ->
            assertThat(line).matches("(INFO|WARN|ERROR) .*").doesNotContain(AwsFailures.SECRET));
  }

  @Test
  void a_name_cannot_forge_a_line_of_the_log() {
    var envelope = event(COMPLIANT);
    ((ObjectNode) envelope.at("/detail/requestParameters"))
        .put("processingJobName", "Churn\nERROR forged");

    handle(envelope);

    assertThat(invocation.log())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).doesNotContain("\n").doesNotStartWith("ERROR"));
  }

  // ----

  private CloudTrailFunction function() {
    return FakeLambda.cloudTrailFunction(account, output);
  }

  private String handle(JsonNode envelope) {
    return function().handleRequest(scheduledEvent(envelope), invocation);
  }

  private static String file(String name) {
    return "cloudtrail-%s.json".formatted(name);
  }

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(UTF_8));
  }

  private static Map<String, String> attributes(PublishRequest request) {
    return request.messageAttributes().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> each.getValue().dataType() + " " + each.getValue().stringValue(),
                (one, other) -> one,
                TreeMap::new));
  }

  private static Map<String, String> attributes(AlertMessage message) {
    return message.attributes().entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> each.getValue().dataType() + " " + each.getValue().stringValue(),
                (one, other) -> one,
                TreeMap::new));
  }
}
