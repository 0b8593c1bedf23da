package io.clarifyvpc.catalogue;

import io.clarifyvpc.snapshot.ClarifyWorkload;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Reading;

/** How many instances a job runs on. */
final class Instances {
  private Instances() {}

  /** {@code ClusterConfig.InstanceCount}, a gap where the input does not say. */
  static Reading<Integer> of(ClarifyWorkload workload) {
    var count = workload.instanceCount();
    if (count.isPresent()) {
      return Reading.known(count.getAsInt());
    }
    var fact =
        switch (workload) {
          case ProcessingJob _ -> Fact.PROCESSING_JOB;
          case JobDefinition _ -> Fact.JOB_DEFINITION;
        };
    return Reading.unread(fact.gap("ClusterConfig.InstanceCount is not given"));
  }
}
