package io.clarifyvpc.lambda;

import io.clarifyvpc.assess.RememberedWorkload;
import io.clarifyvpc.assess.WorkloadKey;
import io.clarifyvpc.assess.WorkloadMemory;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A memory that may be out of reach: then everything is read anew, and nothing else is different.
 * That is said once, and the memory left alone for the rest of the invocation, for each attempt
 * costs time.
 */
final class FallibleMemory implements WorkloadMemory {
  private final WorkloadMemory memory;
  private final Log log;
  private boolean unreachable;

  FallibleMemory(WorkloadMemory memory, Log log) {
    this.memory = memory;
    this.log = log;
  }

  @Override
  public List<RememberedWorkload> recall(ResourceType type) {
    return attempt(() -> memory.recall(type), List.of());
  }

  @Override
  public void remember(Collection<RememberedWorkload> workloads) {
    attempt(() -> memory.remember(workloads));
  }

  @Override
  public void rememberCreation(RememberedWorkload seen) {
    attempt(() -> memory.rememberCreation(seen));
  }

  @Override
  public void forget(WorkloadKey key) {
    attempt(() -> memory.forget(key));
  }

  @Override
  public Optional<WorkloadKey> leftOver() {
    return attempt(memory::leftOver, Optional.empty());
  }

  @Override
  public void leaveOver(Optional<WorkloadKey> first, Instant now) {
    attempt(() -> memory.leaveOver(first, now));
  }

  private void attempt(Runnable call) {
    var _ =
        attempt(
            () -> {
              call.run();
              return true;
            },
            false);
  }

  private <T> T attempt(Supplier<T> call, T otherwise) {
    if (unreachable) {
      return otherwise;
    }
    try {
      return call.get();
    } catch (RuntimeException failure) {
      unreachable = true;
      log.metrics().count(Metric.MEMORY_UNREACHABLE);
      log.warn(
          "the table of what is remembered cannot be reached (%s): workloads are read anew"
              .formatted(failure.getClass().getSimpleName()));
      return otherwise;
    }
  }
}
