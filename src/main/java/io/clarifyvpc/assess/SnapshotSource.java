package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Workload;
import java.util.Optional;
import java.util.Set;

/**
 * Where facts come from: the live account, or files. What cannot be read is a gap, never an
 * exception.
 */
public interface SnapshotSource {
  /**
   * The workload itself, with its account and region as far as they can be known. An empty optional
   * is a workload that is known not to exist.
   */
  Reading<Optional<Workload>> workload(WorkloadRef reference);

  /**
   * What the controls may read to judge the workload, and the model behind it, at one instant.
   *
   * @param facts what the applicable controls require; more may be answered, less is a gap
   */
  Snapshot snapshot(Workload workload, Set<Fact> facts);
}
