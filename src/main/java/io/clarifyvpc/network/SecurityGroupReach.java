package io.clarifyvpc.network;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.IpPermission;
import io.clarifyvpc.snapshot.PrefixList;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.snapshot.UserIdGroupPair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What security groups let through. The rules of all groups of one interface form a union: ports
 * and ranges of several permissions add up.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html">Security
 *     group rules</a>
 */
public final class SecurityGroupReach {
  /** Which of a group's rules are asked. */
  public enum Direction {
    INBOUND,
    OUTBOUND
  }

  /** TCP ports from one to another, both included. */
  public record Ports(int from, int to) {
    /** HTTPS. */
    public static final Ports HTTPS = new Ports(443, 443);

    /** All of TCP. */
    public static final Ports ALL_TCP = new Ports(1, 65535);
  }

  /**
   * Who is let in, or reached: whoever carries one of the groups, is named by one of the prefix
   * lists, or has an address in any of the ranges.
   *
   * @param groupIds groups of which everybody meant carries each
   * @param prefixListIds prefix lists of which each names everybody meant
   * @param ranges where everybody meant may be; empty: no address can name them
   */
  public record Peer(Set<String> groupIds, Set<String> prefixListIds, Reading<List<Cidr>> ranges) {
    public Peer {
      groupIds = Set.copyOf(groupIds);
      prefixListIds = Set.copyOf(prefixListIds);
      ranges = ranges.map(List::copyOf);
    }

    /** Somebody in groups and ranges. */
    public Peer(Set<String> groupIds, List<Cidr> ranges) {
      this(groupIds, Set.of(), Reading.known(ranges));
    }

    /** Somebody in ranges only. */
    public static Peer in(Reading<List<Cidr>> ranges) {
      return new Peer(Set.of(), Set.of(), ranges);
    }
  }

  /** How the peer is let through on all the ports. */
  public enum Admission {
    /** By the name of a group or of a prefix list. */
    BY_NAME,
    /**
     * At least in part because of its addresses: whoever else has such an address is let through
     * too.
     */
    BY_RANGE,
    NOT_AT_ALL
  }

  private final Reading<Map<String, PrefixList>> prefixLists;

  SecurityGroupReach(Reading<List<PrefixList>> prefixLists) {
    this.prefixLists =
        prefixLists.map(lists -> {
          var byId = new HashMap<String, PrefixList>();
          lists.forEach(
              list -> byId.merge(list.prefixListId(), list, SecurityGroupReach::withRanges));
          return byId;
        });
  }

  private static PrefixList withRanges(PrefixList one, PrefixList other) {
    return one.cidrs().isPresent() ? one : other;
  }

  /**
   * Whether the groups' rules let the peer through on all the ports. Undecided only where a rule
   * that is not known, or a prefix list whose entries are not known, could make the difference.
   * Ranges of the peer that are not known do not matter where it is named, where every IPv4 address
   * is open, or where no address at all is open on all the ports.
   *
   * @param groups the groups of the interface; a gap stands for one that could not be read
   */
  public Reading<Admission> admits(
      List<Reading<SecurityGroup>> groups, Direction direction, Ports ports, Peer peer) {
    return switch (peer.ranges()) {
      case Reading.Known<List<Cidr>>(var ranges) -> admits(groups, direction, ports, peer, ranges);
      case Reading.Unread<List<Cidr>>(var gap) -> {
        var anywhere = admits(groups, direction, ports, peer, List.of(Cidr.ALL_IPV4));
        yield anywhere instanceof Reading.Known<Admission>(Admission admission)
                && admission == Admission.NOT_AT_ALL
                && opensSomeRange(groups, direction, ports, peer)
            ? Reading.unread(gap)
            : anywhere;
      }
    };
  }

  private Reading<Admission> admits(
      List<Reading<SecurityGroup>> groups,
      Direction direction,
      Ports ports,
      Peer peer,
      List<Cidr> ranges) {
    var rules = new ArrayList<IpPermission>();
    Optional<Gap> unknownRules = Optional.empty();
    for (Reading<SecurityGroup> group : groups) {
      switch (group.flatMap(known -> rulesOf(known, direction))) {
        case Reading.Known<List<IpPermission>>(var permissions) -> rules.addAll(permissions);
        case Reading.Unread<List<IpPermission>>(var gap) -> unknownRules = Optional.of(gap);
      }
    }
    var certain = admission(rules, ports, peer, ranges, List.of());
    if (certain != Admission.NOT_AT_ALL) {
      return Reading.known(certain);
    }
    if (unknownRules.isPresent()) {
      return Reading.unread(unknownRules.get());
    }
    var unknownList =
        rules.stream()
            .flatMap(rule -> rule.prefixListIds().stream())
            .filter(id -> entries(id).isEmpty())
            .findFirst();
    var everything = List.of(Cidr.ALL_IPV4, Cidr.ALL_IPV6);
    return unknownList.isPresent()
            && admission(rules, ports, peer, ranges, everything) != Admission.NOT_AT_ALL
        ? Reading.unread(entriesUnread(unknownList.get()))
        : Reading.known(Admission.NOT_AT_ALL);
  }

