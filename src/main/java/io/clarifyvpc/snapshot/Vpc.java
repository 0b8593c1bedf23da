package io.clarifyvpc.snapshot;

import java.util.Optional;

/** A VPC; {@code dhcpOptionsId} is {@code default} where none is associated. */
public record Vpc(String vpcId, Optional<String> cidrBlock, Optional<String> dhcpOptionsId) {}
