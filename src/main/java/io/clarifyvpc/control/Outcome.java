package io.clarifyvpc.control;

import io.clarifyvpc.snapshot.Gap;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a control answers. The {@link Evaluator} joins it with the specification to a {@link
 * Finding}.
 */
public sealed interface Outcome {
  String reason();

  /** The state holds. */
  record Compliant(String reason, List<String> evidence) implements Outcome {
    public Compliant {
      evidence = List.copyOf(evidence);
    }

    /** The same with the ids it rests on. */
    public Compliant evidence(Collection<String> ids) {
      return new Compliant(reason, List.copyOf(ids));
    }
  }

  /**
   * The state does not hold; an impact, severity or advisory of its own replaces the
   * specification's.
   */
  record NonCompliant(
      String reason,
      List<String> evidence,
      Optional<Impact> impact,
      Optional<Severity> severity,
      Optional<Boolean> advisory,
      Optional<String> predictedError,
      Optional<Remediation> remediation)
      implements Outcome {
    public NonCompliant {
      evidence = List.copyOf(evidence);
    }

    /** The same with the ids at fault. */
    public NonCompliant evidence(Collection<String> ids) {
      return new NonCompliant(
          reason, List.copyOf(ids), impact, severity, advisory, predictedError, remediation);
    }

    public NonCompliant impact(Impact value) {
      return new NonCompliant(
          reason, evidence, Optional.of(value), severity, advisory, predictedError, remediation);
    }

    public NonCompliant severity(Severity value) {
      return new NonCompliant(
          reason, evidence, impact, Optional.of(value), advisory, predictedError, remediation);
    }

    /** The same, reported without making the resource non-compliant unless promoted. */
    public NonCompliant asAdvisory() {
      return new NonCompliant(
          reason, evidence, impact, severity, Optional.of(true), predictedError, remediation);
    }

    public NonCompliant predictedError(String message) {
      return new NonCompliant(
          reason, evidence, impact, severity, advisory, Optional.of(message), remediation);
    }

    /** The same with a change that no command can make. */
    public NonCompliant remediation(String text) {
      return remediation(Remediation.inWords(text));
    }

    public NonCompliant remediation(Remediation value) {
      return new NonCompliant(
          reason, evidence, impact, severity, advisory, predictedError, Optional.of(value));
    }
  }

  /** The control has nothing to judge here. */
  record NotApplicable(String reason) implements Outcome {}

  /**
   * It cannot be known from here.
   *
   * @param gaps what was unread; empty where all was read
   */
  record Undetermined(String reason, List<String> evidence, List<Gap> gaps) implements Outcome {
    public Undetermined {
      evidence = List.copyOf(evidence);
      gaps = List.copyOf(gaps);
    }

    /** The same with the ids it is about. */
    public Undetermined evidence(Collection<String> ids) {
      return new Undetermined(reason, List.copyOf(ids), gaps);
    }

    /** The same with what was unread. */
    public Undetermined gaps(Collection<Gap> unread) {
      return new Undetermined(reason, evidence, List.copyOf(unread));
    }
  }

  static Compliant compliant(String reason) {
    return new Compliant(reason, List.of());
  }

  static NonCompliant nonCompliant(String reason) {
    return new NonCompliant(
        reason,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static NotApplicable notApplicable(String reason) {
    return new NotApplicable(reason);
  }

  static Undetermined undetermined(String reason) {
    return new Undetermined(reason, List.of(), List.of());
  }

  static Undetermined undetermined(Gap gap) {
    return undetermined(gap.describe()).gaps(List.of(gap));
  }
}
