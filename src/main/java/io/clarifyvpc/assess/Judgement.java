package io.clarifyvpc.assess;

import java.util.List;
import java.util.Optional;

/**
 * What came of one trigger.
 *
 * @param origin where the trigger came from
 * @param assessments the workload's first, then its model's; empty where there was nothing to judge
 * @param nothingBecause why there was nothing to judge
 */
public record Judgement(
    Origin origin, List<Assessment> assessments, Optional<String> nothingBecause) {
  public Judgement {
    assessments = List.copyOf(assessments);
  }

  /** Nothing to judge. */
  public static Judgement nothing(Origin origin, String reason) {
    return new Judgement(origin, List.of(), Optional.of(reason));
  }
}
