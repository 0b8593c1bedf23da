package io.clarifyvpc.snapshot;

import java.util.Optional;

/**
 * What a route table is associated with: its VPC as the main table, a subnet, or a gateway.
 *
 * @param state raw; old answers lack it, which means associated
 */
public record RouteTableAssociation(
    boolean main, Optional<String> subnetId, Optional<String> gatewayId, String state) {}
