package io.clarifyvpc.assess;

import static io.clarifyvpc.assess.Findings.assessment;
import static io.clarifyvpc.assess.Findings.compliant;
import static io.clarifyvpc.assess.Findings.job;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static io.clarifyvpc.assess.Findings.undetermined;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.control.RuleParameters.ProcessingJobResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunJudgementTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00.123Z");
  private static final RuleParameters PARAMETERS = RuleParameters.defaults();

  private final Assessment good = assessment(job("good"), compliant("Clarify.1"));
  private final Assessment bad = assessment(job("bad"), nonCompliant("Clarify.1", "because"));

  /** The jobs that were not judged may fail. */
  @Test
  void the_account_is_not_told_compliant_by_half_a_run() {
    assertThat(judged(false, good).ofAccount("111122223333", PARAMETERS)).isEmpty();
    assertThat(judged(true, good).ofAccount("111122223333", PARAMETERS)).isPresent();
  }

  @Test
  void a_failing_job_is_told_of_the_account_by_half_a_run_too() {
    assertThat(judged(false, good, bad).ofAccount("111122223333", PARAMETERS))
        .hasValueSatisfying(evaluation ->
            assertThat(evaluation.annotation())
                .isEqualTo("NON_COMPLIANT: 1 of 2 Clarify jobs: bad"));
  }

  @Test
  void a_kept_verdict_says_when_it_was_judged() {
    var judgement =
        new RunJudgement(
            List.of(new RunTarget(job("bad"), "bad", Optional.empty(), Optional.empty())),
            List.of(bad),
            Map.of(WorkloadKey.of(job("bad")), KeptVerdict.of(bad, NOW, PARAMETERS).orElseThrow()),
            List.of(),
            Map.of(),
            true);

    assertThat(
            judgement.evaluations(
                "111122223333", ProcessingJobResourceType.PROCESSING_JOB, PARAMETERS))
        .singleElement()
        .satisfies(evaluation ->
            assertThat(evaluation.annotation())
                .isEqualTo("judged 2026-11-20T08:00:00Z: Clarify.1: because"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 200, 230, 256, 5000})
  void a_kept_annotation_has_at_most_256_characters(int length) {
    var wordy =
        assessment(
            job("bad"),
            nonCompliant("Clarify.1", "x ".repeat(length)),
            nonCompliant("Clarify.2", "y"));

    assertThat(KeptVerdict.of(wordy, NOW, PARAMETERS).orElseThrow().annotation())
        .startsWith("judged 2026-11-20T08:00:00Z: Clarify.1: x")
        .hasSizeLessThanOrEqualTo(256);
  }

  @Test
  void an_undetermined_verdict_is_not_kept() {
    assertThat(
            KeptVerdict.of(
                assessment(job("a"), undetermined("Clarify.1", "unread")), NOW, PARAMETERS))
        .isEmpty();
  }

  private static RunJudgement judged(boolean complete, Assessment... assessments) {
    return new RunJudgement(
        List.of(), List.of(assessments), Map.of(), List.of(), Map.of(), complete);
  }
}
