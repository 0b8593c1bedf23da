package io.clarifyvpc.snapshot;

import java.util.Optional;

/**
 * {@code NetworkConfig} of a job or definition; an absent flag is off.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_NetworkConfig.html">NetworkConfig</a>
 */
public record NetworkConfig(
    boolean enableNetworkIsolation,
    boolean enableInterContainerTrafficEncryption,
    Optional<VpcConfig> vpcConfig) {}
