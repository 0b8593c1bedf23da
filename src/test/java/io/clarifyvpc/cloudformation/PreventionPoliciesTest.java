package io.clarifyvpc.cloudformation;

import static io.clarifyvpc.cloudformation.AccessRequest.SECURITY_GROUPS;
import static io.clarifyvpc.cloudformation.AccessRequest.SUBNETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The samples of a service control policy and an IAM policy demand a VpcConfig, and nothing else.
 */
class PreventionPoliciesTest {
  private static final Path SERVICE_CONTROL_POLICY =
      Path.of("src/main/cloudformation/service-control-policy.yaml");
  private static final Path IAM_POLICY = Path.of("src/main/cloudformation/iam-policy.yaml");

  private static final String JOB = "sagemaker:CreateProcessingJob";
  private static final String MODEL = "sagemaker:CreateModel";
  private static final String EXEMPT = "arn:aws:iam::444455556666:role/Sandbox";

  /**
   * The actions that have both keys, of the Service Authorization Reference for Amazon SageMaker,
   * and why the samples leave them out.
   */
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          Map.entry(
              "sagemaker:CreateEndpointConfig",
              "Clarify makes one for the shadow endpoint, which is in the model's VPC"),
          Map.entry(
              "sagemaker:CreateMonitoringSchedule",
              "Clarify's name a job definition, and the keys are absent then"),
          Map.entry("sagemaker:UpdateMonitoringSchedule", "likewise"),
          Map.entry("sagemaker:CreateAutoMLJob", "starts jobs that are asked for themselves"),
          Map.entry("sagemaker:CreateAutoMLJobV2", "likewise"),
          Map.entry("sagemaker:CreateDataQualityJobDefinition", "not Clarify's"),
          Map.entry("sagemaker:CreateModelQualityJobDefinition", "not Clarify's"),
          Map.entry("sagemaker:CreateTrainingJob", "not Clarify's"),
          Map.entry("sagemaker:CreateHyperParameterTuningJob", "not Clarify's"),
          Map.entry("sagemaker:CreateNotebookInstance", "not Clarify's"),
          Map.entry("sagemaker:CreateCluster", "not Clarify's"),
          Map.entry("sagemaker:UpdateCluster", "not Clarify's"),
          Map.entry("sagemaker:CreateDomain", "not Clarify's"),
          Map.entry("sagemaker:UpdateDomain", "not Clarify's"));

  private static DenyingPolicy serviceControlPolicy(Map<String, String> parameters) {
    return new DenyingPolicy(
        DeployedTemplate.of(SERVICE_CONTROL_POLICY, parameters)
            .properties("VpcConfigPolicy")
            .path("Content"));
  }

  private static DenyingPolicy iamPolicy(Map<String, String> more) {
    var parameters =
        new HashMap<>(
            Map.of("SubnetIds", "subnet-a,subnet-b,subnet-c", "SecurityGroupIds", "sg-a,sg-b"));
    parameters.putAll(more);
    return new DenyingPolicy(
        DeployedTemplate.of(IAM_POLICY, parameters)
            .properties("VpcConfigPolicy")
            .path("PolicyDocument"));
  }

  static Stream<Arguments> policies() {
    return Stream.of(
        arguments("service control policy", serviceControlPolicy(Map.of())),
        arguments("IAM policy", iamPolicy(Map.of())));
  }

  static Stream<Arguments> demands() {
    return policies()
        .flatMap(policy ->
            Stream.of(
                    JOB,
                    MODEL,
                    "sagemaker:CreateModelBiasJobDefinition",
                    "sagemaker:CreateModelExplainabilityJobDefinition")
                .map(action -> arguments(policy.get()[0], policy.get()[1], action)));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("demands")
  void with_a_vpc_config_it_is_not_denied(String name, DenyingPolicy policy, String action) {
    assertThat(policy.denies(AccessRequest.of(action).inVpc())).isFalse();
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("demands")
  void without_one_it_is_denied(String name, DenyingPolicy policy, String action) {
    assertThat(policy.denies(AccessRequest.of(action))).isTrue();
  }

  /** What a policy misses that has both keys below one operator. */
  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("demands")
  void half_of_one_is_not_enough(String name, DenyingPolicy policy, String action) {
    var request = AccessRequest.of(action);

    assertThat(policy.denies(request.with(SUBNETS, "subnet-a"))).isTrue();
    assertThat(policy.denies(request.with(SECURITY_GROUPS, "sg-a"))).isTrue();
  }

  /** A list without elements is true of all of them, and of none. */
  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("demands")
  void an_empty_list_is_as_good_as_none(String name, DenyingPolicy policy, String action) {
    var request = AccessRequest.of(action).inVpc();

    assertThat(policy.denies(request.with(SUBNETS))).isTrue();
    assertThat(policy.denies(request.with(SECURITY_GROUPS))).isTrue();
  }

  /** Clarify needs it off, others may want it on: these policies take no side. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void network_isolation_is_neither_demanded_nor_forbidden(String name, DenyingPolicy policy) {
    assertThat(List.of("true", "false"))
        .allSatisfy(isolated -> {
          var job = AccessRequest.of(JOB).with("sagemaker:NetworkIsolation", isolated);
          assertThat(policy.denies(job.inVpc())).isFalse();
          assertThat(policy.denies(job)).isTrue();
        });
    assertThat(policy.document().toString()).doesNotContain("NetworkIsolation");
  }

  /** IAM is not told the image: whoever starts any processing job is asked for the same. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void nothing_is_asked_that_iam_cannot_see(String name, DenyingPolicy policy) {
    var keys = new HashSet<String>();
    policy
        .document()
        .findValues("Condition")
        .forEach(condition ->
            condition.forEach(operator -> operator.fieldNames().forEachRemaining(keys::add)));

    assertThat(keys).isSubsetOf(SUBNETS, SECURITY_GROUPS, "aws:PrincipalArn");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void what_is_left_out_is_not_denied(String name, DenyingPolicy policy) {
    assertThat(LEFT_OUT.keySet())
        .allSatisfy(action -> assertThat(policy.denies(AccessRequest.of(action))).isFalse());
    assertThat(Stream.of("CreateEndpoint", "StopProcessingJob", "DescribeModel", "CreatePipeline"))
        .allSatisfy(
            call -> assertThat(policy.denies(AccessRequest.of("sagemaker:" + call))).isFalse());
  }

  /** Each statement stops something that no other stops. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void no_statement_can_be_spared(String name, DenyingPolicy policy) {
    var requests =
        List.of(
            AccessRequest.of(JOB).with(SUBNETS, "subnet-a"),
            AccessRequest.of(JOB).with(SECURITY_GROUPS, "sg-a"),
            AccessRequest.of(JOB).inVpc().with(SUBNETS, "subnet-x"),
            AccessRequest.of(JOB).inVpc().with(SECURITY_GROUPS, "sg-x"));

    assertThat(policy.sids())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(sid ->
            assertThat(requests)
                .as(sid)
                .anyMatch(
                    request -> policy.denies(request) && !policy.without(sid).denies(request)));
  }

  @Test
  void models_are_left_alone_where_that_is_wanted() {
    var wish = Map.of("DemandOfModels", "false");

    assertThat(Stream.of(serviceControlPolicy(wish), iamPolicy(wish)))
        .allSatisfy(policy -> {
          assertThat(policy.denies(AccessRequest.of(MODEL))).isFalse();
          assertThat(policy.denies(AccessRequest.of(JOB))).isTrue();
        });
  }

  // ---- Service control policy

  @Test
  void every_subnet_will_do_for_the_service_control_policy() {
    assertThat(
            serviceControlPolicy(Map.of())
                .denies(AccessRequest.of(JOB).inVpc().with(SUBNETS, "subnet-of-any-account")))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::111122223333:user/maria",
        "arn:aws:iam::111122223333:role/DataScience",
        // Studio, Pipelines, AutoML and Model Monitor call with the role that they were given.
        "arn:aws:iam::111122223333:role/service-role/AmazonSageMaker-ExecutionRole-20261120T080749",
        "arn:aws:iam::444455556666:role/SandboxAdmin",
        "arn:aws:iam::444455556666:role/team/Sandbox",
        "arn:aws:iam::777788889999:role/Sandbox"
      })
  void everybody_is_bound_who_is_not_exempt(String principal) {
    var job = AccessRequest.of(JOB).by(principal);

    assertThat(serviceControlPolicy(Map.of()).denies(job)).isTrue();
    assertThat(serviceControlPolicy(Map.of("ExemptRoleArns", EXEMPT)).denies(job)).isTrue();
  }

  @Test
  void an_exempt_role_is_not_bound() {
    var policy = serviceControlPolicy(Map.of("ExemptRoleArns", EXEMPT + ",arn:aws:iam::*:role/x"));

    assertThat(policy.denies(AccessRequest.of(JOB).by(EXEMPT))).isFalse();
    assertThat(policy.denies(AccessRequest.of(JOB).by("arn:aws:iam::111122223333:role/x")))
        .isFalse();
  }

  @Test
  void without_exemptions_nobody_is_exempt() {
    assertThat(serviceControlPolicy(Map.of()).document().toString()).doesNotContain("PrincipalArn");
  }

  /** Pipelines call with an execution role, which is bound; a role of SageMaker's own is not. */
  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111122223333:role/service-role/AmazonSageMakerServiceCatalogProductsUseRole, true",
    "arn:aws:iam::111122223333:role/aws-service-role/sagemaker.amazonaws.com/AWSServiceRoleForX, false",
    "arn:aws:iam::999900001111:role/DataScience, false",
    "arn:aws:iam::111122223333:role/DataScience, true"
  })
  void an_organisation_binds_whom_it_can(String principal, boolean bound) {
    assertThat(
            serviceControlPolicy(Map.of())
                .deniesInOrganisation(AccessRequest.of(JOB).by(principal), "999900001111"))
        .isEqualTo(bound);
  }

  @Test
  void it_is_attached_to_nothing_unless_a_target_is_named() {
    assertThat(
            DeployedTemplate.of(SERVICE_CONTROL_POLICY, Map.of())
                .properties("VpcConfigPolicy")
                .has("TargetIds"))
        .isFalse();
    assertThat(
            DeployedTemplate.of(SERVICE_CONTROL_POLICY, Map.of("TargetIds", "ou-ab12-cd345678"))
                .properties("VpcConfigPolicy")
                .path("TargetIds"))
        .hasToString("[\"ou-ab12-cd345678\"]");
  }

  /** The limit counts every character, also white space, which CloudFormation does not send. */
  @Test
  void the_service_control_policy_stays_within_its_limit() {
    var roles =
        IntStream.range(0, 20)
            .mapToObj(i -> "arn:aws:iam::1111222233%02d:role/team/a-role-of-%02d".formatted(i, i))
            .collect(Collectors.joining(","));

    assertThat(serviceControlPolicy(Map.of("ExemptRoleArns", roles)).document().toString().length())
        .isLessThanOrEqualTo(5_120);
  }

  // ---- IAM policy

  @ParameterizedTest
  @ValueSource(
      strings = {"subnet-a", "subnet-c", "subnet-c,subnet-a", "subnet-a,subnet-b,subnet-c"})
  void any_of_the_allowed_subnets_will_do(String subnets) {
    assertThat(iamPolicy(Map.of()).denies(job(subnets, "sg-b"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"subnet-x", "subnet-a,subnet-x", "subnet-x,subnet-a", "SUBNET-A", "subnet-a*", ""})
  void one_other_subnet_is_enough_to_be_denied(String subnets) {
    assertThat(iamPolicy(Map.of()).denies(job(subnets, "sg-a"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sg-x", "sg-a,sg-x", "sg-x,sg-b"})
  void one_other_security_group_is_enough_to_be_denied(String groups) {
    assertThat(iamPolicy(Map.of()).denies(job("subnet-a", groups))).isTrue();
  }

  private static AccessRequest job(String subnets, String groups) {
    return AccessRequest.of(JOB)
        .with(SUBNETS, subnets.split(",", -1))
        .with(SECURITY_GROUPS, groups.split(",", -1));
  }

  @Property
  void it_is_denied_exactly_where_the_lists_are_empty_or_hold_a_stranger(
      @ForAll Set<Subnet> subnets, @ForAll Set<Group> groups) {
    var request =
        AccessRequest.of(JOB)
            .with(SUBNETS, subnets.stream().map(Subnet::id).toArray(String[]::new))
            .with(SECURITY_GROUPS, groups.stream().map(Group::id).toArray(String[]::new));
    boolean fine =
        !subnets.isEmpty()
            && !groups.isEmpty()
            && !subnets.contains(Subnet.X)
            && !groups.contains(Group.X);

    assertThat(iamPolicy(Map.of()).denies(request)).isEqualTo(!fine);
  }

  enum Subnet {
    A,
    B,
    C,
    X;

    String id() {
      return "subnet-" + name().toLowerCase(Locale.ROOT);
    }
  }

  enum Group {
    A,
    B,
    X;

    String id() {
      return "sg-" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** The limit leaves white space out. */
  @Test
  void the_iam_policy_stays_within_its_limit() {
    var subnets =
        IntStream.range(0, 80).mapToObj("subnet-%017x"::formatted).collect(Collectors.joining(","));
    var groups =
        IntStream.range(0, 80).mapToObj("sg-%017x"::formatted).collect(Collectors.joining(","));

    assertThat(
            iamPolicy(Map.of("SubnetIds", subnets, "SecurityGroupIds", groups))
                .document()
                .toString()
                .length())
        .isLessThanOrEqualTo(6_144);
  }

  @Test
  void it_is_attached_to_nobody_unless_a_role_is_named() {
    var ids = Map.of("SubnetIds", "subnet-a", "SecurityGroupIds", "sg-a");

    assertThat(DeployedTemplate.of(IAM_POLICY, ids).properties("VpcConfigPolicy").has("Roles"))
        .isFalse();
  }

  /** Without either parameter there is nothing to compare with, so neither has a default. */
  @Test
  void the_ids_have_to_be_given() {
    JsonNode parameters = YamlTemplate.read(IAM_POLICY).path("Parameters");

    assertThat(parameters.path("SubnetIds").has("Default")).isFalse();
    assertThat(parameters.path("SecurityGroupIds").has("Default")).isFalse();
  }
}
