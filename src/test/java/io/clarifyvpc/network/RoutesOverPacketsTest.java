package io.clarifyvpc.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.packet.Address;
import io.clarifyvpc.packet.Completions;
import io.clarifyvpc.packet.SmallNetworks;
import io.clarifyvpc.packet.SmallRoute;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Route;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.RouteTarget;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Where a subnet's packets go, by every address, and by every association that may be so. */
class RoutesOverPacketsTest {
  /** Stands for whatever table the answer lacks. */
  private static final String LACKING = "a table that the answer lacks";

  private static final Set<String> CHANGING = Set.of("associating", "disassociating");

  /** A table, whether it is the main one of its VPC, and its association with the subnet. */
  record Table(String vpc, boolean main, Optional<String> association) {
    boolean isMainOf(String asked) {
      return main && vpc.equals(asked);
    }
  }

  @Provide
  Arbitrary<List<SmallRoute>> routes() {
    return SmallNetworks.routes();
  }

  private static RouteTable table(List<SmallRoute> routes) {
    return new RouteTable(
        "rtb-1", "vpc-1", List.of(), routes.stream().map(SmallRoute::route).toList());
  }

  /** Narrower routes lead elsewhere; the default route takes what they leave. */
  @Property(tries = 1000)
  void default_route_takes_the_packets_that_no_narrower_route_takes(
      @ForAll("routes") List<SmallRoute> routes) {
    var left =
        Address.all(false).stream()
            .filter(address ->
                routes.stream()
                    .filter(SmallRoute::active)
                    .filter(route -> route.destination().length() > 0)
                    .noneMatch(route -> route.destination().holds(address)))
            .findFirst();
    Assume.that(left.isPresent());

    assertThat(EffectiveRoutes.defaultRoute(table(routes)).map(Route::target))
        .map(RouteTarget::type)
        .isEqualTo(SmallRoute.hop(routes, left.get()));
  }

  /** public means any active route to an internet gateway, also one that others overrule. */
  @Property(tries = 1000)
  void no_packet_leaves_a_private_subnet_by_an_internet_gateway(
      @ForAll("routes") List<SmallRoute> routes, @ForAll boolean blocked) {
    var world = World.compliant();
    var inTable = world.routeTable("rtb-a");
    for (SmallRoute small : routes) {
      var route = small.route();
      inTable.route(route.destination(), small.targetId(), route.state());
    }
    if (blocked) {
      world.subnet("subnet-a").blockPublicAccess("block-bidirectional");
    }
    var network = new Network(world.snapshot());
    boolean isPublic =
        network
            .subnets(List.of("subnet-a"))
            .flatMap(found -> network.routes().internetGatewayRoute(found.getFirst()))
            .map(Optional::isPresent)
            .orElse(_ -> true);

    boolean somePacket =
        Address.all().stream()
            .anyMatch(address ->
                SmallRoute.hop(routes, address)
                    .filter(RouteTarget.Type.INTERNET_GATEWAY::equals)
                    .isPresent());
    boolean someRoute =
        routes.stream()
            .anyMatch(route ->
                SmallRoute.hop(List.of(route), route.destination().like())
                    .filter(RouteTarget.Type.INTERNET_GATEWAY::equals)
                    .isPresent());

    assertThat(isPublic).isEqualTo(someRoute && !blocked);
    assertThat(somePacket && !blocked && !isPublic).isFalse();
  }

  /** A main table whose own association is changing is left out: either way it decides. */
  @Provide
  Arbitrary<List<Table>> tables() {
    return Combinators.combine(
            Arbitraries.of("vpc-1", "vpc-1", "vpc-2"),
            Arbitraries.of(true, false),
            Arbitraries.of("associated", "associating", "disassociating", "disassociated", "failed")
                .optional(0.6))
        .as(Table::new)
        .filter(table -> table.vpc().equals("vpc-1") || table.association().isEmpty())
        .filter(table -> !table.main() || table.association().filter(CHANGING::contains).isEmpty())
        .list()
        .ofMaxSize(3);
  }

  @Property(tries = 1000)
  void table_of_a_subnet_is_known_exactly_where_every_completion_agrees(
      @ForAll("tables") List<Table> tables) {
    var possible = new HashSet<String>();
    var holding =
        tables.stream()
            .map(table ->
                table.association().filter(CHANGING::contains).isPresent()
                    ? Optional.<Boolean>empty()
                    : Optional.of(table.association().filter("associated"::equals).isPresent()))
            .toList();
    for (List<Boolean> held : Completions.of(holding, List.of(true, false))) {
      possible.addAll(deciding(tables, held));
    }
    Optional<String> expected =
        possible.size() == 1
            ? possible.stream().filter(id -> !id.equals(LACKING)).findFirst()
            : Optional.empty();

    assertThat(answer(tables)).isEqualTo(expected);
  }

  /** The tables of which any may decide: the subnet's own, else the main one of its VPC. */
  private static Set<String> deciding(List<Table> tables, List<Boolean> held) {
    var own = new HashSet<String>();
    var main = new HashSet<String>();
    for (int i = 0; i < tables.size(); i++) {
      if (held.get(i)) {
        own.add("rtb-" + i);
      }
      if (tables.get(i).isMainOf("vpc-1")) {
        main.add("rtb-" + i);
      }
    }
    if (!own.isEmpty()) {
      return own;
    }
    return main.isEmpty() ? Set.of(LACKING) : main;
  }

  private static Optional<String> answer(List<Table> tables) {
    var world = World.compliant().without("rtb-a").without("rtb-b").without("rtb-main");
    for (int i = 0; i < tables.size(); i++) {
      var table = tables.get(i);
      var built = world.addRouteTable("rtb-" + i).inVpc(table.vpc());
      table.association().ifPresent(state -> built.forSubnet("subnet-a", state));
      if (table.main()) {
        built.main();
      }
    }
    var network = new Network(world.snapshot());
    Reading<Subnet> subnet = network.subnets(List.of("subnet-a")).map(List::getFirst);
    return subnet
        .flatMap(network.routes()::tableOf)
        .map(table -> Optional.of(table.routeTableId()))
        .orElse(_ -> Optional.empty());
  }
}
