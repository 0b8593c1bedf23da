package io.clarifyvpc.world;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Severity;
import java.util.List;
import java.util.Optional;

/** What is compared of a finding; reason and evidence only where a test names the finding. */
public record FindingRow(
    Compliance compliance,
    Impact impact,
    Severity severity,
    boolean advisory,
    Optional<String> reason,
    Optional<List<String>> evidence) {
  static FindingRow of(Finding finding) {
    return new FindingRow(
        finding.compliance(),
        finding.impact(),
        finding.severity(),
        finding.advisory(),
        Optional.of(finding.reason()),
        Optional.of(finding.evidence()));
  }

  FindingRow withoutWords() {
    return new FindingRow(
        compliance, impact, severity, advisory, Optional.empty(), Optional.empty());
  }

  boolean isMetBy(FindingRow actual) {
    return withoutWords().equals(actual.withoutWords())
        && reason.equals(reason.isPresent() ? actual.reason : Optional.empty())
        && evidence.equals(evidence.isPresent() ? actual.evidence : Optional.empty());
  }

  @Override
  public String toString() {
    return "%s %s %s%s%s%s"
        .formatted(
            compliance,
            impact,
            severity,
            advisory ? " advisory" : "",
            reason.map(words -> "\n      \"" + words + "\"").orElse(""),
            evidence.map(ids -> "\n      " + ids).orElse(""));
  }
}
