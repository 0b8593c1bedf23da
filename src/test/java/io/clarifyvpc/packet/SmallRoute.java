package io.clarifyvpc.packet;

import io.clarifyvpc.snapshot.Route;
import io.clarifyvpc.snapshot.RouteTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One route for a range of the small universe. */
public record SmallRoute(AddressRange destination, RouteTarget.Type target, boolean active) {

  /**
   * Where a packet to the address goes: of the active routes for it the most specific one decides.
   */
  public static Optional<RouteTarget.Type> hop(List<SmallRoute> routes, Address to) {
    return routes.stream()
        .filter(SmallRoute::active)
        .filter(route -> route.destination().holds(to))
        .max(Comparator.comparingInt(route -> route.destination().length()))
        .map(SmallRoute::target);
  }

  /** As the answer has it. */
  public Route route() {
    var text = destination.toString();
    return new Route(
        Optional.of(text).filter(_ -> !destination.ipv6()),
        Optional.of(text).filter(_ -> destination.ipv6()),
        Optional.empty(),
        new RouteTarget(target, targetId()),
        active ? "active" : "blackhole");
  }

  /** An id as AWS gives it to the kind of target. */
  public String targetId() {
    return switch (target) {
      case INTERNET_GATEWAY -> "igw-1";
      case NAT_GATEWAY -> "nat-1";
      case TRANSIT_GATEWAY -> "tgw-1";
      default -> throw new IllegalArgumentException("not of the small universe: " + target);
    };
  }
}
