package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.Permission.allTraffic;
import static io.clarifyvpc.world.Permission.protocol;
import static io.clarifyvpc.world.Permission.tcp;
import static io.clarifyvpc.world.WhatRestsOn.whatRestsOn;
import static io.clarifyvpc.world.WorldAssert.assertThat;

import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.ExpectedFinding;
import io.clarifyvpc.world.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clarify.7 and 8: the way to the SageMaker API and to SageMaker Runtime. */
class SageMakerScenariosTest {
  private final World world = World.compliant();

  private static ExpectedFinding fails(String control, String nearMiss, String endpoint) {
    return job(control)
        .nonCompliant(
            "subnet-a: no endpoint (%1$s) and no egress through rtb-a; subnet-b: no endpoint (%1$s) and no egress through rtb-b"
                .formatted(nearMiss))
        .evidence("subnet-a", "subnet-b", "rtb-a", endpoint, "rtb-b");
  }

  private static ExpectedFinding noEndpoint(String control) {
    return job(control)
        .nonCompliant(
            "subnet-a: no endpoint and no egress through rtb-a; subnet-b: no endpoint and no egress through rtb-b")
        .evidence("subnet-a", "subnet-b", "rtb-a", "rtb-b");
  }

  private static ExpectedFinding closed(String control, String subnets, String endpoint) {
    return job(control)
        .nonCompliant(
            "%s: %s answers the service's name for the whole VPC and does not admit TCP 443 from here"
                .formatted(subnets, endpoint));
  }

  @Test
  void no_endpoint_for_the_sagemaker_api() {
    world.without("vpce-api");

    assertThat(world).differsFromCompliantOnlyBy(noEndpoint("Clarify.7"));
  }

  @Test
  void no_endpoint_for_sagemaker_runtime() {
    world.without("vpce-runtime");

    assertThat(world).differsFromCompliantOnlyBy(noEndpoint("Clarify.8"));
  }

  @Test
  void private_dns_is_off() {
    world.endpoint("vpce-api").privateDns(false);

    assertThat(world)
        .differsFromCompliantOnlyBy(fails("Clarify.7", "vpce-api has private DNS off", "vpce-api"));
  }

