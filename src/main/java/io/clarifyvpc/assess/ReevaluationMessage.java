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
   */
  record Change(String because, Optional<Instant> since) implements ReevaluationMessage {}

  /** A call that changed nothing. */
  record NoChange(String reason) implements ReevaluationMessage {}
}
