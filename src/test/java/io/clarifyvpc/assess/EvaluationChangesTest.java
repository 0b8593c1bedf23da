package io.clarifyvpc.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.EvaluationChanges.ResourceKey;
import io.clarifyvpc.control.Compliance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationChangesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  private static final String TYPE = "AWS::SageMaker::Model";

  @Test
  void what_is_shown_already_is_not_put_again() {
    assertThat(toPut(shown(compliant("m"))).toPut(List.of(compliant("m")), NOW)).isEmpty();
  }

  @Test
  void what_is_new_is_put() {
    assertThat(toPut().toPut(List.of(compliant("m")), NOW)).containsExactly(compliant("m"));
  }

  @Test
  void another_verdict_or_another_reason_is_put() {
    var changes = toPut(shown(compliant("a")), shown(failing("b", "no endpoint")));

    assertThat(
            changes.toPut(List.of(failing("a", "one zone"), failing("b", "closed endpoint")), NOW))
        .containsExactly(failing("a", "one zone"), failing("b", "closed endpoint"));
  }

  @Test
  void once_a_day_everything_is_put_again() {
    var aDayAgo = new RuleResult(compliant("old"), NOW.minus(Duration.ofDays(1)));
    var lessThanADayAgo = new RuleResult(compliant("young"), NOW.minus(Duration.ofHours(23)));

    assertThat(
            toPut(aDayAgo, lessThanADayAgo)
                .toPut(List.of(compliant("old"), compliant("young")), NOW))
        .containsExactly(compliant("old"));
  }

  @Test
  void what_is_no_longer_there_is_taken_back() {
    var changes = toPut(shown(compliant("there")), shown(failing("gone", "one zone")));

    assertThat(changes.toTakeBack(List.of(new ResourceKey(TYPE, "there"))))
        .containsExactly(
            Evaluation.notApplicable(
                TYPE, "gone", "it is gone, or has left what the rule looks at"));
  }

  /** The same name under another type is another resource. */
  @Test
  void type_and_id_together_name_a_resource() {
    assertThat(
            toPut(shown(compliant("m")))
                .toTakeBack(List.of(new ResourceKey("AWS::SageMaker::ProcessingJob", "m"))))
        .hasSize(1);
  }

  @Test
  void of_two_results_on_one_resource_the_later_counts() {
    var changes =
        toPut(
            new RuleResult(failing("m", "one zone"), NOW.minusSeconds(60)),
            new RuleResult(compliant("m"), NOW.minusSeconds(30)));

    assertThat(changes.toPut(List.of(compliant("m")), NOW)).isEmpty();
  }

  private static EvaluationChanges toPut(RuleResult... earlier) {
    return new EvaluationChanges(List.of(earlier));
  }

  private static RuleResult shown(Evaluation evaluation) {
    return new RuleResult(evaluation, NOW.minusSeconds(60));
  }

  private static Evaluation compliant(String id) {
    return new Evaluation(TYPE, id, Compliance.COMPLIANT, "20 controls hold");
  }

  private static Evaluation failing(String id, String annotation) {
    return new Evaluation(TYPE, id, Compliance.NON_COMPLIANT, annotation);
  }
}
