package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.Workload;

/** The workload asked about. */
public sealed interface WorkloadRef {
  Resource resource();

  /** The trigger held the workload whole: nothing has to be described. */
  record Described(Workload workload) implements WorkloadRef {
    @Override
    public Resource resource() {
      return workload.resource();
    }
  }

  /** Only its name is known: it has to be described. */
  record Named(Resource resource) implements WorkloadRef {}
}
