package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.ConfigInvocation;
import io.clarifyvpc.assess.ConfigInvocation.Call;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigInvocationDecoderTest {
  private static final Instant TIME = Instant.parse("2026-11-20T08:00:00.123Z");
  private static final Call CALL = call("111122223333");

  private static Call call(String accountId) {
    return new Call(accountId, "clarify-vpc", "a-token", TIME, Map.of());
  }

  // ---- Scheduled

  @Test
  void a_schedule_asks_for_everything() {
    assertThat(decode(scheduled())).isEqualTo(new ConfigInvocation.Scheduled(CALL));
  }

  @Test
  void the_account_of_the_notification_comes_before_that_of_the_invocation() {
    assertThat(decode(scheduled().put("accountId", "999999999999")))
        .isEqualTo(new ConfigInvocation.Scheduled(CALL));
    assertThat(
            decode(
                withEvent(scheduled().put("accountId", "999999999999"), without("awsAccountId"))))
        .isEqualTo(new ConfigInvocation.Scheduled(call("999999999999")));
  }

  private static ObjectNode without(String member) {
    var event = notification();
    event.remove(member);
    return event;
  }

  @Test
  void rule_parameters_are_texts_not_yet_understood() {
    var invocation =
        scheduled()
            .put("ruleParameters", "{\"A\": \"x\", \"B\": 3, \"C\": true, \"D\": [\"y\", \"z\"]}");

    assertThat(((ConfigInvocation.Scheduled) decode(invocation)).call().ruleParameters())
        .containsExactlyInAnyOrderEntriesOf(Map.of("A", "x", "B", "3", "C", "true", "D", "y,z"));
  }

  @Test
  void absent_rule_parameters_are_none() {
    var invocation = scheduled();
    invocation.remove("ruleParameters");
    assertThat(decode(invocation)).isInstanceOf(ConfigInvocation.Scheduled.class);
    assertThat(decode(scheduled().putNull("ruleParameters")))
        .isInstanceOf(ConfigInvocation.Scheduled.class);
  }

  @Test
  void what_is_unknown_is_ignored() {
    assertThat(decode(scheduled().put("evaluationMode", "DETECTIVE").put("version", "9")))
        .isInstanceOf(ConfigInvocation.Scheduled.class);
  }

  // ---- Change

  @ParameterizedTest
  @ValueSource(strings = {"OK", "ResourceDiscovered", "a status of tomorrow"})
  void a_model_in_an_item_is_described_by_it(String status) {
    var item = item("AWS::SageMaker::Model", "the-id").put("configurationItemStatus", status);
    item.set("configuration", model());

    assertThat(decode(changed(item)))
        .isInstanceOfSatisfying(
            ConfigInvocation.Changed.class,
            changed -> {
              assertThat(changed.call()).isEqualTo(CALL);
              assertThat(changed.resourceId()).isEqualTo("the-id");
              assertThat(changed.workload())
                  .isInstanceOfSatisfying(
                      WorkloadRef.Described.class,
                      described -> {
                        assertThat(described.resource())
                            .isEqualTo(resource(ResourceType.MODEL, "Churn"));
                        assertThat(
                                ((Model) described.workload()).vpcConfig().orElseThrow().subnets())
                            .containsExactly("subnet-a");
                      });
            });
  }

  /** Of a resource that Config has not recorded whole, the configuration may say anything. */
  @ParameterizedTest
  @ValueSource(
      strings = {"null", "\"null\"", "\"{}\"", "{}", "{\"Id\": \"x\"}", "[]", "{\"modelname\": 1}"})
  void an_item_without_a_usable_configuration_names_its_resource(String configuration) {
    var item = item("AWS::SageMaker::Model", "the-id").put("resourceName", "Churn");
    item.set("configuration", json(configuration));

    assertThat(decode(changed(item)))
        .isEqualTo(
            new ConfigInvocation.Changed(
                CALL, new WorkloadRef.Named(resource(ResourceType.MODEL, "Churn")), "the-id"));
  }

  @Test
  void an_item_without_a_name_is_named_by_its_id() {
    assertThat(decode(changed(item("AWS::SageMaker::Model", "the-id").putNull("resourceName"))))
        .isEqualTo(
            new ConfigInvocation.Changed(
                CALL, new WorkloadRef.Named(resource(ResourceType.MODEL, "the-id")), "the-id"));
  }

  /** Which id AWS Config uses for a model is not documented. */
  @Test
  void an_item_whose_id_is_an_arn_is_named_by_the_end_of_it() {
    var arn = "arn:aws:sagemaker:us-east-1:123456789012:model/churn";

    assertThat(decode(changed(item("AWS::SageMaker::Model", arn).putNull("resourceName"))))
        .isInstanceOfSatisfying(
            ConfigInvocation.Changed.class,
            changed -> {
              assertThat(changed.workload().resource().id()).isEqualTo("churn");
              assertThat(changed.resourceId()).isEqualTo(arn);
            });
  }

  @ParameterizedTest
  @EnumSource
  void an_oversized_item_names_its_resource(ResourceType type) {
    assertThat(decode(oversized(item(type.typeName(), "the-id").put("resourceName", "Churn"))))
        .isEqualTo(
            new ConfigInvocation.Changed(
                CALL, new WorkloadRef.Named(resource(type, "Churn")), "the-id"));
  }

  @Test
  void a_malformed_configuration_is_named() {
    var item = item("AWS::SageMaker::Model", "the-id");
    var configuration = model();
    configuration.withObject("VpcConfig").put("Subnets", "subnet-a");
    item.set("configuration", configuration);

    assertThat(decode(changed(item)))
        .isEqualTo(
            new ConfigInvocation.Malformed(
                "invokingEvent.configurationItem.configuration.VpcConfig.Subnets",
                "is not a list"));
  }

  // ---- Not judged

  @ParameterizedTest
  @ValueSource(strings = {"ResourceDeleted", "ResourceDeletedNotRecorded", "ResourceNotRecorded"})
  void a_resource_that_is_gone_is_not_judged(String status) {
    var item =
        item("AWS::SageMaker::Model", "the-id")
            .put("configurationItemStatus", status)
            .putNull("configuration");

    assertThat(decode(changed(item)))
        .isEqualTo(
            new ConfigInvocation.NotJudged(
                CALL,
                "AWS::SageMaker::Model",
                "the-id",
                "the resource is deleted, or no longer recorded"));
  }

  @Test
  void a_resource_that_left_the_scope_is_not_judged() {
    assertThat(decode(changed(item("AWS::SageMaker::Model", "the-id")).put("eventLeftScope", true)))
        .isEqualTo(
            new ConfigInvocation.NotJudged(
                CALL,
                "AWS::SageMaker::Model",
                "the-id",
                "the resource has left the scope of the rule"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AWS::EC2::VPCEndpoint", "aws::sagemaker::model", "AWS::SageMaker::Models"})
  void a_resource_of_another_type_is_not_judged(String type) {
    assertThat(decode(changed(item(type, "the-id"))))
        .isEqualTo(
            new ConfigInvocation.NotJudged(CALL, type, "the-id", "no control speaks of this type"));
  }

  // ---- Malformed

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resultToken        | resultToken is missing",
        "invokingEvent      | invokingEvent is missing"
      })
  void a_member_of_the_invocation_that_is_missing_is_named(String member, String reason) {
    var invocation = scheduled();
    invocation.remove(member);
    assertThat(malformed(invocation)).isEqualTo(reason);

    assertThat(malformed(scheduled().putNull(member))).startsWith(member + " ");
    assertThat(malformed(scheduled().put(member, ""))).startsWith(member + " ");
    assertThat(malformed(scheduled().put(member, 7))).startsWith(member + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "messageType, invokingEvent.messageType is missing",
    "notificationCreationTime, invokingEvent.notificationCreationTime is missing"
  })
  void a_member_of_the_notification_that_is_missing_is_named(String member, String reason) {
    assertThat(malformed(withEvent(scheduled(), without(member)))).isEqualTo(reason);
  }

  @Test
  void no_account_anywhere_is_malformed() {
    var invocation = withEvent(scheduled(), without("awsAccountId"));
    invocation.remove("accountId");

    assertThat(malformed(invocation)).isEqualTo("accountId is missing");
  }

  @Test
  void a_time_that_is_none_is_malformed() {
    var event = notification().put("notificationCreationTime", "yesterday");

    assertThat(malformed(withEvent(scheduled(), event)))
        .isEqualTo("invokingEvent.notificationCreationTime is not a time");
  }

  @Test
  void a_message_type_of_tomorrow_is_malformed() {
    var event = notification().put("messageType", "ConfigurationSnapshotDeliveryCompleted");

    assertThat(malformed(withEvent(scheduled(), event)))
        .isEqualTo("invokingEvent.messageType is none that is known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "nonsense", "[]", "7", "\"text\"", "null"})
  void an_embedded_document_that_is_none_is_malformed(String text) {
    assertThat(malformed(scheduled().put("invokingEvent", text))).startsWith("invokingEvent ");
    assertThat(malformed(scheduled().put("ruleParameters", text))).startsWith("ruleParameters ");
  }

  @Test
  void a_rule_parameter_that_is_an_object_is_named() {
    assertThat(malformed(scheduled().put("ruleParameters", "{\"EndpointPolicy\": {}}")))
        .startsWith("ruleParameters ")
        .contains("EndpointPolicy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "configurationItemCaptureTime",
        "resourceType",
        "resourceId",
        "configurationItemStatus"
      })
  void a_member_of_the_item_that_is_missing_is_named(String member) {
    var item = item("AWS::SageMaker::Model", "the-id");
    item.remove(member);

    assertThat(malformed(changed(item)))
        .isEqualTo("invokingEvent.configurationItem.%s is missing".formatted(member));
    assertThat(malformed(oversized(item)))
        .isEqualTo("invokingEvent.configurationItemSummary.%s is missing".formatted(member));
  }

  @Test
  void a_change_without_an_item_is_malformed() {
    var event = notification().put("messageType", "ConfigurationItemChangeNotification");

    assertThat(malformed(withEvent(scheduled(), event)))
        .isEqualTo("invokingEvent.configurationItem is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "7", "null", "\"text\""})
  void a_document_that_is_no_invocation_is_malformed(String document) {
    assertThat(ConfigInvocationDecoder.decode(json(document)))
        .isInstanceOf(ConfigInvocation.Malformed.class);
  }

  /** Every part of an invocation taken away or replaced: nothing is ever thrown. */
  @ParameterizedTest
  @MethodSource("wholeInvocations")
  void no_invocation_makes_the_decoder_throw(ObjectNode invocation) {
    for (String member :
        List.copyOf(invocation.properties().stream().map(Map.Entry::getKey).toList())) {
      for (JsonNode other : replacements()) {
        decode(invocation.deepCopy().set(member, other));
      }
    }
    var event = (ObjectNode) json(invocation.get("invokingEvent").textValue());
    for (String pointer : pointers("", event)) {
      for (JsonNode other : replacements()) {
        decode(withEvent(invocation.deepCopy(), replaced(event, pointer, other)));
      }
    }
  }

  private static Stream<ObjectNode> wholeInvocations() {
    var item = item("AWS::SageMaker::Model", "the-id").put("resourceName", "Churn");
    item.set("configuration", model());
    return Stream.of(scheduled(), changed(item), oversized(item));
  }

  private static List<JsonNode> replacements() {
    return Stream.of("null", "7", "true", "\"\"", "\"text\"", "[]", "{}", "[null]")
        .map(ConfigInvocationDecoderTest::json)
        .toList();
  }

  private static List<String> pointers(String at, JsonNode node) {
    return Stream.concat(
            at.isEmpty() ? Stream.empty() : Stream.of(at),
            node.properties().stream()
                .flatMap(each -> pointers(at + "/" + each.getKey(), each.getValue()).stream()))
        .toList();
  }

  private static ObjectNode replaced(ObjectNode document, String pointer, JsonNode other) {
    var copy = document.deepCopy();
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) copy.at(pointer.substring(0, slash))).set(pointer.substring(slash + 1), other);
    return copy;
  }

  // ----

  private static ConfigInvocation decode(JsonNode invocation) {
    return ConfigInvocationDecoder.decode(invocation);
  }

  private static String malformed(JsonNode invocation) {
    return ((ConfigInvocation.Malformed) decode(invocation)).describe();
  }

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(UTF_8));
  }

  private static Resource resource(ResourceType type, String id) {
    return new Resource(
        type,
        id,
        Optional.of("arn:aws:of:the-id"),
        Optional.of("111122223333"),
        Optional.of("us-east-1"));
  }

  private static ObjectNode model() {
    return (ObjectNode)
        json(
            """
            {"Id": "the-id", "ModelName": "Churn", "ExecutionRoleArn": "arn:aws:iam::1:role/r",
             "PrimaryContainer": {"Image": "i"},
             "VpcConfig": {"Subnets": ["subnet-a"], "SecurityGroupIds": ["sg-a"]}}\
            """);
  }

  private static ObjectNode notification() {
    return (ObjectNode)
        json(
            """
            {"messageType": "ScheduledNotification", "awsAccountId": "111122223333",
             "notificationCreationTime": "2026-11-20T08:00:00.123Z", "recordVersion": "1.0"}\
            """);
  }

  private static ObjectNode item(String type, String id) {
    return (ObjectNode)
        json(
            """
            {"configurationItemCaptureTime": "2026-11-20T08:00:00.123Z",
             "awsAccountId": "111122223333", "awsRegion": "us-east-1",
             "configurationItemStatus": "OK", "ARN": "arn:aws:of:the-id",
             "resourceType": "%s", "resourceId": "%s"}\
            """
                .formatted(type, id));
  }

  private static ObjectNode scheduled() {
    return withEvent(
        (ObjectNode)
            json(
                """
                {"version": "1.0", "ruleParameters": "{}", "resultToken": "a-token",
                 "eventLeftScope": false, "accountId": "111122223333",
                 "configRuleName": "clarify-vpc"}\
                """),
        notification());
  }

  private static ObjectNode changed(ObjectNode item) {
    var event = notification().put("messageType", "ConfigurationItemChangeNotification");
    event.set("configurationItem", item);
    return withEvent(scheduled(), event);
  }

  private static ObjectNode oversized(ObjectNode item) {
    var event = notification().put("messageType", "OversizedConfigurationItemChangeNotification");
    event.set("configurationItemSummary", item);
    return withEvent(scheduled(), event);
  }

  private static ObjectNode withEvent(ObjectNode invocation, ObjectNode event) {
    return invocation.put("invokingEvent", event.toString());
  }
}
