package io.clarifyvpc.json;

import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One element of DescribeVpcEndpoints; what it lacks is told by what else it has. */
final class VpcEndpointDecoder {
  private static final Set<String> OF_A_SERVICE = Set.of("Gateway", "Interface");

  private VpcEndpointDecoder() {}

  static VpcEndpoint vpcEndpoint(JsonObject endpoint) {
    var routeTableIds = endpoint.anyTexts("RouteTableIds");
    var subnetIds = endpoint.anyTexts("SubnetIds");
    var type =
        endpoint.optionalText("VpcEndpointType").or(() -> typeByMembers(routeTableIds, subnetIds));
    return new VpcEndpoint(
        endpoint.text("VpcEndpointId"),
        type,
        endpoint.text("VpcId"),
        serviceName(endpoint, type),
        endpoint.optionalText("ServiceRegion"),
        endpoint.text("State"),
        routeTableIds,
        subnetIds,
        endpoint
            .optionalObjects("Groups")
            .map(groups -> groups.stream().map(group -> group.text("GroupId")).toList()),
        endpoint.optionalBool("PrivateDnsEnabled"),
        endpoint
            .optionalObject("DnsOptions")
            .flatMap(dns -> dns.optionalBool("PrivateDnsOnlyForInboundResolverEndpoint"))
            .orElse(false),
        endpoint
            .find("PolicyDocument")
            .map(policy -> PolicyDocumentDecoder.decode(policy, endpoint.text("VpcEndpointId"))));
  }

  /** Endpoints of a resource or a service network have no service. */
  private static String serviceName(JsonObject endpoint, Optional<String> type) {
    return type.filter(OF_A_SERVICE::contains).isPresent()
        ? endpoint.text("ServiceName")
        : endpoint.optionalText("ServiceName").orElse("");
  }

  private static Optional<String> typeByMembers(
      List<String> routeTableIds, List<String> subnetIds) {
    if (!routeTableIds.isEmpty()) {
      return Optional.of("Gateway");
    }
    return subnetIds.isEmpty() ? Optional.empty() : Optional.of("Interface");
  }
}
