package io.clarifyvpc.assess;

import io.clarifyvpc.assess.ReevaluationMessage.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * When AWS Config is asked to run the rule. A run that began after a change has seen it; runs are
 * never closer than a set time, because AWS bills their results and refuses a second within a
 * minute.
 *
 * @param closest the shortest time between the beginnings of two runs
 */
public record Reevaluation(Duration closest) {
  /** What is to be done about the latest change. */
  public sealed interface Decision {
    /** A run that began later has seen it. */
    record Covered(Instant lastRun) implements Decision {}

    /** The rule is to run. */
    record Due() implements Decision {}

    /** The last run is not long enough ago. */
    record TooEarly(Duration pause) implements Decision {}
  }

  /**
   * Decides.
   *
   * @param latestChange when the latest change was heard of
   * @param lastRun when AWS Config last invoked the rule; empty where it never did, or that is not
   *     known
   */
  public Decision decide(Instant latestChange, Optional<Instant> lastRun, Instant now) {
    if (lastRun.isEmpty()) {
      return new Decision.Due();
    }
    if (latestChange.isBefore(lastRun.get())) {
      return new Decision.Covered(lastRun.get());
    }
    var pause = Duration.between(now, lastRun.get().plus(closest));
    return pause.isPositive() ? new Decision.TooEarly(pause) : new Decision.Due();
  }

  /**
   * When the oldest of the changes was heard of that no run has seen. A message that stands for
   * several tells of the oldest alone: where a run has seen that one, the next is not older than
   * the run.
   *
   * @param lastRun as above
   */
  public static Optional<Instant> oldestUnseen(
      Collection<Change> changes, Optional<Instant> lastRun) {
    var seen = lastRun.orElse(Instant.MIN);
    return changes.stream()
        .filter(change -> change.since().filter(since -> since.isBefore(seen)).isEmpty())
        .flatMap(change -> change.oldest().or(change::since).stream())
        .map(oldest -> oldest.isBefore(seen) ? seen : oldest)
        .min(Comparator.naturalOrder());
  }
}
