package io.clarifyvpc.snapshot;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model bias or model explainability job definition: SageMaker Model Monitor starts Clarify jobs
 * from it.
 *
 * @param configUri {@code ConfigUri} of the app specification
 * @param endpointName {@code EndpointInput.EndpointName}: the endpoint that is monitored
 * @param inputS3Uris ground truth and batch transform input
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelExplainabilityJobDefinition.html">CreateModelExplainabilityJobDefinition</a>
 */
public record JobDefinition(
    Resource resource,
    OptionalInt instanceCount,
    Optional<NetworkConfig> networkConfig,
    Optional<String> configUri,
    Optional<String> endpointName,
    List<String> inputS3Uris,
    List<String> outputS3Uris)
    implements Workload, ClarifyWorkload {
  public JobDefinition {
    inputS3Uris = List.copyOf(inputS3Uris);
    outputS3Uris = List.copyOf(outputS3Uris);
  }

  /** A bias definition uses captured predictions: it calls no endpoint. */
  public boolean isBias() {
    return resource.type() == ResourceType.MODEL_BIAS_JOB_DEFINITION;
  }

  @Override
  public Optional<VpcConfig> vpcConfig() {
    return networkConfig.flatMap(NetworkConfig::vpcConfig);
  }

  @Override
  public Optional<String> analysisConfigurationUri() {
    return configUri;
  }

  @Override
  public JobDefinition withResource(Resource other) {
    return new JobDefinition(
        other, instanceCount, networkConfig, configUri, endpointName, inputS3Uris, outputS3Uris);
  }
}