  /**
   * Ranges nest or lie apart: where an address is open on all the ports, so is the narrowest of the
   * rules' own ranges around it.
   */
  private boolean opensSomeRange(
      List<Reading<SecurityGroup>> groups, Direction direction, Ports ports, Peer peer) {
    return groups.stream()
        .map(group -> group.flatMap(known -> rulesOf(known, direction)).orElse(_ -> List.of()))
        .flatMap(List::stream)
        .flatMap(rule -> rangesOf(rule, List.of()))
        .map(range -> admits(groups, direction, ports, peer, List.of(range)))
        .anyMatch(admission -> !admission.equals(Reading.known(Admission.NOT_AT_ALL)));
  }

  private static Reading<List<IpPermission>> rulesOf(SecurityGroup group, Direction direction) {
    var rules =
        switch (direction) {
          case INBOUND -> group.ipPermissions();
          case OUTBOUND -> group.ipPermissionsEgress();
        };
    return rules
        .map(Reading::known)
        .orElseGet(() ->
            Reading.unread(
                Fact.SECURITY_GROUPS.gap(
                    "the answer lacks the %s rules of %s"
                        .formatted(
                            direction == Direction.INBOUND ? "inbound" : "outbound",
                            group.groupId()))));
  }

  private Gap entriesUnread(String prefixListId) {
    return prefixLists instanceof Reading.Unread<Map<String, PrefixList>>(Gap gap)
        ? gap
        : Fact.PREFIX_LISTS.gap("the entries of %s were not read".formatted(prefixListId));
  }

  /** Judges every stretch of ports between two boundaries of the rules. */
  private Admission admission(
      List<IpPermission> rules,
      Ports ports,
      Peer peer,
      List<Cidr> ranges,
      List<Cidr> unknownEntries) {
    var starts = new TreeSet<Integer>(Set.of(ports.from()));
    var tcp = rules.stream().filter(SecurityGroupReach::isTcp).toList();
    for (IpPermission rule : tcp) {
      Stream.of(firstPort(rule), lastPort(rule) + 1)
          .filter(port -> port > ports.from() && port <= ports.to())
          .forEach(starts::add);
    }
    var weakest = Admission.BY_NAME;
    for (int port : starts) {
      var there =
          tcp.stream().filter(rule -> firstPort(rule) <= port && port <= lastPort(rule)).toList();
      if (there.stream().anyMatch(rule -> names(rule, peer))) {
        continue;
      }
      if (!coversRanges(there, ranges, unknownEntries)) {
        return Admission.NOT_AT_ALL;
      }
      weakest = Admission.BY_RANGE;
    }
    return weakest;
  }

  private static boolean isTcp(IpPermission rule) {
    return switch (rule.ipProtocol()) {
      case "-1", "6" -> true;
      default -> rule.ipProtocol().equalsIgnoreCase("tcp");
    };
  }

  private static boolean hasNoPorts(IpPermission rule) {
    return rule.ipProtocol().equals("-1") || rule.fromPort().orElse(-1) < 0;
  }

  private static int firstPort(IpPermission rule) {
    return hasNoPorts(rule) ? 0 : rule.fromPort().getAsInt();
  }

  private static int lastPort(IpPermission rule) {
    return hasNoPorts(rule) ? Ports.ALL_TCP.to() : rule.toPort().orElse(firstPort(rule));
  }

  private static boolean names(IpPermission rule, Peer peer) {
    return rule.prefixListIds().stream().anyMatch(peer.prefixListIds()::contains)
        || rule.userIdGroupPairs().stream()
            .filter(pair -> pair.vpcPeeringConnectionId().isEmpty())
            .map(UserIdGroupPair::groupId)
            .flatMap(Optional::stream)
            .anyMatch(peer.groupIds()::contains);
  }

  private boolean coversRanges(
      List<IpPermission> rules, List<Cidr> ranges, List<Cidr> unknownEntries) {
    if (ranges.isEmpty()) {
      return false;
    }
    var open = rules.stream().flatMap(rule -> rangesOf(rule, unknownEntries)).toList();
    return ranges.stream().allMatch(range -> range.isCoveredBy(open));
  }

  private Stream<Cidr> rangesOf(IpPermission rule, List<Cidr> unknownEntries) {
    return Stream.of(
            rule.ipRanges().stream().map(Cidr::parse),
            rule.ipv6Ranges().stream().map(Cidr::parse),
            rule.prefixListIds().stream()
                .flatMap(id -> entries(id).orElse(unknownEntries).stream()))
        .flatMap(Function.identity());
  }

  private Optional<List<Cidr>> entries(String prefixListId) {
    return prefixLists
        .map(lists -> Optional.ofNullable(lists.get(prefixListId)))
        .orElse(_ -> Optional.empty())
        .flatMap(PrefixList::cidrs)
        .map(cidrs -> cidrs.stream().map(Cidr::parse).toList());
  }

  /** The ids of groups, for a {@link Peer}. */
  public static Set<String> idsOf(Collection<SecurityGroup> groups) {
    return Set.copyOf(groups.stream().map(SecurityGroup::groupId).toList());
  }
}
