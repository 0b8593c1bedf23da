package io.clarifyvpc.snapshot;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A subnet.
 *
 * @param cidrBlock empty for an IPv6-only subnet
 * @param ipv6CidrBlocks its associated IPv6 ranges
 * @param availabilityZoneId empty in old answers
 * @param internetGatewayBlockMode {@code BlockPublicAccessStates.InternetGatewayBlockMode}, raw;
 *     absent is off
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html">Subnet</a>
 */
public record Subnet(
    String subnetId,
    String vpcId,
    Optional<String> cidrBlock,
    List<String> ipv6CidrBlocks,
    Optional<String> availabilityZone,
    Optional<String> availabilityZoneId,
    OptionalInt availableIpAddressCount,
    Optional<String> ownerId,
    Optional<String> internetGatewayBlockMode) {
  public Subnet {
    ipv6CidrBlocks = List.copyOf(ipv6CidrBlocks);
  }
}
