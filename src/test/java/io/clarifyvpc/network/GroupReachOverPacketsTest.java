package io.clarifyvpc.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.network.SecurityGroupReach.Admission;
import io.clarifyvpc.network.SecurityGroupReach.Direction;
import io.clarifyvpc.network.SecurityGroupReach.Peer;
import io.clarifyvpc.network.SecurityGroupReach.Ports;
import io.clarifyvpc.packet.AddressRange;
import io.clarifyvpc.packet.Completions;
import io.clarifyvpc.packet.GroupRule;
import io.clarifyvpc.packet.GroupRule.OtherEnd;
import io.clarifyvpc.packet.PortRange;
import io.clarifyvpc.packet.SmallNetworks;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.IpPermission;
import io.clarifyvpc.snapshot.PrefixList;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.SecurityGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What groups let through, against every packet: a peer is admitted where each packet of it finds a
 * rule, and what was not read decides nothing unless every way to complete it agrees.
 */
class GroupReachOverPacketsTest {
  private static final List<String> LISTS = List.of("pl-1", "pl-2");
  private static final Gap GROUP_GAP = Fact.SECURITY_GROUPS.gap("not read");

  /** What the entries of a list or the ranges of a peer may be that were not read. */
  private static final List<List<AddressRange>> POSSIBLE_ENTRIES =
      List.of(
          List.of(),
          List.of(AddressRange.ALL_IPV4),
          List.of(AddressRange.ALL_IPV6),
          List.of(AddressRange.ALL_IPV4, AddressRange.ALL_IPV6));

  private static final List<List<GroupRule>> POSSIBLE_RULES =
      List.of(
          List.of(),
          List.of(
              new GroupRule(
                  "-1",
                  Optional.empty(),
                  List.of("sg-1", "sg-2"),
                  false,
                  List.of(AddressRange.ALL_IPV4, AddressRange.ALL_IPV6),
                  LISTS)));

  /** Groups of one interface, prefix lists, and the peer; what is empty was not read. */
  record Case(
      List<Optional<List<GroupRule>>> groups,
      Map<String, Optional<List<AddressRange>>> lists,
      Set<String> namedByGroups,
      Set<String> namedByLists,
      Optional<List<AddressRange>> peerRanges,
      PortRange ports) {

    boolean isAboutSomebody() {
      return !namedByGroups.isEmpty()
          || !namedByLists.isEmpty()
          || peerRanges.filter(List::isEmpty).isEmpty();
    }

    /** Whether the peer is admitted, for every way to complete what was not read. */
    Set<Boolean> verdicts(List<List<AddressRange>> possiblePeers) {
      return Completions.of(groups, POSSIBLE_RULES).stream()
          .flatMap(rules ->
              Completions.of(lists, POSSIBLE_ENTRIES).stream()
                  .flatMap(entries ->
                      peerRanges.map(List::of).orElse(possiblePeers).stream()
                          .map(peer -> admits(rules, entries, peer))))
          .collect(Collectors.toSet());
    }

    private boolean admits(
        List<List<GroupRule>> rules,
        Map<String, List<AddressRange>> entries,
        List<AddressRange> peer) {
      return ends(peer)
          .allMatch(end ->
              ports
                  .ports()
                  .allMatch(port ->
                      rules.stream()
                          .flatMap(List::stream)
                          .anyMatch(rule -> rule.passes(port, end, entries))));
    }

    private Stream<OtherEnd> ends(List<AddressRange> peer) {
      return peer.isEmpty()
          ? Stream.of(new OtherEnd(namedByGroups, namedByLists, Optional.empty()))
          : peer.stream()
              .flatMap(range -> range.addresses().stream())
              .map(address -> new OtherEnd(namedByGroups, namedByLists, Optional.of(address)));
    }

    /** What the product says. */
    Reading<Boolean> answer(Direction direction) {
      var prefixLists = new ArrayList<PrefixList>();
      lists.forEach((id, entries) ->
          prefixLists.add(
              new PrefixList(
                  id,
                  Optional.empty(),
                  entries.map(known -> known.stream().map(AddressRange::toString).toList()))));
      return new SecurityGroupReach(Reading.known(prefixLists))
          .admits(
              groups.stream().map(rules -> group(rules, direction)).toList(),
              direction,
              new Ports(ports.from(), ports.to()),
              peer())
          .map(admission -> admission != Admission.NOT_AT_ALL);
    }

    private Peer peer() {
      var ranges =
          peerRanges
              .map(known ->
                  Reading.known(
                      known.stream().map(AddressRange::toString).map(Cidr::parse).toList()))
              .orElseGet(() -> Reading.unread(Fact.SUBNETS.gap("not read")));
      return new Peer(namedByGroups, namedByLists, ranges);
    }

    private static Reading<SecurityGroup> group(
        Optional<List<GroupRule>> rules, Direction direction) {
      if (rules.isEmpty()) {
        return Reading.unread(GROUP_GAP);
      }
      var permissions = rules.map(known -> known.stream().map(GroupRule::permission).toList());
      Optional<List<IpPermission>> none = Optional.of(List.of());
      return Reading.known(
          new SecurityGroup(
              "sg-1",
              Optional.empty(),
              Optional.of("vpc-1"),
              direction == Direction.INBOUND ? permissions : none,
              direction == Direction.INBOUND ? none : permissions));
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    var rules =
        SmallNetworks.groupRules(List.of("sg-1", "sg-2", "sg-other"), LISTS).list().ofMaxSize(4);
    var entries = SmallNetworks.sometimesUnread(SmallNetworks.ranges().list().ofMaxSize(2));
    return Combinators.combine(
            SmallNetworks.sometimesUnread(rules).list().ofMinSize(1).ofMaxSize(2),
            Combinators.combine(entries, entries)
                .as((one, other) -> Map.of(LISTS.getFirst(), one, LISTS.getLast(), other)),
            Arbitraries.of("sg-1", "sg-2").set().ofMaxSize(2),
            Arbitraries.of(LISTS).set().ofMaxSize(1),
            SmallNetworks.sometimesUnread(SmallNetworks.ranges().list().ofMaxSize(2)),
            SmallNetworks.portRanges())
        .as(Case::new)
        .filter(Case::isAboutSomebody);
  }

  /**
   * Ranges of the peer that were not read are taken for IPv4 where everything is open, and
   * for anything before somebody is said to be shut out.
   */
  @Property(tries = 1000)
  void known_exactly_where_every_completion_agrees(
      @ForAll("cases") Case one, @ForAll Direction direction) {
    Optional<Boolean> expected = Optional.empty();
    if (one.verdicts(singles(AddressRange.all(false))).equals(Set.of(true))) {
      expected = Optional.of(true);
    } else if (one.verdicts(singles(AddressRange.all())).equals(Set.of(false))) {
      expected = Optional.of(false);
    }

    assertThat(one.answer(direction).map(Optional::of).orElse(_ -> Optional.empty()))
        .isEqualTo(expected);
  }

  private static List<List<AddressRange>> singles(List<AddressRange> ranges) {
    return ranges.stream().map(List::of).toList();
  }
}
