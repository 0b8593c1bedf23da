package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.Permission.allTraffic;
import static io.clarifyvpc.world.Permission.protocol;
import static io.clarifyvpc.world.Permission.tcp;
import static io.clarifyvpc.world.WorldAssert.assertThat;

import io.clarifyvpc.world.ExpectedFinding;
import io.clarifyvpc.world.Permission;
import io.clarifyvpc.world.World;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clarify.9: whether the instances of a job reach each other. */
class SelfRuleScenariosTest {
  private final World world = World.compliant();

  private static ExpectedFinding closedInbound() {
    return job("Clarify.9")
        .nonCompliant("sg-job does not admit all of TCP from its own members")
        .evidence("sg-job");
  }

  private static ExpectedFinding closedOutbound() {
    return job("Clarify.9")
        .nonCompliant("sg-job does not let all of TCP out to its own members")
        .evidence("sg-job");
  }

  private static Arguments rules(String name, Permission... permissions) {
    return Arguments.of(name, List.of(permissions));
  }

  private static Stream<Arguments> rulesThatHold() {
    return Stream.of(
        rules(
            "the pair in second place",
            tcp(22).range("192.0.2.0/24"),
            allTraffic().group("sg-other").group("sg-job")),
        rules("all of TCP", tcp(0, 65535).group("sg-job")),
        rules("all of TCP but port 0 (R-18)", tcp(1, 65535).group("sg-job")),
        rules("all of TCP by its number", protocol("6", 0, 65535).group("sg-job")),
        rules(
            "split over permissions that add up (R-18)",
            tcp(30000, 65535).group("sg-job"),
            tcp(1, 1023).group("sg-job"),
            tcp(1024, 40000).group("sg-job")),
        rules("the range of the VPC", allTraffic().range("10.0.0.0/16")),
        rules(
            "ranges that add up to the subnets",
            tcp(1, 65535).range("10.0.1.0/24"),
            tcp(0, 65535).range("10.0.2.0/25"),
            allTraffic().range("10.0.2.128/25")),
        rules(
            "partly by group and partly by range",
            tcp(1, 1023).group("sg-job"),
            tcp(1024, 65535).range("10.0.0.0/16")),
        rules("the entries of a prefix list", allTraffic().prefixList("pl-vpc")));
  }

  @Tag("R-18")
  @ParameterizedTest(name = "{0}")
  @MethodSource("rulesThatHold")
  void self_rule_holds(String name, List<Permission> rules) {
    world.addPrefixList("pl-vpc", "vpc", "10.0.0.0/16");
    world.securityGroup("sg-job").inbound(rules.toArray(Permission[]::new));

    assertThat(world).isAsCompliant();
  }

