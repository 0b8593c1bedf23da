package io.clarifyvpc.assess;

import static java.util.stream.Collectors.joining;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Workload;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The controls for whose failure a running Clarify job is stopped; none by default. No parameter of
 * the rule, for it changes no verdict.
 *
 * @param ids ids of controls that speak of processing jobs
 */
public record StopOnControls(Set<String> ids) {
  /** Ids that are not understood. No job is stopped, nor anything judged, under them. */
  public static final class InvalidStopOnControls extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidStopOnControls(Collection<String> unknown, Collection<String> valid) {
      super(
          "StopOnControls %s is not valid, valid are: %s"
              .formatted(
                  unknown.stream()
                      .map(PlainText::clean)
                      .map(id -> '"' + PlainText.shorten(id, 60) + '"')
                      .collect(joining(", ")),
                  String.join(", ", valid)));
    }
  }

  public StopOnControls {
    ids = Set.copyOf(ids);
  }

  /** No job is ever stopped. */
  public static StopOnControls none() {
    return new StopOnControls(Set.of());
  }

  /**
   * Reads ids, separated by commas. One of a control that never speaks of a job is refused as well:
   * it would stop nothing, and nobody would notice.
   *
   * @throws InvalidStopOnControls lists what is valid
   */
  public static StopOnControls parse(String value, List<Control> controls) {
    var valid =
        controls.stream()
            .map(Control::spec)
            .filter(spec -> spec.appliesTo().contains(ResourceType.PROCESSING_JOB))
            .map(spec -> spec.id())
            .toList();
    var given =
        Arrays.stream(value.split(",", -1)).map(String::strip).filter(id -> !id.isEmpty()).toList();
    var unknown = given.stream().filter(Predicate.not(valid::contains)).toList();
    if (!unknown.isEmpty()) {
      throw new InvalidStopOnControls(unknown, valid);
    }
    return new StopOnControls(Set.copyOf(given));
  }

  /**
   * The order that a judgement on a new job asks for, if any. An event that tells no time names no
   * job for certain, and orders nothing: the next run of the rule judges the job again.
   */
  public Optional<StopOrder> order(Judgement judgement) {
    return judgement
        .origin()
        .time()
        .flatMap(called -> order(judgement, new CreationTime(called, true)));
  }

  /** The order that a judgement on a job asks for, if any. */
  public Optional<StopOrder> order(Judgement judgement, CreationTime created) {
    if (judgement.workload().filter(StopOnControls::isRunningClarifyJob).isEmpty()) {
      return Optional.empty();
    }
    return judgement.assessments().stream()
        .findFirst()
        .map(assessment -> new StopOrder(assessment.resource(), failing(assessment), created))
        .filter(order -> !order.controls().isEmpty());
  }

  /** A job without a status is only just being created. */
  private static boolean isRunningClarifyJob(Workload workload) {
    return workload instanceof ProcessingJob job
        && job.runsClarify()
        && job.processingJobStatus().map(StopOrder.RUNNING::equals).orElse(true);
  }

  /** What is undetermined, or does not count towards the verdict, stops nothing. */
  private List<String> failing(Assessment assessment) {
    return assessment.findings().stream()
        .filter(finding -> finding.countsAs(Compliance.NON_COMPLIANT))
        .map(Finding::control)
        .filter(ids::contains)
        .toList();
  }
}
