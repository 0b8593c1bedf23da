package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.Resource;

/**
 * What arrived, decoded and validated. What is not ours is a value with a reason, not an exception.
 */
public sealed interface Trigger {
  /** What speaks of a workload. */
  sealed interface OfWorkload extends Trigger {
    Resource resource();
  }

  /** A workload of ours, whole. */
  record Ours(WorkloadRef.Described workload, Origin origin) implements OfWorkload {
    @Override
    public Resource resource() {
      return workload.resource();
    }
  }

  /** A call of ours whose request arrived cut: the workload has to be described. */
  record Cut(WorkloadRef.Named workload, String member, Origin origin) implements OfWorkload {
    @Override
    public Resource resource() {
      return workload.resource();
    }
  }

  /** Nothing to judge. */
  record NotOurs(String reason) implements Trigger {}

  /** A workload of ours is gone. */
  record Deleted(Resource resource, Origin origin) implements OfWorkload {}

  /** Not understood. {@code member} is the path of what is missing or of the wrong type. */
  record Malformed(String member, String problem) implements Trigger {
    /** One sentence. */
    public String describe() {
      return "%s %s".formatted(member, problem);
    }
  }
}
