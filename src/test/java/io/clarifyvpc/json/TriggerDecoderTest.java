package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.Creator;
import io.clarifyvpc.assess.Creator.Detail;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.Trigger;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.NetworkConfig;
import io.clarifyvpc.snapshot.ProcessingInput;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.Workload;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerDecoderTest {
  private static final String IMAGE =
      "111111111111.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-clarify-processing:1.0";

  private static final String JOB_REQUEST =
      """
      {"processingJobName": "Bias-1",
       "appSpecification": {"imageUri": "%s"},
       "roleArn": "arn:aws:iam::777788889999:role/clarify",
       "processingInputs": [
         {"inputName": "analysis_config", "s3Input": {"s3Uri": "s3://b/config.json"}},
         {"inputName": "table", "datasetDefinition": {"localPath": "/x"}}],
       "processingOutputConfig": {"outputs": [
         {"outputName": "o", "s3Output": {"s3Uri": "s3://b/out"}}, {"outputName": "store"}]},
       "processingResources": {"clusterConfig": {"instanceCount": 2}},
       "networkConfig": {"enableNetworkIsolation": false,
         "enableInterContainerTrafficEncryption": true,
         "vpcConfig": {"subnets": ["subnet-a", "subnet-b"], "securityGroupIds": ["sg-a"]}},
       "somethingNew": {"a": [1]}}
      """
          .formatted(IMAGE);

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(UTF_8));
  }

  private static ObjectNode event(String action, String request, String response) {
    return (ObjectNode)
        json(
            """
            {"version": "0", "detail-type": "AWS API Call via CloudTrail", "source": "aws.sagemaker",
             "account": "333333333333", "region": "eu-west-2",
             "detail": {"eventSource": "sagemaker.amazonaws.com", "eventName": "%s",
               "awsRegion": "eu-west-1", "recipientAccountId": "222222222222",
               "eventID": "e-1", "eventTime": "2026-01-02T03:04:05Z", "errorCode": null,
               "userIdentity": {"arn": "arn:aws:iam::111111111111:user/u"},
               "requestParameters": %s, "responseElements": %s}}
            """
                .formatted(action, request, response));
  }

  private static ObjectNode jobEvent() {
    return event(
        "CreateProcessingJob",
        JOB_REQUEST,
        """
        {"processingJobArn": "arn:aws:sagemaker:eu-west-1:111111111111:processing-job/bias-1"}
        """);
  }

  /** The object at a path of members. */
  private static ObjectNode at(JsonNode event, String... path) {
    JsonNode node = event;
    for (String member : path) {
      node = node.path(member);
    }
    return (ObjectNode) node;
  }

  private static Workload described(Trigger trigger) {
    assertThat(trigger).isInstanceOf(Trigger.Ours.class);
    return ((Trigger.Ours) trigger).workload().workload();
  }

  @Test
  void a_created_processing_job_is_ours_and_whole() {
    assertThat(TriggerDecoder.decode(jobEvent()))
        .isEqualTo(
            new Trigger.Ours(
                new WorkloadRef.Described(
                    new ProcessingJob(
                        new Resource(
                            ResourceType.PROCESSING_JOB,
                            "Bias-1",
                            Optional.of(
                                "arn:aws:sagemaker:eu-west-1:111111111111:processing-job/bias-1"),
                            Optional.of("111111111111"),
                            Optional.of("eu-west-1")),
                        IMAGE,
                        OptionalInt.of(2),
                        Optional.of(
                            new NetworkConfig(
                                false,
                                true,
                                Optional.of(
                                    new VpcConfig(
                                        List.of("subnet-a", "subnet-b"), List.of("sg-a"))))),
                        List.of(
                            new ProcessingInput(
                                "analysis_config", Optional.of("s3://b/config.json")),
                            new ProcessingInput("table", Optional.empty())),
                        List.of("s3://b/out"),
                        Optional.empty())),
                new Origin(
                    "CreateProcessingJob",
                    Optional.of("e-1"),
                    Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
                    new Creator(Map.of(Detail.PRINCIPAL, "arn:aws:iam::111111111111:user/u")),
                    List.of())));
  }

  @Test
  void a_bare_record_is_read_like_the_event_around_it() {
    assertThat(TriggerDecoder.decode(jobEvent().path("detail")))
        .isEqualTo(TriggerDecoder.decode(jobEvent()));
  }

  @Test
  void request_parameters_in_pascal_case_are_understood() {
    var event =
        event(
            "CreateModel",
            """
            {"ModelName": "M", "VpcConfig": {"Subnets": ["subnet-a"], "SecurityGroupIds": ["sg-a"]}}
            """,
            "null");

    assertThat(described(TriggerDecoder.decode(event)).vpcConfig())
        .contains(new VpcConfig(List.of("subnet-a"), List.of("sg-a")));
  }

  @Test
  void a_created_model_is_ours() {
    var event =
        event(
            "CreateModel",
            """
            {"modelName": "M", "executionRoleArn": "arn:aws:iam::1:role/r",
             "enableNetworkIsolation": true,
             "containers": [{"modelDataUrl": "s3://b/m.tar.gz"}, {"modelPackageName": "p"}]}
            """,
            """
            {"modelArn": "arn:aws:sagemaker:eu-west-1:111111111111:model/m"}
            """);

    var model = (Model) described(TriggerDecoder.decode(event));

    assertThat(model.resource().id()).isEqualTo("M");
    assertThat(model.enableNetworkIsolation()).isTrue();
    assertThat(model.containers().getFirst().modelDataS3Uris()).containsExactly("s3://b/m.tar.gz");
    assertThat(model.containers().getLast().modelPackageName()).contains("p");
  }

  @ParameterizedTest
  @CsvSource({
    "ModelBias, MODEL_BIAS_JOB_DEFINITION",
    "ModelExplainability, MODEL_EXPLAINABILITY_JOB_DEFINITION"
  })
  void a_created_job_definition_is_ours(String kind, ResourceType type) {
    var lower = "m" + kind.substring(1);
    var event =
        event(
            "Create" + kind + "JobDefinition",
            """
            {"jobDefinitionName": "D", "%1$sAppSpecification": {"imageUri": "any", "configUri": "s3://b/c"},
             "%1$sJobInput": {"endpointInput": {"endpointName": "E"},
                              "groundTruthS3Input": {"s3Uri": "s3://b/truth"}},
             "%1$sJobOutputConfig": {"monitoringOutputs": [{"s3Output": {"s3Uri": "s3://b/out"}}]},
             "jobResources": {"clusterConfig": {"instanceCount": 3}},
             "networkConfig": {"vpcConfig": {"subnets": ["subnet-a"], "securityGroupIds": ["sg-a"]}}}
            """
                .formatted(lower),
            """
            {"jobDefinitionArn": "arn:aws:sagemaker:eu-west-1:111111111111:x/d"}
            """);

    var definition = (JobDefinition) described(TriggerDecoder.decode(event));

    assertThat(definition.resource().type()).isEqualTo(type);
    assertThat(definition.resource().id()).isEqualTo("D");
    assertThat(definition.configUri()).contains("s3://b/c");
    assertThat(definition.endpointName()).contains("E");
    assertThat(definition.inputS3Uris()).containsExactly("s3://b/truth");
    assertThat(definition.outputS3Uris()).containsExactly("s3://b/out");
    assertThat(definition.instanceCount()).hasValue(3);
    assertThat(definition.vpcConfig()).isPresent();
  }

  @Tag("R-1")
  @Test
  void the_account_is_that_of_the_response_else_the_recipient_else_the_envelope_else_the_role() {
    var event = jobEvent();
    assertThat(accountOf(event)).contains("111111111111");

    at(event, "detail").putNull("responseElements");
    assertThat(accountOf(event)).contains("222222222222");

    at(event, "detail").remove("recipientAccountId");
    assertThat(accountOf(event)).contains("333333333333");

    event.remove("account");
    assertThat(accountOf(event)).contains("777788889999");

    at(event, "detail", "requestParameters").remove("roleArn");
    assertThat(accountOf(event)).isEmpty();
  }

  private static Optional<String> accountOf(JsonNode event) {
    return described(TriggerDecoder.decode(event)).resource().accountId();
  }

  @Test
  void the_region_is_that_of_the_response_else_the_record_else_the_envelope() {
    var event = jobEvent();
    at(event, "detail").put("awsRegion", "ap-south-1");
    assertThat(regionOf(event)).contains("eu-west-1");

    at(event, "detail").remove("responseElements");
    assertThat(regionOf(event)).contains("ap-south-1");

    at(event, "detail").remove("awsRegion");
    assertThat(regionOf(event)).contains("eu-west-2");
  }

  private static Optional<String> regionOf(JsonNode event) {
    return described(TriggerDecoder.decode(event)).resource().region();
  }

  @Test
  void what_is_not_readable_of_the_origin_is_left_out() {
    var event = jobEvent();
    at(event, "detail").put("eventTime", "yesterday").put("eventID", 7).put("userIdentity", "root");

    assertThat(TriggerDecoder.decode(event))
        .asInstanceOf(type(Trigger.Ours.class))
        .extracting(Trigger.Ours::origin)
        .isEqualTo(
            new Origin(
                "CreateProcessingJob",
                Optional.empty(),
                Optional.empty(),
                Creator.UNKNOWN,
                List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "DeleteModel, modelName, MODEL",
    "DeleteModelBiasJobDefinition, jobDefinitionName, MODEL_BIAS_JOB_DEFINITION",
    "DeleteModelExplainabilityJobDefinition, jobDefinitionName,"
        + " MODEL_EXPLAINABILITY_JOB_DEFINITION",
    "DeleteProcessingJob, processingJobName, PROCESSING_JOB"
  })
  void a_deleted_workload_is_gone(String action, String member, ResourceType type) {
    var event = event(action, "{\"%s\": \"Gone\"}".formatted(member), "null");

    assertThat(TriggerDecoder.decode(event))
        .asInstanceOf(type(Trigger.Deleted.class))
        .extracting(Trigger.Deleted::resource)
        .isEqualTo(
            new Resource(
                type,
                "Gone",
                Optional.empty(),
                Optional.of("222222222222"),
                Optional.of("eu-west-1")));
  }

  @Test
  void a_job_on_another_image_is_not_ours_whatever_else_is_wrong_with_it() {
    var event = jobEvent();
    at(event, "detail", "requestParameters")
        .put("networkConfig", "odd")
        .remove("processingJobName");
    at(event, "detail", "requestParameters", "appSpecification").put("imageUri", "r/xgboost:1");

    assertThat(TriggerDecoder.decode(event))
        .isEqualTo(new Trigger.NotOurs("not a Clarify job: its image is r/xgboost:1"));
  }

  @Test
  void a_failed_call_is_not_ours() {
    var event = jobEvent();
    at(event, "detail").put("errorCode", "AccessDenied").putNull("responseElements");

    assertThat(TriggerDecoder.decode(event))
        .isEqualTo(new Trigger.NotOurs("the call of CreateProcessingJob failed: AccessDenied"));
  }

  @Test
  void a_call_that_failed_in_odd_words_is_not_ours_and_they_are_not_repeated() {
    var event = jobEvent();
    at(event, "detail").put("errorCode", "secret words\n");

    assertThat(TriggerDecoder.decode(event))
        .isEqualTo(new Trigger.NotOurs("the call of CreateProcessingJob failed"));
  }

  @Test
  void another_action_is_not_ours() {
    assertThat(TriggerDecoder.decode(event("CreateEndpoint", "{}", "{}")))
        .isEqualTo(new Trigger.NotOurs("CreateEndpoint concerns no workload that is judged"));
  }

  @Test
  void another_service_is_not_ours() {
    var event = event("CreateRoute", "{}", "{}");
    at(event, "detail").put("eventSource", "ec2.amazonaws.com");

    assertThat(TriggerDecoder.decode(event))
        .isEqualTo(new Trigger.NotOurs("CreateRoute is a call to ec2.amazonaws.com"));
  }

  @Test
  void another_detail_type_is_not_ours() {
    var event = jobEvent().put("detail-type", "SageMaker Processing Job State Change");

    assertThat(TriggerDecoder.decode(event))
        .isEqualTo(
            new Trigger.NotOurs(
                "its detail-type is SageMaker Processing Job State Change, not AWS API Call via"
                    + " CloudTrail"));
  }

  @Test
  void a_scheduled_event_is_not_ours() {
    assertThat(
            TriggerDecoder.decode(json("{\"detail-type\": \"Scheduled Event\", \"detail\": {}}")))
        .isEqualTo(new Trigger.NotOurs("a scheduled event names no workload"));
  }

  static Stream<List<String>> cuts() {
    return Stream.of(
        List.of("", "requestParameters", "null"),
        List.of("", "requestParameters", "{\"omitted\": true, \"originalSize\": 200000}"),
        List.of("requestParameters", "networkConfig", "{\"omitted\": true}"),
        List.of("requestParameters", "processingInputs", "{\"omitted\": true}"),
        List.of("requestParameters", "processingJobName", "\"HIDDEN_DUE_TO_SECURITY_REASONS\""),
        List.of("requestParameters", "appSpecification", "{\"omitted\": true}"));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void a_cut_request_has_to_be_described(List<String> cut) {
    var event = jobEvent();
    var parent = cut.get(0).isEmpty() ? at(event, "detail") : at(event, "detail", cut.get(0));
    parent.set(cut.get(1), json(cut.get(2)));

    var trigger = TriggerDecoder.decode(event);

    assertThat(trigger).isInstanceOf(Trigger.Cut.class);
    var named = ((Trigger.Cut) trigger);
    assertThat(named.member())
        .isEqualTo(
            cut.get(0).isEmpty()
                ? "detail." + cut.get(1)
                : "detail.%s.%s".formatted(cut.get(0), cut.get(1)));
    assertThat(named.workload().resource().id()).isEqualToIgnoringCase("Bias-1");
    assertThat(named.workload().resource().accountId()).contains("111111111111");
  }

  @Test
  void a_request_that_is_gone_altogether_is_cut_and_named_by_the_response() {
    var event = jobEvent();
    at(event, "detail").remove("requestParameters");

    assertThat(TriggerDecoder.decode(event))
        .asInstanceOf(type(Trigger.Cut.class))
        .extracting(cut -> cut.workload().resource().id())
        .isEqualTo("bias-1");
  }

  @Test
  void a_hidden_member_that_is_not_read_changes_nothing() {
    var event = jobEvent();
    at(event, "detail", "requestParameters")
        .put("environment", "HIDDEN_DUE_TO_SECURITY_REASONS")
        .set("tags", json("{\"omitted\": true}"));

    assertThat(TriggerDecoder.decode(event)).isEqualTo(TriggerDecoder.decode(jobEvent()));
  }

  @Test
  void a_cut_request_without_any_name_is_malformed() {
    var event = jobEvent();
    at(event, "detail").putNull("requestParameters").putNull("responseElements");

    assertThat(TriggerDecoder.decode(event))
        .isEqualTo(
            new Trigger.Malformed("detail.requestParameters.processingJobName", "is missing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "detail-type | 5 | is not a string",
        "detail | null | is missing",
        "detail | [] | is not an object",
        "detail.eventName | null | is missing",
        "detail.eventSource | {} | is not a string",
        "detail.responseElements | 5 | is not an object",
        "detail.responseElements.processingJobArn | 5 | is not a string",
        "detail.requestParameters | 'x' | is not an object",
        "detail.requestParameters.processingJobName | null | is missing",
        "detail.requestParameters.processingJobName | '' | is empty",
        "detail.requestParameters.processingJobName | 5 | is not a string",
        "detail.requestParameters.appSpecification | null | is missing",
        "detail.requestParameters.appSpecification.imageUri | null | is missing",
        "detail.requestParameters.appSpecification.imageUri | [] | is not a string",
        "detail.requestParameters.networkConfig | [] | is not an object",
        "detail.requestParameters.networkConfig.enableNetworkIsolation | 'no' | is not a boolean",
        "detail.requestParameters.networkConfig.vpcConfig | true | is not an object",
        "detail.requestParameters.networkConfig.vpcConfig.subnets | {} | is not a list",
        "detail.requestParameters.processingInputs | {} | is not a list",
        "detail.requestParameters.processingResources.clusterConfig.instanceCount | 'a' | is not an"
            + " integer",
        "detail.requestParameters.processingResources.clusterConfig.instanceCount | 1.5 | is not an"
            + " integer",
        "detail.requestParameters.processingResources.clusterConfig.instanceCount | 0 | is less"
            + " than 1",
      },
      quoteCharacter = '"')
  void a_malformed_member_is_named_with_its_path(String member, String value, String problem) {
    var event = jobEvent();
    var path = member.split("\\.", -1);
    var parent = at(event, Arrays.copyOf(path, path.length - 1));
    parent.set(path[path.length - 1], json(value.replace('\'', '"')));

    assertThat(TriggerDecoder.decode(event)).isEqualTo(new Trigger.Malformed(member, problem));
  }

  @Test
  void an_account_that_is_needed_has_to_be_a_text() {
    var event = jobEvent();
    at(event, "detail").put("recipientAccountId", 5).remove("responseElements");

    assertThat(TriggerDecoder.decode(event))
        .isEqualTo(new Trigger.Malformed("detail.recipientAccountId", "is not a string"));
  }

  @Test
  void a_malformed_element_is_named_with_its_index() {
    var event = jobEvent();
    at(event, "detail", "requestParameters", "networkConfig", "vpcConfig")
        .set("subnets", json("[\"subnet-a\", 5]"));

    assertThat(TriggerDecoder.decode(event))
        .isEqualTo(
            new Trigger.Malformed(
                "detail.requestParameters.networkConfig.vpcConfig.subnets[1]", "is not a string"));
  }

  @Test
  void a_bare_record_names_members_from_its_own_root() {
    var record = at(jobEvent(), "detail");
    at(record, "requestParameters", "appSpecification").remove("imageUri");

    assertThat(TriggerDecoder.decode(record))
        .isEqualTo(
            new Trigger.Malformed("requestParameters.appSpecification.imageUri", "is missing"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "\"x\"", "5", "null", "true", "{\"Records\": []}", "{\"a\": 1}"})
  void what_is_no_event_is_malformed(String document) {
    assertThat(TriggerDecoder.decode(json(document))).isInstanceOf(Trigger.Malformed.class);
  }

  @Test
  void a_job_given_as_an_event_is_told_where_it_belongs() {
    assertThat(TriggerDecoder.decode(json("{\"ProcessingJobName\": \"j\"}")))
        .isEqualTo(
            new Trigger.Malformed(
                "detail",
                "is missing: the document looks like a processing job, which --job takes"));
  }
}
