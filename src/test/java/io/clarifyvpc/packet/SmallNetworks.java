package io.clarifyvpc.packet;

import io.clarifyvpc.snapshot.RouteTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary parts of networks in the small universe. */
public final class SmallNetworks {
  /** The ports that rules speak of; nothing is special about any other. */
  public static final PortRange PORTS = new PortRange(1, 4);

  private SmallNetworks() {}

  public static Arbitrary<PortRange> portRanges() {
    return portRangesBetween(PORTS.ports().boxed().toList());
  }

  /** Port ranges that begin and end with these. */
  public static Arbitrary<PortRange> portRangesBetween(List<Integer> bounds) {
    var ports = Arbitraries.of(bounds);
    return Combinators.combine(ports, ports)
        .as((one, other) -> new PortRange(Math.min(one, other), Math.max(one, other)));
  }

  public static Arbitrary<AddressRange> ranges() {
    return Arbitraries.of(AddressRange.all());
  }

  public static Arbitrary<AddressRange> ranges(boolean ipv6) {
    return Arbitraries.of(AddressRange.all(ipv6));
  }

  /** Rules for the groups and prefix lists; every other group is a stranger's. */
  public static Arbitrary<GroupRule> groupRules(List<String> groups, List<String> prefixLists) {
    return Combinators.combine(
            Arbitraries.of("tcp", "6", "TCP", "-1", "udp"),
            portRanges().optional(0.8),
            Arbitraries.of(groups).list().ofMaxSize(1),
            Arbitraries.of(false, false, false, true),
            ranges().list().ofMaxSize(2),
            Arbitraries.of(prefixLists).list().ofMaxSize(1))
        .as(GroupRule::new);
  }

  /** The routes of one table: as with AWS, one a destination. */
  public static Arbitrary<List<SmallRoute>> routes() {
    return Combinators.combine(
            ranges(),
            Arbitraries.of(
                RouteTarget.Type.INTERNET_GATEWAY,
                RouteTarget.Type.NAT_GATEWAY,
                RouteTarget.Type.TRANSIT_GATEWAY),
            Arbitraries.of(true, true, false))
        .as(SmallRoute::new)
        .list()
        .uniqueElements(SmallRoute::destination)
        .ofMaxSize(5);
  }

  /** Lists of ACL entries with numbers of their own, in any order. */
  public static Arbitrary<List<AclRule>> aclRules(Arbitrary<PortRange> portRanges) {
    var unnumbered =
        Combinators.combine(
                Arbitraries.of("6", "-1", "17"),
                Arbitraries.of(true, true, false),
                Arbitraries.of(true, false),
                portRanges.optional(0.8),
                ranges())
            .as((protocol, allow, egress, ports, range) ->
                new AclRule(0, protocol, allow, egress, ports, range));
    var numbers = Arbitraries.integers().between(1, 32766).list().uniqueElements().ofSize(8);
    return Combinators.combine(unnumbered.list().ofMaxSize(8), numbers).as(SmallNetworks::numbered);
  }

  private static List<AclRule> numbered(List<AclRule> rules, List<Integer> numbers) {
    var numbered = new ArrayList<AclRule>();
    for (AclRule rule : rules) {
      numbered.add(
          new AclRule(
              numbers.get(numbered.size()),
              rule.protocol(),
              rule.allow(),
              rule.egress(),
              rule.ports(),
              rule.range()));
    }
    return numbered;
  }

  /** Something that was read, or, now and then, was not. */
  public static <T> Arbitrary<Optional<T>> sometimesUnread(Arbitrary<T> read) {
    return read.optional(0.7);
  }
}
