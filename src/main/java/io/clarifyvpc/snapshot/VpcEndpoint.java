package io.clarifyvpc.snapshot;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A VPC endpoint.
 *
 * @param vpcEndpointType raw; old answers lack it, and the decoder then tells it from the members,
 *     or leaves it empty
 * @param serviceName empty for an endpoint of a resource or a service network
 * @param serviceRegion given where the service is of another region
 * @param state raw: it differs in case between the API and the SDK's enum
 * @param groups security groups; empty optional where the answer lacks the member (then the VPC's
 *     default group)
 * @param privateDnsEnabled empty where the answer lacks the member
 * @param privateDnsOnlyForInboundResolverEndpoint absent is false
 * @param policyDocument none is full access; a gap where it is there and cannot be understood
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html">VpcEndpoint</a>
 */
public record VpcEndpoint(
    String vpcEndpointId,
    Optional<String> vpcEndpointType,
    String vpcId,
    String serviceName,
    Optional<String> serviceRegion,
    String state,
    List<String> routeTableIds,
    List<String> subnetIds,
    Optional<List<String>> groups,
    Optional<Boolean> privateDnsEnabled,
    boolean privateDnsOnlyForInboundResolverEndpoint,
    Optional<Reading<PolicyDocument>> policyDocument) {
  public VpcEndpoint {
    routeTableIds = List.copyOf(routeTableIds);
    subnetIds = List.copyOf(subnetIds);
    groups = groups.map(List::copyOf);
  }

  /** Whether it is of a service of the region by one of these names. */
  public boolean serves(Collection<String> serviceNames, String region) {
    return serviceNames.contains(serviceName)
        && serviceRegion.filter(other -> !other.equals(region)).isEmpty();
  }

  public boolean isAvailable() {
    return state.equalsIgnoreCase("available");
  }

  public boolean isGateway() {
    return isOfType("Gateway");
  }

  public boolean isInterface() {
    return isOfType("Interface");
  }

  private boolean isOfType(String type) {
    return vpcEndpointType.filter(type::equalsIgnoreCase).isPresent();
  }
}
