package io.clarifyvpc.assess;

import java.time.Duration;
import java.time.Instant;

/**
 * When a workload was created. Names are reused; this tells workloads of one name apart.
 *
 * @param time SageMaker's own, or when the call was made that created it
 * @param ofCall it is the call's, as CloudTrail told it: SageMaker's own lies close to it
 */
public record CreationTime(Instant time, boolean ofCall) {
  /** CloudTrail tells when a call came, SageMaker when it was done, each by its own clock. */
  private static final Duration EARLIEST = Duration.ofSeconds(2);

  private static final Duration LATEST = Duration.ofSeconds(10);

  /** When the workload was created at the earliest. */
  public Instant earliest() {
    return ofCall ? time.minus(EARLIEST) : time;
  }

  /** When the workload was created at the latest. */
  public Instant latest() {
    return ofCall ? time.plus(LATEST) : time;
  }

  /** Whether both may be told of one workload. */
  public boolean mayBe(CreationTime other) {
    return !latest().isBefore(other.earliest()) && !earliest().isAfter(other.latest());
  }

  /** Whether the other one is certainly a later one. */
  public boolean isBefore(CreationTime other) {
    return latest().isBefore(other.earliest());
  }
}
