package io.clarifyvpc.assess;

import static io.clarifyvpc.assess.Findings.assessment;
import static io.clarifyvpc.assess.Findings.compliant;
import static io.clarifyvpc.assess.Findings.job;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static io.clarifyvpc.assess.Findings.notApplicable;
import static io.clarifyvpc.assess.Findings.undetermined;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.RuleParameters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountEvaluationTest {
  private static final String ACCOUNT = "111122223333";

  @Test
  void the_account_stands_for_its_jobs() {
    var evaluation = of(List.of(good("a")));

    assertThat(evaluation.complianceResourceType()).isEqualTo("AWS::::Account");
    assertThat(evaluation.complianceResourceId()).isEqualTo(ACCOUNT);
  }

  @Test
  void no_job_is_not_applicable() {
    assertEvaluation(
        of(List.of()), Compliance.NOT_APPLICABLE, "no Clarify job in the look-back window");
  }

  @Test
  void the_worst_verdict_counts_with_how_many_have_it() {
    assertEvaluation(
        of(List.of(good("a"), good("b"))),
        Compliance.COMPLIANT,
        "COMPLIANT: 2 of 2 Clarify jobs: a, b");
    assertEvaluation(
        of(List.of(good("a"), bad("b"), unread("c"), bad("d"))),
        Compliance.NON_COMPLIANT,
        "NON_COMPLIANT: 2 of 4 Clarify jobs: b, d");
  }

  @Test
  void undetermined_beats_compliant_and_is_told_as_the_parameter_says() {
    var jobs = List.of(good("a"), unread("b"));

    assertEvaluation(of(jobs), Compliance.NON_COMPLIANT, "UNDETERMINED: 1 of 2 Clarify jobs: b");
    assertEvaluation(
        AccountEvaluation.of(
            ACCOUNT,
            verdicts(jobs),
            0,
            RuleParameters.parse(Map.of("UndeterminedCompliance", "NOT_APPLICABLE"), List.of())),
        Compliance.NOT_APPLICABLE,
        "UNDETERMINED: 1 of 2 Clarify jobs: b");
  }

  @Test
  void jobs_of_which_nothing_applies_are_no_reason_to_fail() {
    var nothing = assessment(job("a"), notApplicable("Clarify.1"));

    assertThat(of(List.of(nothing)).complianceType()).isEqualTo(Compliance.NOT_APPLICABLE);
    assertEvaluation(
        of(List.of(nothing, good("b"))), Compliance.COMPLIANT, "COMPLIANT: 1 of 2 Clarify jobs: b");
  }

  @Test
  void three_jobs_are_named_and_the_others_counted() {
    assertEvaluation(
        of(List.of(bad("a"), bad("b"), bad("c"))),
        Compliance.NON_COMPLIANT,
        "NON_COMPLIANT: 3 of 3 Clarify jobs: a, b, c");
    assertEvaluation(
        of(List.of(bad("a"), bad("b"), bad("c"), bad("d"), bad("e"))),
        Compliance.NON_COMPLIANT,
        "NON_COMPLIANT: 5 of 5 Clarify jobs: a, b, c (+2 more)");
  }

  /** A job's name has at most 63 characters; nothing longer breaks the limit either. */
  @ParameterizedTest
  @ValueSource(ints = {1, 63, 70, 71, 72, 73, 256, 5000})
  void an_annotation_has_at_most_256_characters(int length) {
    var jobs = Stream.of("a", "b", "c", "d").map(each -> bad(each.repeat(length))).toList();

    assertThat(of(jobs).annotation())
        .hasSizeLessThanOrEqualTo(256)
        .startsWith("NON_COMPLIANT: 4 of 4 Clarify jobs: a")
        .endsWith(" (+1 more)");
  }

  private static Evaluation of(List<Assessment> jobs) {
    return AccountEvaluation.of(ACCOUNT, verdicts(jobs), 0, RuleParameters.defaults());
  }

  private static Map<String, Compliance> verdicts(List<Assessment> jobs) {
    var verdicts = new TreeMap<String, Compliance>();
    jobs.forEach(job -> verdicts.put(job.resource().id(), job.compliance()));
    return verdicts;
  }

  private static void assertEvaluation(
      Evaluation evaluation, Compliance compliance, String annotation) {
    assertThat(evaluation.complianceType()).isEqualTo(compliance);
    assertThat(evaluation.annotation()).isEqualTo(annotation);
  }

  private static Assessment good(String name) {
    return assessment(job(name), compliant("Clarify.1"));
  }

  private static Assessment bad(String name) {
    return assessment(job(name), nonCompliant("Clarify.1", "because"));
  }

  private static Assessment unread(String name) {
    return assessment(job(name), undetermined("Clarify.1", "unread"));
  }

  /** Never compliant on something unread: any of them may be a Clarify job that fails. */
  @Test
  void jobs_that_could_not_be_described_leave_nothing_better_than_undetermined() {
    assertEvaluation(
        AccountEvaluation.of(ACCOUNT, verdicts(List.of(good("a"))), 2, RuleParameters.defaults()),
        Compliance.NON_COMPLIANT,
        "UNDETERMINED: 2 processing jobs could not be described");
  }
}
