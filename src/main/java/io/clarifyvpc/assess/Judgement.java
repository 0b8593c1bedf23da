package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.Gap;
import java.util.List;
import java.util.Optional;

/**
 * What came of one trigger.
 *
 * @param origin where the trigger came from
 * @param assessments the workload's first, then its model's; empty where there was nothing to judge
 * @param nothingBecause why there was nothing to judge
 * @param undescribed why the workload itself could not be read: all of its findings are
 *     undetermined, and a processing job may be anybody's
 */
public record Judgement(
    Origin origin,
    List<Assessment> assessments,
    Optional<String> nothingBecause,
    Optional<Gap> undescribed) {
  public Judgement {
    assessments = List.copyOf(assessments);
  }

  /** Nothing to judge. */
  public static Judgement nothing(Origin origin, String reason) {
    return new Judgement(origin, List.of(), Optional.of(reason), Optional.empty());
  }

  /** The workload was read and judged. */
  public static Judgement of(Origin origin, List<Assessment> assessments) {
    return new Judgement(origin, assessments, Optional.empty(), Optional.empty());
  }
}
