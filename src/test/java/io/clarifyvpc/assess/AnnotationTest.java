package io.clarifyvpc.assess;

import static io.clarifyvpc.assess.Findings.advisory;
import static io.clarifyvpc.assess.Findings.compliant;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static io.clarifyvpc.assess.Findings.notApplicable;
import static io.clarifyvpc.assess.Findings.undetermined;
import static io.clarifyvpc.assess.Findings.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Severity;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AnnotationTest {
  private static final int LIMIT = 256;

  @Test
  void compliant_says_how_many_controls_hold() {
    assertThat(Annotation.of(List.of(compliant("Clarify.1"), notApplicable("Clarify.2"))))
        .isEqualTo("1 control holds");
    assertThat(Annotation.of(List.of(compliant("Clarify.1"), compliant("Clarify.2"))))
        .isEqualTo("2 controls hold");
  }

  @Test
  void nothing_applicable_says_so() {
    assertThat(Annotation.of(List.of(notApplicable("Clarify.1")))).isEqualTo("no control applies");
  }

  @Test
  void the_worst_failure_comes_first_whatever_the_catalogue_s_order() {
    var medium = weighing(nonCompliant("Clarify.10", "closed"), Severity.MEDIUM, Impact.FAILURE);
    var exposure = weighing(nonCompliant("Clarify.4", "public"), Severity.HIGH, Impact.EXPOSURE);
    var failure = weighing(nonCompliant("Clarify.6", "no endpoint"), Severity.HIGH, Impact.FAILURE);

    assertThat(Annotation.of(List.of(exposure, failure, medium)))
        .isEqualTo("Clarify.6: no endpoint; Clarify.4: public; Clarify.10: closed");
  }

  @Test
  void undetermined_and_advisory_findings_do_not_speak_beside_a_failure() {
    assertThat(
            Annotation.of(
                List.of(
                    undetermined("Clarify.3", "unread"),
                    nonCompliant("Clarify.6", "no endpoint"),
                    advisory(nonCompliant("Clarify.17", "in the clear")))))
        .isEqualTo("Clarify.6: no endpoint");
  }

  @Test
  void what_has_no_room_is_counted() {
    var findings =
        IntStream.rangeClosed(1, 12)
            .mapToObj(
                i -> nonCompliant("Clarify." + i, "a reason of some length about subnet-" + i))
            .toList();

    assertThat(Annotation.of(findings))
        .hasSizeLessThanOrEqualTo(LIMIT)
        .startsWith("Clarify.1: a reason of some length about subnet-1; Clarify.2: ")
        .endsWith(" (+7 more)");
  }

  @Test
  void a_long_reason_is_cut_between_words() {
    var annotation =
        Annotation.of(List.of(nonCompliant("Clarify.6", "subnet-0123456789abcdef0 ".repeat(40))));

    assertThat(annotation).hasSizeLessThanOrEqualTo(LIMIT).endsWith("subnet-0123456789abcdef0…");
  }

  @Test
  void a_long_reason_leaves_room_for_the_count() {
    var annotation =
        Annotation.of(
            List.of(
                nonCompliant("Clarify.6", "word ".repeat(100)),
                nonCompliant("Clarify.7", "closed"),
                nonCompliant("Clarify.8", "closed")));

    assertThat(annotation).hasSizeLessThanOrEqualTo(LIMIT).endsWith("word… (+2 more)");
  }

  @Test
  void a_reason_stays_on_one_line() {
    assertThat(Annotation.of(List.of(nonCompliant("Clarify.6", "one\ntwo\u001b[31m"))))
        .isEqualTo("Clarify.6: one two?[31m");
  }

  @Property(tries = 300)
  void no_findings_whatsoever_break_the_limit(
      @ForAll @IntRange(min = 1, max = 20) int count,
      @ForAll @StringLength(min = 1, max = 400) String reason) {
    List<Finding> findings =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> nonCompliant("Clarify." + i, reason))
            .toList();

    assertThat(Annotation.of(findings, "UNDETERMINED: ")).hasSizeBetween(1, LIMIT);
  }
}
