package io.clarifyvpc.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.network.SecurityGroupReach.Direction;
import io.clarifyvpc.network.SecurityGroupReach.Ports;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.NetworkAcl;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Subnet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ACLs against brute force: each packet, by port and address, meets the entries in the order of
 * their numbers, and the first that matches decides.
 */
class NetworkAclPassageTest {
  private static final NetworkAcl OWN =
      new NetworkAcl("acl-own", "vpc-1", false, List.of("subnet-a"), List.of());
  private static final NetworkAcl DEFAULT =
      new NetworkAcl("acl-default", "vpc-1", true, List.of(), List.of());
  private static final NetworkAcl OTHER_DEFAULT =
      new NetworkAcl("acl-other", "vpc-2", true, List.of(), List.of());

  /** An entry on few ports of a range in 10.0.0.0/28, which begins at {@code first}. */
  record Rule(
      String protocol, boolean allow, boolean egress, int from, int to, int first, int length) {
    NetworkAcl.Entry entry(int number) {
      boolean all = protocol.equals("-1");
      return new NetworkAcl.Entry(
          number,
          protocol,
          allow ? "allow" : "deny",
          egress,
          Optional.of("10.0.0.%d/%d".formatted(first, length)),
          Optional.empty(),
          all ? OptionalInt.empty() : OptionalInt.of(from),
          all ? OptionalInt.empty() : OptionalInt.of(to));
    }

    boolean matches(boolean out, int port, int address) {
      return egress == out
          && !protocol.equals("17")
          && (protocol.equals("-1") || (from <= port && port <= to))
          && first <= address
          && address < first + (1 << (32 - length));
    }
  }

  @Provide
  Arbitrary<List<Rule>> rules() {
    var ports = Arbitraries.integers().between(1, 6);
    return Combinators.combine(
            Arbitraries.of("6", "6", "6", "17", "-1"),
            Arbitraries.of(true, true, false),
            Arbitraries.of(true, true, true, false),
            ports,
            ports,
            Arbitraries.integers().between(0, 15),
            Arbitraries.integers().between(28, 32))
        .as((protocol, allow, egress, one, other, address, length) -> {
          int size = 1 << (32 - length);
          return new Rule(
              protocol,
              allow,
              egress,
              Math.min(one, other),
              Math.max(one, other),
              address / size * size,
              length);
        })
        .list()
        .ofMaxSize(8);
  }

  private static NetworkAcl acl(List<NetworkAcl.Entry> entries) {
    return new NetworkAcl("acl-1", "vpc-1", false, List.of(), entries);
  }

  private static List<NetworkAcl.Entry> numbered(List<Rule> rules) {
    var entries = new ArrayList<NetworkAcl.Entry>();
    rules.forEach(rule -> entries.add(rule.entry(100 + entries.size())));
    return entries;
  }

  private static boolean packetPasses(List<Rule> rules, boolean out, int port, int address) {
    return rules.stream()
        .filter(rule -> rule.matches(out, port, address))
        .findFirst()
        .map(Rule::allow)
        .orElse(false);
  }

  @Property(tries = 2000)
  void passes_means_every_packet(
      @ForAll("rules") List<Rule> rules,
      @ForAll boolean out,
      @ForAll @IntRange(min = 1, max = 6) int one,
      @ForAll @IntRange(min = 1, max = 6) int other,
      @ForAll @IntRange(max = 15) int address,
      @ForAll @IntRange(min = 28, max = 32) int length) {
    var ports = new Ports(Math.min(one, other), Math.max(one, other));
    int size = 1 << (32 - length);
    int first = address / size * size;
    boolean all = true;
    for (int port = ports.from(); port <= ports.to(); port++) {
      for (int at = first; at < first + size; at++) {
        all &= packetPasses(rules, out, port, at);
      }
    }

    assertThat(
            NetworkAclPassage.passes(
                acl(numbered(rules)),
                out ? Direction.OUTBOUND : Direction.INBOUND,
                ports,
                Cidr.parse("10.0.0.%d/%d".formatted(first, length))))
        .isEqualTo(Reading.known(all));
  }

  @Property(tries = 300)
  void numbers_decide_and_not_the_order_of_the_list(
      @ForAll("rules") List<Rule> rules, @ForAll long seed) {
    var shuffled = numbered(rules);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(passesSomething(shuffled)).isEqualTo(passesSomething(numbered(rules)));
  }

  private static Reading<Boolean> passesSomething(List<NetworkAcl.Entry> entries) {
    return NetworkAclPassage.passes(
        acl(entries), Direction.OUTBOUND, new Ports(2, 4), Cidr.parse("10.0.0.0/29"));
  }

  @Property(tries = 300)
  void entry_behind_all_others_never_blocks_what_passed(@ForAll("rules") List<Rule> rules) {
    var entries = numbered(rules);
    var before = passesSomething(entries);
    entries.add(new Rule("-1", false, true, 1, 1, 0, 28).entry(32767));

    assertThat(passesSomething(entries)).isEqualTo(before);
  }

