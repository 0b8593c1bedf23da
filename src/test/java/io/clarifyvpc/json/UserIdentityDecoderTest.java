package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.Creator.Detail;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.Tag;
import io.clarifyvpc.assess.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdentityDecoderTest {
  private static final Path CORPUS = Path.of(System.getProperty("corpus", "../shared/corpus"));

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(UTF_8));
  }

  /** The identity as CloudTrail's reference shows its type; what is made of it. */
  static Stream<Arguments> identities() {
    return Stream.of(
        arguments(
            """
            {"type": "IAMUser", "principalId": "AIDAEXAMPLE",
             "arn": "arn:aws:iam::111122223333:user/ml/alice", "accountId": "111122223333",
             "accessKeyId": "", "userName": "alice"}
            """,
            Map.of(
                "principal", "arn:aws:iam::111122223333:user/ml/alice", "identityType", "IAMUser")),
        arguments(
            """
            {"type": "AssumedRole", "principalId": "AROAEXAMPLE:maria@example.com",
             "arn": "arn:aws:sts::111122223333:assumed-role/DataScience/maria@example.com",
             "accountId": "111122223333",
             "sessionContext": {
               "sessionIssuer": {"type": "Role", "principalId": "AROAEXAMPLE",
                 "arn": "arn:aws:iam::111122223333:role/team/DataScience", "userName": "DataScience"},
               "sourceIdentity": "maria", "attributes": {"mfaAuthenticated": "false"}}}
            """,
            Map.of(
                "principal",
                "arn:aws:sts::111122223333:assumed-role/DataScience/maria@example.com",
                "identityType",
                "AssumedRole",
                "sessionIssuer",
                "arn:aws:iam::111122223333:role/team/DataScience",
                "roleSessionName",
                "maria@example.com",
                "sourceIdentity",
                "maria")),
        arguments(
            """
            {"type": "AssumedRole", "principalId": "AROAEXAMPLE:maria",
             "sessionContext": {"sessionIssuer": {"userName": "DataScience"}}}
            """,
            Map.of(
                "principal",
                "AROAEXAMPLE:maria",
                "identityType",
                "AssumedRole",
                "sessionIssuer",
                "DataScience",
                "roleSessionName",
                "maria")),
        arguments(
            """
            {"type": "AssumedRole", "principalId": "AROAEXAMPLE:release",
             "arn": "arn:aws-us-gov:sts::111122223333:assumed-role/deploy/release",
             "sessionContext": {"sessionIssuer": {}, "webIdFederationData": {
               "federatedProvider": "arn:aws:iam::111122223333:oidc-provider/git.example",
               "attributes": {"git.example:aud": "sts.amazonaws.com"}}}}
            """,
            Map.of(
                "principal",
                "arn:aws-us-gov:sts::111122223333:assumed-role/deploy/release",
                "identityType",
                "AssumedRole",
                "roleSessionName",
                "release",
                "identityProvider",
                "arn:aws:iam::111122223333:oidc-provider/git.example")),
        arguments(
            """
            {"type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/start/start-jobs",
             "inScopeOf": {"issuerType": "AWS::Lambda::Function",
               "credentialsIssuedTo": "arn:aws:lambda:us-east-1:111122223333:function:start-jobs"}}
            """,
            Map.of(
                "principal",
                "arn:aws:sts::111122223333:assumed-role/start/start-jobs",
                "identityType",
                "AssumedRole",
                "roleSessionName",
                "start-jobs",
                "credentialsIssuedTo",
                "arn:aws:lambda:us-east-1:111122223333:function:start-jobs")),
        arguments(
            """
            {"type": "FederatedUser", "principalId": "111122223333:bob",
             "arn": "arn:aws:sts::111122223333:federated-user/bob",
             "sessionContext": {"sessionIssuer": {"type": "IAMUser",
               "arn": "arn:aws:iam::111122223333:user/broker", "userName": "broker"}}}
            """,
            Map.of(
                "principal",
                "arn:aws:sts::111122223333:federated-user/bob",
                "identityType",
                "FederatedUser",
                "sessionIssuer",
                "arn:aws:iam::111122223333:user/broker")),
        arguments(
            """
            {"type": "Root", "principalId": "111122223333", "arn": "arn:aws:iam::111122223333:root",
             "accountId": "111122223333", "sessionContext": {"sessionIssuer": {}}}
            """,
            Map.of("principal", "arn:aws:iam::111122223333:root", "identityType", "Root")),
        arguments(
            """
            {"type": "AWSService", "invokedBy": "sagemaker.amazonaws.com"}
            """,
            Map.of(
                "principal",
                "sagemaker.amazonaws.com",
                "identityType",
                "AWSService",
                "invokedBy",
                "sagemaker.amazonaws.com")),
        arguments(
            """
            {"type": "AWSAccount", "principalId": "AIDAEXAMPLE", "accountId": "444455556666"}
            """,
            Map.of("principal", "AIDAEXAMPLE", "identityType", "AWSAccount")),
        arguments(
            """
            {"type": "IdentityCenterUser", "accountId": "111122223333",
             "onBehalfOf": {"userId": "544894e8-80c1-707f-60e3-3ba6510dfac1",
               "identityStoreArn": "arn:aws:identitystore::111122223333:identitystore/d-1"},
             "credentialId": "90e292de"}
            """,
            Map.of(
                "principal",
                "544894e8-80c1-707f-60e3-3ba6510dfac1",
                "identityType",
                "IdentityCenterUser",
                "onBehalfOf",
                "544894e8-80c1-707f-60e3-3ba6510dfac1")),
        arguments(
            """
            {"type": "WebIdentityUser", "principalId": "accounts.google.com:app:user-id",
             "userName": "user-id", "identityProvider": "accounts.google.com"}
            """,
            Map.of(
                "principal",
                "user-id",
                "identityType",
                "WebIdentityUser",
                "identityProvider",
                "accounts.google.com")),
        arguments(
            "{\"type\": \"Unknown\"}", Map.of("principal", "Unknown", "identityType", "Unknown")));
  }

  @ParameterizedTest
  @MethodSource("identities")
  void an_identity_of_any_type_names_somebody(String identity, Map<String, String> expected) {
    assertThat(details(json(identity), Optional.empty(), List.of())).isEqualTo(expected);
  }

  private static Map<String, String> details(
      JsonNode identity, Optional<String> name, List<Tag> tags) {
    var details = new TreeMap<String, String>();
    UserIdentityDecoder.decode(identity, name, tags)
        .details()
        .forEach((detail, text) -> details.put(detail.member(), text));
    return details;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "5",
        "[]",
        "{}",
        "\"root\"",
        "{\"omitted\": true}",
        "{\"arn\": 5, \"userName\": {}, \"type\": null, \"sessionContext\": \"x\"}",
        "{\"arn\": \"\", \"userName\": \"HIDDEN_DUE_TO_SECURITY_REASONS\", \"type\": \" \"}",
        "{\"sessionContext\": {\"sessionIssuer\": [], \"sourceIdentity\": {\"omitted\": true}}}",
        "{\"onBehalfOf\": 1, \"inScopeOf\": [1], \"invokedBy\": []}"
      })
  void what_cannot_be_read_is_left_out(String identity) {
    assertThat(details(json(identity), Optional.empty(), List.of())).isEmpty();
  }

  @Test
  void the_tags_of_a_pipeline_step_name_it() {
    var tags =
        List.of(
            new Tag("team", "retention"),
            new Tag("sagemaker:pipeline-step-name", "Bias"),
            new Tag(
                "sagemaker:pipeline-execution-arn",
                "arn:aws:sagemaker:us-east-1:111122223333:pipeline/churn/execution/k3v9w2m7q1xz"));

    assertThat(details(json("{}"), Optional.of("pipelines-aaaaaaaaaaaa-Bias-b7Tq0ZrN4e"), tags))
        .isEqualTo(
            Map.of(
                "pipelineExecution",
                "arn:aws:sagemaker:us-east-1:111122223333:pipeline/churn/execution/k3v9w2m7q1xz",
                "pipelineStepName",
                "Bias"));
  }

  @Test
  void without_such_tags_a_name_that_only_a_pipeline_gives_tells_the_execution() {
    assertThat(ofNamed("pipelines-k3v9w2m7q1xz-Churn-bias-ste-b7Tq0ZrN4e"))
        .isEqualTo(Map.of("pipelineExecution", "k3v9w2m7q1xz"));
    assertThat(List.of("pipelines-of-maria", "my-pipelines-k3v9w2m7q1xz-Bias-b7Tq0ZrN4e", ""))
        .allSatisfy(name -> assertThat(ofNamed(name)).isEmpty());
  }

  private static Map<String, String> ofNamed(String name) {
    return details(json("{}"), Optional.of(name), List.of());
  }

  @Test
  void tags_are_read_in_either_spelling_and_those_that_cannot_be_read_are_left_out() {
    var list =
        """
        [{"key": "a", "value": "1"}, {"Key": "b", "Value": "2"}, {"key": "empty", "value": ""},
         {"key": "", "value": "x"}, {"key": "c"}, {"key": 5, "value": "x"},
         {"key": "d", "value": "HIDDEN_DUE_TO_SECURITY_REASONS"},
         {"key": "e", "value": {"omitted": true}}, null, 7, "x", []]
        """;

    assertThat(UserIdentityDecoder.tags(json(list)))
        .isEqualTo(List.of(new Tag("a", "1"), new Tag("b", "2"), new Tag("empty", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "5", "{}", "{\"omitted\": true}", "\"HIDDEN\"", "[]"})
  void what_is_no_list_of_tags_is_none(String tags) {
    assertThat(UserIdentityDecoder.tags(json(tags))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tags", "Tags"})
  void the_tags_and_the_pipeline_of_an_event_belong_to_its_origin(String member) {
    assertThat(origin(modelEvent(member)))
        .satisfies(origin -> {
          assertThat(origin.tags()).containsExactly(new Tag("team", "retention"));
          assertThat(origin.creator().get(Detail.PIPELINE_EXECUTION)).contains("k3v9w2m7q1xz");
        });
  }

  /** What is left of a request may still tell. */
  @Test
  void a_cut_request_tells_its_tags_as_far_as_they_are_there() {
    var event = modelEvent("tags");
    ((ObjectNode) event.at("/requestParameters")).set("vpcConfig", json("{\"omitted\": true}"));

    assertThat(TriggerDecoder.decode(event)).isInstanceOf(Trigger.Cut.class);
    assertThat(origin(event).tags()).containsExactly(new Tag("team", "retention"));

    ((ObjectNode) event).set("requestParameters", json("{\"omitted\": true}"));
    assertThat(origin(event).tags()).isEmpty();
  }

  private static JsonNode modelEvent(String tags) {
    return json(
        """
        {"eventSource": "sagemaker.amazonaws.com", "eventName": "CreateModel",
         "requestParameters": {"modelName": "pipelines-k3v9w2m7q1xz-Register-b7Tq0ZrN4e",
           "%s": [{"key": "team", "value": "retention"}]},
         "responseElements": {
           "modelArn": "arn:aws:sagemaker:eu-west-1:111122223333:model/pipelines-k3v9w2m7q1xz"}}
        """
            .formatted(tags));
  }

  private static Origin origin(JsonNode event) {
    return switch (TriggerDecoder.decode(event)) {
      case Trigger.Ours ours -> ours.origin();
      case Trigger.Cut cut -> cut.origin();
      case Trigger other -> throw new AssertionError("a workload was expected: " + other);
    };
  }

  /** Foreign records: whoever made the call is named as the record names them. */
  @Test
  void the_callers_of_recorded_events_are_named() throws IOException {
    if (!Files.isDirectory(CORPUS)) {
      System.out.println("UserIdentityDecoderTest: there is no corpus at " + CORPUS);
      return;
    }
    var callers = new TreeMap<String, List<String>>();
    try (Stream<Path> files = Files.list(CORPUS.resolve("cloudtrail"))) {
      for (Path file : files.toList()) {
        var record = Json.parse(Files.readAllBytes(file));
        var detail = record.has("detail") ? record.path("detail") : record;
        var creator =
            UserIdentityDecoder.decode(detail.path("userIdentity"), Optional.empty(), List.of());
        callers.put(file.getFileName().toString(), creator.lines());
      }
    }

    var recorded = List.of("arn:aws:iam::123837392027:user/bert-jan");
    var intern = List.of("arn:aws:iam::123456789012:user/intern");
    assertThat(callers)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("console_CreateVpcEndpoint_089c.json", List.of()),
                Map.entry("doc_CreateEndpoint.json", intern),
                Map.entry("doc_CreateModel.json", intern),
                Map.entry(
                    "elastic_DeleteNetworkAclEntry.json",
                    List.of("arn:aws:iam::000000000:user/test@elastic.co")),
                Map.entry(
                    "eventbridge_AuthorizeSecurityGroupIngress_root.json",
                    List.of("arn:aws:iam::963584523464:root")),
                Map.entry("recorded_CreateNatGateway.json", recorded),
                Map.entry("recorded_CreateRoute.json", recorded),
                Map.entry("recorded_CreateVpc_ERR.json", recorded),
                Map.entry("recorded_DescribeVpcEndpoints.json", recorded),
                Map.entry("recorded_DisassociateRouteTable.json", recorded),
                Map.entry("recorded_RevokeSecurityGroupIngress.json", recorded),
                Map.entry("shape_ModifySecurityGroupRules_wrapped.json", List.of())));
  }

  /** Nothing is decided by it. */
  @ParameterizedTest
  @ValueSource(strings = {"null", "5", "[[]]", "{\"omitted\": true}", "\"x\"", "[{\"key\": {}}]"})
  void nothing_odd_in_it_changes_what_is_judged(String odd) {
    var event = modelEvent("tags");
    var plain = workload(event);
    ((ObjectNode) event).set("userIdentity", json(odd));
    ((ObjectNode) event.at("/requestParameters")).set("tags", json(odd));

    assertThat(workload(event)).isEqualTo(plain);
  }

  private static Object workload(JsonNode event) {
    var trigger = TriggerDecoder.decode(event);
    assertThat(trigger).asInstanceOf(type(Trigger.Ours.class)).isNotNull();
    return ((Trigger.Ours) trigger).workload();
  }
}
