package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.Permission.allTraffic;
import static io.clarifyvpc.world.Permission.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.World;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * One example of each verdict of each control. The name of an example says control and verdict, and
 * its body makes the world: what the name says is then compared with the finding.
 */
class ControlExamplesTest {
  private static final Pattern NAME =
      Pattern.compile(
          "clarify_(?<number>[0-9]+)_(?<verdict>non_compliant|compliant|not_applicable|undetermined)_.+");

  private static final String ON_CONDITION =
      """
      {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}}]}\
      """;

  private final World world = World.compliant();

  private record Example(String control, Compliance verdict) {
    static Stream<Example> of(Method method) {
      return Stream.of(NAME.matcher(method.getName())).filter(Matcher::matches).map(Example::of);
    }

    private static Example of(Matcher name) {
      return new Example(
          "Clarify." + name.group("number"),
          Compliance.valueOf(name.group("verdict").toUpperCase(Locale.ROOT)));
    }
  }

  @AfterEach
  void finding_is_what_the_name_says(TestInfo test) {
    Example.of(test.getTestMethod().orElseThrow())
        .forEach(example -> assertThat(verdict(example.control())).isEqualTo(example.verdict()));
  }

  /** The job's finding; the model's of a control of models alone. */
  private Compliance verdict(String control) {
    return world.assess().stream()
        .flatMap(assessment -> assessment.findings().stream())
        .filter(finding -> finding.control().equals(control))
        .map(Finding::compliance)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void every_verdict_of_every_control_has_an_example() {
    var examples =
        Arrays.stream(ControlExamplesTest.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .flatMap(Example::of)
            .toList();
    var wanted =
        Catalogue.ids().stream()
            .flatMap(id -> Arrays.stream(Compliance.values()).map(each -> new Example(id, each)))
            .toList();

    assertThat(examples).containsExactlyInAnyOrderElementsOf(wanted);
  }

  private void withoutS3() {
    world.without("vpce-s3");
    world.routeTable("rtb-a").without("pl-s3");
    world.routeTable("rtb-b").without("pl-s3");
  }

  private void withoutEndpoints() {
    withoutS3();
    world.without("vpce-api").without("vpce-runtime");
  }

  private void sharedSubnets() {
    world.subnet("subnet-a").sharedBy("444455556666");
    world.subnet("subnet-b").sharedBy("444455556666");
  }

  private void analysisWithoutPredictions() {
    world.analysis().methods("pre_training_bias").withoutPredictor();
  }

  @Test
  void clarify_1_compliant_for_a_job_with_a_vpc_config() {
    world.job().subnets("subnet-a");
  }

  @Test
  void clarify_1_non_compliant_for_a_job_without_a_vpc_config() {
    world.job().withoutVpcConfig();
  }

  @Test
  void clarify_1_not_applicable_where_it_is_switched_off() {
    world.parameters("DisabledControls", "Clarify.1").job().withoutVpcConfig();
  }

  @Test
  void clarify_1_undetermined_for_a_job_that_cannot_be_described() {
    world.workloadUnread();
  }

  @Test
  void clarify_2_compliant_beside_an_isolated_model() {
    world.model("credit").isolated();
  }

  @Test
  void clarify_2_non_compliant_for_an_isolated_job() {
    world.job().isolated();
  }

  @Test
  void clarify_2_not_applicable_to_a_bias_definition() {
    world.job().asBiasDefinition().isolated();
  }

  @Test
  void clarify_2_undetermined_for_a_job_that_cannot_be_described() {
    world.workloadUnread();
  }

  @Test
  void clarify_3_compliant_with_an_associated_group_of_another_vpc() {
    world.withAnotherVpc().associateGroup("sg-x", "vpc-1", "associated");
    world.job().securityGroups("sg-job", "sg-x");
  }

  @Test
  void clarify_3_non_compliant_with_subnets_of_two_vpcs() {
    world.withAnotherVpc().job().subnets("subnet-a", "subnet-x");
  }

  @Test
  void clarify_3_not_applicable_without_a_vpc_config() {
    world.job().withoutVpcConfig();
  }

  @Test
  void clarify_3_undetermined_where_subnets_are_unread() {
    world.unread(Fact.SUBNETS);
  }

  @Test
  void clarify_4_compliant_with_an_internet_gateway_route_in_blackhole() {
    world.routeTable("rtb-b").blackhole("0.0.0.0/0", "igw-1");
  }

  @Test
  void clarify_4_non_compliant_with_an_ipv6_route_to_an_internet_gateway() {
    world.routeTable("rtb-b").route("::/0", "igw-1");
  }

  @Test
  void clarify_4_not_applicable_where_no_subnet_exists() {
    world.job().subnets("subnet-gone");
  }

  @Test
  void clarify_4_undetermined_where_route_tables_are_unread() {
    world.unread(Fact.ROUTE_TABLES);
  }

  @Test
  void clarify_5_compliant_with_two_addresses_an_instance() {
    world.subnet("subnet-a").freeAddresses(3);
    world.subnet("subnet-b").freeAddresses(1);
  }

  @Test
  void clarify_5_non_compliant_with_one_address_too_few() {
    world.subnet("subnet-a").freeAddresses(3);
    world.subnet("subnet-b").freeAddresses(0);
  }

  @Test
  void clarify_5_not_applicable_to_a_job_that_runs() {
    world.job().inStatus("InProgress");
  }

  @Test
  void clarify_5_undetermined_where_the_count_of_addresses_is_not_told() {
    world.subnet("subnet-b").withoutFreeAddressesInTheAnswer();
  }

  @Test
  void clarify_6_compliant_through_an_interface_endpoint_alone() {
    withoutS3();
    world.addEndpoint("vpce-s3-if", "com.amazonaws.us-east-1.s3");
  }

  @Test
  void clarify_6_non_compliant_where_the_gateway_covers_one_subnet_of_two() {
    world.routeTable("rtb-b").without("pl-s3");
  }

  @Test
  void clarify_6_not_applicable_without_a_vpc_config() {
    world.job().withoutVpcConfig();
  }

  @Test
  void clarify_6_undetermined_where_endpoints_are_unread() {
    world.unread(Fact.VPC_ENDPOINTS);
  }

  @Test
  void clarify_7_compliant_through_an_endpoint_in_one_subnet() {
    world.endpoint("vpce-api").subnets("subnet-a");
  }

  @Test
  void clarify_7_non_compliant_without_an_endpoint() {
    world.without("vpce-api");
  }

  @Test
  void clarify_7_not_applicable_where_no_predictions_are_needed() {
    analysisWithoutPredictions();
  }

  @Test
  void clarify_7_undetermined_where_a_zone_may_answer_for_a_central_endpoint() {
    world.without("vpce-api").addHostedZone("api.sagemaker.us-east-1.amazonaws.com.");
    world.routeTable("rtb-a").route("0.0.0.0/0", "tgw-1");
    world.routeTable("rtb-b").route("0.0.0.0/0", "tgw-1");
  }

  @Test
  void clarify_8_compliant_where_the_endpoint_admits_the_vpcs_range() {
    world.securityGroup("sg-endpoint").inbound(tcp(443).range("10.0.0.0/16"));
  }

  @Test
  void clarify_8_non_compliant_where_private_dns_is_off() {
    world.endpoint("vpce-runtime").privateDns(false);
  }

  @Test
  void clarify_8_not_applicable_to_a_bias_definition() {
    world.job().asBiasDefinition();
  }

  @Test
  void clarify_8_undetermined_in_shared_subnets_without_a_visible_endpoint() {
    sharedSubnets();
    world.without("vpce-runtime");
  }

  @Test
  void clarify_9_compliant_by_a_range_that_covers_the_subnets() {
    world.securityGroup("sg-job").inbound(tcp(1, 65535).range("10.0.0.0/16"));
  }

  @Test
  void clarify_9_non_compliant_where_the_group_admits_nobody() {
    world.securityGroup("sg-job").inbound();
  }

  @Test
  void clarify_9_not_applicable_to_one_instance() {
    world.job().instances(1);
  }

  @Test
  void clarify_9_undetermined_where_the_groups_rules_are_not_told() {
    world.securityGroup("sg-job").withoutIpPermissionsInTheAnswer();
  }

  @Test
  void clarify_10_compliant_with_the_default_outbound_rule() {
    world.securityGroup("sg-job").outbound(allTraffic().range("0.0.0.0/0"));
  }

  @Test
  void clarify_10_non_compliant_where_the_group_lets_out_to_itself_only() {
    world.securityGroup("sg-job").outbound(allTraffic().group("sg-job"));
  }

  @Test
  void clarify_10_not_applicable_where_nothing_is_relied_on() {
    withoutEndpoints();
  }

  @Test
  void clarify_10_undetermined_through_a_prefix_list_that_is_unread() {
    world.addPrefixListWithUnreadEntries("pl-mine");
    world.securityGroup("sg-job").outbound(tcp(443).prefixList("pl-mine"));
  }

  @Test
  void clarify_11_compliant_where_a_deny_comes_behind_the_allow() {
    world.networkAcl("acl-of-vpc-1").denyOut(200, 443, 443, "0.0.0.0/0");
  }

  @Test
  void clarify_11_non_compliant_where_a_deny_comes_before_the_allow() {
    world.networkAcl("acl-of-vpc-1").denyOut(50, 443, 443, "0.0.0.0/0");
  }

  @Test
  void clarify_11_not_applicable_where_nothing_is_relied_on() {
    withoutEndpoints();
  }

  @Test
  void clarify_11_undetermined_where_acls_are_unread() {
    world.unread(Fact.NETWORK_ACLS);
  }

  @Test
  void clarify_12_compliant_with_both_attributes_on() {
    world.vpc("vpc-1").dnsSupport(true).dnsHostnames(true);
  }

  @Test
  void clarify_12_non_compliant_where_dns_support_is_off() {
    world.vpc("vpc-1").dnsSupport(false);
  }

  @Test
  void clarify_12_not_applicable_where_a_gateway_alone_is_relied_on() {
    analysisWithoutPredictions();
  }

  @Test
  void clarify_12_undetermined_where_dhcp_options_are_unread() {
    world.unread(Fact.DHCP_OPTIONS);
  }

  @Test
  void clarify_13_compliant_where_the_model_lies_in_another_subnet_of_the_vpc() {
    world.job().subnets("subnet-a");
  }

  @Test
  void clarify_13_non_compliant_where_the_model_lies_in_another_vpc() {
    world.withAnotherVpc().model("credit").subnets("subnet-x", "subnet-y").securityGroups("sg-x");
  }

  @Test
  void clarify_13_not_applicable_to_a_model_without_a_vpc_config() {
    world.model("credit").withoutVpcConfig();
  }

  @Test
  void clarify_13_undetermined_where_the_model_is_unread() {
    world.unreadModel("credit");
  }

  @Test
  void clarify_14_compliant_in_two_zones() {
    world.model("credit").subnets("subnet-a", "subnet-b");
  }

  @Test
  void clarify_14_non_compliant_with_two_subnets_in_one_zone() {
    world.subnet("subnet-b").inZone("use1-az1");
  }

  @Test
  void clarify_14_not_applicable_to_a_model_without_a_vpc_config() {
    world.model("credit").withoutVpcConfig();
  }

  @Test
  void clarify_14_undetermined_where_zones_are_not_told() {
    world.subnet("subnet-b").withoutZone();
  }

  @Test
  void clarify_15_compliant_where_ec2_offers_the_type_in_both_zones() {
    world.addOffering("c5.large", "availability-zone-id", "use1-az1");
    world.addOffering("c5.large", "availability-zone-id", "use1-az2");
    world.analysis().instanceType("ml.c5.large");
  }

  @Test
  void clarify_15_non_compliant_where_ec2_offers_the_type_in_one_zone() {
    world.addOffering("c5.large", "availability-zone-id", "use1-az1");
    world.analysis().instanceType("ml.c5.large");
  }

  @Test
  void clarify_15_not_applicable_where_the_instance_type_is_not_given() {
    world.analysis().withoutInstanceType();
  }

  @Test
  void clarify_15_undetermined_where_ec2_offers_the_type_nowhere() {
    world.analysis().instanceType("ml.a-type-of-sagemakers-own");
  }

  @Test
  void clarify_16_compliant_with_a_compliant_model() {
    world.analysis().model("credit");
  }

  @Test
  void clarify_16_non_compliant_where_the_model_does_not_exist() {
    world.without("credit");
  }

  @Test
  void clarify_16_not_applicable_where_an_endpoint_answers() {
    world.addSageMakerEndpoint("live", "credit").analysis().endpoint("live");
  }

  @Test
  void clarify_16_undetermined_where_the_model_is_unread() {
    world.unreadModel("credit");
  }

  @Test
  void clarify_17_compliant_with_encrypted_traffic() {
    world.job().instances(8);
  }

  @Test
  void clarify_17_non_compliant_with_unencrypted_traffic() {
    world.job().unencrypted();
  }

  @Test
  void clarify_17_not_applicable_to_one_instance() {
    world.job().instances(1).unencrypted();
  }

  @Test
  void clarify_17_undetermined_where_the_instance_count_is_not_given() {
    world.job().withoutInstanceCount();
  }

  @Test
  void clarify_18_compliant_with_a_policy_for_the_jobs_bucket() {
    world.endpoint("vpce-s3").gateway("rtb-a", "rtb-b");
  }

  @Test
  void clarify_18_non_compliant_under_the_default_policy() {
    world.endpoint("vpce-s3").withoutPolicyInTheAnswer();
  }

  @Test
  void clarify_18_not_applicable_where_no_endpoint_of_s3_is_relied_on() {
    withoutS3();
  }

  @Test
  void clarify_18_undetermined_under_a_policy_with_a_condition() {
    world.endpoint("vpce-s3").policy(ON_CONDITION);
  }

  @Test
  void clarify_19_compliant_under_the_default_policy() {
    world.endpoint("vpce-api").withoutPolicyInTheAnswer();
  }

  @Test
  void clarify_19_non_compliant_where_the_api_endpoint_lets_invocations_through_only() {
    world
        .endpoint("vpce-api")
        .policy(
            """
            {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sagemaker:InvokeEndpoint", "Resource": "*"}]}\
            """);
  }

  @Test
  void clarify_19_not_applicable_where_no_predictions_are_needed() {
    analysisWithoutPredictions();
  }

  @Test
  void clarify_19_undetermined_under_a_policy_with_a_condition() {
    world.endpoint("vpce-runtime").policy(ON_CONDITION);
  }

  @Test
  void clarify_20_compliant_with_a_domain_and_name_servers() {
    world.vpc("vpc-1").dhcpOptions("dopt-1");
  }

  @Test
  void clarify_20_non_compliant_where_no_dhcp_options_are_associated() {
    world.vpc("vpc-1").dhcpOptions("default");
  }

  @Test
  void clarify_20_not_applicable_where_no_subnet_exists() {
    world.job().subnets("subnet-gone");
  }

  @Test
  void clarify_20_undetermined_where_the_vpcs_are_unread() {
    world.unread(Fact.VPCS);
  }
}