  private static Stream<Arguments> rulesThatDoNotHold() {
    return Stream.of(
        rules("none"),
        rules("one port only", tcp(443).group("sg-job")),
        rules("one port missing", tcp(1, 7776).group("sg-job"), tcp(7778, 65535).group("sg-job")),
        rules("the last port missing", tcp(1, 65534).group("sg-job")),
        rules("the first port missing", tcp(2, 65535).group("sg-job")),
        rules("UDP only", protocol("udp", 0, 65535).group("sg-job")),
        rules("ICMP only", protocol("icmp", -1, -1).group("sg-job")),
        rules("a group of a peered VPC", allTraffic().peeredGroup("sg-job", "pcx-1")),
        rules("a group that is not attached", allTraffic().group("sg-endpoint")),
        rules("the range of one subnet", allTraffic().range("10.0.1.0/24")),
        rules("part of a range", allTraffic().range("10.0.1.0/24").range("10.0.2.0/25")),
        rules("IPv6 ranges for IPv4 subnets", allTraffic().range("::/0")),
        rules(
            "ranges for one half of the ports",
            tcp(1, 1023).range("10.0.0.0/16"),
            tcp(1024, 65535).range("10.0.1.0/24")),
        rules("the entries of another prefix list", allTraffic().prefixList("pl-s3")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rulesThatDoNotHold")
  void self_rule_does_not_hold(String name, List<Permission> rules) {
    world.securityGroup("sg-job").inbound(rules.toArray(Permission[]::new));

    assertThat(world).differsFromCompliantOnlyBy(closedInbound());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rulesThatHold")
  void outbound_rules_reach_the_members_on_the_same_terms(String name, List<Permission> rules) {
    world.addPrefixList("pl-vpc", "vpc", "10.0.0.0/16");
    world.securityGroup("sg-job").outbound(withHttps(rules));

    assertThat(world).isAsCompliant();
  }

  /** What the endpoints need is not at issue here. */
  private static Permission[] withHttps(List<Permission> rules) {
    return Stream.concat(rules.stream(), Stream.of(tcp(443).range("0.0.0.0/0")))
        .toArray(Permission[]::new);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rulesThatDoNotHold")
  void outbound_rules_do_not_reach_the_members(String name, List<Permission> rules) {
    world.securityGroup("sg-job").outbound(withHttps(rules));

    assertThat(world).differsFromCompliantOnlyBy(closedOutbound());
  }

  @Test
  void self_rule_by_address_range_is_compliant_with_a_remark() {
    world.securityGroup("sg-job").inbound(allTraffic().range("10.0.0.0/16"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.9")
                .compliant("sg-job admits its members, in part by address range")
                .evidence("sg-job"));
  }

  @Test
  void self_rule_by_group_both_ways_needs_no_remark() {
    world
        .securityGroup("sg-job")
        .outbound(allTraffic().group("sg-job"), tcp(443).range("0.0.0.0/0"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.9").compliant("sg-job admits its members").evidence("sg-job"));
  }

  @Test
  void closed_both_ways() {
    world.securityGroup("sg-job").inbound().outbound(tcp(443).range("0.0.0.0/0"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.9")
                .nonCompliant(
                    "sg-job does not admit all of TCP from its own members; sg-job does not let all of TCP out to its own members")
                .evidence("sg-job"));
  }

  @Test
  void one_attached_group_admits_another() {
    world.addSecurityGroup("sg-second");
    world.job().securityGroups("sg-job", "sg-second");
    world.securityGroup("sg-job").inbound(allTraffic().group("sg-second"));

    assertThat(world).isAsCompliant();
  }

  @Test
  void rules_of_all_attached_groups_form_a_union() {
    world.addSecurityGroup("sg-second").inbound(tcp(1, 32767).group("sg-job")).outbound();
    world.job().securityGroups("sg-job", "sg-second");
    world.securityGroup("sg-job").inbound(tcp(32768, 65535).group("sg-second"));

    assertThat(world).isAsCompliant();
  }

  @Test
  void neither_of_two_attached_groups_admits_members() {
    world.addSecurityGroup("sg-second");
    world.job().securityGroups("sg-job", "sg-second");
    world.securityGroup("sg-job").inbound();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.9")
                .nonCompliant("sg-job, sg-second do not admit all of TCP from their own members")
                .evidence("sg-job", "sg-second"));
  }

  @Test
  void prefix_list_whose_entries_are_unread_might_hold() {
    world.addPrefixListWithUnreadEntries("pl-mine");
    world.securityGroup("sg-job").inbound(allTraffic().prefixList("pl-mine"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.9")
                .undetermined(
                    "PrefixLists unread (ec2:DescribePrefixLists): the entries of pl-mine were not read"));
  }

  @Test
  void unread_prefix_list_cannot_hold_for_one_port() {
    world.addPrefixListWithUnreadEntries("pl-mine");
    world.securityGroup("sg-job").inbound(tcp(443).prefixList("pl-mine"));

    assertThat(world).differsFromCompliantOnlyBy(closedInbound());
  }

  /** A direction that is closed for certain outweighs one that is not known. */
  @Test
  void closed_outbound_beside_an_unread_prefix_list_inbound() {
    world.addPrefixListWithUnreadEntries("pl-mine");
    world
        .securityGroup("sg-job")
        .inbound(allTraffic().prefixList("pl-mine"))
        .outbound(tcp(443).range("0.0.0.0/0"));

    assertThat(world).differsFromCompliantOnlyBy(closedOutbound());
  }

  @Tag("R-9")
  @Test
  void inbound_rules_are_not_told() {
    world.securityGroup("sg-job").withoutIpPermissionsInTheAnswer();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.9")
                .undetermined(
                    "SecurityGroups unread (ec2:DescribeSecurityGroups): the answer lacks the inbound rules of sg-job"));
  }
}
