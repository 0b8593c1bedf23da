package io.clarifyvpc.assess;

import static io.clarifyvpc.assess.Findings.ORIGIN;
import static io.clarifyvpc.assess.Findings.advisory;
import static io.clarifyvpc.assess.Findings.assessment;
import static io.clarifyvpc.assess.Findings.compliant;
import static io.clarifyvpc.assess.Findings.job;
import static io.clarifyvpc.assess.Findings.model;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static io.clarifyvpc.assess.Findings.notApplicable;
import static io.clarifyvpc.assess.Findings.undetermined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clarifyvpc.assess.StopOnControls.InvalidStopOnControls;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopOnControlsTest {
  private static final String CLARIFY = "x/sagemaker-clarify-processing:1.0";
  private static final Instant CALLED = ORIGIN.time().orElseThrow();

  private final StopOnControls stopOnControls =
      new StopOnControls(Set.of("Clarify.4", "Clarify.6", "Clarify.17"));

  @Test
  void a_new_job_that_fails_a_named_control_is_stopped_for_it() {
    var judgement =
        judgement(
            clarifyJob(Optional.empty()),
            compliant("Clarify.1"),
            nonCompliant("Clarify.4", "public"),
            nonCompliant("Clarify.6", "no endpoint"),
            nonCompliant("Clarify.9", "closed"));

    assertThat(stopOnControls.order(judgement))
        .contains(
            new StopOrder(
                job("j"), List.of("Clarify.4", "Clarify.6"), new CreationTime(CALLED, true)));
  }

  @Test
  void nothing_is_stopped_unless_a_control_is_named() {
    var judgement = judgement(clarifyJob(Optional.empty()), nonCompliant("Clarify.4", "public"));

    assertThat(StopOnControls.none().order(judgement)).isEmpty();
  }

  @Test
  void undetermined_stops_nothing() {
    assertOrdersNothing(undetermined("Clarify.4", "unread"), nonCompliant("Clarify.9", "closed"));
  }

  @Test
  void what_holds_or_does_not_apply_stops_nothing() {
    assertOrdersNothing(compliant("Clarify.4"), notApplicable("Clarify.6"));
  }

  @Test
  void an_advisory_failure_stops_nothing_unless_it_is_promoted() {
    assertOrdersNothing(advisory(nonCompliant("Clarify.17", "clear")));

    var promoted = judgement(clarifyJob(Optional.empty()), nonCompliant("Clarify.17", "clear"));
    assertThat(stopOnControls.order(promoted).map(StopOrder::controls))
        .contains(List.of("Clarify.17"));
  }

  private void assertOrdersNothing(Finding... findings) {
    assertThat(stopOnControls.order(judgement(clarifyJob(Optional.empty()), findings))).isEmpty();
  }

  @Test
  void another_image_is_never_stopped() {
    var other = processingJob("x/sagemaker-clarify-processing-fork:1", Optional.empty());

    assertThat(stopOnControls.order(judgement(other, nonCompliant("Clarify.4", "public"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Completed", "Failed", "Stopping", "Stopped", "SomethingNew"})
  void what_does_not_run_is_not_stopped(String status) {
    var judgement = judgement(clarifyJob(Optional.of(status)), nonCompliant("Clarify.4", "public"));

    assertThat(stopOnControls.order(judgement)).isEmpty();
    assertThat(stopOnControls.order(judgement, new CreationTime(CALLED, false))).isEmpty();
  }

  @Test
  void a_running_job_of_a_run_is_known_by_its_creation_time() {
    var created = new CreationTime(Instant.parse("2026-11-19T08:00:00Z"), false);
    var judgement =
        judgement(clarifyJob(Optional.of("InProgress")), nonCompliant("Clarify.4", "public"));

    assertThat(stopOnControls.order(judgement, created))
        .contains(new StopOrder(job("j"), List.of("Clarify.4"), created));
  }

  @Test
  void models_and_their_failures_stop_nothing() {
    var model = new Model(model("m"), false, Optional.empty(), List.of());
    var failingModel = assessment(model("m"), nonCompliant("Clarify.4", "public"));
    var fineJob = assessment(job("j"), compliant("Clarify.4"));

    assertThat(
            stopOnControls.order(
                Judgement.of(ORIGIN, List.of(failingModel)).about(model, Optional.empty())))
        .isEmpty();
    assertThat(
            stopOnControls.order(
                Judgement.of(ORIGIN, List.of(fineJob, failingModel))
                    .about(clarifyJob(Optional.empty()), Optional.of("m"))))
        .isEmpty();
  }

  /** Which job of the name it speaks of is not known then. */
  @Test
  void an_event_that_tells_no_time_stops_nothing() {
    var judgement =
        Judgement.of(
                Origin.file("CreateProcessingJob"),
                List.of(assessment(job("j"), nonCompliant("Clarify.4", "public"))))
            .about(clarifyJob(Optional.empty()), Optional.empty());

    assertThat(stopOnControls.order(judgement)).isEmpty();
  }

  @Test
  void a_job_that_was_not_described_is_not_stopped() {
    assertThat(
            stopOnControls.order(
                Judgement.of(
                    ORIGIN, List.of(assessment(job("j"), nonCompliant("Clarify.4", "public"))))))
        .isEmpty();
  }

  /** The alert that tells of the stop goes out whenever there is an order. */
  @Property(tries = 500)
  void whoever_is_stopped_is_alerted(@ForAll("findings") List<Finding> findings) {
    var judgement = judgement(clarifyJob(Optional.empty()), findings.toArray(Finding[]::new));

    stopOnControls
        .order(judgement)
        .ifPresent(order -> {
          assertThat(Alert.of(judgement)).isPresent();
          assertThat(order.controls())
              .isNotEmpty()
              .allMatch(stopOnControls.ids()::contains)
              .allSatisfy(control ->
                  assertThat(findings)
                      .anyMatch(finding ->
                          finding.control().equals(control)
                              && finding.equals(nonCompliant(control, "failing"))));
        });
  }

  @Provide
  Arbitrary<List<Finding>> findings() {
    var control = Arbitraries.integers().between(1, 20).map("Clarify.%d"::formatted);
    return control
        .flatMap(id ->
            Arbitraries.of(
                compliant(id),
                notApplicable(id),
                undetermined(id, "unread"),
                nonCompliant(id, "failing"),
                advisory(nonCompliant(id, "failing"))))
        .list()
        .uniqueElements(Finding::control)
        .ofMaxSize(20);
  }

  @Test
  void ids_are_read_as_rule_parameters_are() {
    assertThat(StopOnControls.parse(" Clarify.4 ,, Clarify.16", Catalogue.controls()))
        .isEqualTo(new StopOnControls(Set.of("Clarify.4", "Clarify.16")));
    assertThat(StopOnControls.parse("", Catalogue.controls())).isEqualTo(StopOnControls.none());
  }

  @Test
  void ids_that_are_not_understood_are_named_and_cannot_forge_a_line() {
    assertThatThrownBy(
            () -> StopOnControls.parse("Clarify.4,Clarify.99,x\n\u001b[2J", Catalogue.controls()))
        .isInstanceOf(InvalidStopOnControls.class)
        .hasMessageStartingWith(
            "StopOnControls \"Clarify.99\", \"x ?[2J\" is not valid, valid are: Clarify.1, ")
        .hasMessageNotContaining("Clarify.14");
  }

  private static Judgement judgement(Workload workload, Finding... findings) {
    return Judgement.of(ORIGIN, List.of(assessment(job("j"), findings)))
        .about(workload, Optional.empty());
  }

  private static ProcessingJob clarifyJob(Optional<String> status) {
    return processingJob(CLARIFY, status);
  }

  private static ProcessingJob processingJob(String image, Optional<String> status) {
    return new ProcessingJob(
        job("j"), image, OptionalInt.of(1), Optional.empty(), List.of(), List.of(), status);
  }
}
