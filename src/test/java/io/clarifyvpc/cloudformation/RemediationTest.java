package io.clarifyvpc.cloudformation;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.cloudformation.AutomationRun.Outcome;
import io.clarifyvpc.network.Service;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The sample of a remediation: what it changes, what it refuses, and what it may. */
class RemediationTest {
  private static final String ENDPOINT = "vpce-0a1b2c3d4e5f60718";
  private static final String TABLE = "rtb-0a1b2c3d4e5f60718";
  private static final String S3 = "com.amazonaws.us-east-1.s3";
  private static final Path FILE = Path.of("src/main/cloudformation/remediation.yaml");
  private static final DeployedTemplate TEMPLATE =
      DeployedTemplate.of(FILE, Map.of("VpcEndpointId", ENDPOINT, "RouteTableId", TABLE));
  private static final JsonNode DOCUMENT =
      TEMPLATE.properties("AssociateS3GatewayEndpoint").path("Content");
  private static final JsonNode REMEDIATION = TEMPLATE.properties("Remediation");
  private static final List<JsonNode> STEPS = DOCUMENT.path("mainSteps").valueStream().toList();
  private static final List<String> OF_THE_ACTION =
      List.of("Service", "Api", "PropertySelector", "DesiredValues");

  // ---- What it does

  private static Outcome run(FakeEc2 ec2) {
    return new AutomationRun(
            DOCUMENT,
            Map.of("AutomationAssumeRole", "arn", "VpcEndpointId", ENDPOINT, "RouteTableId", TABLE),
            ec2)
        .run();
  }

  /** A gateway endpoint for S3 beside a private route table: what it is made for. */
  private static FakeEc2 fine(String... gateways) {
    return new FakeEc2()
        .endpoint(ENDPOINT, "Gateway", S3, "available", "vpc-a")
        .routeTable(TABLE, "vpc-a", gateways);
  }

  @Test
  void a_private_route_table_is_associated_and_nothing_else_is_changed() {
    var ec2 = fine("local", "tgw-0a1b2c3d");

    assertThat(run(ec2)).isEqualTo(new Outcome(true, "RouteIsThere"));
    assertThat(ec2.changes())
        .singleElement()
        .hasToString(
            "{\"VpcEndpointId\":\"%s\",\"AddRouteTableIds\":[\"%s\"]}".formatted(ENDPOINT, TABLE));
  }

