package io.clarifyvpc.snapshot;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What runs the Clarify container itself: a processing job, or the definition that starts such
 * jobs.
 */
public sealed interface ClarifyWorkload permits ProcessingJob, JobDefinition {
  Resource resource();

  Optional<VpcConfig> vpcConfig();

  Optional<NetworkConfig> networkConfig();

  /** {@code ClusterConfig.InstanceCount}; empty where the input does not say. */
  OptionalInt instanceCount();

  /** The S3 URI of the analysis configuration: an object, or a prefix that holds one. */
  Optional<String> analysisConfigurationUri();
}
