package io.clarifyvpc.snapshot;

import java.util.Optional;

/**
 * A security group named by a rule.
 *
 * @param groupId empty where an old answer names the group by name only
 * @param vpcPeeringConnectionId given where the group belongs to a peered VPC
 */
public record UserIdGroupPair(Optional<String> groupId, Optional<String> vpcPeeringConnectionId) {}
