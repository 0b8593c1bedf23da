package io.clarifyvpc.snapshot;

import java.util.Optional;

/**
 * A NAT gateway.
 *
 * @param subnetId empty for a regional NAT gateway
 * @param routeTableId the own route table of a regional NAT gateway
 * @param state raw
 * @param connectivityType raw; old answers lack it, which means public
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html">NatGateway</a>
 */
public record NatGateway(
    String natGatewayId,
    Optional<String> subnetId,
    Optional<String> routeTableId,
    String state,
    String connectivityType) {}
