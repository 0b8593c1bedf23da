package io.clarifyvpc.world;

import io.clarifyvpc.network.Service;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What follows from the answers to Clarify.6, 7 and 8 for the controls that judge what is relied on
 * . In the compliant world a job relies on a gateway endpoint for S3 and on interface
 * endpoints for SageMaker, and its model on S3 alone: a control rests on some answers where nothing
 * else is left for it to judge.
 */
public final class WhatRestsOn implements Difference {
  private record Resting(boolean ofJob, String control, Set<String> answers) {
    static Resting ofJob(String control, String... answers) {
      return new Resting(true, control, Set.of(answers));
    }

    static Resting ofModel(String control, String... answers) {
      return new Resting(false, control, Set.of(answers));
    }
  }

  /** A control that judges what is relied on enters here, one line each for job and model. */
  private static final List<Resting> ALL =
      List.of(
          Resting.ofJob("Clarify.10", "Clarify.6", "Clarify.7", "Clarify.8"),
          Resting.ofModel("Clarify.10", "Clarify.6"),
          Resting.ofJob("Clarify.11", "Clarify.6", "Clarify.7", "Clarify.8"),
          Resting.ofModel("Clarify.11", "Clarify.6"),
          Resting.ofJob("Clarify.12", "Clarify.7", "Clarify.8"),
          Resting.ofJob("Clarify.18", "Clarify.6"),
          Resting.ofModel("Clarify.18", "Clarify.6"),
          Resting.ofJob("Clarify.19", "Clarify.7", "Clarify.8"));

  private final List<Resting> resting;
  private final UnaryOperator<ExpectedFinding> verdict;

  private WhatRestsOn(List<Resting> resting, UnaryOperator<ExpectedFinding> verdict) {
    this.resting = resting;
    this.verdict = verdict;
  }

  /** What rests on these answers and on no other: not applicable until told otherwise. */
  public static WhatRestsOn whatRestsOn(String... answers) {
    return new WhatRestsOn(
            ALL.stream().filter(each -> Set.of(answers).containsAll(each.answers())).toList(),
            UnaryOperator.identity())
        .isNotApplicable();
  }

  /** That of the job, or of the definition in its place, alone. */
  public WhatRestsOn ofJob() {
    return new WhatRestsOn(resting.stream().filter(Resting::ofJob).toList(), verdict);
  }

  /** That of the model alone. */
  public WhatRestsOn ofModel() {
    return new WhatRestsOn(resting.stream().filter(each -> !each.ofJob()).toList(), verdict);
  }

  /** Nothing is relied on. */
  public WhatRestsOn isNotApplicable() {
    return isNotApplicable("nothing of the kind is relied on");
  }

  /** There is nothing to judge. */
  public WhatRestsOn isNotApplicable(String reason) {
    return new WhatRestsOn(resting, finding -> finding.notApplicable(reason));
  }

  /** Nothing is relied on for certain, and what might be cannot be told. */
  public WhatRestsOn isUndetermined(Service service, String because) {
    return isUndetermined(
        "what it relies on for %s is unknown: %s".formatted(service.words(), because));
  }

  /** No way to any service can be told. */
  public WhatRestsOn isUndetermined(String reason) {
    return new WhatRestsOn(resting, finding -> finding.undetermined(reason));
  }

  @Override
  public void applyTo(Map<FindingKey, FindingRow> expected) {
    for (Resting each : resting) {
      var finding =
          each.ofJob()
              ? ExpectedFinding.job(each.control())
              : ExpectedFinding.model(each.control());
      verdict.apply(finding).applyTo(expected);
    }
  }
}
