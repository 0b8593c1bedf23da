package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobAndModel;
import static io.clarifyvpc.world.WhatRestsOn.whatRestsOn;
import static io.clarifyvpc.world.WorldAssert.assertThat;

import io.clarifyvpc.control.Impact;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.ExpectedFinding;
import io.clarifyvpc.world.World;
import io.clarifyvpc.world.WorldNatGateway;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Step 4 and 5 of "reached privately": subnet-b has a default route in place of the S3 gateway
 * endpoint.
 */
class NatScenariosTest {
  private static final String MISSED = "no endpoint (vpce-s3 is not routed to by rtb-b)";
  private static final String ONLY_NAT =
      "subnet-b: " + MISSED + ", only NAT gateway nat-1 in rtb-b";

  private final World world = World.compliant();

  private World throughNat() {
    world.routeTable("rtb-b").without("pl-s3").route("0.0.0.0/0", "nat-1");
    world.addSubnet("subnet-nat");
    world.addRouteTable("rtb-nat").forSubnet("subnet-nat").route("0.0.0.0/0", "igw-1");
    world.addNatGateway("nat-1").inSubnet("subnet-nat");
    return world;
  }

  private World allowingNat() {
    return throughNat().parameters("EndpointPolicy", "ALLOW_NAT");
  }

  private static ExpectedFinding reachedByNat() {
    return jobAndModel("Clarify.6")
        .compliant(
            "subnet-a: gateway endpoint vpce-s3; subnet-b: NAT gateway nat-1, which EndpointPolicy allows")
        .evidence("subnet-a", "subnet-b", "vpce-s3", "rtb-a", "rtb-b", "nat-1");
  }

  private static ExpectedFinding noEgress() {
    return jobAndModel("Clarify.6")
        .nonCompliant("subnet-b: " + MISSED + " and no egress through rtb-b")
        .evidence("subnet-b", "rtb-b", "vpce-s3");
  }

  private static ExpectedFinding noEgress(String target, String why) {
    return jobAndModel("Clarify.6")
        .nonCompliant(
            "subnet-b: %s and no egress through rtb-b (%s %s)".formatted(MISSED, target, why))
        .evidence("subnet-b", "rtb-b", target, "vpce-s3");
  }