  private static Stream<Arguments> refused() {
    var other = "rtb-0f0f0f0f0f0f0f0f0";
    return Stream.of(
        arguments(
            "an interface endpoint",
            fine().endpoint(ENDPOINT, "Interface", S3, "available", "vpc-a"),
            "EndpointIsAGateway"),
        arguments(
            "DynamoDB's gateway endpoint",
            fine()
                .endpoint(
                    ENDPOINT, "Gateway", "com.amazonaws.us-east-1.dynamodb", "available", "vpc-a"),
            "EndpointServesS3"),
        arguments(
            "an endpoint of another region",
            fine()
                .endpoint(ENDPOINT, "Gateway", "com.amazonaws.eu-west-1.s3", "available", "vpc-a"),
            "EndpointServesS3"),
        arguments(
            "S3 Express",
            fine()
                .endpoint(
                    ENDPOINT, "Gateway", "com.amazonaws.us-east-1.s3express", "available", "vpc-a"),
            "EndpointServesS3"),
        arguments(
            "an endpoint that is being deleted",
            fine().endpoint(ENDPOINT, "Gateway", S3, "deleting", "vpc-a"),
            "EndpointIsAvailable"),
        arguments(
            "a route table of another VPC",
            fine().routeTable(TABLE, "vpc-b"),
            "RouteTableIsOfThatVpc"),
        arguments("a public route table", fine("local", "igw-0a1b2c3d"), "RefusePublicRouteTable"),
        arguments(
            "an endpoint that is not there",
            new FakeEc2().routeTable(TABLE, "vpc-a"),
            "EndpointIsAGateway"),
        arguments(
            "a route table that is not there",
            new FakeEc2()
                .endpoint(ENDPOINT, "Gateway", S3, "available", "vpc-a")
                .routeTable(other, "vpc-a"),
            "RouteTableIsOfThatVpc"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void everything_else_is_refused_and_left_as_it_is(String what, FakeEc2 ec2, String step) {
    assertThat(run(ec2)).isEqualTo(new Outcome(false, step));
    assertThat(ec2.changes()).isEmpty();
  }

  /** Somebody else's public route table does not make this one public. */
  @Test
  void other_route_tables_are_not_looked_at() {
    var ec2 = fine("local").routeTable("rtb-0f0f0f0f0f0f0f0f0", "vpc-a", "igw-0a1b2c3d");

    assertThat(run(ec2).succeeded()).isTrue();
  }

  private static List<String> callsWhereAllIsWell() {
    var ec2 = fine();
    run(ec2);
    return ec2.calls();
  }

  private static IntStream calls() {
    return IntStream.rangeClosed(1, callsWhereAllIsWell().size());
  }

  /** What could not be looked at is not taken for fine. */
  @ParameterizedTest
  @MethodSource("calls")
  void a_call_that_fails_ends_it_and_nothing_is_changed_after(int call) {
    var ec2 = fine().failingAt(call);
    int change = callsWhereAllIsWell().indexOf("ModifyVpcEndpoint") + 1;

    assertThat(run(ec2).succeeded()).isFalse();
    assertThat(ec2.calls()).hasSize(call);
    assertThat(ec2.changes()).hasSize(call > change ? 1 : 0);
  }

  // ---- What it says

  @Test
  void both_side_effects_are_named_where_the_button_is() {
    assertThat(DOCUMENT.path("description").asText())
        .contains("**Open connections to S3 break.**")
        .contains("**Policies by source address stop matching.**")
        .contains("aws:SourceIp")
        .contains("--remove-route-table-ids");
  }

  @Test
  void nothing_happens_of_itself() {
    assertThat(REMEDIATION.path("Automatic").isBoolean()).isTrue();
    assertThat(REMEDIATION.path("Automatic").booleanValue()).isFalse();
    assertThat(REMEDIATION.has("MaximumAutomaticAttempts")).isFalse();
  }

  @Test
  void every_parameter_of_the_document_is_given_or_has_a_default() {
    assertThat(REMEDIATION.path("Parameters").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(() -> DOCUMENT.path("parameters").fieldNames());
    assertThat(REMEDIATION.at("/Parameters/VpcEndpointId/StaticValue/Values"))
        .hasToString("[\"%s\"]".formatted(ENDPOINT));
    assertThat(REMEDIATION.at("/Parameters/RouteTableId/StaticValue/Values"))
        .hasToString("[\"%s\"]".formatted(TABLE));
    assertThat(REMEDIATION.at("/Parameters/AutomationAssumeRole/StaticValue/Values"))
        .hasToString("[\"AutomationRole.Arn\"]");
    assertThat(REMEDIATION.at("/Parameters/Workload/ResourceValue/Value").asText())
        .isEqualTo("RESOURCE_ID");
    assertThat(DOCUMENT.at("/parameters/Workload").has("default")).isTrue();
  }

  /** The form of an automation document; Config asks for this very parameter. */
  @Test
  void the_document_is_of_the_form_of_automation() {
    assertThat(DOCUMENT.path("schemaVersion").asText()).isEqualTo("0.3");
    assertThat(DOCUMENT.path("assumeRole").asText()).isEqualTo("{{ AutomationAssumeRole }}");
    assertThat(TEMPLATE.properties("AssociateS3GatewayEndpoint").path("DocumentType").asText())
        .isEqualTo("Automation");
    assertThat(STEPS)
        .extracting(step -> step.path("name").asText())
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[A-Za-z0-9_]{3,128}"));
  }

  /** A name as the product knows it, in each partition. */
  @ParameterizedTest
  @MethodSource("regions")
  void the_gateway_of_every_partition_is_known(String region) {
    var wanted =
        STEPS.stream()
            .filter(step -> step.path("name").asText().equals("EndpointServesS3"))
            .flatMap(step -> step.at("/inputs/DesiredValues").valueStream())
            .map(name -> name.asText().replace("{{ global:REGION }}", region));

    assertThat(wanted).containsAll(Service.S3.gatewayServiceNames(region));
  }

  private static Stream<String> regions() {
    return Stream.of("us-east-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1");
  }

  // ---- What it calls

  private static Stream<JsonNode> callingSteps() {
    return STEPS.stream().filter(step -> step.path("inputs").has("Api"));
  }

  @ParameterizedTest
  @MethodSource("callingSteps")
  void a_step_calls_what_the_sdk_knows_with_members_that_it_knows(JsonNode step)
      throws ReflectiveOperationException {
    var inputs = step.path("inputs");
    var api = inputs.path("Api").asText();
    var method = Character.toLowerCase(api.charAt(0)) + api.substring(1);
    var request = fields(api + "Request");

    assertThat(inputs.path("Service").asText()).isEqualTo("ec2");
    assertThat(Arrays.stream(Ec2Client.class.getMethods()).map(Method::getName)).contains(method);
    assertThat(inputs.properties().stream().map(Map.Entry::getKey))
        .allSatisfy(member ->
            assertThat(OF_THE_ACTION.contains(member) || request.containsKey(member))
                .as(member)
                .isTrue());
    inputs
        .path("Filters")
        .forEach(filter ->
            assertThat(filter.fieldNames()).toIterable().containsExactly("Name", "Values"));
  }

  private static Stream<Arguments> selectors() {
    return callingSteps()
        .flatMap(step ->
            Stream.concat(
                    step.path("outputs").findValuesAsText("Selector").stream(),
                    step.path("inputs").findValuesAsText("PropertySelector").stream())
                .map(selector -> arguments(step.at("/inputs/Api").asText(), selector)));
  }

  @ParameterizedTest
  @MethodSource("selectors")
  void a_selector_leads_to_a_member_of_the_answer(String api, String selector)
      throws ReflectiveOperationException {
    var path = Pattern.compile("\\$\\.([A-Za-z]+)\\[0]\\.([A-Za-z]+)").matcher(selector);
    assertThat(path.matches()).as(selector).isTrue();

    var list = fields(api + "Response").get(path.group(1));
    assertThat(list).as(path.group(1)).isNotNull();
    var element = (SdkPojo) list.getTrait(ListTrait.class).memberFieldInfo().constructor().get();
    assertThat(fields(element)).containsKey(path.group(2));
  }

  private static Map<String, SdkField<?>> fields(String type) throws ReflectiveOperationException {
    var builder =
        (SdkPojo)
            Class.forName("software.amazon.awssdk.services.ec2.model." + type)
                .getMethod("builder")
                .invoke(null);
    return fields(builder);
  }

  private static Map<String, SdkField<?>> fields(SdkPojo type) {
    return type.sdkFields().stream().collect(toMap(SdkField::memberName, field -> field));
  }

  // ---- What it may

  @Test
  void the_role_may_what_the_steps_call_and_change_these_two_alone() {
    var granted = new TreeSet<String>();
    var statements = TEMPLATE.properties("AutomationRole").path("Policies").findValue("Statement");
    statements.forEach(statement -> granted.addAll(texts(statement.path("Action"))));
    var called = new HashSet<String>();
    callingSteps().forEach(step -> called.add("ec2:" + step.at("/inputs/Api").asText()));

    assertThat(granted).isEqualTo(called);
    assertThat(statements.get(1).path("Resource"))
        .hasToString(
            "[\"arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/%s\",\"arn:aws:ec2:us-east-1:111122223333:route-table/%s\"]"
                .formatted(ENDPOINT, TABLE));
    assertThat(texts(statements.get(0).path("Action")))
        .allMatch(action -> action.startsWith("ec2:Describe"));
  }

  @Test
  void nobody_but_automations_of_this_account_may_be_the_role() {
    var trust = TEMPLATE.properties("AutomationRole").at("/AssumeRolePolicyDocument/Statement/0");

    assertThat(trust.at("/Principal/Service").asText()).isEqualTo("ssm.amazonaws.com");
    assertThat(trust.at("/Condition"))
        .hasToString(
            "{\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"},\"ArnLike\":{\"aws:SourceArn\":"
                + "\"arn:aws:ssm:us-east-1:111122223333:automation-execution/*\"}}");
  }

  private static Set<String> texts(JsonNode node) {
    var texts = new TreeSet<String>();
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
