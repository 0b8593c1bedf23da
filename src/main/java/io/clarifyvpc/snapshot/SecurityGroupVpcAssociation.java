package io.clarifyvpc.snapshot;

/** A security group made usable in a further VPC; {@code state} is raw. */
public record SecurityGroupVpcAssociation(String groupId, String vpcId, String state) {}
