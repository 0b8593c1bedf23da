package io.clarifyvpc.network;

import static java.util.Comparator.comparingInt;

import io.clarifyvpc.network.SecurityGroupReach.Direction;
import io.clarifyvpc.network.SecurityGroupReach.Ports;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.NetworkAcl;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Subnet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What network ACLs pass. They are stateless, so that replies need a rule of their own; the lowest
 * rule number that matches a packet decides.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html">Network
 *     ACLs</a>
 */
public final class NetworkAclPassage {
  /** Where replies go: the ports that clients choose from. */
  public static final Ports EPHEMERAL = new Ports(1024, 65535);

  private static final Set<String> TCP = Set.of("-1", "6", "tcp");

  private static final Set<String> NAMED = Set.of("tcp", "udp", "icmp", "icmpv6");

  private final Reading<Map<String, NetworkAcl>> bySubnet;
  private final Reading<Map<String, NetworkAcl>> defaultByVpc;

  NetworkAclPassage(Reading<List<NetworkAcl>> acls) {
    this.bySubnet =
        acls.map(known -> {
          var byId = new HashMap<String, NetworkAcl>();
          known.forEach(acl -> acl.associatedSubnetIds().forEach(subnet -> byId.put(subnet, acl)));
          return byId;
        });
    this.defaultByVpc =
        acls.map(known -> {
          var byVpc = new HashMap<String, NetworkAcl>();
          known.stream().filter(NetworkAcl::isDefault).forEach(acl -> byVpc.put(acl.vpcId(), acl));
          return byVpc;
        });
  }

  /** The ACL that guards a subnet: its own, else its VPC's default, which AWS guarantees. */
  public Reading<NetworkAcl> aclOf(Subnet subnet) {
    return bySubnet.flatMap(known ->
        Optional.ofNullable(known.get(subnet.subnetId()))
            .map(Reading::known)
            .orElseGet(() -> defaultAcl(subnet.vpcId())));
  }

  private Reading<NetworkAcl> defaultAcl(String vpcId) {
    return defaultByVpc.flatMap(known ->
        Optional.ofNullable(known.get(vpcId))
            .map(Reading::known)
            .orElseGet(() ->
                Reading.unread(
                    Fact.NETWORK_ACLS.gap(
                        "the answer lacks the default network ACL of " + vpcId))));
  }

  /**
   * Whether TCP passes on all the ports, to or from every address of the range; a gap where it
   * depends on whether a protocol that is not known here carries TCP.
   */
  public static Reading<Boolean> passes(
      NetworkAcl acl, Direction direction, Ports ports, Cidr range) {
    var entries =
        acl.entries().stream()
            .filter(entry -> entry.egress() == (direction == Direction.OUTBOUND))
            .sorted(comparingInt(NetworkAcl.Entry::ruleNumber))
            .toList();
    boolean atWorst = passes(entries, entry -> !allows(entry), ports, range);
    boolean atBest = passes(entries, NetworkAclPassage::allows, ports, range);
    return atWorst == atBest
        ? Reading.known(atWorst)
        : Reading.unread(
            Fact.NETWORK_ACLS.gap(
                "%s has an entry of a protocol that is not known here"
                    .formatted(acl.networkAclId())));
  }

  /** Takes those of the entries of an unknown protocol that are meant to be for TCP. */
  private static boolean passes(
      List<NetworkAcl.Entry> entries, Predicate<NetworkAcl.Entry> meant, Ports ports, Cidr range) {
    var rules =
        entries.stream()
            .filter(entry -> isTcp(entry) || (isOfUnknownProtocol(entry) && meant.test(entry)))
            .map(Rule::of)
            .toList();
    return starts(rules, ports).stream()
        .allMatch(port -> passes(rules.stream().filter(rule -> rule.isFor(port)).toList(), range));
  }

  private static boolean isTcp(NetworkAcl.Entry entry) {
    return TCP.contains(entry.protocol().toLowerCase(Locale.ROOT));
  }

  /** AWS numbers protocols, and names a few. */
  private static boolean isOfUnknownProtocol(NetworkAcl.Entry entry) {
    return !entry.protocol().matches("-?\\d+")
        && !NAMED.contains(entry.protocol().toLowerCase(Locale.ROOT));
  }

  private static boolean allows(NetworkAcl.Entry entry) {
    return entry.ruleAction().equalsIgnoreCase("allow");
  }

  /** The first port of every stretch on which the same rules apply. */
  private static Set<Integer> starts(List<Rule> rules, Ports ports) {
    var starts = new TreeSet<Integer>(Set.of(ports.from()));
    rules.stream()
        .flatMap(rule -> Stream.of(rule.ports().from(), rule.ports().to() + 1))
        .filter(port -> port > ports.from() && port <= ports.to())
        .forEach(starts::add);
    return starts;
  }

  /**
   * The first rule that covers the range decides; one that covers a part of it splits the range.
   */
  private static boolean passes(List<Rule> rules, Cidr range) {
    for (Rule rule : rules) {
      if (rule.range().contains(range)) {
        return rule.allows();
      }
      if (range.contains(rule.range())) {
        return range.halves().stream().allMatch(half -> passes(rules, half));
      }
    }
    return false;
  }

  private record Rule(boolean allows, Ports ports, Cidr range) {
    static Rule of(NetworkAcl.Entry entry) {
      boolean allPorts = entry.protocol().equals("-1") || entry.fromPort().isEmpty();
      int from = allPorts ? 0 : entry.fromPort().getAsInt();
      int to = allPorts ? EPHEMERAL.to() : entry.toPort().orElse(from);
      return new Rule(
          NetworkAclPassage.allows(entry),
          new Ports(from, to),
          Cidr.parse(entry.cidrBlock().or(entry::ipv6CidrBlock).orElseThrow()));
    }

    boolean isFor(int port) {
      return ports.from() <= port && port <= ports.to();
    }
  }
}
