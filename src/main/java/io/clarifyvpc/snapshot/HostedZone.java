package io.clarifyvpc.snapshot;

import java.util.Optional;

/**
 * A private hosted zone, as {@code ListHostedZonesByVPC} answers it.
 *
 * @param vpcId the VPC it is associated with; the answer does not repeat it, so empty means every
 *     VPC asked about
 */
public record HostedZone(String name, Optional<String> vpcId) {}
