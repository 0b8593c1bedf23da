package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobAndModel;
import static io.clarifyvpc.world.ExpectedFinding.jobNotApplicable;
import static io.clarifyvpc.world.ExpectedFinding.model;
import static io.clarifyvpc.world.Permission.allTraffic;
import static io.clarifyvpc.world.Permission.tcp;
import static io.clarifyvpc.world.WhatRestsOn.whatRestsOn;
import static io.clarifyvpc.world.WorldAssert.assertThat;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is relied on, where it is nothing, unknown, or judged by controls that are switched off. */
class RelianceScenariosTest {
  private final World world = World.compliant();

  private void withoutEndpoints() {
    world.without("vpce-s3").without("vpce-api").without("vpce-runtime");
    world.routeTable("rtb-a").without("pl-s3");
    world.routeTable("rtb-b").without("pl-s3");
  }

  private void bothTablesRouteByDefaultTo(String target) {
    world.routeTable("rtb-a").route("0.0.0.0/0", target);
    world.routeTable("rtb-b").route("0.0.0.0/0", target);
  }

  /** "relied on" needs a compliant answer. */
  @Tag("R-14")
  @Test
  void nothing_is_relied_on() {
    var nothing =
        "subnet-a: no endpoint and no egress through rtb-a; subnet-b: no endpoint and no egress through rtb-b";
    String[] evidence = {"subnet-a", "subnet-b", "rtb-a", "rtb-b"};
    withoutEndpoints();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6").nonCompliant(nothing).evidence(evidence),
            job("Clarify.7").nonCompliant(nothing).evidence(evidence),
            job("Clarify.8").nonCompliant(nothing).evidence(evidence),
            whatRestsOn("Clarify.6", "Clarify.7", "Clarify.8").isNotApplicable());
  }

  /** an endpoint that answers and does not admit is not relied on. */
  @Tag("R-14")
  @Test
  void closed_endpoint_is_not_relied_on() {
    world
        .securityGroup("sg-job")
        .outbound(allTraffic().group("sg-job"), tcp(443).prefixList("pl-s3"));
    world.securityGroup("sg-endpoint").inbound();
    world.vpc("vpc-1").dnsSupport(false);
    var closed =
        "subnet-a, subnet-b: %s answers the service's name for the whole VPC and does not admit TCP 443 from here";

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .nonCompliant(closed.formatted("vpce-api"))
                .evidence("subnet-a", "subnet-b", "vpce-api", "sg-endpoint"),
            job("Clarify.8")
                .nonCompliant(closed.formatted("vpce-runtime"))
                .evidence("subnet-a", "subnet-b", "vpce-runtime", "sg-endpoint"),
            whatRestsOn("Clarify.7", "Clarify.8").isNotApplicable());
  }

  /** want of a view of the far side's egress touches 10 and 11 only. */
  @Tag("R-14")
  @Test
  void far_side_that_cannot_be_seen() {
    var unseen =
        "no endpoint; the default route of %1$s leads to the transit gateway tgw-1, whose far side cannot be seen from here";
    var both =
        "subnet-a: %s; subnet-b: %s"
            .formatted(unseen.formatted("rtb-a"), unseen.formatted("rtb-b"));
    String[] evidence = {"subnet-a", "subnet-b", "rtb-a", "tgw-1", "rtb-b"};
    var unknown = "what it relies on for Amazon S3 is unknown: " + unseen.formatted("rtb-a");
    withoutEndpoints();
    bothTablesRouteByDefaultTo("tgw-1");
    world.parameters("EndpointPolicy", "ALLOW_NAT");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6").undetermined(both).evidence(evidence),
            job("Clarify.7").undetermined(both).evidence(evidence),
            job("Clarify.8").undetermined(both).evidence(evidence),
            whatRestsOn("Clarify.6", "Clarify.7", "Clarify.8").isNotApplicable(),
            job("Clarify.10").undetermined(unknown),
            model("Clarify.10").undetermined(unknown),
            job("Clarify.11").undetermined(unknown),
            model("Clarify.11").undetermined(unknown));
  }

  /** a NAT gateway that is unread is no interface endpoint either way. */
  @Tag("R-11")
  @Tag("R-14")
  @Test
  void nat_gateway_that_is_unread() {
    var unread = "NatGateways unread (ec2:DescribeNatGateways): AccessDenied";
    String[] evidence = {"subnet-a", "subnet-b", "rtb-a", "nat-1", "rtb-b"};
    var unknown = "what it relies on for Amazon S3 is unknown: " + unread;
    withoutEndpoints();
    bothTablesRouteByDefaultTo("nat-1");
    world.parameters("EndpointPolicy", "ALLOW_NAT").unread(Fact.NAT_GATEWAYS);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .undetermined("subnet-a, subnet-b: " + unread)
                .evidence(evidence),
            job("Clarify.7").undetermined("subnet-a, subnet-b: " + unread).evidence(evidence),
            job("Clarify.8").undetermined("subnet-a, subnet-b: " + unread).evidence(evidence),
            whatRestsOn("Clarify.6", "Clarify.7", "Clarify.8").isNotApplicable(),
            job("Clarify.10").undetermined(unknown),
            model("Clarify.10").undetermined(unknown),
            job("Clarify.11").undetermined(unknown),
            model("Clarify.11").undetermined(unknown));
  }

  /** An unknown way beside one that is relied on changes nothing for what rests on either. */
  @Test
  void endpoint_that_may_be_hidden_beside_others_that_are_relied_on() {
    world.subnet("subnet-a").sharedBy("444455556666");
    world.subnet("subnet-b").sharedBy("444455556666");
    world.without("vpce-api");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .undetermined(
                    "subnet-a, subnet-b: shared by account 444455556666, whose endpoints cannot be listed from here")
                .evidence("subnet-a", "subnet-b"));
  }

  /** whether there is an endpoint touches everything that rests on it. */
  @Tag("R-14")
  @Test
  void endpoints_that_may_be_hidden() {
    var hidden = "shared by account 444455556666, whose endpoints cannot be listed from here";
    world.subnet("subnet-a").sharedBy("444455556666");
    world.subnet("subnet-b").sharedBy("444455556666");
    world.without("vpce-api").without("vpce-runtime");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7")
                .undetermined("subnet-a, subnet-b: " + hidden)
                .evidence("subnet-a", "subnet-b"),
            job("Clarify.8")
                .undetermined("subnet-a, subnet-b: " + hidden)
                .evidence("subnet-a", "subnet-b"),
            job("Clarify.12")
                .undetermined("what it relies on for the SageMaker API is unknown: " + hidden),
            job("Clarify.19")
                .undetermined("what it relies on for the SageMaker API is unknown: " + hidden));
  }

  @Tag("R-25")
  @Test
  void controls_that_are_switched_off_still_tell_what_is_relied_on() {
    world.parameters("DisabledControls", "Clarify.6,Clarify.7,Clarify.8");
    world.vpc("vpc-1").dnsSupport(false);
    var off = "switched off by DisabledControls";

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobNotApplicable(off, "Clarify.6", "Clarify.7", "Clarify.8"),
            model("Clarify.6").notApplicable(off),
            job("Clarify.12").nonCompliant("enableDnsSupport of vpc-1 is false").evidence("vpc-1"));
  }
}
