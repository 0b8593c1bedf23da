package io.clarifyvpc.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.network.SecurityGroupReach.Admission;
import io.clarifyvpc.network.SecurityGroupReach.Direction;
import io.clarifyvpc.network.SecurityGroupReach.Peer;
import io.clarifyvpc.network.SecurityGroupReach.Ports;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.IpPermission;
import io.clarifyvpc.snapshot.PrefixList;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.snapshot.UserIdGroupPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Rules against brute force: every packet of the peer, by port and address, must find a rule that
 * passes it.
 */
class SecurityGroupReachTest {
  private static final List<String> RANGES =
      List.of(
          "10.0.0.0/28",
          "10.0.0.0/29",
          "10.0.0.8/29",
          "10.0.0.4/30",
          "10.0.0.15/32",
          "0.0.0.0/0",
          "::/0");

  private final SecurityGroupReach reach = new SecurityGroupReach(Reading.known(List.of()));

  /** A rule on few ports of one group and ranges. */
  record Rule(String protocol, int from, int to, List<String> groups, List<String> ranges) {
    IpPermission permission() {
      boolean all = protocol.equals("-1");
      return new IpPermission(
          protocol,
          all ? OptionalInt.empty() : OptionalInt.of(from),
          all ? OptionalInt.empty() : OptionalInt.of(to),
          groups.stream()
              .map(id -> new UserIdGroupPair(Optional.of(id), Optional.empty()))
              .toList(),
          ranges.stream().filter(range -> !range.contains(":")).toList(),
          ranges.stream().filter(range -> range.contains(":")).toList(),
          List.of());
    }

    /** Whether a TCP packet from a member of the groups, at 10.0.0.x, is passed. */
    boolean passes(int port, int address, Set<String> memberOf) {
      boolean onPort =
          protocol.equals("-1") || (protocol.equals("tcp") && from <= port && port <= to);
      return onPort
          && (groups.stream().anyMatch(memberOf::contains)
              || ranges.stream().anyMatch(range -> holds(range, address)));
    }

    private static boolean holds(String range, int address) {
      return switch (range) {
        case "10.0.0.0/28", "0.0.0.0/0" -> true;
        case "10.0.0.0/29" -> address < 8;
        case "10.0.0.8/29" -> address >= 8;
        case "10.0.0.4/30" -> address >= 4 && address < 8;
        case "10.0.0.15/32" -> address == 15;
        default -> false;
      };
    }
  }

  @Provide
  Arbitrary<List<Rule>> rules() {
    var ports = Arbitraries.integers().between(1, 6);
    return Combinators.combine(
            Arbitraries.of("tcp", "tcp", "tcp", "udp", "-1"),
            ports,
            ports,
            Arbitraries.of("sg-1", "sg-2", "sg-other").list().ofMaxSize(1),
            Arbitraries.of(RANGES).list().ofMaxSize(2))
        .as((protocol, one, other, groups, ranges) ->
            new Rule(protocol, Math.min(one, other), Math.max(one, other), groups, ranges))
        .list()
        .ofMaxSize(6);
  }

  private static SecurityGroup group(String id, List<Rule> inbound) {
    return new SecurityGroup(
        id,
        Optional.empty(),
        Optional.of("vpc-1"),
        Optional.of(inbound.stream().map(Rule::permission).toList()),
        Optional.of(List.of()));
  }

  private Reading<Admission> admits(List<SecurityGroup> groups, Ports ports, Peer peer) {
    return reach.admits(
        groups.stream().map(Reading::known).toList(), Direction.INBOUND, ports, peer);
  }

  private static Peer peer(boolean withRange) {
    return new Peer(
        Set.of("sg-1", "sg-2"), withRange ? List.of(Cidr.parse("10.0.0.0/28")) : List.of());
  }

