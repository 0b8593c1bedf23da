package io.clarifyvpc.network;

import static io.clarifyvpc.network.EffectiveRoutes.activeRoutes;
import static io.clarifyvpc.network.EffectiveRoutes.blocksInternetGateways;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.NatGateway;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.RouteTarget;
import io.clarifyvpc.snapshot.Subnet;
import java.util.List;
import java.util.Optional;

/**
 * Whether a NAT gateway reaches the internet.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html">NAT
 *     gateways</a>
 */
public final class NatEgress {
  private final Network network;

  public NatEgress(Network network) {
    this.network = network;
  }

  /** Why the NAT gateway reaches nothing; empty where it does reach the internet. */
  public Reading<Optional<String>> obstacle(String natGatewayId) {
    return network
        .natGateway(natGatewayId)
        .flatMap(found ->
            found.map(this::obstacle).orElseGet(() -> because(natGatewayId + " does not exist")));
  }

  private Reading<Optional<String>> obstacle(NatGateway gateway) {
    if (!gateway.state().equalsIgnoreCase("available")) {
      return because("%s is %s".formatted(gateway.natGatewayId(), gateway.state()));
    }
    if (!gateway.connectivityType().equalsIgnoreCase("public")) {
      return because(
          "%s is a %s NAT gateway".formatted(gateway.natGatewayId(), gateway.connectivityType()));
    }
    return gateway
        .subnetId()
        .map(subnet -> inSubnet(gateway, subnet))
        .orElseGet(() -> regional(gateway));
  }

  private Reading<Optional<String>> inSubnet(NatGateway gateway, String subnetId) {
    return network
        .subnets(List.of(subnetId))
        .flatMap(found ->
            found.isEmpty()
                ? Reading.unread(
                    Fact.SUBNETS.gap(
                        "the answer lacks %s of %s".formatted(subnetId, gateway.natGatewayId())))
                : inSubnet(gateway, found.getFirst()));
  }

  private Reading<Optional<String>> inSubnet(NatGateway gateway, Subnet subnet) {
    if (blocksInternetGateways(subnet)) {
      return because(
          "Block Public Access shuts off %s, the subnet of %s"
              .formatted(subnet.subnetId(), gateway.natGatewayId()));
    }
    return network.routes().tableOf(subnet).flatMap(table -> through(gateway, table));
  }

  /** A regional NAT gateway has no subnet but a route table of its own. */
  private Reading<Optional<String>> regional(NatGateway gateway) {
    return gateway
        .routeTableId()
        .map(id -> network.routes().table(id))
        .orElseGet(() -> network.routes().tableOfGateway(gateway.natGatewayId()))
        .flatMap(table ->
            table
                .map(own -> through(gateway, own))
                .orElseGet(() ->
                    Reading.unread(
                        Fact.ROUTE_TABLES.gap(
                            "the answer lacks the route table of the regional "
                                + gateway.natGatewayId()))));
  }

  private static Reading<Optional<String>> through(NatGateway gateway, RouteTable table) {
    boolean out =
        activeRoutes(table, RouteTarget.Type.INTERNET_GATEWAY).stream()
            .anyMatch(route -> route.destinationCidrBlock().isPresent());
    return out
        ? Reading.known(Optional.empty())
        : because(
            "%s has no active internet gateway route for %s"
                .formatted(table.routeTableId(), gateway.natGatewayId()));
  }

  private static Reading<Optional<String>> because(String obstacle) {
    return Reading.known(Optional.of(obstacle));
  }
}
