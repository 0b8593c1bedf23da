package io.clarifyvpc.network;

import static java.util.function.Predicate.not;

import io.clarifyvpc.network.Access.NearMiss;
import io.clarifyvpc.snapshot.Route;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Endpoints of a VPC that a reader would take for the way to a service, and why they are not. Asked
 * only once it is clear that none of them serves.
 */
record NearMisses(Service service, String region) {
  List<NearMiss> among(List<VpcEndpoint> endpoints, RouteTable table) {
    return endpoints.stream()
        .flatMap(endpoint ->
            why(endpoint, table).stream().map(why -> new NearMiss(endpoint.vpcEndpointId(), why)))
        .toList();
  }

  private Optional<String> why(VpcEndpoint endpoint, RouteTable table) {
    if (isFipsVariant(endpoint)) {
      return Optional.of("serves the FIPS host name only");
    }
    if (!isOfService(endpoint)) {
      return Optional.empty();
    }
    var otherRegion = endpoint.serviceRegion().filter(not(region::equals));
    if (otherRegion.isPresent()) {
      return otherRegion.map("serves region "::concat);
    }
    if (!endpoint.isAvailable()) {
      return Optional.of("is " + endpoint.state());
    }
    if (endpoint.isGateway()) {
      return Optional.of(whyNotRouted(endpoint, table));
    }
    if (!endpoint.isInterface()) {
      return Optional.of("is of type " + endpoint.vpcEndpointType().orElse("unknown"));
    }
    if (endpoint.subnetIds().isEmpty()) {
      return Optional.of("has no subnet");
    }
    return Optional.of(
        endpoint.privateDnsOnlyForInboundResolverEndpoint()
            ? "answers its private name to inbound resolver endpoints only"
            : "has private DNS off");
  }

  private static String whyNotRouted(VpcEndpoint endpoint, RouteTable table) {
    return table.routes().stream()
        .filter(route -> route.target().id().equals(endpoint.vpcEndpointId()))
        .filter(not(Route::isActive))
        .findFirst()
        .map(route -> "is behind a route in state %s in ".formatted(route.state()))
        .orElse("is not routed to by ")
        .concat(table.routeTableId());
  }

  private boolean isOfService(VpcEndpoint endpoint) {
    return names().anyMatch(endpoint.serviceName()::equals);
  }

  private boolean isFipsVariant(VpcEndpoint endpoint) {
    return names().map(name -> name + "-fips").anyMatch(endpoint.serviceName()::equals);
  }

  private Stream<String> names() {
    return Stream.concat(
        service.interfaceServiceNames(region).stream(),
        service.gatewayServiceNames(region).stream());
  }
}
