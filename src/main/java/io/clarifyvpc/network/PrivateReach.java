package io.clarifyvpc.network;

import static io.clarifyvpc.network.EffectiveRoutes.activeRoutes;
import static io.clarifyvpc.network.EffectiveRoutes.blocksInternetGateways;
import static io.clarifyvpc.network.EffectiveRoutes.defaultRoute;
import static java.util.function.Predicate.not;

import io.clarifyvpc.network.Access.NearMiss;
import io.clarifyvpc.network.SecurityGroupReach.Admission;
import io.clarifyvpc.network.SecurityGroupReach.Direction;
import io.clarifyvpc.network.SecurityGroupReach.Peer;
import io.clarifyvpc.network.SecurityGroupReach.Ports;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.HostedZone;
import io.clarifyvpc.snapshot.PrefixList;
import io.clarifyvpc.snapshot.ProfileAssociation;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Route;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.RouteTarget;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a workload's subnets get at one service, asked in the order in which a VPC resolves and
 * routes: who answers the service's name, then gateway routes, then endpoints of other VPCs, then
 * the default route.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html">Gateway
 *     endpoints</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html">Interface
 *     endpoints</a>
 */
public final class PrivateReach {
  private static final List<RouteTarget.Type> TO_OTHER_VPCS =
      List.of(
          RouteTarget.Type.TRANSIT_GATEWAY,
          RouteTarget.Type.CORE_NETWORK,
          RouteTarget.Type.VPC_PEERING_CONNECTION);

  private final Network network;
  private final Service service;
  private final String region;
  private final Optional<String> accountId;
  private final Set<String> groupIds;

  /**
   * Asks for one workload.
   *
   * @param accountId the workload's account; where it is unknown no subnet counts as shared
   * @param groupIds the workload's security groups that exist
   */
  public PrivateReach(
      Network network,
      Service service,
      String region,
      Optional<String> accountId,
      Set<String> groupIds) {
    this.network = network;
    this.service = service;
    this.region = region;
    this.accountId = accountId;
    this.groupIds = Set.copyOf(groupIds);
  }

  /** How the subnet gets at the service. */
  public Reading<Access> from(Subnet subnet) {
    return network.endpointsOf(subnet.vpcId()).flatMap(endpoints -> from(subnet, endpoints));
  }

  private Reading<Access> from(Subnet subnet, List<VpcEndpoint> endpoints) {
    var answering = endpoints.stream().filter(this::mayAnswerTheName).toList();
    var certain =
        answering.stream().filter(endpoint -> endpoint.privateDnsEnabled().isPresent()).toList();
    var doubtful =
        answering.stream().filter(endpoint -> endpoint.privateDnsEnabled().isEmpty()).toList();
    if (!certain.isEmpty()) {
      return throughInterface(subnet, certain, doubtful);
    }
    if (!doubtful.isEmpty()) {
      return privateDnsNotTold(doubtful.getFirst());
    }
    return network.routes().tableOf(subnet).flatMap(table -> byRoute(subnet, endpoints, table));
  }

  /**
   * Whether it answers the service's host name for the whole VPC; a private DNS setting that is
   * unknown may.
   */
  private boolean mayAnswerTheName(VpcEndpoint endpoint) {
    return endpoint.isInterface()
        && endpoint.serves(service.interfaceServiceNames(region), region)
        && endpoint.isAvailable()
        && !endpoint.subnetIds().isEmpty()
        && endpoint.privateDnsEnabled().orElse(true)
        && !(service == Service.S3 && endpoint.privateDnsOnlyForInboundResolverEndpoint());
  }

  private static Reading<Access> privateDnsNotTold(VpcEndpoint endpoint) {
    return Reading.unread(
        Fact.VPC_ENDPOINTS.gap(
            "the answer lacks PrivateDnsEnabled of " + endpoint.vpcEndpointId()));
  }

  /** One that may answer beside those that do matters only where it alone admits the workload. */
  private Reading<Access> throughInterface(
      Subnet subnet, List<VpcEndpoint> certain, List<VpcEndpoint> doubtful) {
    var access = throughInterface(subnet, certain);
    return isClosed(access) && !isClosed(throughInterface(subnet, doubtful))
        ? privateDnsNotTold(doubtful.getFirst())
        : access;
  }

  private static boolean isClosed(Reading<Access> access) {
    return access instanceof Reading.Known<Access>(Access.ClosedInterfaceEndpoint _);
  }

  private Reading<Access> throughInterface(Subnet subnet, List<VpcEndpoint> answering) {
    var peer = new Peer(groupIds, Set.of(), Network.rangesOf(subnet));
    Optional<Gap> gap = Optional.empty();
    for (VpcEndpoint endpoint : answering) {
      switch (network
          .reach()
          .admits(network.groupsOf(endpoint), Direction.INBOUND, Ports.HTTPS, peer)) {
        case Reading.Unread<Admission>(Gap unread) -> gap = Optional.of(unread);
        case Reading.Known<Admission>(Admission admission) -> {
          if (admission != Admission.NOT_AT_ALL) {
            return Reading.known(new Access.InterfaceEndpoint(endpoint));
          }
        }
      }
    }
    return gap.map(Reading::<Access>unread)
        .orElseGet(() -> Reading.known(new Access.ClosedInterfaceEndpoint(answering)));
  }

