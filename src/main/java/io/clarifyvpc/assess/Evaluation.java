package io.clarifyvpc.assess;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.RuleParameters;

/**
 * What AWS Config is told of one resource. Undetermined, which Config does not know, is mapped here
 * and nowhere else.
 *
 * @param complianceResourceType the CloudFormation type
 * @param complianceResourceId the id under which Config knows the resource
 * @param complianceType {@code COMPLIANT}, {@code NON_COMPLIANT} or {@code NOT_APPLICABLE}
 * @param annotation 1 to 256 characters
 * @see <a
 *     href="https://docs.aws.amazon.com/config/latest/APIReference/API_PutEvaluations.html">PutEvaluations</a>
 */
public record Evaluation(
    String complianceResourceType,
    String complianceResourceId,
    Compliance complianceType,
    String annotation) {
  private static final String UNDETERMINED_PREFIX = "UNDETERMINED: ";

  /** The evaluation of an assessment. */
  public static Evaluation of(Assessment assessment, RuleParameters parameters) {
    var resource = assessment.resource();
    var undetermined = assessment.compliance() == Compliance.UNDETERMINED;
    return new Evaluation(
        resource.type().typeName(),
        resource.id(),
        reported(assessment.compliance(), parameters),
        undetermined
            ? Annotation.of(assessment.findings(), UNDETERMINED_PREFIX)
            : assessment.annotation());
  }

  /** What AWS Config is told of a verdict. */
  static Compliance reported(Compliance compliance, RuleParameters parameters) {
    if (compliance != Compliance.UNDETERMINED) {
      return compliance;
    }
    return switch (parameters.undeterminedCompliance()) {
      case NON_COMPLIANT -> Compliance.NON_COMPLIANT;
      case NOT_APPLICABLE -> Compliance.NOT_APPLICABLE;
    };
  }

  /** The same for a resource that AWS Config knows by another id. */
  public Evaluation ofResource(String id) {
    return new Evaluation(complianceResourceType, id, complianceType, annotation);
  }

  /** What AWS Config is told of a resource that is gone or not judged. */
  public static Evaluation notApplicable(String resourceType, String resourceId, String reason) {
    return new Evaluation(
        resourceType,
        resourceId,
        Compliance.NOT_APPLICABLE,
        PlainText.shorten(PlainText.clean(reason), Annotation.MAX_LENGTH));
  }
}
