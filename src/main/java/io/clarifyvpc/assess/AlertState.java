package io.clarifyvpc.assess;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What people are told of a resource. Another compliance or another set of controls is news, and so
 * is a job that was stopped, or could not be; the same in other words is not.
 *
 * @param controls the ids of the deciding findings, the worst first; empty where nothing fails
 * @param severity the worst among them
 * @param annotation the verdict in one line
 * @param stop what came of the order to stop the job, where there was one
 */
public record AlertState(
    Compliance compliance,
    List<String> controls,
    Optional<Severity> severity,
    String annotation,
    Optional<StopOutcome> stop) {
  public AlertState {
    controls = List.copyOf(controls);
  }

  /** The state of what nobody has tried to stop. */
  public AlertState(
      Compliance compliance,
      List<String> controls,
      Optional<Severity> severity,
      String annotation) {
    this(compliance, controls, severity, annotation, Optional.empty());
  }

  /** The state of an assessed resource. */
  public static AlertState of(Assessment assessment) {
    var decisive = isAlarming(assessment.compliance()) ? assessment.decisive() : List.<Finding>of();
    return new AlertState(
        assessment.compliance(),
        decisive.stream().map(Finding::control).toList(),
        decisive.stream().map(Finding::severity).max(Severity::compareTo),
        assessment.annotation());
  }

  /** The same after an order to stop the job. */
  public AlertState after(Optional<StopOutcome> outcome) {
    return new AlertState(compliance, controls, severity, annotation, outcome);
  }

  /** The same with the other's news of a stop, where this one has none. */
  AlertState stoppedAs(AlertState other) {
    return newsOfStop().isEmpty() && other.newsOfStop().isPresent() ? after(other.stop) : this;
  }

  /** What people have to hear of a stop. */
  Optional<StopOutcome> newsOfStop() {
    return stop.filter(StopOutcome::isNews);
  }

  /** Whether people are told of it as soon as it is so. */
  public boolean isAlarming() {
    return isAlarming(compliance);
  }

  static boolean isAlarming(Compliance compliance) {
    return switch (compliance) {
      case NON_COMPLIANT, UNDETERMINED -> true;
      case COMPLIANT, NOT_APPLICABLE -> false;
    };
  }

  /** Whether the other is no news after this. */
  public boolean isSameAs(AlertState other) {
    return compliance == other.compliance
        && Set.copyOf(controls).equals(Set.copyOf(other.controls))
        && other
            .newsOfStop()
            .map(StopOutcome::kind)
            .filter(kind -> !newsOfStop().map(StopOutcome::kind).equals(Optional.of(kind)))
            .isEmpty();
  }
}
