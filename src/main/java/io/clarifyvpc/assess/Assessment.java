package io.clarifyvpc.assess;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.snapshot.Resource;
import java.util.List;

/**
 * The verdict on one resource.
 *
 * @param compliance folded from the findings, advisory ones not counted
 * @param annotation the verdict in one line, at most {@value Annotation#MAX_LENGTH} characters
 * @param findings one a control that speaks of the resource's type, in the catalogue's order
 */
public record Assessment(
    Resource resource, Compliance compliance, String annotation, List<Finding> findings) {
  public Assessment {
    findings = List.copyOf(findings);
  }

  /** Folds the findings on a resource. */
  public static Assessment of(Resource resource, List<Finding> findings) {
    return new Assessment(resource, Compliance.fold(findings), Annotation.of(findings), findings);
  }

  /** The findings that decide the verdict, the worst first. */
  public List<Finding> decisive() {
    return findings.stream()
        .filter(finding -> finding.countsAs(compliance))
        .sorted(Finding.WORST_FIRST)
        .toList();
  }
}
