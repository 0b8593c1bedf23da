package io.clarifyvpc.catalogue;

import static java.util.stream.Collectors.joining;

import io.clarifyvpc.control.CloudFormationResource;
import io.clarifyvpc.network.Cidr;
import io.clarifyvpc.network.SecurityGroupReach.Direction;
import io.clarifyvpc.snapshot.IpPermission;
import io.clarifyvpc.snapshot.SecurityGroup;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A rule that a security group lacks: all traffic, or HTTPS, from or to a peer.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html">AWS::EC2::SecurityGroupIngress</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupegress.html">AWS::EC2::SecurityGroupEgress</a>
 */
record SecurityGroupRule(Direction direction, Group group, Traffic traffic, Peer peer) {
  /** The default quota; a further rule is refused. */
  private static final int MOST_RULES = 60;

  /** What the rule lets through. */
  enum Traffic {
    ALL,
    HTTPS;

    private String inCommands() {
      return switch (this) {
        case ALL -> "IpProtocol=-1";
        case HTTPS -> "IpProtocol=tcp,FromPort=443,ToPort=443";
      };
    }

    private Map<String, Object> inTemplates() {
      return switch (this) {
        case ALL -> Map.of("IpProtocol", "-1");
        case HTTPS -> Map.of("IpProtocol", "tcp", "FromPort", 443, "ToPort", 443);
      };
    }
  }

  /**
   * A security group as commands and templates name it.
   *
   * @param words a word that tells it from others
   * @param inCommands its id, or a variable of the shell
   * @param inTemplates its id, or a reference
   */
  record Group(String words, String inCommands, Object inTemplates) {
    static Group of(String id) {
      return new Group(id, id, id);
    }

    private boolean isVariable() {
      return inCommands.startsWith("$");
    }
  }

  /** Whom the rule is for. */
  sealed interface Peer {
    record OfGroup(Group group) implements Peer {}

    record OfPrefixList(String id) implements Peer {}

    record InRanges(List<Cidr> ranges) implements Peer {
      public InRanges {
        ranges = List.copyOf(ranges);
      }
    }
  }

  /** Adds it. */
  void addTo(Changes changes) {
    var command =
        changes.ec2(
            direction == Direction.INBOUND
                ? "authorize-security-group-ingress"
                : "authorize-security-group-egress");
    if (group.isVariable()) {
      command.withVariable("--group-id", group.inCommands());
    } else {
      command.with("--group-id", group.inCommands());
    }
    var permissions = traffic.inCommands() + "," + peerInCommands();
    if (permissions.contains("$")) {
      command.withVariable("--ip-permissions", permissions);
    } else {
      command.with("--ip-permissions", permissions);
    }
    changes.make(command.line(), resources());
  }

  private String peerInCommands() {
    return switch (peer) {
      case Peer.OfGroup(Group other) ->
          "UserIdGroupPairs=[{GroupId=%s}]".formatted(other.inCommands());
      case Peer.OfPrefixList(String id) -> "PrefixListIds=[{PrefixListId=%s}]".formatted(id);
      case Peer.InRanges(List<Cidr> ranges) ->
          List.of(false, true).stream()
              .map(ipv6 -> ranges(ranges, ipv6))
              .filter(text -> !text.isEmpty())
              .collect(joining(","));
    };
  }

  private static String ranges(List<Cidr> ranges, boolean ipv6) {
    var some = ranges.stream().filter(range -> range.ipv6() == ipv6).toList();
    return some.isEmpty()
        ? ""
        : some.stream()
            .map(range -> "{%s=%s}".formatted(ipv6 ? "CidrIpv6" : "CidrIp", range))
            .collect(joining(",", ipv6 ? "Ipv6Ranges=[" : "IpRanges=[", "]"));
  }

  private List<CloudFormationResource> resources() {
    boolean inbound = direction == Direction.INBOUND;
    return switch (peer) {
      case Peer.OfGroup(Group other) ->
          List.of(
              resource(
                  inbound ? "SourceSecurityGroupId" : "DestinationSecurityGroupId",
                  other.inTemplates(),
                  other.words()));
      case Peer.OfPrefixList(String id) ->
          List.of(resource(inbound ? "SourcePrefixListId" : "DestinationPrefixListId", id, id));
      case Peer.InRanges(List<Cidr> ranges) ->
          ranges.stream()
              .map(range ->
                  resource(
                      range.ipv6() ? "CidrIpv6" : "CidrIp", range.toString(), range.toString()))
              .toList();
    };
  }

  private CloudFormationResource resource(String peerProperty, Object value, String peerWords) {
    var properties = new HashMap<>(traffic.inTemplates());
    properties.put("GroupId", group.inTemplates());
    properties.put(peerProperty, value);
    return CloudFormationResource.of(
        direction == Direction.INBOUND
            ? "AWS::EC2::SecurityGroupIngress"
            : "AWS::EC2::SecurityGroupEgress",
        properties,
        group.words(),
        traffic.name().toLowerCase(Locale.ROOT),
        peerWords);
  }

  /**
   * The group that takes a further rule best: one that is not the VPC's default group, which is to
   * stay closed, and that has room; without such a one the first.
   */
  static Optional<SecurityGroup> bestOf(Collection<SecurityGroup> groups, Direction direction) {
    return groups.stream()
        .filter(group -> group.groupName().filter("default"::equals).isEmpty())
        .filter(group -> hasRoom(group, direction))
        .findFirst()
        .or(() -> groups.stream().filter(group -> hasRoom(group, direction)).findFirst())
        .or(() -> groups.stream().findFirst());
  }

  /** What to think of before a rule is added to the group; empty where there is nothing. */
  static Optional<String> caution(SecurityGroup group, Direction direction) {
    return hasRoom(group, direction)
        ? Optional.empty()
        : Optional.of(
            "%s holds as many rules as the default quota of %d lets it: take one out first, or raise the quota."
                .formatted(group.groupId(), MOST_RULES));
  }

  private static boolean hasRoom(SecurityGroup group, Direction direction) {
    var rules =
        direction == Direction.INBOUND ? group.ipPermissions() : group.ipPermissionsEgress();
    return rules.orElse(List.of()).stream().mapToInt(SecurityGroupRule::count).sum() < MOST_RULES;
  }

  private static int count(IpPermission permission) {
    return permission.userIdGroupPairs().size()
        + permission.prefixListIds().size()
        + Math.max(permission.ipRanges().size(), permission.ipv6Ranges().size());
  }
}