  private static NetworkAcl.Entry entry(String protocol, String action, String range) {
    boolean ipv6 = range.contains(":");
    return new NetworkAcl.Entry(
        100,
        protocol,
        action,
        true,
        Optional.of(range).filter(_ -> !ipv6),
        Optional.of(range).filter(_ -> ipv6),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "6", "tcp", "TCP"})
  void protocols_that_carry_tcp(String protocol) {
    assertThat(
            NetworkAclPassage.passes(
                acl(List.of(entry(protocol, "ALLOW", "0.0.0.0/0"))),
                Direction.OUTBOUND,
                NetworkAclPassage.EPHEMERAL,
                Cidr.ALL_IPV4))
        .isEqualTo(Reading.known(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "udp", "1", "58", "icmpv6"})
  void protocols_that_do_not(String protocol) {
    assertThat(
            NetworkAclPassage.passes(
                acl(List.of(entry(protocol, "allow", "0.0.0.0/0"))),
                Direction.OUTBOUND,
                Ports.HTTPS,
                Cidr.ALL_IPV4))
        .isEqualTo(Reading.known(false));
  }

  private static NetworkAcl.Entry of(int number, String protocol, String action) {
    return new NetworkAcl.Entry(
        number,
        protocol,
        action,
        true,
        Optional.of("0.0.0.0/0"),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  private static Reading<Boolean> passes(NetworkAcl.Entry... entries) {
    return NetworkAclPassage.passes(
        acl(List.of(entries)), Direction.OUTBOUND, Ports.HTTPS, Cidr.ALL_IPV4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"allow", "deny"})
  void protocol_to_come_is_a_gap_where_it_could_decide(String action) {
    var other = action.equals("allow") ? "deny" : "allow";

    assertThat(passes(of(90, "a-protocol-to-come", action), of(100, "-1", other)))
        .isEqualTo(
            Reading.unread(
                Fact.NETWORK_ACLS.gap("acl-1 has an entry of a protocol that is not known here")));
  }

  @Test
  void protocol_to_come_that_changes_nothing_decides_nothing() {
    assertThat(passes(of(90, "-1", "allow"), of(100, "a-protocol-to-come", "deny")))
        .isEqualTo(Reading.known(true));
    assertThat(passes(of(90, "a-protocol-to-come", "deny"), of(100, "-1", "deny")))
        .isEqualTo(Reading.known(false));
  }

  @Test
  void families_do_not_meet() {
    var ipv4 = acl(List.of(entry("-1", "allow", "0.0.0.0/0")));
    var ipv6 = acl(List.of(entry("-1", "allow", "::/0")));

    assertThat(passesHttps(ipv4, Cidr.ALL_IPV4)).isTrue();
    assertThat(passesHttps(ipv4, Cidr.ALL_IPV6)).isFalse();
    assertThat(passesHttps(ipv6, Cidr.ALL_IPV4)).isFalse();
    assertThat(passesHttps(ipv6, Cidr.ALL_IPV6)).isTrue();
  }

  /** A range of single addresses is split no further than the entries are. */
  @Test
  void everything_is_split_as_deep_as_a_single_address() {
    var hole =
        acl(
            List.of(
                new NetworkAcl.Entry(
                    1,
                    "-1",
                    "deny",
                    true,
                    Optional.of("198.51.100.7/32"),
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty()),
                entry("-1", "allow", "0.0.0.0/0")));

    assertThat(passesHttps(hole, Cidr.ALL_IPV4)).isFalse();
    assertThat(passesHttps(hole, Cidr.parse("198.51.100.6/32"))).isTrue();
    assertThat(passesHttps(hole, Cidr.parse("198.51.100.6/31"))).isFalse();
  }

  private static boolean passesHttps(NetworkAcl acl, Cidr range) {
    return NetworkAclPassage.passes(acl, Direction.OUTBOUND, Ports.HTTPS, range)
        .orElse(gap -> {
          throw new AssertionError(gap.describe());
        });
  }

  private static Subnet subnet(String id, String vpc) {
    return new Subnet(
        id,
        vpc,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Reading<String> aclOf(Subnet subnet, NetworkAcl... acls) {
    return new NetworkAclPassage(Reading.known(List.of(acls)))
        .aclOf(subnet)
        .map(NetworkAcl::networkAclId);
  }

  @Test
  void own_acl_before_the_default_of_the_vpc() {
    NetworkAcl[] acls = {DEFAULT, OWN, OTHER_DEFAULT};

    assertThat(aclOf(subnet("subnet-a", "vpc-1"), acls)).isEqualTo(Reading.known("acl-own"));
    assertThat(aclOf(subnet("subnet-b", "vpc-1"), acls)).isEqualTo(Reading.known("acl-default"));
    assertThat(aclOf(subnet("subnet-x", "vpc-2"), acls)).isEqualTo(Reading.known("acl-other"));
  }

  @Tag("R-8")
  @Test
  void missing_default_acl_is_a_gap() {
    assertThat(aclOf(subnet("subnet-b", "vpc-1"), OWN, OTHER_DEFAULT))
        .isEqualTo(
            Reading.unread(
                Fact.NETWORK_ACLS.gap("the answer lacks the default network ACL of vpc-1")));
  }

  @Test
  void gap_of_the_answer_is_handed_on() {
    var gap = Fact.NETWORK_ACLS.gap("AccessDenied");

    assertThat(new NetworkAclPassage(Reading.unread(gap)).aclOf(subnet("subnet-a", "vpc-1")))
        .isEqualTo(Reading.unread(gap));
  }
}
