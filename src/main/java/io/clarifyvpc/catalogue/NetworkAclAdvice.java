package io.clarifyvpc.catalogue;

import static java.util.function.Predicate.not;

import io.clarifyvpc.control.CloudFormationResource;
import io.clarifyvpc.network.Cidr;
import io.clarifyvpc.network.SecurityGroupReach.Direction;
import io.clarifyvpc.network.SecurityGroupReach.Ports;
import io.clarifyvpc.snapshot.NetworkAcl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Entries that network ACLs lack: each is numbered below the first entry that denies, and takes a
 * number that no entry has.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html">Network ACL
 *     rules</a>
 */
final class NetworkAclAdvice {
  /** AWS's own last entry, which denies what nothing else decides. */
  private static final int CATCH_ALL = 32767;

  private static final int STEP = 10;
  private static final int TCP = 6;

  /** The default quota of a direction, the catch-all not counted. */
  private static final int MOST_ENTRIES = 20;

  private record Side(NetworkAcl acl, Direction direction) {}

  private record Passage(Ports ports, Cidr range) {
    boolean covers(Passage other) {
      return ports.equals(other.ports()) && range.contains(other.range());
    }
  }

  private final Map<Side, List<Passage>> missing = new LinkedHashMap<>();

  /** Notes that the ranges are blocked. */
  void letPass(NetworkAcl acl, Direction direction, Ports ports, List<Cidr> ranges) {
    var passages = missing.computeIfAbsent(new Side(acl, direction), _ -> new ArrayList<>());
    for (Cidr range : ranges) {
      var passage = new Passage(ports, range);
      if (passages.stream().noneMatch(other -> other.covers(passage))) {
        passages.removeIf(passage::covers);
        passages.add(passage);
      }
    }
  }

  /** The entries, side by side. */
  void addTo(Changes changes) {
    missing.forEach((side, passages) -> add(side, withinQuota(side, passages), changes));
  }

  /** Where the entries would be too many, one for everywhere takes their place. */
  private static List<Passage> withinQuota(Side side, List<Passage> passages) {
    long there = numbers(side).stream().filter(number -> number < CATCH_ALL).count();
    return there + passages.size() <= MOST_ENTRIES
        ? passages
        : passages.stream()
            .map(passage ->
                new Passage(
                    passage.ports(), passage.range().ipv6() ? Cidr.ALL_IPV6 : Cidr.ALL_IPV4))
            .distinct()
            .toList();
  }

  private static void add(Side side, List<Passage> passages, Changes changes) {
    var free = freeNumbers(side, passages.size());
    if (free.size() < passages.size()) {
      changes.leaveToPeople(
          "Make room in %s below rule %d, which denies: number it and what follows higher, then let %s pass %s."
              .formatted(side.acl().networkAclId(), firstDeny(side), words(passages), words(side)));
      return;
    }
    changes.say(
        "Let %s pass %s %s.".formatted(words(passages), side.acl().networkAclId(), words(side)));
    for (int i = 0; i < passages.size(); i++) {
      add(side, passages.get(i), free.get(i), changes);
    }
  }

  private static String words(Side side) {
    return side.direction() == Direction.OUTBOUND ? "outbound" : "inbound";
  }

  private static String words(List<Passage> passages) {
    return Words.list(
        passages.stream()
            .map(passage ->
                "TCP %s (%s)"
                    .formatted(
                        passage.ports().from() == passage.ports().to()
                            ? Integer.toString(passage.ports().from())
                            : passage.ports().from() + "-" + passage.ports().to(),
                        passage.range()))
            .toList());
  }

  private static List<NetworkAcl.Entry> entries(Side side) {
    boolean egress = side.direction() == Direction.OUTBOUND;
    return side.acl().entries().stream().filter(entry -> entry.egress() == egress).toList();
  }

  private static Set<Integer> numbers(Side side) {
    return new TreeSet<>(entries(side).stream().map(NetworkAcl.Entry::ruleNumber).toList());
  }

  private static int firstDeny(Side side) {
    return entries(side).stream()
        .filter(not(entry -> entry.ruleAction().equalsIgnoreCase("allow")))
        .mapToInt(NetworkAcl.Entry::ruleNumber)
        .min()
        .orElse(CATCH_ALL);
  }

  /** Behind all that is there where nothing but the catch-all denies, else before the deny. */
  private static List<Integer> freeNumbers(Side side, int wanted) {
    var taken = numbers(side);
    int end = firstDeny(side);
    OptionalInt last =
        taken.stream().mapToInt(Integer::intValue).filter(number -> number < CATCH_ALL).max();
    var free = new ArrayList<Integer>();
    if (end == CATCH_ALL) {
      int next = (last.orElse(0) / STEP + 1) * STEP;
      for (int number = next; number < end && free.size() < wanted; number += STEP) {
        free.add(number);
      }
    }
    for (int number = end - 1; number > 0 && free.size() < wanted; number--) {
      if (!taken.contains(number) && !free.contains(number)) {
        free.add(number);
      }
    }
    return free;
  }

  private static void add(Side side, Passage passage, int number, Changes changes) {
    boolean egress = side.direction() == Direction.OUTBOUND;
    var range = passage.range().toString();
    var id = side.acl().networkAclId();
    Map<String, Object> properties =
        Map.of(
            "NetworkAclId",
            id,
            "RuleNumber",
            number,
            "Egress",
            egress,
            "Protocol",
            TCP,
            "PortRange",
            Map.of("From", passage.ports().from(), "To", passage.ports().to()),
            passage.range().ipv6() ? "Ipv6CidrBlock" : "CidrBlock",
            range,
            "RuleAction",
            "allow");
    changes.make(
        changes
            .ec2("create-network-acl-entry")
            .with("--network-acl-id", id)
            .with("--rule-number", Integer.toString(number))
            .with(egress ? "--egress" : "--ingress")
            .with("--protocol", "tcp")
            .with(
                "--port-range",
                "From=%d,To=%d".formatted(passage.ports().from(), passage.ports().to()))
            .with(passage.range().ipv6() ? "--ipv6-cidr-block" : "--cidr-block", range)
            .with("--rule-action", "allow")
            .line(),
        List.of(
            CloudFormationResource.of(
                "AWS::EC2::NetworkAclEntry",
                properties,
                id,
                egress ? "outbound" : "inbound",
                Integer.toString(number))));
  }
}