  @Test
  void nat_alone_is_an_exposure() {
    throughNat();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .nonCompliant(ONLY_NAT)
                .impact(Impact.EXPOSURE)
                .evidence("subnet-b", "rtb-b", "nat-1", "vpce-s3"));
  }

  /** without a look at the gateway. */
  @Tag("R-16")
  @Test
  void nat_alone_is_an_exposure_whatever_the_gateway() {
    throughNat().without("nat-1").unread(Fact.NAT_GATEWAYS);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .nonCompliant(ONLY_NAT)
                .impact(Impact.EXPOSURE)
                .evidence("subnet-b", "rtb-b", "nat-1", "vpce-s3"));
  }

  @Test
  void one_subnet_without_egress_makes_it_a_failure() {
    throughNat().routeTable("rtb-a").without("pl-s3");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .nonCompliant(
                    "subnet-a: no endpoint (vpce-s3 is not routed to by rtb-a) and no egress through rtb-a; "
                        + ONLY_NAT)
                .impact(Impact.FAILURE)
                .evidence("subnet-a", "subnet-b", "rtb-a", "vpce-s3", "rtb-b", "nat-1"),
            whatRestsOn("Clarify.6"));
  }

  /** The seed's case: the API by NAT only, although SageMaker Runtime has its endpoint. */
  @Test
  void sagemaker_api_by_nat_alone_is_an_exposure() {
    world.without("vpce-api").routeTable("rtb-a").route("0.0.0.0/0", "nat-1");
    world.routeTable("rtb-b").route("0.0.0.0/0", "nat-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .nonCompliant(
                    "subnet-a: no endpoint, only NAT gateway nat-1 in rtb-a; subnet-b: no endpoint, only NAT gateway nat-1 in rtb-b")
                .impact(Impact.EXPOSURE)
                .evidence("subnet-a", "subnet-b", "rtb-a", "nat-1", "rtb-b"));
  }

  @Tag("R-16")
  @Test
  void nat_is_allowed() {
    allowingNat();

    assertThat(world).differsFromCompliantOnlyBy(reachedByNat());
  }

  @Test
  void allowing_nat_changes_nothing_where_endpoints_serve() {
    world.parameters("EndpointPolicy", "ALLOW_NAT").unread(Fact.NAT_GATEWAYS);

    assertThat(world).isAsCompliant();
  }

  @ParameterizedTest
  @CsvSource({
    "pending, public, nat-1 is pending",
    "Failed, public, nat-1 is Failed",
    "a-state-to-come, public, nat-1 is a-state-to-come",
    "available, private, nat-1 is a private NAT gateway"
  })
  void allowed_nat_gateway_reaches_nothing(String state, String connectivity, String obstacle) {
    allowingNat().natGateway("nat-1").state(state).connectivity(connectivity);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .nonCompliant(ONLY_NAT + ", and " + obstacle)
                .evidence("subnet-b", "rtb-b", "nat-1", "vpce-s3"));
  }

  private static Stream<Arguments> obstaclesBehindTheGateway() {
    return Stream.of(
        arguments("nat-1 does not exist", w -> w.without("nat-1")),
        arguments(
            "rtb-nat has no active internet gateway route for nat-1",
            w -> w.routeTable("rtb-nat").without("0.0.0.0/0")),
        arguments(
            "rtb-nat has no active internet gateway route for nat-1",
            w -> w.routeTable("rtb-nat").without("0.0.0.0/0").blackhole("0.0.0.0/0", "igw-1")),
        arguments(
            "rtb-nat has no active internet gateway route for nat-1",
            w -> w.routeTable("rtb-nat").without("0.0.0.0/0").route("::/0", "igw-1")),
        arguments(
            "rtb-nat has no active internet gateway route for nat-1",
            w -> w.routeTable("rtb-nat").without("0.0.0.0/0").route("0.0.0.0/0", "nat-2")),
        arguments(
            "Block Public Access shuts off subnet-nat, the subnet of nat-1",
            w -> w.subnet("subnet-nat").blockPublicAccess("block-bidirectional")));
  }

  private static Arguments arguments(String obstacle, Consumer<World> change) {
    return Arguments.of(obstacle, change);
  }

  @Tag("R-16")
  @ParameterizedTest(name = "{0}")
  @MethodSource("obstaclesBehindTheGateway")
  void allowed_nat_gateway_has_no_way_out(String obstacle, Consumer<World> change) {
    change.accept(allowingNat());

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .nonCompliant(ONLY_NAT + ", and " + obstacle)
                .evidence("subnet-b", "rtb-b", "nat-1", "vpce-s3"));
  }

  /**
   * any active IPv4 route to an internet gateway will do; ingress blocking is no obstacle.
   */
  @Tag("R-16")
  @Test
  void allowed_nat_gateway_with_a_narrow_way_out() {
    allowingNat().routeTable("rtb-nat").without("0.0.0.0/0").route("198.51.100.0/24", "igw-1");
    world.subnet("subnet-nat").blockPublicAccess("block-ingress");

    assertThat(world).differsFromCompliantOnlyBy(reachedByNat());
  }

  private static Stream<Arguments> regionalGateways() {
    return Stream.of(
        Arguments.of((Consumer<WorldNatGateway>) nat -> nat.regional("rtb-nat")),
        Arguments.of((Consumer<WorldNatGateway>) WorldNatGateway::regional));
  }

  /** F-45: its own route table, told by the gateway or by the table's association. */
  @ParameterizedTest
  @MethodSource("regionalGateways")
  void allowed_regional_nat_gateway(Consumer<WorldNatGateway> change) {
    change.accept(allowingNat().natGateway("nat-1"));
    world.routeTable("rtb-nat").withoutAssociations().forGateway("nat-1");

    assertThat(world).differsFromCompliantOnlyBy(reachedByNat());
  }

  @Test
  void allowed_regional_nat_gateway_without_a_way_out() {
    allowingNat().natGateway("nat-1").regional("rtb-nat");
    world.routeTable("rtb-nat").without("0.0.0.0/0");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .nonCompliant(
                    ONLY_NAT + ", and rtb-nat has no active internet gateway route for nat-1")
                .evidence("subnet-b", "rtb-b", "nat-1", "vpce-s3"));
  }

  @Test
  void allowed_regional_nat_gateway_whose_route_table_is_unknown() {
    allowingNat().natGateway("nat-1").regional();
    world.routeTable("rtb-nat").withoutAssociations();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .undetermined(
                    "subnet-b: RouteTables unread (ec2:DescribeRouteTables): the answer lacks the route table of the regional nat-1")
                .evidence("subnet-b", "rtb-b", "nat-1", "vpce-s3"));
  }

  @Test
  void allowed_nat_gateway_whose_subnet_is_absent_from_the_answer() {
    allowingNat().without("subnet-nat");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .undetermined(
                    "subnet-b: Subnets unread (ec2:DescribeSubnets): the answer lacks subnet-nat of nat-1")
                .evidence("subnet-b", "rtb-b", "nat-1", "vpce-s3"));
  }

  /** NAT gateways matter under ALLOW_NAT only. */
  @Tag("R-11")
  @Test
  void allowed_nat_gateway_unread() {
    allowingNat().unread(Fact.NAT_GATEWAYS);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .undetermined(
                    "subnet-b: NatGateways unread (ec2:DescribeNatGateways): AccessDenied")
                .evidence("subnet-b", "rtb-b", "nat-1", "vpce-s3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE_ONLY", "ALLOW_NAT"})
  void blackholed_nat_route_gives_no_egress(String policy) {
    throughNat().parameters("EndpointPolicy", policy);
    world.routeTable("rtb-b").without("0.0.0.0/0").blackhole("0.0.0.0/0", "nat-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(noEgress("nat-1", "is behind a route in state blackhole"));
  }

  /** default route means 0.0.0.0/0. */
  @Tag("R-12")
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "::/0", "64:ff9b::/96"})
  void nat_route_that_is_no_ipv4_default_gives_no_egress(String destination) {
    throughNat().parameters("EndpointPolicy", "ALLOW_NAT");
    world.routeTable("rtb-b").without("0.0.0.0/0").route(destination, "nat-1");

    assertThat(world).differsFromCompliantOnlyBy(noEgress());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE_ONLY", "ALLOW_NAT"})
  void egress_only_gateway_and_peering_are_no_egress(String policy) {
    world.parameters("EndpointPolicy", policy);
    world.routeTable("rtb-b").without("pl-s3").route("::/0", "eigw-1").route("0.0.0.0/0", "pcx-1");

    assertThat(world).differsFromCompliantOnlyBy(noEgress("pcx-1", "is no way out for IPv4"));
  }

  /** SageMaker's network interfaces have no public address. */
  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE_ONLY", "ALLOW_NAT"})
  void internet_gateway_route_is_no_egress(String policy) {
    world.parameters("EndpointPolicy", policy);
    world.routeTable("rtb-b").without("pl-s3").route("0.0.0.0/0", "igw-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.4")
                .nonCompliant("subnet-b: rtb-b routes 0.0.0.0/0 to igw-1")
                .evidence("subnet-b", "rtb-b", "igw-1"),
            noEgress("igw-1", "needs public addresses, which SageMaker's interfaces have not"));
  }

  /** Block Public Access in both directions ends the egress by NAT too. */
  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE_ONLY", "ALLOW_NAT"})
  void block_public_access_ends_nat_egress(String policy) {
    throughNat().parameters("EndpointPolicy", policy);
    world.subnet("subnet-b").blockPublicAccess("block-bidirectional");

    assertThat(world)
        .differsFromCompliantOnlyBy(noEgress("nat-1", "is shut off by VPC Block Public Access"));
  }

  @Test
  void block_public_access_of_ingress_leaves_nat_egress() {
    allowingNat().subnet("subnet-b").blockPublicAccess("block-ingress");

    assertThat(world).differsFromCompliantOnlyBy(reachedByNat());
  }

  /** what lies behind cannot be seen from here. */
  @Tag("R-12")
  @ParameterizedTest
  @CsvSource({
    "tgw-1, transit gateway",
    "arn:aws:networkmanager::111122223333:core-network/core-network-1, Cloud WAN core network",
    "vgw-1, virtual private gateway",
    "vpce-firewall, VPC endpoint",
    "i-1, instance",
    "eni-1, network interface",
    "lgw-1, local gateway",
    "cagw-1, carrier gateway",
    "xgw-1, target of a kind that is not known here"
  })
  void default_route_to_a_far_side(String target, String words) {
    world.routeTable("rtb-b").without("pl-s3").route("0.0.0.0/0", target);
    var leads =
        "subnet-b: %s; the default route of rtb-b leads to the %s %s, "
            .formatted(MISSED, words, target);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .nonCompliant(leads + "unless the far side has egress")
                .evidence("subnet-b", "rtb-b", target, "vpce-s3"));

    world.parameters("EndpointPolicy", "ALLOW_NAT");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .undetermined(leads + "whose far side cannot be seen from here")
                .evidence("subnet-b", "rtb-b", target, "vpce-s3"));
  }

  /** A closed interface endpoint answers the name, so that NAT beside it does not help. */
  @Test
  void closed_interface_endpoint_beside_allowed_nat() {
    allowingNat().addSecurityGroup("sg-closed");
    world.endpoint("vpce-api").groups("sg-closed");
    world.routeTable("rtb-a").route("0.0.0.0/0", "nat-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            reachedByNat(),
            job("Clarify.7")
                .nonCompliant(
                    "subnet-a, subnet-b: vpce-api answers the service's name for the whole VPC and does not admit TCP 443 from here")
                .evidence("subnet-a", "subnet-b", "vpce-api", "sg-closed"));
  }
}
