package io.clarifyvpc.catalogue;

import io.clarifyvpc.snapshot.ClarifyWorkload;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Reading;

/** How many instances a job runs on. */
final class Instances {
  private static final String NOT_GIVEN = "ClusterConfig.InstanceCount is not given";

  private Instances() {}

  /** {@code ClusterConfig.InstanceCount}, a gap where the input does not say. */
  static Reading<Integer> of(ClarifyWorkload workload) {
    var count = workload.instanceCount();
    if (count.isPresent()) {
      return Reading.known(count.getAsInt());
    }
    return Reading.unread(
        switch (workload) {
          case ProcessingJob _ -> Fact.PROCESSING_JOB.gap(NOT_GIVEN);
          case JobDefinition definition ->
              new Gap(
                  Fact.JOB_DEFINITION,
                  Fact.JOB_DEFINITION.actions().get(definition.isBias() ? 0 : 1),
                  NOT_GIVEN);
        });
  }
}
