package io.clarifyvpc.snapshot;

import java.util.Optional;

/**
 * A security group named by a rule.
 *
 * @param vpcPeeringConnectionId given where the group belongs to a peered VPC
 */
public record UserIdGroupPair(String groupId, Optional<String> vpcPeeringConnectionId) {}
