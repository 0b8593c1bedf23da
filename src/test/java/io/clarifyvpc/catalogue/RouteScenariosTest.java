package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.jobAndModel;
import static io.clarifyvpc.world.WorldAssert.assertThat;

import io.clarifyvpc.world.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clarify.4, and which route table decides. */
class RouteScenariosTest {
  private final World world = World.compliant();

  /** any active route to an internet gateway, also a narrow or an IPv6 one. */
  @Tag("R-12")
  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "::/0", "198.51.100.0/24", "2001:db8::/32", "pl-office"})
  void route_to_an_internet_gateway(String destination) {
    world.routeTable("rtb-b").route(destination, "igw-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.4")
                .nonCompliant("subnet-b: rtb-b routes %s to igw-1".formatted(destination))
                .evidence("subnet-b", "rtb-b", "igw-1"));
  }

  @Test
  void both_subnets_route_to_an_internet_gateway() {
    world.routeTable("rtb-a").route("0.0.0.0/0", "igw-1");
    world.routeTable("rtb-b").route("0.0.0.0/0", "igw-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.4")
                .nonCompliant(
                    "subnet-a: rtb-a routes 0.0.0.0/0 to igw-1; subnet-b: rtb-b routes 0.0.0.0/0 to igw-1")
                .evidence("subnet-a", "rtb-a", "igw-1", "subnet-b", "rtb-b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nat-1",
        "eigw-1",
        "tgw-1",
        "pcx-1",
        "vgw-1",
        "vpce-firewall",
        "i-1",
        "eni-1",
        "lgw-1",
        "cagw-1",
        "arn:aws:networkmanager::111122223333:core-network/core-network-1",
        "xgw-1"
      })
  void default_route_to_anything_else_is_not_public(String target) {
    world.routeTable("rtb-b").route("0.0.0.0/0", target);

    assertThat(world).isAsCompliant();
  }

  @Tag("R-24")
  @ParameterizedTest
  @ValueSource(strings = {"block-bidirectional", "BLOCK-BIDIRECTIONAL"})
  void block_public_access_in_both_directions_makes_a_subnet_not_public(String mode) {
    world.routeTable("rtb-b").route("0.0.0.0/0", "igw-1");
    world.subnet("subnet-b").blockPublicAccess(mode);

    assertThat(world).isAsCompliant();
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "block-ingress", "a-mode-to-come"})
  void block_public_access_of_any_other_mode_changes_nothing(String mode) {
    world.routeTable("rtb-b").route("0.0.0.0/0", "igw-1");
    world.subnet("subnet-b").blockPublicAccess(mode);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.4")
                .nonCompliant("subnet-b: rtb-b routes 0.0.0.0/0 to igw-1")
                .evidence("subnet-b", "rtb-b", "igw-1"));
  }

  @Test
  void subnet_without_an_association_uses_the_main_table() {
    world.routeTable("rtb-b").withoutAssociations();
    world.routeTable("rtb-main").route("0.0.0.0/0", "igw-1").route("pl-s3", "vpce-s3");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.4")
                .nonCompliant("subnet-b: rtb-main routes 0.0.0.0/0 to igw-1")
                .evidence("subnet-b", "rtb-main", "igw-1"));
  }

  @Test
  void main_table_of_another_vpc_decides_nothing_here() {
    world.withAnotherVpc();
    world.routeTable("rtb-x").route("0.0.0.0/0", "igw-2");
    world.routeTable("rtb-b").withoutAssociations();
    world.routeTable("rtb-main").route("pl-s3", "vpce-s3");

    assertThat(world).isAsCompliant();
  }

  @Test
  void main_table_decides_nothing_for_a_subnet_with_an_association() {
    world.routeTable("rtb-main").route("0.0.0.0/0", "igw-1");

    assertThat(world).isAsCompliant();
  }

  @Test
  void one_table_may_be_main_and_explicitly_associated() {
    world.without("rtb-main").without("rtb-b");
    world.routeTable("rtb-a").main();

    assertThat(world).isAsCompliant();
  }

  @Test
  void an_association_with_a_gateway_is_none_with_a_subnet() {
    world.addRouteTable("rtb-edge").forGateway("igw-1").route("0.0.0.0/0", "igw-1");

    assertThat(world).isAsCompliant();
  }

  @ParameterizedTest
  @ValueSource(strings = {"disassociated", "Disassociated", "failed"})
  void an_association_that_has_ended_falls_back_to_the_main_table(String state) {
    world.routeTable("rtb-b").withoutAssociations().forSubnet("subnet-b", state);
    world.routeTable("rtb-main").route("pl-s3", "vpce-s3").route("0.0.0.0/0", "igw-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.4")
                .nonCompliant("subnet-b: rtb-main routes 0.0.0.0/0 to igw-1")
                .evidence("subnet-b", "rtb-main", "igw-1"));
  }

  /** AWS guarantees a main table, so an answer without one has a gap. */
  @Tag("R-8")
  @Test
  void main_table_absent_from_the_answer() {
    var gap =
        "RouteTables unread (ec2:DescribeRouteTables): the answer lacks the main route table of vpc-1";
    world.without("rtb-main").routeTable("rtb-b").withoutAssociations();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.4").undetermined(gap),
            jobAndModel("Clarify.6").undetermined("subnet-b: " + gap).evidence("subnet-b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"blackhole", "Filtered"})
  void route_to_an_internet_gateway_that_is_inactive(String state) {
    world.routeTable("rtb-b").route("0.0.0.0/0", "igw-1", state);

    assertThat(world).isAsCompliant();
  }

  @Test
  void route_to_an_internet_gateway_in_a_state_to_come() {
    world.routeTable("rtb-b").route("0.0.0.0/0", "igw-1", "a-state-to-come");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.4")
                .undetermined(
                    "RouteTables unread (ec2:DescribeRouteTables): rtb-b routes 0.0.0.0/0 to igw-1 in state a-state-to-come, which is not known here"));
  }

  @Test
  void active_route_to_an_internet_gateway_behind_one_in_a_state_to_come() {
    world.routeTable("rtb-b").route("::/0", "igw-1", "a-state-to-come").route("0.0.0.0/0", "igw-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.4")
                .nonCompliant("subnet-b: rtb-b routes 0.0.0.0/0 to igw-1")
                .evidence("subnet-b", "rtb-b", "igw-1"));
  }

  /** Non-compliant beats undetermined. */
  @Test
  void public_subnet_beside_one_whose_table_is_unknown() {
    world.without("rtb-main").routeTable("rtb-b").withoutAssociations();
    world.routeTable("rtb-a").route("0.0.0.0/0", "igw-1");

    var gap =
        "subnet-b: RouteTables unread (ec2:DescribeRouteTables): the answer lacks the main route table of vpc-1";
    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6").undetermined(gap).evidence("subnet-b"),
            jobAndModel("Clarify.4")
                .nonCompliant("subnet-a: rtb-a routes 0.0.0.0/0 to igw-1")
                .evidence("subnet-a", "rtb-a", "igw-1"));
  }
}