  @Property(tries = 1000)
  void admits_means_every_packet(
      @ForAll("rules") List<Rule> rules,
      @ForAll @IntRange(min = 1, max = 6) int from,
      @ForAll @IntRange(min = 1, max = 6) int to) {
    var ports = new Ports(Math.min(from, to), Math.max(from, to));
    boolean all = true;
    for (int port = ports.from(); port <= ports.to(); port++) {
      for (int address = 0; address < 16; address++) {
        int at = port;
        int who = address;
        all &= rules.stream().anyMatch(rule -> rule.passes(at, who, Set.of("sg-1", "sg-2")));
      }
    }

    var admitted = admits(List.of(group("sg-1", rules)), ports, peer(true));

    assertThat(admitted.map(admission -> admission != Admission.NOT_AT_ALL))
        .isEqualTo(Reading.known(all));
  }

  /** Without ranges of its own the peer is known by its groups alone. */
  @Property(tries = 500)
  void by_group_means_a_group_on_every_port(@ForAll("rules") List<Rule> rules) {
    var ports = new Ports(2, 4);
    boolean all = true;
    for (int port = 2; port <= 4; port++) {
      int at = port;
      all &=
          rules.stream()
              .map(rule -> new Rule(rule.protocol, rule.from, rule.to, rule.groups, List.of()))
              .anyMatch(rule -> rule.passes(at, 0, Set.of("sg-1", "sg-2")));
    }

    var groups = List.of(group("sg-1", rules));

    assertThat(admits(groups, ports, peer(false)))
        .isEqualTo(Reading.known(all ? Admission.BY_NAME : Admission.NOT_AT_ALL));
    assertThat(admits(groups, ports, peer(true)).map(Admission.BY_NAME::equals))
        .isEqualTo(Reading.known(all));
  }

  @Property(tries = 300)
  void rules_may_stand_in_several_groups(
      @ForAll("rules") List<Rule> rules, @ForAll @IntRange(max = 6) int cut) {
    int at = Math.min(cut, rules.size());
    var split =
        List.of(
            group("sg-1", rules.subList(0, at)), group("sg-2", rules.subList(at, rules.size())));

    assertThat(admits(split, new Ports(1, 5), peer(true)))
        .isEqualTo(admits(List.of(group("sg-1", rules)), new Ports(1, 5), peer(true)));
  }

  @Property(tries = 300)
  void splitting_a_rule_changes_nothing(@ForAll("rules") List<Rule> rules) {
    var split = new ArrayList<Rule>();
    for (Rule rule : rules) {
      rule.groups()
          .forEach(id ->
              split.addFirst(new Rule(rule.protocol, rule.from, rule.to, List.of(id), List.of())));
      for (int port = rule.from(); port <= rule.to(); port++) {
        for (String range : rule.ranges()) {
          split.addFirst(new Rule(rule.protocol, port, port, List.of(), List.of(range)));
        }
      }
    }

    assertThat(admits(List.of(group("sg-1", split)), new Ports(1, 6), peer(true)))
        .isEqualTo(admits(List.of(group("sg-1", rules)), new Ports(1, 6), peer(true)));
  }

  @Property(tries = 300)
  void further_rule_never_shuts_anybody_out(
      @ForAll("rules") List<Rule> rules, @ForAll("rules") List<Rule> more) {
    var all = new ArrayList<>(rules);
    all.addAll(more);
    var before = admits(List.of(group("sg-1", rules)), new Ports(1, 4), peer(true));
    var after = admits(List.of(group("sg-1", all)), new Ports(1, 4), peer(true));

    boolean wasAdmitted = !before.equals(Reading.known(Admission.NOT_AT_ALL));
    assertThat(wasAdmitted && after.equals(Reading.known(Admission.NOT_AT_ALL))).isFalse();
  }

  @Test
  void outbound_rules_are_another_list() {
    var open = group("sg-1", List.of(new Rule("-1", 0, 0, List.of("sg-1"), List.of())));

    assertThat(
            reach.admits(
                List.of(Reading.known(open)), Direction.OUTBOUND, Ports.HTTPS, peer(false)))
        .isEqualTo(Reading.known(Admission.NOT_AT_ALL));
  }

