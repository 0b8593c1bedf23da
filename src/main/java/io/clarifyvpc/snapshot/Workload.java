package io.clarifyvpc.snapshot;

import java.util.Optional;

/** What is judged: a Clarify processing job, a model, or a Clarify monitoring job definition. */
public sealed interface Workload permits ProcessingJob, Model, JobDefinition {
  Resource resource();

  /** The VPC configuration; one without subnets is none. */
  Optional<VpcConfig> vpcConfig();

  /** The same workload under another resource identity. */
  Workload withResource(Resource resource);
}
