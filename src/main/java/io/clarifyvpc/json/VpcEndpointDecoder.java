package io.clarifyvpc.json;

import io.clarifyvpc.snapshot.PolicyDocument;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One element of DescribeVpcEndpoints; what it lacks is told by what else it has. */
final class VpcEndpointDecoder {
  private static final Set<String> OF_A_SERVICE = Set.of("Gateway", "Interface");

  private VpcEndpointDecoder() {}

  static VpcEndpoint vpcEndpoint(JsonObject endpoint) {
    var routeTableIds = ids(endpoint, "RouteTableIds");
    var subnetIds = ids(endpoint, "SubnetIds");
    var type =
        endpoint
            .defaulted("VpcEndpointType", endpoint::text)
            .or(() -> typeByMembers(routeTableIds, subnetIds));
    return new VpcEndpoint(
        endpoint.text("VpcEndpointId"),
        type,
        endpoint.text("VpcId"),
        serviceName(endpoint, type),
        endpoint.defaulted("ServiceRegion", endpoint::text),
        endpoint.text("State"),
        routeTableIds,
        subnetIds,
        endpoint
            .defaulted("Groups", endpoint::objects)
            .map(groups -> groups.stream().map(group -> group.text("GroupId")).toList()),
        endpoint.optionalBool("PrivateDnsEnabled"),
        endpoint
            .defaulted("DnsOptions", endpoint::object)
            .flatMap(dns -> dns.defaulted("PrivateDnsOnlyForInboundResolverEndpoint", dns::bool))
            .orElse(false),
        policy(endpoint));
  }

  private static List<String> ids(JsonObject endpoint, String member) {
    return endpoint.defaulted(member, endpoint::anyTexts).orElse(List.of());
  }

  /** None is AWS's own, which lets everything through; a null is one that cannot be understood. */
  private static Optional<Reading<PolicyDocument>> policy(JsonObject endpoint) {
    var id = endpoint.text("VpcEndpointId");
    return endpoint.mentions("PolicyDocument")
        ? Optional.of(
            endpoint
                .find("PolicyDocument")
                .map(policy -> PolicyDocumentDecoder.decode(policy, id))
                .orElseGet(() -> PolicyDocumentDecoder.ofNull(id)))
        : Optional.empty();
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
