package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.Resource;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One workload as SageMaker lists it.
 *
 * @param creationTime tells workloads of one name apart
 * @param processingJobStatus of a processing job
 */
public record ListedWorkload(
    Resource resource, Optional<Instant> creationTime, Optional<String> processingJobStatus) {
  private static final Set<String> FINISHED = Set.of("Completed", "Failed", "Stopped");

  /** What it is called. */
  public WorkloadKey key() {
    return WorkloadKey.of(resource);
  }

  /** Whether it is a job that runs no more: nothing about it changes from now on. */
  public boolean isFinished() {
    return processingJobStatus.filter(FINISHED::contains).isPresent();
  }
}
