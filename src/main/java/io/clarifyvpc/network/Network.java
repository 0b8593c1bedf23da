package io.clarifyvpc.network;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.NatGateway;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A snapshot with what follows from it, indexed once. It never changes, and serves every workload
 * judged on the snapshot, from several threads at once.
 */
public final class Network {
  private final Snapshot snapshot;
  private final Reading<Map<String, Subnet>> subnets;
  private final Reading<Map<String, SecurityGroup>> securityGroups;
  private final Reading<Map<String, List<VpcEndpoint>>> vpcEndpoints;
  private final Reading<Map<String, NatGateway>> natGateways;
  private final EffectiveRoutes routes;
  private final SecurityGroupReach reach;
  private final NetworkAclPassage acls;
  private final NameResolution names;

  public Network(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.subnets = snapshot.subnets().map(list -> byId(list, Subnet::subnetId));
    this.securityGroups = snapshot.securityGroups().map(list -> byId(list, SecurityGroup::groupId));
    this.vpcEndpoints =
        snapshot.vpcEndpoints().map(list -> list.stream().collect(groupingBy(VpcEndpoint::vpcId)));
    this.natGateways = snapshot.natGateways().map(list -> byId(list, NatGateway::natGatewayId));
    this.routes = EffectiveRoutes.of(snapshot);
    this.reach = new SecurityGroupReach(snapshot.prefixLists());
    this.acls = new NetworkAclPassage(snapshot.networkAcls());
    this.names = new NameResolution(snapshot);
  }

  private static <T> Map<String, T> byId(List<T> list, Function<T, String> id) {
    return list.stream().collect(toUnmodifiableMap(id, Function.identity(), (first, _) -> first));
  }

  public Snapshot snapshot() {
    return snapshot;
  }

  public EffectiveRoutes routes() {
    return routes;
  }

  public SecurityGroupReach reach() {
    return reach;
  }

  public NetworkAclPassage acls() {
    return acls;
  }

  public NameResolution names() {
    return names;
  }

  /**
   * The ranges of a prefix list of AWS's: IPv4, or IPv6 where it has nothing else. A gap where they
   * were not read; an empty list was not read either, for AWS's own never are.
   */
  public Reading<List<Cidr>> rangesOf(String prefixListId) {
    return snapshot
        .prefixLists()
        .flatMap(lists ->
            lists.stream()
                .filter(list -> list.prefixListId().equals(prefixListId))
                .flatMap(list -> list.cidrs().stream())
                .filter(cidrs -> !cidrs.isEmpty())
                .findFirst()
                .map(cidrs -> Reading.known(deciding(cidrs)))
                .orElseGet(() ->
                    Reading.unread(
                        Fact.PREFIX_LISTS.gap(
                            "the entries of %s were not read".formatted(prefixListId)))));
  }

  private static List<Cidr> deciding(List<String> cidrs) {
    var ranges = cidrs.stream().map(Cidr::parse).toList();
    var ipv4 = ranges.stream().filter(range -> !range.ipv6()).toList();
    return ipv4.isEmpty() ? ranges : ipv4;
  }

  /**
   * The subnets of an interface endpoint. AWS guarantees that they exist, so one that the answer
   * lacks is a gap.
   */
  public Reading<List<Subnet>> subnetsOf(VpcEndpoint endpoint) {
    return subnets(endpoint.subnetIds())
        .flatMap(found ->
            found.size() == endpoint.subnetIds().size()
                ? Reading.known(found)
                : Reading.unread(
                    Fact.SUBNETS.gap("the answer lacks a subnet of " + endpoint.vpcEndpointId())));
  }

  /** Those of the subnets that exist, in the order asked. */
  public Reading<List<Subnet>> subnets(Collection<String> ids) {
    return subnets.map(known -> existing(known, ids));
  }

  /** Those of the security groups that exist, in the order asked. */
  public Reading<List<SecurityGroup>> securityGroups(Collection<String> ids) {
    return securityGroups.map(known -> existing(known, ids));
  }

  private static <T> List<T> existing(Map<String, T> known, Collection<String> ids) {
    return ids.stream().map(known::get).filter(Objects::nonNull).toList();
  }

  /** The endpoints of a VPC, in any state. */
  public Reading<List<VpcEndpoint>> endpointsOf(String vpcId) {
    return vpcEndpoints.map(known -> known.getOrDefault(vpcId, List.of()));
  }

  /** A NAT gateway; an empty optional where it is gone. */
  public Reading<Optional<NatGateway>> natGateway(String id) {
    return natGateways.map(known -> Optional.ofNullable(known.get(id)));
  }

  /**
   * The security groups of an interface endpoint. An endpoint created without any has its VPC's
   * default group. AWS guarantees that they exist, so one that the answer lacks is a gap.
   */
  public List<Reading<SecurityGroup>> groupsOf(VpcEndpoint endpoint) {
    return endpoint
        .groups()
        .filter(groups -> !groups.isEmpty())
        .map(groups -> groups.stream().map(this::guaranteedGroup).toList())
        .orElseGet(() -> List.of(defaultGroup(endpoint.vpcId())));
  }

  private Reading<SecurityGroup> guaranteedGroup(String id) {
    return securityGroups.flatMap(
        known -> orGap(Stream.ofNullable(known.get(id)), "the answer lacks " + id));
  }

  private Reading<SecurityGroup> defaultGroup(String vpcId) {
    return securityGroups.flatMap(known ->
        orGap(
            known.values().stream()
                .filter(group -> group.vpcId().filter(vpcId::equals).isPresent())
                .filter(group -> group.groupName().filter("default"::equals).isPresent()),
            "the answer lacks the default group of " + vpcId));
  }

  private static Reading<SecurityGroup> orGap(Stream<SecurityGroup> found, String reason) {
    return found
        .findFirst()
        .map(Reading::known)
        .orElseGet(() -> Reading.unread(Fact.SECURITY_GROUPS.gap(reason)));
  }

  /** The address ranges of a subnet: IPv4, or IPv6 where it has nothing else. */
  public static Reading<List<Cidr>> rangesOf(Subnet subnet) {
    var ranges =
        subnet
            .cidrBlock()
            .map(range -> List.of(Cidr.parse(range)))
            .orElseGet(() -> subnet.ipv6CidrBlocks().stream().map(Cidr::parse).toList());
    return ranges.isEmpty()
        ? Reading.unread(
            Fact.SUBNETS.gap("the answer lacks the address range of " + subnet.subnetId()))
        : Reading.known(ranges);
  }

  /** The address ranges of several subnets. */
  public static Reading<List<Cidr>> rangesOf(Collection<Subnet> of) {
    return Reading.all(of.stream().map(Network::rangesOf).toList())
        .map(ranges -> ranges.stream().flatMap(List::stream).toList());
  }
}