  @Tag("R-9")
  @Test
  void private_dns_is_not_told() {
    world.endpoint("vpce-api").withoutPrivateDnsInTheAnswer();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .undetermined(
                    "subnet-a, subnet-b: VpcEndpoints unread (ec2:DescribeVpcEndpoints): the answer lacks PrivateDnsEnabled of vpce-api")
                .evidence("subnet-a", "subnet-b"));
  }

  /** Whether the open one answers is not told; the closed one does for certain. */
  @Tag("R-9")
  @Test
  void open_endpoint_whose_private_dns_is_not_told_beside_a_closed_one() {
    world.addSecurityGroup("sg-closed");
    world.addEndpoint("vpce-closed", "com.amazonaws.us-east-1.sagemaker.api").groups("sg-closed");
    world.endpoint("vpce-api").withoutPrivateDnsInTheAnswer();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .undetermined(
                    "subnet-a, subnet-b: VpcEndpoints unread (ec2:DescribeVpcEndpoints): the answer lacks PrivateDnsEnabled of vpce-api")
                .evidence("subnet-a", "subnet-b"));
  }

  @Tag("R-9")
  @Test
  void closed_endpoint_whose_private_dns_is_not_told_beside_another_closed_one() {
    world.addSecurityGroup("sg-closed");
    world.addEndpoint("vpce-closed", "com.amazonaws.us-east-1.sagemaker.api").groups("sg-closed");
    world.endpoint("vpce-api").groups("sg-closed").withoutPrivateDnsInTheAnswer();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .nonCompliant(
                    "subnet-a, subnet-b: vpce-closed answers the service's name for the whole VPC and does not admit TCP 443 from here")
                .evidence("subnet-a", "subnet-b", "vpce-closed", "sg-closed"));
  }

  /** {@code PrivateDnsOnlyForInboundResolverEndpoint} speaks of S3 only. */
  @Test
  void inbound_resolver_option_on_an_endpoint_for_sagemaker() {
    world.endpoint("vpce-api").privateDnsOnlyForInboundResolverEndpoint();

    assertThat(world).isAsCompliant();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pending", "pendingAcceptance", "rejected", "Deleting", "a-state-to-come"})
  void endpoint_that_is_not_available(String state) {
    world.endpoint("vpce-runtime").state(state);

    assertThat(world)
        .differsFromCompliantOnlyBy(fails("Clarify.8", "vpce-runtime is " + state, "vpce-runtime"));
  }

  /** F-16. */
  @Test
  void endpoint_without_a_subnet() {
    world.endpoint("vpce-api").subnets();

    assertThat(world)
        .differsFromCompliantOnlyBy(fails("Clarify.7", "vpce-api has no subnet", "vpce-api"));
  }

  @Test
  void endpoint_in_one_subnet_serves_the_whole_vpc() {
    world.endpoint("vpce-api").subnets("subnet-a");

    assertThat(world).isAsCompliant();
  }

  @Test
  void endpoint_of_another_vpc() {
    world.withAnotherVpc().endpoint("vpce-api").inVpc("vpc-2");

    assertThat(world).differsFromCompliantOnlyBy(noEndpoint("Clarify.7"));
  }

  /** F-12: it serves other host names. */
  @ParameterizedTest
  @ValueSource(strings = {"vpce-api", "vpce-another"})
  void fips_variant_of_the_endpoint(String id) {
    world.without("vpce-api").addEndpoint(id, "com.amazonaws.us-east-1.sagemaker.api-fips");

    assertThat(world)
        .differsFromCompliantOnlyBy(fails("Clarify.7", id + " serves the FIPS host name only", id));
  }

  /** F-13. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.amazonaws.us-east-1.sagemaker.featurestore-runtime",
        "com.amazonaws.us-east-1.sagemaker.metrics",
        "com.amazonaws.us-east-1.sagemaker-geospatial",
        "com.amazonaws.us-east-1.sagemaker.api",
        "com.amazonaws.us-west-2.sagemaker.runtime",
        "com.amazonaws.us-east-1.sagemaker.runtime.other",
        "aws.sagemaker.us-east-1.studio",
        "aws.sagemaker.us-east-1.notebook",
        "cn.com.amazonaws.us-east-1.sagemaker.runtime",
        "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b"
      })
  void endpoint_of_another_service_in_place_of_sagemaker_runtime(String service) {
    world.endpoint("vpce-runtime").service(service);

    assertThat(world).differsFromCompliantOnlyBy(noEndpoint("Clarify.8"));
  }

  @Test
  void endpoint_of_another_service_region() {
    world.endpoint("vpce-api").ofRegion("eu-west-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            fails("Clarify.7", "vpce-api serves region eu-west-1", "vpce-api"));
  }

  @Test
  void gateway_type_does_not_answer_a_name() {
    world.endpoint("vpce-api").type("GatewayLoadBalancer");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            fails("Clarify.7", "vpce-api is of type GatewayLoadBalancer", "vpce-api"));
  }

  /** F-14: interface endpoints in China begin with {@code cn.}, the S3 gateway does not. */
  @Test
  void service_names_in_china() {
    world.job().inRegion("cn-north-1");
    world.model("credit").inRegion("cn-north-1");
    world.endpoint("vpce-s3").service("com.amazonaws.cn-north-1.s3");
    world.endpoint("vpce-api").service("cn.com.amazonaws.cn-north-1.sagemaker.api");
    world.endpoint("vpce-runtime").service("cn.com.amazonaws.cn-north-1.sagemaker.runtime");

    assertThat(world).isAsCompliant();
  }

  @Test
  void plain_service_names_in_china() {
    world.job().inRegion("cn-north-1");
    world.model("credit").inRegion("cn-north-1");
    world.endpoint("vpce-s3").service("com.amazonaws.cn-north-1.s3");
    world.endpoint("vpce-api").service("com.amazonaws.cn-north-1.sagemaker.api");
    world.endpoint("vpce-runtime").service("com.amazonaws.cn-north-1.sagemaker.runtime");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noEndpoint("Clarify.7"),
            noEndpoint("Clarify.8"),
            whatRestsOn("Clarify.7", "Clarify.8"));
  }

  @Test
  void endpoint_group_closed_to_the_workload() {
    world.securityGroup("sg-endpoint").inbound(tcp(443).group("sg-default"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            closed("Clarify.7", "subnet-a, subnet-b", "vpce-api")
                .evidence("subnet-a", "subnet-b", "vpce-api", "sg-endpoint"),
            closed("Clarify.8", "subnet-a, subnet-b", "vpce-runtime")
                .evidence("subnet-a", "subnet-b", "vpce-runtime", "sg-endpoint"),
            whatRestsOn("Clarify.7", "Clarify.8"));
  }

  @Test
  void endpoint_group_open_on_the_wrong_port_or_protocol() {
    world
        .addSecurityGroup("sg-wrong")
        .inbound(
            tcp(80).group("sg-job"),
            protocol("udp", 443, 443).group("sg-job"),
            tcp(443).peeredGroup("sg-job", "pcx-1"));
    world.endpoint("vpce-api").groups("sg-wrong");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            closed("Clarify.7", "subnet-a, subnet-b", "vpce-api")
                .evidence("subnet-a", "subnet-b", "vpce-api", "sg-wrong"));
  }

  @Test
  void any_group_of_the_endpoint_may_admit_any_group_of_the_workload() {
    world.addSecurityGroup("sg-closed");
    world.addSecurityGroup("sg-second");
    world.job().securityGroups("sg-second", "sg-job");
    world.endpoint("vpce-api").groups("sg-closed", "sg-endpoint");

    assertThat(world).isAsCompliant();
  }

  @Test
  void endpoint_group_admits_everything_from_the_vpc() {
    world.securityGroup("sg-endpoint").inbound(allTraffic().range("10.0.0.0/16"));

    assertThat(world).isAsCompliant();
  }

  /** an endpoint that admits one subnet only fails the others. */
  @Tag("R-13")
  @Test
  void endpoint_group_admits_one_subnet_of_two_by_range() {
    world.securityGroup("sg-endpoint").inbound(tcp(443).range("10.0.1.0/24"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            closed("Clarify.7", "subnet-b", "vpce-api")
                .evidence("subnet-b", "vpce-api", "sg-endpoint"),
            closed("Clarify.8", "subnet-b", "vpce-runtime")
                .evidence("subnet-b", "vpce-runtime", "sg-endpoint"));
  }

  @Test
  void endpoint_group_admits_a_subnet_in_part_by_range() {
    world.securityGroup("sg-endpoint").inbound(tcp(443).range("10.0.1.0/24").range("10.0.2.0/25"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            closed("Clarify.7", "subnet-b", "vpce-api")
                .evidence("subnet-b", "vpce-api", "sg-endpoint"),
            closed("Clarify.8", "subnet-b", "vpce-runtime")
                .evidence("subnet-b", "vpce-runtime", "sg-endpoint"));
  }

  /** ranges of several permissions add up. */
  @Tag("R-18")
  @Test
  void endpoint_group_admits_by_ranges_that_add_up() {
    world
        .securityGroup("sg-endpoint")
        .inbound(
            tcp(443).range("10.0.2.128/25"),
            tcp(400, 500).range("10.0.1.0/24"),
            allTraffic().range("10.0.2.0/25"));

    assertThat(world).isAsCompliant();
  }

  @Test
  void ipv6_ranges_admit_no_ipv4() {
    world.securityGroup("sg-endpoint").inbound(tcp(443).range("::/0"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            closed("Clarify.7", "subnet-a, subnet-b", "vpce-api")
                .evidence("subnet-a", "subnet-b", "vpce-api", "sg-endpoint"),
            closed("Clarify.8", "subnet-a, subnet-b", "vpce-runtime")
                .evidence("subnet-a", "subnet-b", "vpce-runtime", "sg-endpoint"),
            whatRestsOn("Clarify.7", "Clarify.8"));
  }

  /** an IPv6-only subnet is judged by IPv6 ranges. */
  @Tag("R-19")
  @Test
  void ipv6_only_subnet_is_admitted_by_its_ipv6_range() {
    world.subnet("subnet-b").ipv6Only("2001:db8:0:2::/64");
    world
        .securityGroup("sg-endpoint")
        .inbound(tcp(443).range("10.0.1.0/24").range("2001:db8::/56"));
    world.securityGroup("sg-job").outbound(allTraffic().range("0.0.0.0/0").range("::/0"));
    world.networkAcl("acl-of-vpc-1").passingEverything(101, "::/0");

    assertThat(world).isAsCompliant();
  }

  @Test
  void endpoint_group_admits_by_a_prefix_list_that_is_known() {
    world.addPrefixList("pl-mine", "mine", "10.0.0.0/16");
    world.securityGroup("sg-endpoint").inbound(tcp(443).prefixList("pl-mine"));

    assertThat(world).isAsCompliant();
  }

  @Test
  void endpoint_group_admits_by_a_prefix_list_that_is_unread() {
    var unknown =
        "subnet-a, subnet-b: PrefixLists unread (ec2:DescribePrefixLists): the entries of pl-mine were not read";
    world.addPrefixListWithUnreadEntries("pl-mine");
    world.securityGroup("sg-endpoint").inbound(tcp(443).prefixList("pl-mine"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7").undetermined(unknown).evidence("subnet-a", "subnet-b"),
            job("Clarify.8").undetermined(unknown).evidence("subnet-a", "subnet-b"),
            whatRestsOn("Clarify.7", "Clarify.8")
                .isUndetermined(
                    Service.SAGEMAKER_API,
                    "PrefixLists unread (ec2:DescribePrefixLists): the entries of pl-mine were not read"));
  }

  @Test
  void unread_prefix_list_beside_a_rule_that_admits() {
    world.addPrefixListWithUnreadEntries("pl-mine");
    world
        .securityGroup("sg-endpoint")
        .inbound(tcp(443).prefixList("pl-mine"), tcp(443).group("sg-job"));

    assertThat(world).isAsCompliant();
  }

  @Test
  void unread_prefix_list_on_a_port_that_does_not_matter() {
    world.addPrefixListWithUnreadEntries("pl-mine");
    world.securityGroup("sg-endpoint").inbound(tcp(80).prefixList("pl-mine"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            closed("Clarify.7", "subnet-a, subnet-b", "vpce-api")
                .evidence("subnet-a", "subnet-b", "vpce-api", "sg-endpoint"),
            closed("Clarify.8", "subnet-a, subnet-b", "vpce-runtime")
                .evidence("subnet-a", "subnet-b", "vpce-runtime", "sg-endpoint"),
            whatRestsOn("Clarify.7", "Clarify.8"));
  }

  /** F-18. */
  @Tag("R-9")
  @Test
  void endpoint_without_groups_has_the_default_group() {
    world.endpoint("vpce-api").groups();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            closed("Clarify.7", "subnet-a, subnet-b", "vpce-api")
                .evidence("subnet-a", "subnet-b", "vpce-api"));
  }

  /** also where the answer lacks the member. */
  @Tag("R-9")
  @Test
  void endpoint_without_groups_and_a_default_group_that_admits() {
    world.endpoint("vpce-api").withoutGroupsInTheAnswer();
    world.endpoint("vpce-runtime").groups();
    world.securityGroup("sg-default").inbound(tcp(443).group("sg-job"));

    assertThat(world).isAsCompliant();
  }

  @Tag("R-8")
  @Test
  void endpoint_without_groups_and_no_default_group_in_the_answer() {
    world.without("sg-default").endpoint("vpce-api").groups();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .undetermined(
                    "subnet-a, subnet-b: SecurityGroups unread (ec2:DescribeSecurityGroups): the answer lacks the default group of vpc-1")
                .evidence("subnet-a", "subnet-b"));
  }

  /** the gap of one group does not matter where another admits. */
  @Tag("R-8")
  @Test
  void endpoint_with_an_unlisted_group_beside_one_that_admits() {
    world.endpoint("vpce-api").groups("sg-unlisted", "sg-endpoint");

    assertThat(world).isAsCompliant();
  }

  @Tag("R-9")
  @Test
  void endpoint_group_whose_rules_are_not_told() {
    var unknown =
        "subnet-a, subnet-b: SecurityGroups unread (ec2:DescribeSecurityGroups): the answer lacks the inbound rules of sg-endpoint";
    world.securityGroup("sg-endpoint").withoutIpPermissionsInTheAnswer();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7").undetermined(unknown).evidence("subnet-a", "subnet-b"),
            job("Clarify.8").undetermined(unknown).evidence("subnet-a", "subnet-b"),
            whatRestsOn("Clarify.7", "Clarify.8")
                .isUndetermined(
                    Service.SAGEMAKER_API,
                    "SecurityGroups unread (ec2:DescribeSecurityGroups): the answer lacks the inbound rules of sg-endpoint"));
  }

  /** nothing else is looked at, so a table without a route is not asked either. */
  @Tag("R-13")
  @Test
  void route_tables_do_not_matter_where_an_interface_endpoint_answers() {
    world.job().subnets("subnet-a");
    world.routeTable("rtb-a").route("0.0.0.0/0", "nat-1");
    world.unread(Fact.NAT_GATEWAYS, Fact.HOSTED_ZONES, Fact.PROFILE_ASSOCIATIONS);

    assertThat(world).isAsCompliant();
  }
}
