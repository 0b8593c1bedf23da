package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Workload;
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
 * @param workload the workload itself, where it could be read, also one that is not ours
 * @param shadowModelName the model that its analysis configuration names, whether there is one or
 *     not
 * @param stop what came of the order to stop the job, where there was one
 */
public record Judgement(
    Origin origin,
    List<Assessment> assessments,
    Optional<String> nothingBecause,
    Optional<Gap> undescribed,
    Optional<Workload> workload,
    Optional<String> shadowModelName,
    Optional<StopOutcome> stop) {
  public Judgement {
    assessments = List.copyOf(assessments);
  }

  /** Nothing to judge. */
  public static Judgement nothing(Origin origin, String reason) {
    return new Judgement(
        origin,
        List.of(),
        Optional.of(reason),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The workload was read and judged. */
  public static Judgement of(Origin origin, List<Assessment> assessments) {
    return new Judgement(
        origin,
        assessments,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The workload could not be read. */
  static Judgement undescribed(Origin origin, Assessment assessment, Gap gap) {
    return new Judgement(
        origin,
        List.of(assessment),
        Optional.empty(),
        Optional.of(gap),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with what it is about. */
  Judgement about(Workload read, Optional<String> model) {
    return new Judgement(
        origin, assessments, nothingBecause, undescribed, Optional.of(read), model, stop);
  }

  /** The same after an order to stop the job. */
  public Judgement after(StopOutcome outcome) {
    return new Judgement(
        origin,
        assessments,
        nothingBecause,
        undescribed,
        workload,
        shadowModelName,
        Optional.of(outcome));
  }
}
