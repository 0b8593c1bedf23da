package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobAndModel;
import static io.clarifyvpc.world.Permission.allTraffic;
import static io.clarifyvpc.world.Permission.tcp;
import static io.clarifyvpc.world.WhatRestsOn.whatRestsOn;
import static io.clarifyvpc.world.WorldAssert.assertThat;

import io.clarifyvpc.control.Impact;
import io.clarifyvpc.world.ExpectedFinding;
import io.clarifyvpc.world.Permission;
import io.clarifyvpc.world.World;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The networks that generic checks pass or fail by mistake. */
class OftenMisjudgedScenariosTest {
  private static final String S3 = "com.amazonaws.us-east-1.s3";

  private final World world = World.compliant();

  @Test
  void subnet_with_only_the_main_route_table() {
    world.routeTable("rtb-b").withoutAssociations();
    world.routeTable("rtb-main").route("pl-s3", "vpce-s3");

    assertThat(world).isAsCompliant();
  }

  @Test
  void dynamodb_gateway_beside_s3() {
    world.addEndpoint("vpce-dynamodb", "com.amazonaws.us-east-1.dynamodb").gateway("rtb-b");
    world.routeTable("rtb-b").route("pl-dynamodb", "vpce-dynamodb");

    assertThat(world).isAsCompliant();
  }

  @Test
  void gateway_that_covers_nine_of_thirteen_subnets() {
    var subnets = IntStream.rangeClosed(1, 13).mapToObj("subnet-%02d"::formatted).toList();
    subnets.forEach(world::addSubnet);
    subnets.subList(0, 9).forEach(world.routeTable("rtb-a")::forSubnet);
    world.job().subnets(subnets.toArray(String[]::new));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.6")
                .nonCompliant(
                    "subnet-10, subnet-11, subnet-12, subnet-13: no endpoint (vpce-s3 is not routed to by rtb-main) and no egress through rtb-main")
                .evidence(
                    "subnet-10", "subnet-11", "subnet-12", "subnet-13", "rtb-main", "vpce-s3"));
  }

  @Test
  void self_pair_in_second_place() {
    world.securityGroup("sg-job").inbound(allTraffic().group("sg-endpoint").group("sg-job"));

    assertThat(world).isAsCompliant();
  }

  @Test
  void self_pair_for_one_port_only() {
    selfRuleIsNot(tcp(443).group("sg-job"));
  }

  @Test
  void self_pair_of_a_peered_vpcs_group() {
    selfRuleIsNot(allTraffic().peeredGroup("sg-job", "pcx-1"));
  }

  private void selfRuleIsNot(Permission rule) {
    world.securityGroup("sg-job").inbound(rule);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.9")
                .nonCompliant("sg-job does not admit all of TCP from its own members")
                .evidence("sg-job"));
  }

  @Test
  void pending_endpoint() {
    world.endpoint("vpce-api").state("pending");

    assertThat(world).differsFromCompliantOnlyBy(onlyNearMissOfTheApi("vpce-api is pending"));
  }

  @Test
  void endpoint_of_another_region() {
    world.endpoint("vpce-api").ofRegion("us-west-2");

    assertThat(world)
        .differsFromCompliantOnlyBy(onlyNearMissOfTheApi("vpce-api serves region us-west-2"));
  }

  private static ExpectedFinding onlyNearMissOfTheApi(String nearMiss) {
    return job("Clarify.7")
        .nonCompliant(
            "subnet-a: no endpoint (%1$s) and no egress through rtb-a; subnet-b: no endpoint (%1$s) and no egress through rtb-b"
                .formatted(nearMiss))
        .evidence("subnet-a", "subnet-b", "rtb-a", "vpce-api", "rtb-b");
  }

  @Test
  void internet_gateway_route_in_blackhole() {
    world.routeTable("rtb-b").blackhole("0.0.0.0/0", "igw-1");

    assertThat(world).isAsCompliant();
  }

  @Tag("R-17")
  @Test
  void shared_subnet() {
    world.subnet("subnet-a").sharedBy("444455556666");
    world.subnet("subnet-b").sharedBy("444455556666");
    world.without("vpce-runtime");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.8")
                .undetermined(
                    "subnet-a, subnet-b: shared by account 444455556666, whose endpoints cannot be listed from here")
                .evidence("subnet-a", "subnet-b"));
  }

  @Test
  void model_in_an_isolated_container() {
    world.model("credit").isolated();

    assertThat(world).isAsCompliant();
  }

  /** F-44: the interface endpoint answers the name, so that the gateway is not used. */
  @Test
  void interface_endpoint_with_private_dns_and_a_closed_group_beside_a_good_s3_gateway() {
    world.addSecurityGroup("sg-closed");
    world.addEndpoint("vpce-s3-if", S3).groups("sg-closed");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .nonCompliant(
                    "subnet-a, subnet-b: vpce-s3-if answers the service's name for the whole VPC and does not admit TCP 443 from here")
                .impact(Impact.FAILURE)
                .evidence("subnet-a", "subnet-b", "vpce-s3-if", "sg-closed"),
            whatRestsOn("Clarify.6"));
  }

  @Test
  void
      interface_endpoint_with_the_inbound_resolver_option_and_a_closed_group_beside_a_good_s3_gateway() {
    world.addSecurityGroup("sg-closed");
    world
        .addEndpoint("vpce-s3-if", S3)
        .groups("sg-closed")
        .privateDnsOnlyForInboundResolverEndpoint();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .compliant("subnet-a, subnet-b: gateway endpoint vpce-s3")
                .evidence("subnet-a", "subnet-b", "vpce-s3", "rtb-a", "rtb-b"));
  }

  @Test
  void private_nat_gateway_under_allow_nat() {
    world.parameters("EndpointPolicy", "ALLOW_NAT");
    world.routeTable("rtb-b").without("pl-s3").route("0.0.0.0/0", "nat-1");
    world.addSubnet("subnet-nat");
    world.addRouteTable("rtb-nat").forSubnet("subnet-nat").route("0.0.0.0/0", "igw-1");
    world.addNatGateway("nat-1").inSubnet("subnet-nat").connectivity("private");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .nonCompliant(
                    "subnet-b: no endpoint (vpce-s3 is not routed to by rtb-b), only NAT gateway nat-1 in rtb-b, and nat-1 is a private NAT gateway")
                .impact(Impact.FAILURE)
                .evidence("subnet-b", "rtb-b", "nat-1", "vpce-s3"));
  }
}
