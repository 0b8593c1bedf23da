package io.clarifyvpc.assess;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What people are told of a resource. Another compliance or another set of controls is news; the
 * same in other words is not.
 *
 * @param controls the ids of the deciding findings, the worst first; empty where nothing fails
 * @param severity the worst among them
 * @param annotation the verdict in one line
 */
public record AlertState(
    Compliance compliance, List<String> controls, Optional<Severity> severity, String annotation) {
  public AlertState {
    controls = List.copyOf(controls);
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
        && Set.copyOf(controls).equals(Set.copyOf(other.controls));
  }
}
