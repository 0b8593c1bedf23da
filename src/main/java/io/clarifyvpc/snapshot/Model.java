package io.clarifyvpc.snapshot;

import java.util.List;
import java.util.Optional;

/**
 * A model; the shadow endpoint takes its VPC configuration.
 *
 * @param containers the primary container and all others
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html">CreateModel</a>
 */
public record Model(
    Resource resource,
    boolean enableNetworkIsolation,
    Optional<VpcConfig> vpcConfig,
    List<ContainerDefinition> containers)
    implements Workload {
  public Model {
    containers = List.copyOf(containers);
  }

  @Override
  public Model withResource(Resource other) {
    return new Model(other, enableNetworkIsolation, vpcConfig, containers);
  }
}
