package io.clarifyvpc.json;

import io.clarifyvpc.snapshot.Route;
import io.clarifyvpc.snapshot.RouteTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A route of a route table. AWS tells the target's kind by the member, except for {@code
 * GatewayId}, which holds several kinds: there the id's prefix tells.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html">Route</a>
 */
final class RouteDecoder {
  private static final String GATEWAY = "GatewayId";

  /** In this order, because an instance's route names its network interface as well. */
  private static final Map<String, RouteTarget.Type> BY_MEMBER = byMember();

  private static final Map<String, RouteTarget.Type> BY_PREFIX = byPrefix();

  /** Members that end like a target's and are none. */
  private static final Set<String> NO_TARGET = Set.of("DestinationPrefixListId", "InstanceOwnerId");

  private RouteDecoder() {}

  private static Map<String, RouteTarget.Type> byMember() {
    var types = new LinkedHashMap<String, RouteTarget.Type>();
    types.put("NatGatewayId", RouteTarget.Type.NAT_GATEWAY);
    types.put("TransitGatewayId", RouteTarget.Type.TRANSIT_GATEWAY);
    types.put("VpcPeeringConnectionId", RouteTarget.Type.VPC_PEERING_CONNECTION);
    types.put("EgressOnlyInternetGatewayId", RouteTarget.Type.EGRESS_ONLY_INTERNET_GATEWAY);
    types.put("LocalGatewayId", RouteTarget.Type.LOCAL_GATEWAY);
    types.put("CarrierGatewayId", RouteTarget.Type.CARRIER_GATEWAY);
    types.put("CoreNetworkArn", RouteTarget.Type.CORE_NETWORK);
    types.put("VpcEndpointId", RouteTarget.Type.VPC_ENDPOINT);
    types.put("InstanceId", RouteTarget.Type.INSTANCE);
    types.put("NetworkInterfaceId", RouteTarget.Type.NETWORK_INTERFACE);
    return types;
  }

  private static Map<String, RouteTarget.Type> byPrefix() {
    var types = new LinkedHashMap<String, RouteTarget.Type>();
    types.put("igw-", RouteTarget.Type.INTERNET_GATEWAY);
    types.put("vgw-", RouteTarget.Type.VIRTUAL_PRIVATE_GATEWAY);
    types.put("vpce-", RouteTarget.Type.VPC_ENDPOINT);
    types.put("nat-", RouteTarget.Type.NAT_GATEWAY);
    types.put("tgw-", RouteTarget.Type.TRANSIT_GATEWAY);
    types.put("pcx-", RouteTarget.Type.VPC_PEERING_CONNECTION);
    types.put("eigw-", RouteTarget.Type.EGRESS_ONLY_INTERNET_GATEWAY);
    types.put("lgw-", RouteTarget.Type.LOCAL_GATEWAY);
    types.put("cagw-", RouteTarget.Type.CARRIER_GATEWAY);
    return types;
  }

  static Route route(JsonObject route) {
    var cidrBlock = AddressRanges.optionalCidr(route, "DestinationCidrBlock");
    var ipv6CidrBlock = AddressRanges.optionalCidr(route, "DestinationIpv6CidrBlock");
    var prefixListId = route.optionalText("DestinationPrefixListId");
    if (cidrBlock.isEmpty() && ipv6CidrBlock.isEmpty() && prefixListId.isEmpty()) {
      throw route.missing("DestinationCidrBlock");
    }
    return new Route(
        cidrBlock,
        ipv6CidrBlock,
        prefixListId,
        target(route),
        route.defaulted("State", route::text).orElse("active"));
  }

  private static RouteTarget target(JsonObject route) {
    var gateway = route.optionalText(GATEWAY);
    if (gateway.isPresent()) {
      return new RouteTarget(gatewayType(gateway.get()), gateway.get());
    }
    for (var entry : BY_MEMBER.entrySet()) {
      var id = route.optionalText(entry.getKey());
      if (id.isPresent()) {
        return new RouteTarget(entry.getValue(), id.get());
      }
    }
    return unknownTarget(route).orElseGet(() -> noTarget(route));
  }

  /** A blackhole may have lost the target that it had; it routes nothing either way. */
  private static RouteTarget noTarget(JsonObject route) {
    if (route.optionalText("State").filter("blackhole"::equalsIgnoreCase).isEmpty()) {
      throw route.malformed(GATEWAY, "is missing, and so is every other target");
    }
    return new RouteTarget(RouteTarget.Type.OTHER, "");
  }

  private static RouteTarget.Type gatewayType(String id) {
    if (id.equals("local")) {
      return RouteTarget.Type.LOCAL;
    }
    return BY_PREFIX.entrySet().stream()
        .filter(entry -> id.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(RouteTarget.Type.OTHER);
  }

  /** A kind of target that AWS added later. */
  private static Optional<RouteTarget> unknownTarget(JsonObject route) {
    return route.names().stream()
        .filter(name -> name.endsWith("Id") || name.endsWith("Arn"))
        .filter(name -> !NO_TARGET.contains(name))
        .flatMap(name -> route.optionalText(name).stream())
        .findFirst()
        .map(id -> new RouteTarget(RouteTarget.Type.OTHER, id));
  }
}