  private Reading<Access> byRoute(Subnet subnet, List<VpcEndpoint> endpoints, RouteTable table) {
    var gateway =
        endpoints.stream()
            .filter(this::isServingGateway)
            .filter(endpoint -> routesTo(endpoint, table))
            .findFirst();
    if (gateway.isPresent()) {
      return Reading.known(new Access.GatewayEndpoint(gateway.get(), table));
    }
    var shared = accountId.flatMap(account -> subnet.ownerId().filter(not(account::equals)));
    var owners = shared.flatMap(_ -> ownersGatewayRoute(table));
    if (owners.isPresent()) {
      return Reading.known(new Access.OwnersGatewayEndpoint(owners.get(), table));
    }
    return central(subnet, table)
        .flatMap(found ->
            found
                .map(Reading::known)
                .or(() -> shared.map(owner -> Reading.known(new Access.HiddenByOwner(owner))))
                .orElseGet(() -> Reading.known(byDefaultRoute(subnet, endpoints, table))));
  }

  private boolean isServingGateway(VpcEndpoint endpoint) {
    return endpoint.isGateway()
        && endpoint.serves(service.gatewayServiceNames(region), region)
        && endpoint.isAvailable();
  }

  private static boolean routesTo(VpcEndpoint endpoint, RouteTable table) {
    return activeRoutes(table, RouteTarget.Type.VPC_ENDPOINT).stream()
        .filter(route -> route.destinationPrefixListId().isPresent())
        .anyMatch(route -> route.target().id().equals(endpoint.vpcEndpointId()));
  }

  /**
   * The route to the service's prefix list through an endpoint that only the owner of the subnet
   * can list.
   */
  private Optional<Route> ownersGatewayRoute(RouteTable table) {
    Set<String> lists =
        network
            .snapshot()
            .prefixLists()
            .map(known ->
                Set.copyOf(
                    known.stream()
                        .filter(this::isOfService)
                        .map(PrefixList::prefixListId)
                        .toList()))
            .orElse(_ -> Set.of());
    return activeRoutes(table, RouteTarget.Type.VPC_ENDPOINT).stream()
        .filter(route -> route.destinationPrefixListId().filter(lists::contains).isPresent())
        .findFirst();
  }

  private boolean isOfService(PrefixList list) {
    return list.prefixListName().filter(service.gatewayServiceNames(region)::contains).isPresent();
  }

  /**
   * Whether a route leads to other VPCs and a zone or profile may answer the name with an endpoint
   * over there.
   */
  private Reading<Optional<Access>> central(Subnet subnet, RouteTable table) {
    var way =
        TO_OTHER_VPCS.stream().flatMap(type -> activeRoutes(table, type).stream()).findFirst();
    if (way.isEmpty()) {
      return Reading.known(Optional.empty());
    }
    var zones =
        network
            .snapshot()
            .hostedZones()
            .map(list ->
                list.stream()
                    .filter(zone -> answers(zone, subnet))
                    .map(zone -> "hosted zone " + zone.name())
                    .findFirst());
    var profiles =
        network
            .snapshot()
            .profileAssociations()
            .map(list ->
                list.stream()
                    .filter(association -> isProfileOf(subnet, association))
                    .map(_ -> "a Route 53 Profile of " + subnet.vpcId())
                    .findFirst());
    var found =
        Stream.of(zones, profiles)
            .flatMap(reading -> reading.orElse(_ -> Optional.empty()).stream())
            .findFirst();
    return found.isPresent()
        ? Reading.known(found.map(by -> new Access.CentralEndpoint(way.get(), table, by)))
        : zones.flatMap(_ -> profiles).map(_ -> Optional.empty());
  }

  private boolean answers(HostedZone zone, Subnet subnet) {
    return zone.vpcId().filter(not(subnet.vpcId()::equals)).isEmpty()
        && service.isAnsweredBy(zone.name(), region);
  }

  private static boolean isProfileOf(Subnet subnet, ProfileAssociation association) {
    return association.resourceId().equals(subnet.vpcId())
        && association.status().equalsIgnoreCase("complete");
  }

  private Access byDefaultRoute(Subnet subnet, List<VpcEndpoint> endpoints, RouteTable table) {
    var nearMisses = new NearMisses(service, region).among(endpoints, table);
    var route = defaultRoute(table);
    if (route.isEmpty()) {
      return new Access.None(table, nearMisses, blackhole(table));
    }
    var target = route.get().target();
    return switch (target.type()) {
      case NAT_GATEWAY ->
          blocksInternetGateways(subnet)
              ? new Access.None(table, nearMisses, Optional.of(shutOff(target)))
              : new Access.NatGateway(target.id(), table, nearMisses);
      case INTERNET_GATEWAY, EGRESS_ONLY_INTERNET_GATEWAY, VPC_PEERING_CONNECTION, LOCAL ->
          new Access.None(table, nearMisses, Optional.of(noEgress(target)));
      case TRANSIT_GATEWAY,
          CORE_NETWORK,
          VIRTUAL_PRIVATE_GATEWAY,
          VPC_ENDPOINT,
          INSTANCE,
          NETWORK_INTERFACE,
          LOCAL_GATEWAY,
          CARRIER_GATEWAY,
          OTHER ->
          new Access.FarSide(route.get(), table, nearMisses);
    };
  }

  private static Optional<NearMiss> blackhole(RouteTable table) {
    return table.routes().stream()
        .filter(EffectiveRoutes::isDefault)
        .findFirst()
        .map(route ->
            new NearMiss(route.target().id(), "is behind a route in state " + route.state()));
  }

  private static NearMiss shutOff(RouteTarget nat) {
    return new NearMiss(nat.id(), "is shut off by VPC Block Public Access");
  }

  private static NearMiss noEgress(RouteTarget target) {
    return new NearMiss(
        target.id(),
        target.type() == RouteTarget.Type.INTERNET_GATEWAY
            ? "needs public addresses, which SageMaker's interfaces have not"
            : "is no way out for IPv4");
  }
}
