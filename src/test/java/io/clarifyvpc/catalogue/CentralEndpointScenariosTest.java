package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.NOTHING_RELIED_ON;
import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobAndModel;
import static io.clarifyvpc.world.WhatRestsOn.whatRestsOn;
import static io.clarifyvpc.world.WorldAssert.assertThat;

import io.clarifyvpc.control.Impact;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.ExpectedFinding;
import io.clarifyvpc.world.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Step 3 of "reached privately": the SageMaker API has no endpoint in the VPC, and routes lead
 * elsewhere.
 */
class CentralEndpointScenariosTest {
  private static final String API_ZONE = "api.sagemaker.us-east-1.amazonaws.com.";

  private final World world = World.compliant();

  private World without_own_endpoint_but_routes_to(String target) {
    world.without("vpce-api").routeTable("rtb-a").route("172.16.0.0/12", target);
    world.routeTable("rtb-b").route("172.16.0.0/12", target);
    return world;
  }

  private static String mayAnswer(String who, String words, String target) {
    return "subnet-a, subnet-b: %s may answer for an endpoint behind the %s %s, "
        .formatted(who, words, target);
  }

  private static ExpectedFinding notReached() {
    return job("Clarify.7")
        .nonCompliant(
            "subnet-a: no endpoint and no egress through rtb-a; subnet-b: no endpoint and no egress through rtb-b")
        .evidence("subnet-a", "subnet-b", "rtb-a", "rtb-b");
  }

  @Tag("R-15")
  @ParameterizedTest
  @CsvSource({
    "tgw-1, transit gateway",
    "pcx-1, VPC peering connection",
    "arn:aws:networkmanager::111122223333:core-network/core-network-1, Cloud WAN core network"
  })
  void hosted_zone_may_answer_for_a_central_endpoint(String target, String words) {
    without_own_endpoint_but_routes_to(target).addHostedZone(API_ZONE);
    var way = mayAnswer("hosted zone " + API_ZONE, words, target);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .undetermined(way + "which counts only where TrustCentralEndpoints is true")
                .evidence("subnet-a", "subnet-b", "rtb-a", target, "rtb-b"));

