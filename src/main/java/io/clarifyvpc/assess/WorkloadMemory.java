package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.ResourceType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What outlives a run: the workloads, which never change after their creation, and where the next
 * run begins. Each method throws a {@link RuntimeException} where the memory cannot be reached; no
 * verdict may depend on it.
 */
public interface WorkloadMemory {
  /** Everything that is remembered of a type; some of it may be long gone. */
  List<RememberedWorkload> recall(ResourceType type);

  /** Remembers, in place of what was remembered under the same key. */
  void remember(Collection<RememberedWorkload> workloads);

  /**
   * Remembers what an event showed. Events come twice and in any order: what is remembered of the
   * same workload only gets to know who created it, and what is remembered of a later one stays.
   */
  void rememberCreation(RememberedWorkload seen);

  /** Forgets a workload that was deleted. */
  void forget(WorkloadKey key);

  /** The workload that the last run had no time for, and with which the next one begins. */
  Optional<WorkloadKey> leftOver();

  /** Tells the next run where to begin; empty where nothing was left over. */
  void leaveOver(Optional<WorkloadKey> first, Instant now);
}
