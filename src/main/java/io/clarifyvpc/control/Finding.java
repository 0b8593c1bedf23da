package io.clarifyvpc.control;

import io.clarifyvpc.snapshot.Gap;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one control says of one workload.
 *
 * @param control the control's id
 * @param title the state that must hold
 * @param advisory reported, but does not count towards the resource's compliance
 * @param reason what was found and where
 * @param evidence the ids at fault, or those that the verdict rests on
 * @param predictedError the message that the user will see if nothing changes
 * @param conflictsWith generic controls that demand the opposite
 * @param gaps what was unread, where the control is undetermined for that; for the metrics, no part
 *     of the JSON form, whose reason says it in words
 */
public record Finding(
    String control,
    String title,
    Severity severity,
    Impact impact,
    boolean advisory,
    Compliance compliance,
    String reason,
    List<String> evidence,
    Optional<String> predictedError,
    Optional<Remediation> remediation,
    List<String> conflictsWith,
    List<String> references,
    List<Gap> gaps) {
  /**
   * The most severe first; of one severity, a failure before an exposure; then in the catalogue's
   * order.
   */
  public static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity).thenComparing(Finding::impact).reversed();

  public Finding {
    evidence = List.copyOf(evidence);
    conflictsWith = List.copyOf(conflictsWith);
    references = List.copyOf(references);
    gaps = List.copyOf(gaps);
  }

  /** A finding that rests on no gap. */
  public Finding(
      String control,
      String title,
      Severity severity,
      Impact impact,
      boolean advisory,
      Compliance compliance,
      String reason,
      List<String> evidence,
      Optional<String> predictedError,
      Optional<Remediation> remediation,
      List<String> conflictsWith,
      List<String> references) {
    this(
        control,
        title,
        severity,
        impact,
        advisory,
        compliance,
        reason,
        evidence,
        predictedError,
        remediation,
        conflictsWith,
        references,
        List.of());
  }

  /** Non-compliant or undetermined, and not advisory. */
  public boolean countsAs(Compliance verdict) {
    return !advisory && compliance == verdict;
  }
}
