package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.NOTHING_RELIED_ON;
import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobAndModel;
import static io.clarifyvpc.world.Permission.allTraffic;
import static io.clarifyvpc.world.WhatRestsOn.whatRestsOn;
import static io.clarifyvpc.world.WorldAssert.assertThat;

import io.clarifyvpc.network.Service;
import io.clarifyvpc.world.ExpectedFinding;
import io.clarifyvpc.world.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Subnets that another account shares: what its owner has cannot be listed from here. */
class SharedSubnetScenariosTest {
  private static final String OWNER = "444455556666";
  private static final String HIDDEN =
      "shared by account 444455556666, whose endpoints cannot be listed from here";

  private final World world = World.compliant();

  SharedSubnetScenariosTest() {
    world.subnet("subnet-a").sharedBy(OWNER);
    world.subnet("subnet-b").sharedBy(OWNER);
  }

  private static ExpectedFinding throughTheOwnersGateway() {
    return jobAndModel("Clarify.6")
        .compliant(
            "subnet-a: shared subnet, whose rtb-a routes pl-s3 to the owner's gateway endpoint vpce-s3; subnet-b: shared subnet, whose rtb-b routes pl-s3 to the owner's gateway endpoint vpce-s3")
        .evidence("subnet-a", "subnet-b", "rtb-a", "vpce-s3", "rtb-b");
  }

  @Test
  void endpoints_that_are_visible_count() {
    assertThat(world).isAsCompliant();
  }

  @Tag("R-17")
  @Test
  void route_to_the_s3_prefix_list_proves_a_gateway_endpoint() {
    world.without("vpce-s3");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            throughTheOwnersGateway(), jobAndModel("Clarify.18").notApplicable(NOTHING_RELIED_ON));
  }

  @Test
  void owners_gateway_endpoint_behind_a_closed_acl() {
    world.without("vpce-s3");
    world.networkAcl("acl-of-vpc-1").denyOut(50, 443, 443, "52.216.0.0/15");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            throughTheOwnersGateway(),
            jobAndModel("Clarify.18").notApplicable(NOTHING_RELIED_ON),
            jobAndModel("Clarify.11")
                .nonCompliant(
                    "acl-of-vpc-1 of subnet-a does not pass TCP 443 out to 52.216.0.0/15 (vpce-s3); acl-of-vpc-1 of subnet-b does not pass TCP 443 out to 52.216.0.0/15 (vpce-s3)")
                .evidence("acl-of-vpc-1", "subnet-a", "vpce-s3", "subnet-b"));
  }

  @Test
  void owners_gateway_endpoint_out_of_the_groups_reach() {
    world.without("vpce-s3");
    world.securityGroup("sg-job").outbound(allTraffic().range("10.0.0.0/16"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            throughTheOwnersGateway(),
            jobAndModel("Clarify.18").notApplicable(NOTHING_RELIED_ON),
            jobAndModel("Clarify.10")
                .nonCompliant("sg-job does not let TCP 443 out to vpce-s3")
                .evidence("sg-job", "vpce-s3"));
  }

  @Test
  void route_to_another_prefix_list_proves_nothing() {
    world.without("vpce-s3");
    world.routeTable("rtb-a").without("pl-s3").route("pl-dynamodb", "vpce-dynamodb");
    world.routeTable("rtb-b").without("pl-s3").blackhole("pl-s3", "vpce-s3");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .undetermined("subnet-a, subnet-b: " + HIDDEN)
                .evidence("subnet-a", "subnet-b"),
            whatRestsOn("Clarify.6").isUndetermined(Service.S3, HIDDEN));
  }

  @Test
  void endpoint_that_may_be_hidden() {
    world.without("vpce-runtime");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.8")
                .undetermined("subnet-a, subnet-b: " + HIDDEN)
                .evidence("subnet-a", "subnet-b"));
  }

  /** a visible endpoint that does not admit the workload. */
  @Tag("R-17")
  @Test
  void visible_endpoint_that_is_closed() {
    world.addSecurityGroup("sg-closed");
    world.endpoint("vpce-runtime").groups("sg-closed");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.8")
                .nonCompliant(
                    "subnet-a, subnet-b: vpce-runtime answers the service's name for the whole VPC and does not admit TCP 443 from here")
                .evidence("subnet-a", "subnet-b", "vpce-runtime", "sg-closed"));
  }

  /** of an unknown account no subnet counts as shared. */
  @Tag("R-1")
  @Test
  void unknown_account_shares_nothing() {
    world.without("vpce-runtime").job().ofUnknownAccount();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.8")
                .nonCompliant(
                    "subnet-a: no endpoint and no egress through rtb-a; subnet-b: no endpoint and no egress through rtb-b")
                .evidence("subnet-a", "subnet-b", "rtb-a", "rtb-b"));
  }

  @Test
  void own_subnet_beside_a_shared_one() {
    world.subnet("subnet-b").sharedBy(World.ACCOUNT);
    world.without("vpce-runtime");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.8")
                .nonCompliant("subnet-b: no endpoint and no egress through rtb-b")
                .evidence("subnet-b", "rtb-b"));
  }
}