  @Test
  void unread_group_matters_only_where_the_others_do_not_admit() {
    var gap = Fact.SECURITY_GROUPS.gap("denied");
    var open = group("sg-1", List.of(new Rule("-1", 0, 0, List.of("sg-1"), List.of())));
    var closed = group("sg-1", List.of());

    assertThat(
            reach.admits(
                List.of(Reading.unread(gap), Reading.known(open)),
                Direction.INBOUND,
                Ports.HTTPS,
                peer(true)))
        .isEqualTo(Reading.known(Admission.BY_NAME));
    assertThat(
            reach.admits(
                List.of(Reading.known(closed), Reading.unread(gap)),
                Direction.INBOUND,
                Ports.HTTPS,
                peer(true)))
        .isEqualTo(Reading.unread(gap));
  }

  /** A list that the answer names without entries, beside the same list with them. */
  @Test
  void prefix_list_listed_twice_has_the_entries_of_either() {
    var twice =
        new SecurityGroupReach(
            Reading.known(
                List.of(
                    new PrefixList("pl-1", Optional.of("mine"), Optional.empty()),
                    new PrefixList(
                        "pl-1", Optional.empty(), Optional.of(List.of("10.0.0.0/16"))))));
    var rule =
        new IpPermission(
            "tcp",
            OptionalInt.of(443),
            OptionalInt.of(443),
            List.of(),
            List.of(),
            List.of(),
            List.of("pl-1"));
    var group =
        new SecurityGroup(
            "sg-1",
            Optional.empty(),
            Optional.of("vpc-1"),
            Optional.of(List.of(rule)),
            Optional.of(List.of()));

    assertThat(
            twice.admits(List.of(Reading.known(group)), Direction.INBOUND, Ports.HTTPS, peer(true)))
        .isEqualTo(Reading.known(Admission.BY_RANGE));
  }

  /** Wherever the peer may be, port 3 is shut. */
  @Test
  void unread_ranges_of_the_peer_do_not_matter_where_no_address_is_open_on_every_port() {
    var gap = Fact.SUBNETS.gap("the answer lacks the address range of subnet-a");
    var nowhereOnPortThree =
        group("sg-1", List.of(new Rule("tcp", 1, 2, List.of(), List.of("10.0.0.0/28"))));
    var peer = Peer.in(Reading.unread(gap));

    assertThat(admits(List.of(nowhereOnPortThree), new Ports(1, 3), peer))
        .isEqualTo(Reading.known(Admission.NOT_AT_ALL));
    assertThat(admits(List.of(nowhereOnPortThree), new Ports(1, 2), peer))
        .isEqualTo(Reading.unread(gap));
  }

  @Test
  void rule_from_port_zero_is_not_for_every_port() {
    var below = group("sg-1", List.of(new Rule("tcp", 0, 442, List.of("sg-1"), List.of())));

    assertThat(admits(List.of(below), Ports.HTTPS, peer(false)))
        .isEqualTo(Reading.known(Admission.NOT_AT_ALL));
  }

  /** The gap is that of the list whose entries are missing, not of the one that stands first. */
  @Test
  void gap_names_the_prefix_list_that_was_not_read() {
    var lists =
        new SecurityGroupReach(
            Reading.known(
                List.of(
                    new PrefixList(
                        "pl-read", Optional.empty(), Optional.of(List.of("192.0.2.0/24"))),
                    new PrefixList("pl-unread", Optional.empty(), Optional.empty()))));
    var rule =
        new IpPermission(
            "tcp",
            OptionalInt.of(443),
            OptionalInt.of(443),
            List.of(),
            List.of(),
            List.of(),
            List.of("pl-read", "pl-unread"));
    var group =
        new SecurityGroup(
            "sg-1",
            Optional.empty(),
            Optional.of("vpc-1"),
            Optional.of(List.of(rule)),
            Optional.of(List.of()));

    assertThat(
            lists.admits(List.of(Reading.known(group)), Direction.INBOUND, Ports.HTTPS, peer(true)))
        .isEqualTo(Reading.unread(Fact.PREFIX_LISTS.gap("the entries of pl-unread were not read")));
  }
}
