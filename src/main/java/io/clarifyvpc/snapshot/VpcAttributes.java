package io.clarifyvpc.snapshot;

import java.util.Optional;

/** The two DNS attributes of a VPC; {@code DescribeVpcAttribute} answers one a call. */
public record VpcAttributes(
    String vpcId, Optional<Boolean> enableDnsSupport, Optional<Boolean> enableDnsHostnames) {}