    world.parameters("TrustCentralEndpoints", "true");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .compliant(way + "trusted by TrustCentralEndpoints")
                .evidence("subnet-a", "subnet-b", "rtb-a", target, "rtb-b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.sagemaker.us-east-1.amazonaws.com",
        "API.SageMaker.us-east-1.amazonaws.com.",
        "sagemaker.us-east-1.amazonaws.com.",
        "us-east-1.amazonaws.com.",
        "amazonaws.com."
      })
  void hosted_zone_of_the_host_or_of_a_parent_domain_answers(String zone) {
    without_own_endpoint_but_routes_to("tgw-1").addHostedZone(zone, "vpc-1");
    world.parameters("TrustCentralEndpoints", "true");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .compliant(
                    mayAnswer("hosted zone " + zone, "transit gateway", "tgw-1")
                        + "trusted by TrustCentralEndpoints")
                .evidence("subnet-a", "subnet-b", "rtb-a", "tgw-1", "rtb-b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runtime.sagemaker.us-east-1.amazonaws.com.",
        "x.api.sagemaker.us-east-1.amazonaws.com.",
        "api.sagemaker.us-west-2.amazonaws.com.",
        "maker.us-east-1.amazonaws.com.",
        "amazonaws.com.example."
      })
  void hosted_zone_of_another_name_does_not_answer(String zone) {
    without_own_endpoint_but_routes_to("tgw-1").addHostedZone(zone);

    assertThat(world).differsFromCompliantOnlyBy(notReached());
  }

  @Tag("R-15")
  @Test
  void hosted_zone_of_another_vpc_does_not_answer() {
    without_own_endpoint_but_routes_to("tgw-1").addHostedZone(API_ZONE, "vpc-2");

    assertThat(world).differsFromCompliantOnlyBy(notReached());
  }

  /** a profile association of the VPC in state complete matches. */
  @Tag("R-15")
  @ParameterizedTest
  @ValueSource(strings = {"COMPLETE", "complete"})
  void route_53_profile_may_answer(String status) {
    without_own_endpoint_but_routes_to("tgw-1").addProfileAssociation("vpc-1", status);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .undetermined(
                    mayAnswer("a Route 53 Profile of vpc-1", "transit gateway", "tgw-1")
                        + "which counts only where TrustCentralEndpoints is true")
                .evidence("subnet-a", "subnet-b", "rtb-a", "tgw-1", "rtb-b"));
  }

  @ParameterizedTest
  @CsvSource({"vpc-1, CREATING", "vpc-1, DELETED", "vpc-2, COMPLETE"})
  void route_53_profile_that_does_not_answer_here(String vpc, String status) {
    without_own_endpoint_but_routes_to("tgw-1").addProfileAssociation(vpc, status);

    assertThat(world).differsFromCompliantOnlyBy(notReached());
  }

  @Tag("R-15")
  @Test
  void neither_zone_nor_profile() {
    without_own_endpoint_but_routes_to("tgw-1");

    assertThat(world).differsFromCompliantOnlyBy(notReached());
  }

  /** read means both lists. */
  @Tag("R-11")
  @Tag("R-15")
  @ParameterizedTest
  @EnumSource(names = {"HOSTED_ZONES", "PROFILE_ASSOCIATIONS"})
  void one_of_the_two_lists_is_unread(Fact fact) {
    without_own_endpoint_but_routes_to("tgw-1").unread(fact);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .undetermined("subnet-a, subnet-b: " + fact.gap(World.DENIED).describe())
                .evidence("subnet-a", "subnet-b"));
  }

  @Tag("R-11")
  @ParameterizedTest
  @EnumSource(names = {"HOSTED_ZONES", "PROFILE_ASSOCIATIONS"})
  void lists_do_not_matter_without_a_route_to_other_vpcs(Fact fact) {
    world.without("vpce-api").unread(fact);

    assertThat(world).differsFromCompliantOnlyBy(notReached());
  }

  @Test
  void matching_zone_without_a_route_to_other_vpcs() {
    world.without("vpce-api").addHostedZone(API_ZONE).parameters("TrustCentralEndpoints", "true");

    assertThat(world).differsFromCompliantOnlyBy(notReached());
  }

  @Test
  void blackholed_route_to_other_vpcs_opens_nothing() {
    world.without("vpce-api").addHostedZone(API_ZONE).parameters("TrustCentralEndpoints", "true");
    world.routeTable("rtb-a").blackhole("172.16.0.0/12", "tgw-1");
    world.routeTable("rtb-b").blackhole("172.16.0.0/12", "tgw-1");

    assertThat(world).differsFromCompliantOnlyBy(notReached());
  }

  @Tag("R-15")
  @Test
  void virtual_private_gateway_does_not_open_the_step() {
    without_own_endpoint_but_routes_to("vgw-1").addHostedZone(API_ZONE);

    assertThat(world).differsFromCompliantOnlyBy(notReached());
  }

  /** the NAT default route stands beside the route to the transit gateway. */
  @Tag("R-15")
  @Test
  void nat_default_route_does_not_close_the_step() {
    without_own_endpoint_but_routes_to("tgw-1").addHostedZone(API_ZONE);
    world.routeTable("rtb-a").route("0.0.0.0/0", "nat-1");
    world.routeTable("rtb-b").route("0.0.0.0/0", "nat-1");
    world.parameters("TrustCentralEndpoints", "true");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .compliant(
                    mayAnswer("hosted zone " + API_ZONE, "transit gateway", "tgw-1")
                        + "trusted by TrustCentralEndpoints")
                .evidence("subnet-a", "subnet-b", "rtb-a", "tgw-1", "rtb-b"));
  }

  @Test
  void read_and_empty_lists_go_on_to_nat() {
    without_own_endpoint_but_routes_to("tgw-1");
    world.routeTable("rtb-a").route("0.0.0.0/0", "nat-1");
    world.routeTable("rtb-b").route("0.0.0.0/0", "nat-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .nonCompliant(
                    "subnet-a: no endpoint, only NAT gateway nat-1 in rtb-a; subnet-b: no endpoint, only NAT gateway nat-1 in rtb-b")
                .impact(Impact.EXPOSURE)
                .evidence("subnet-a", "subnet-b", "rtb-a", "nat-1", "rtb-b"));
  }

  /** Non-compliant beats undetermined; the reason names the subnet at fault. */
  @Test
  void one_subnet_may_reach_a_central_endpoint_and_the_other_reaches_nothing() {
    world.without("vpce-api").addHostedZone(API_ZONE);
    world.routeTable("rtb-a").route("172.16.0.0/12", "tgw-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .nonCompliant("subnet-b: no endpoint and no egress through rtb-b")
                .evidence("subnet-b", "rtb-b"));
  }

  @Test
  void own_endpoint_that_is_closed_decides_whatever_a_zone_says() {
    world.addSecurityGroup("sg-closed");
    world.endpoint("vpce-api").groups("sg-closed");
    world.addHostedZone(API_ZONE).parameters("TrustCentralEndpoints", "true");
    world.routeTable("rtb-a").route("172.16.0.0/12", "tgw-1");
    world.routeTable("rtb-b").route("172.16.0.0/12", "tgw-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .nonCompliant(
                    "subnet-a, subnet-b: vpce-api answers the service's name for the whole VPC and does not admit TCP 443 from here")
                .evidence("subnet-a", "subnet-b", "vpce-api", "sg-closed"));
  }

  @Test
  void central_endpoint_for_s3() {
    world.without("vpce-s3").addHostedZone("s3.us-east-1.amazonaws.com.");
    world.routeTable("rtb-a").without("pl-s3").route("0.0.0.0/0", "tgw-1");
    world.routeTable("rtb-b").without("pl-s3").route("0.0.0.0/0", "tgw-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .undetermined(
                    mayAnswer("hosted zone s3.us-east-1.amazonaws.com.", "transit gateway", "tgw-1")
                        + "which counts only where TrustCentralEndpoints is true")
                .evidence("subnet-a", "subnet-b", "rtb-a", "tgw-1", "rtb-b"),
            whatRestsOn("Clarify.6")
                .isUndetermined(
                    Service.S3,
                    "hosted zone s3.us-east-1.amazonaws.com. may answer for an endpoint behind the transit gateway tgw-1, which counts only where TrustCentralEndpoints is true"),
            jobAndModel("Clarify.18").notApplicable(NOTHING_RELIED_ON));
  }
}
