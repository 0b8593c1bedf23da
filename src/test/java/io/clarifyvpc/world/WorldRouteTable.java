package io.clarifyvpc.world;

import io.clarifyvpc.snapshot.Route;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.RouteTableAssociation;
import io.clarifyvpc.snapshot.RouteTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A route table of the world; destinations and targets are told by their spelling. */
public final class WorldRouteTable {
  private final String id;
  private String vpc = World.VPC;
  private final List<RouteTableAssociation> associations = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();

  WorldRouteTable(String id) {
    this.id = id;
    route("10.0.0.0/16", "local");
  }

  public WorldRouteTable inVpc(String value) {
    vpc = value;
    return this;
  }

  public WorldRouteTable main() {
    associations.add(
        new RouteTableAssociation(true, Optional.empty(), Optional.empty(), "associated"));
    return this;
  }

  public WorldRouteTable forSubnet(String subnet) {
    return forSubnet(subnet, "associated");
  }

  public WorldRouteTable forSubnet(String subnet, String state) {
    associations.add(
        new RouteTableAssociation(false, Optional.of(subnet), Optional.empty(), state));
    return this;
  }

  public WorldRouteTable forGateway(String gateway) {
    associations.add(
        new RouteTableAssociation(false, Optional.empty(), Optional.of(gateway), "associated"));
    return this;
  }

  public WorldRouteTable withoutAssociations() {
    associations.clear();
    return this;
  }

  public WorldRouteTable route(String destination, String target) {
    return route(destination, target, "active");
  }

  public WorldRouteTable blackhole(String destination, String target) {
    return route(destination, target, "blackhole");
  }

  public WorldRouteTable route(String destination, String target, String state) {
    boolean prefixList = destination.startsWith("pl-");
    boolean ipv6 = destination.contains(":");
    routes.add(
        new Route(
            Optional.of(destination).filter(_ -> !prefixList && !ipv6),
            Optional.of(destination).filter(_ -> ipv6),
            Optional.of(destination).filter(_ -> prefixList),
            new RouteTarget(typeOf(target), target),
            state));
    return this;
  }

  /** The table without its route for a destination. */
  public WorldRouteTable without(String destination) {
    if (!routes.removeIf(route -> route.destination().equals(destination))) {
      throw new IllegalArgumentException(id + " has no route for " + destination);
    }
    return this;
  }

  private static RouteTarget.Type typeOf(String target) {
    if (target.startsWith("arn:aws:networkmanager:")) {
      return RouteTarget.Type.CORE_NETWORK;
    }
    return switch (target.split("-", 2)[0]) {
      case "local" -> RouteTarget.Type.LOCAL;
      case "igw" -> RouteTarget.Type.INTERNET_GATEWAY;
      case "nat" -> RouteTarget.Type.NAT_GATEWAY;
      case "vpce" -> RouteTarget.Type.VPC_ENDPOINT;
      case "tgw" -> RouteTarget.Type.TRANSIT_GATEWAY;
      case "pcx" -> RouteTarget.Type.VPC_PEERING_CONNECTION;
      case "vgw" -> RouteTarget.Type.VIRTUAL_PRIVATE_GATEWAY;
      case "eigw" -> RouteTarget.Type.EGRESS_ONLY_INTERNET_GATEWAY;
      case "i" -> RouteTarget.Type.INSTANCE;
      case "eni" -> RouteTarget.Type.NETWORK_INTERFACE;
      case "lgw" -> RouteTarget.Type.LOCAL_GATEWAY;
      case "cagw" -> RouteTarget.Type.CARRIER_GATEWAY;
      default -> RouteTarget.Type.OTHER;
    };
  }

  RouteTable build() {
    return new RouteTable(id, vpc, associations, routes);
  }
}
