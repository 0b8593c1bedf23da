package io.clarifyvpc.snapshot;

import java.util.List;

/**
 * {@code VpcConfig} of a job, definition or model.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html">VpcConfig</a>
 */
public record VpcConfig(List<String> subnets, List<String> securityGroupIds) {
  public VpcConfig {
    subnets = subnets.stream().distinct().toList();
    securityGroupIds = securityGroupIds.stream().distinct().toList();
  }
}
