package io.clarifyvpc.network;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Route;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.RouteTableAssociation;
import io.clarifyvpc.snapshot.RouteTarget;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Subnet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which routes a subnet really has: those of the table that it is associated with, else of its
 * VPC's main table.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html">Configure
 *     route tables</a>
 */
public final class EffectiveRoutes {
  private static final String ALL_ADDRESSES = "0.0.0.0/0";
  private static final String BLOCK_BIDIRECTIONAL = "block-bidirectional";
  private static final Set<String> NOT_ASSOCIATED = Set.of("disassociated", "failed");

  private final Reading<Associations> associations;

  private EffectiveRoutes(Reading<Associations> associations) {
    this.associations = associations;
  }

  static EffectiveRoutes of(Snapshot snapshot) {
    return new EffectiveRoutes(snapshot.routeTables().map(Associations::of));
  }

  /** The table that decides for a subnet; a gap where the answer lacks the VPC's main table. */
  public Reading<RouteTable> tableOf(Subnet subnet) {
    return associations.flatMap(known -> known.tableOf(subnet));
  }

  /** A table by its id. */
  public Reading<Optional<RouteTable>> table(String routeTableId) {
    return associations.map(known -> Optional.ofNullable(known.byId.get(routeTableId)));
  }

  /**
   * The table whose routes a gateway's own traffic takes, where one is associated with the gateway.
   */
  public Reading<Optional<RouteTable>> tableOfGateway(String gatewayId) {
    return associations.map(known -> Optional.ofNullable(known.byGateway.get(gatewayId)));
  }

  /**
   * The active route to an internet gateway that makes a subnet public, narrow and IPv6 ones
   * included. Block Public Access in both directions makes a subnet not public, whatever its
   * routes. A gap where the route's state is none that is known here.
   */
  public Reading<Optional<RouteOfTable>> internetGatewayRoute(Subnet subnet) {
    return tableOf(subnet)
        .flatMap(table ->
            blocksInternetGateways(subnet)
                ? Reading.known(Optional.empty())
                : internetGatewayRoute(table));
  }

  private static Reading<Optional<RouteOfTable>> internetGatewayRoute(RouteTable table) {
    var active = activeRoutes(table, RouteTarget.Type.INTERNET_GATEWAY).stream().findFirst();
    var doubtful =
        routes(table, RouteTarget.Type.INTERNET_GATEWAY).filter(not(Route::isInactive)).findFirst();
    return active.isEmpty() && doubtful.isPresent()
        ? Reading.unread(stateUnknown(table, doubtful.get()))
        : Reading.known(active.map(route -> new RouteOfTable(table, route)));
  }

  private static Gap stateUnknown(RouteTable table, Route route) {
    return Fact.ROUTE_TABLES.gap(
        "%s routes %s to %s in state %s, which is not known here"
            .formatted(
                table.routeTableId(), route.destination(), route.target().id(), route.state()));
  }

  /**
   * Whether VPC Block Public Access keeps the subnet's traffic from internet gateways both ways,
   * NAT included.
   */
  public static boolean blocksInternetGateways(Subnet subnet) {
    return subnet
        .internetGatewayBlockMode()
        .filter(BLOCK_BIDIRECTIONAL::equalsIgnoreCase)
        .isPresent();
  }

  /** The active default route for IPv4. */
  public static Optional<Route> defaultRoute(RouteTable table) {
    return table.routes().stream()
        .filter(Route::isActive)
        .filter(EffectiveRoutes::isDefault)
        .findFirst();
  }

  /** Whether a route, active or not, is for all of IPv4. */
  static boolean isDefault(Route route) {
    return route.destinationCidrBlock().filter(ALL_ADDRESSES::equals).isPresent();
  }

  /** The active routes of a table to a kind of target. */
  public static List<Route> activeRoutes(RouteTable table, RouteTarget.Type type) {
    return routes(table, type).filter(Route::isActive).toList();
  }

  private static Stream<Route> routes(RouteTable table, RouteTarget.Type type) {
    return table.routes().stream().filter(route -> route.target().type() == type);
  }

  /** A route and the table it stands in. */
  public record RouteOfTable(RouteTable table, Route route) {}

  private record Associations(
      Map<String, RouteTable> byId,
      Map<String, List<TableAssociation>> bySubnet,
      Map<String, List<TableAssociation>> mainByVpc,
      Map<String, RouteTable> byGateway) {

    static Associations of(List<RouteTable> tables) {
      var bySubnet = new HashMap<String, List<TableAssociation>>();
      var mainByVpc = new HashMap<String, List<TableAssociation>>();
      var byGateway = new HashMap<String, RouteTable>();
      for (RouteTable table : tables) {
        for (RouteTableAssociation association : table.associations()) {
          if (NOT_ASSOCIATED.contains(association.state().toLowerCase(Locale.ROOT))) {
            continue;
          }
          var here = new TableAssociation(table, association);
          association
              .subnetId()
              .ifPresent(subnet -> bySubnet.merge(subnet, List.of(here), EffectiveRoutes::joined));
          association.gatewayId().ifPresent(gateway -> byGateway.put(gateway, table));
          if (association.main()) {
            mainByVpc.merge(table.vpcId(), List.of(here), EffectiveRoutes::joined);
          }
        }
      }
      var byId =
          tables.stream()
              .collect(
                  toUnmodifiableMap(RouteTable::routeTableId, Function.identity(), (a, _) -> a));
      return new Associations(byId, bySubnet, mainByVpc, byGateway);
    }

    Reading<RouteTable> tableOf(Subnet subnet) {
      var explicit = bySubnet.get(subnet.subnetId());
      if (explicit != null) {
        return settled(explicit, "subnet " + subnet.subnetId());
      }
      var main = mainByVpc.get(subnet.vpcId());
      return main == null
          ? Reading.unread(
              Fact.ROUTE_TABLES.gap("the answer lacks the main route table of " + subnet.vpcId()))
          : settled(main, subnet.vpcId());
    }

    /** An association that is changing right now, or two at once, say nothing certain. */
    private static Reading<RouteTable> settled(List<TableAssociation> found, String whose) {
      var only = found.getFirst();
      if (found.size() > 1) {
        return Reading.unread(
            Fact.ROUTE_TABLES.gap(
                "%s is associated with %d route tables".formatted(whose, found.size())));
      }
      return only.association.state().equalsIgnoreCase("associated")
          ? Reading.known(only.table)
          : Reading.unread(
              Fact.ROUTE_TABLES.gap(
                  "the association of %s with %s is %s"
                      .formatted(whose, only.table.routeTableId(), only.association.state())));
    }
  }

  private record TableAssociation(RouteTable table, RouteTableAssociation association) {}

  private static <T> List<T> joined(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
