package io.clarifyvpc.cli;

import io.clarifyvpc.assess.SnapshotSource;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Workload;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A source that is opened by the first question: an event that is not ours asks none, and needs no
 * account.
 */
final class OpenedWhenAsked implements SnapshotSource {
  private final Supplier<SnapshotSource> opening;
  private Optional<SnapshotSource> opened = Optional.empty();

  OpenedWhenAsked(Supplier<SnapshotSource> opening) {
    this.opening = opening;
  }

  @Override
  public Reading<Optional<Workload>> workload(WorkloadRef reference) {
    return source().workload(reference);
  }

  @Override
  public Snapshot snapshot(Workload workload, Set<Fact> facts) {
    return source().snapshot(workload, facts);
  }

  private SnapshotSource source() {
    if (opened.isEmpty()) {
      opened = Optional.of(opening.get());
    }
    return opened.get();
  }
}
