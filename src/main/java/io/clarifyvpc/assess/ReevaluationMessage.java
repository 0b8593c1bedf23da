package io.clarifyvpc.assess;

import java.time.Instant;
import java.util.Optional;

/** What one message of the re-evaluation queue says. */
public sealed interface ReevaluationMessage {
  /**
   * Verdicts may have changed.
   *
   * @param because the call behind it, for the log
   * @param since when it was first heard of, where the message tells; else when it was sent
   * @param oldest when the oldest of the changes was heard of that the message stands for, where it
   *     stands for several
   */
  record Change(String because, Optional<Instant> since, Optional<Instant> oldest)
      implements ReevaluationMessage {
    /** One change. */
    public Change(String because, Optional<Instant> since) {
      this(because, since, Optional.empty());
    }
  }

  /** A call that changed nothing. */
  record NoChange(String reason) implements ReevaluationMessage {}
}
