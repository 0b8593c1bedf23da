package io.clarifyvpc.catalogue;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import io.clarifyvpc.catalogue.AccessVerdict.Candidate;
import io.clarifyvpc.catalogue.Reliances.Question;
import io.clarifyvpc.catalogue.Reliances.Reliance;
import io.clarifyvpc.network.Access;
import io.clarifyvpc.network.Network;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Route;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where HTTPS has to get to: what Clarify.10 and 11 share. */
final class Targets {
  /** Everything that is relied on, and everything that might be. */
  static final Question EVERYTHING =
      new Question(EnumSet.allOf(Service.class), _ -> true, EnumSet.allOf(Candidate.class));

  private Targets() {}

  /** The reliances by what they end at: several subnets, or services, may share it. */
  static Map<String, List<Reliance>> byId(List<Reliance> reliances) {
    var byId = new LinkedHashMap<String, List<Reliance>>();
    for (Reliance reliance : reliances) {
      byId.computeIfAbsent(id(reliance.by()), _ -> new ArrayList<>()).add(reliance);
    }
    return byId;
  }

  /** The id of what an access ends at. */
  static String id(Access access) {
    return switch (access) {
      case Access.InterfaceEndpoint(var endpoint) -> endpoint.vpcEndpointId();
      case Access.GatewayEndpoint(var endpoint, var _) -> endpoint.vpcEndpointId();
      case Access.OwnersGatewayEndpoint(var route, var _) -> route.target().id();
      case Access.CentralEndpoint(var route, var _, var _) -> route.target().id();
      case Access.NatGateway(var natGatewayId, var _, var _) -> natGatewayId;
      case Access.ClosedInterfaceEndpoint _,
          Access.HiddenByOwner _,
          Access.FarSide _,
          Access.None _ ->
          throw new IllegalArgumentException("nothing is relied on there");
    };
  }

  /**
   * The prefix list that a table routes to a gateway endpoint. Of several, whatever the order of
   * their routes, it is the one of the endpoint's service, else one with IPv4 ranges.
   */
  static String prefixList(RouteTable table, VpcEndpoint endpoint, Network network) {
    return table.routes().stream()
        .filter(Route::isActive)
        .filter(route -> route.target().id().equals(endpoint.vpcEndpointId()))
        .flatMap(route -> route.destinationPrefixListId().stream())
        .min(
            comparing((String id) -> !isNamed(endpoint.serviceName(), id, network))
                .thenComparing(id -> !hasIpv4(id, network))
                .thenComparing(naturalOrder()))
        .orElseThrow();
  }

  private static boolean isNamed(String name, String prefixListId, Network network) {
    return network.snapshot().prefixLists().orElse(_ -> List.of()).stream()
        .filter(list -> list.prefixListId().equals(prefixListId))
        .anyMatch(list -> list.prefixListName().filter(name::equals).isPresent());
  }

  private static boolean hasIpv4(String prefixListId, Network network) {
    return network.rangesOf(prefixListId).orElse(_ -> List.of()).stream()
        .anyMatch(range -> !range.ipv6());
  }
}
