package io.clarifyvpc.assess;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.RuleParameters;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The verdict on a finished job, which is judged once: what becomes of the network afterwards says
 * nothing about it.
 *
 * @param compliance never undetermined
 * @param annotation says when it was judged
 * @param judgedUnder the parameters that bear on a verdict
 */
public record KeptVerdict(
    Compliance compliance, String annotation, Instant judgedAt, String judgedUnder) {
  /** The verdict of an assessment; empty where that is undetermined: it is judged again. */
  static Optional<KeptVerdict> of(Assessment assessment, Instant now, RuleParameters parameters) {
    if (assessment.compliance() == Compliance.UNDETERMINED) {
      return Optional.empty();
    }
    var at = now.truncatedTo(ChronoUnit.SECONDS);
    return Optional.of(
        new KeptVerdict(
            assessment.compliance(),
            Annotation.of(assessment.findings(), "judged %s: ".formatted(at)),
            at,
            bearing(parameters)));
  }

  /** Whether it would be judged by the same parameters now. */
  boolean holdsUnder(RuleParameters parameters) {
    return judgedUnder.equals(bearing(parameters));
  }

  /** What AWS Config is told. */
  Evaluation evaluation(String resourceType, String resourceId) {
    return new Evaluation(resourceType, resourceId, compliance, annotation);
  }

  /** The parameters that bear on a verdict. */
  static String bearing(RuleParameters parameters) {
    return "%s %s %s %s"
        .formatted(
            parameters.endpointPolicy(),
            parameters.trustCentralEndpoints(),
            new TreeSet<>(parameters.disabledControls()),
            new TreeSet<>(parameters.promotedControls()));
  }
}
