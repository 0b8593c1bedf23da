package io.clarifyvpc.assess;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Findings, assessments and judgements as tests need them. */
public final class Findings {
  public static final Origin ORIGIN =
      new Origin(
          "CreateProcessingJob",
          Optional.of("11111111-2222-3333-4444-555555555555"),
          Optional.of(Instant.parse("2026-11-20T08:07:49Z")),
          new Creator(
              Map.of(
                  Creator.Detail.PRINCIPAL,
                  "arn:aws:sts::111122223333:assumed-role/DataScience/maria")),
          List.of());

  private Findings() {}

  public static Resource job(String name) {
    return new Resource(
        ResourceType.PROCESSING_JOB,
        name,
        Optional.of("arn:aws:sagemaker:us-east-1:111122223333:processing-job/" + name),
        Optional.of("111122223333"),
        Optional.of("us-east-1"));
  }

  public static Resource model(String name) {
    return new Resource(
        ResourceType.MODEL, name, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Finding compliant(String control) {
    return finding(control, Compliance.COMPLIANT, "all is well", List.of("subnet-a"));
  }

  public static Finding notApplicable(String control) {
    return finding(control, Compliance.NOT_APPLICABLE, "one instance", List.of());
  }

  public static Finding undetermined(String control, String reason) {
    return finding(control, Compliance.UNDETERMINED, reason, List.of());
  }

  public static Finding undetermined(String control, Gap... gaps) {
    var finding = undetermined(control, gaps[0].describe());
    return new Finding(
        control,
        finding.title(),
        finding.severity(),
        finding.impact(),
        finding.advisory(),
        finding.compliance(),
        finding.reason(),
        finding.evidence(),
        finding.predictedError(),
        finding.remediation(),
        finding.conflictsWith(),
        finding.references(),
        List.of(gaps));
  }

  public static Finding nonCompliant(String control, String reason, String... evidence) {
    return finding(control, Compliance.NON_COMPLIANT, reason, List.of(evidence));
  }

  private static Finding finding(
      String control, Compliance compliance, String reason, List<String> evidence) {
    return new Finding(
        control,
        "Title of " + control,
        Severity.HIGH,
        Impact.FAILURE,
        false,
        compliance,
        reason,
        evidence,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  public static Finding advisory(Finding finding) {
    return with(
        finding, finding.severity(), finding.impact(), true, Optional.empty(), Optional.empty());
  }

  public static Finding weighing(Finding finding, Severity severity, Impact impact) {
    return with(finding, severity, impact, false, Optional.empty(), Optional.empty());
  }

  static Finding mended(Finding finding, Remediation remediation) {
    return with(
        finding,
        finding.severity(),
        finding.impact(),
        finding.advisory(),
        Optional.empty(),
        Optional.of(remediation));
  }

  public static Finding mended(Finding finding, String error, String text, String... commands) {
    return with(
        finding,
        finding.severity(),
        finding.impact(),
        finding.advisory(),
        Optional.of(error),
        Optional.of(new Remediation(text, List.of(commands), List.of())));
  }

  private static Finding with(
      Finding finding,
      Severity severity,
      Impact impact,
      boolean advisory,
      Optional<String> predictedError,
      Optional<Remediation> remediation) {
    return new Finding(
        finding.control(),
        finding.title(),
        severity,
        impact,
        advisory,
        finding.compliance(),
        finding.reason(),
        finding.evidence(),
        predictedError,
        remediation,
        List.of("a generic control that wants the opposite"),
        List.of("https://docs.aws.amazon.com/page"));
  }

  public static Assessment assessment(Resource resource, Finding... findings) {
    return Assessment.of(resource, List.of(findings));
  }

  public static Judgement judgement(Assessment... assessments) {
    return Judgement.of(ORIGIN, List.of(assessments));
  }

  /** Of a step of a pipeline, with everything that CloudTrail tells of such a call. */
  public static Judgement ofPipeline(Assessment... assessments) {
    var creator =
        new Creator(
            Map.of(
                Creator.Detail.PRINCIPAL,
                "arn:aws:sts::111122223333:assumed-role/churn-pipeline/SageMaker",
                Creator.Detail.IDENTITY_TYPE,
                "AssumedRole",
                Creator.Detail.SESSION_ISSUER,
                "arn:aws:iam::111122223333:role/mlops/churn-pipeline",
                Creator.Detail.ROLE_SESSION_NAME,
                "SageMaker",
                Creator.Detail.SOURCE_IDENTITY,
                "maria",
                Creator.Detail.INVOKED_BY,
                "sagemaker.amazonaws.com",
                Creator.Detail.PIPELINE_EXECUTION,
                "arn:aws:sagemaker:us-east-1:111122223333:pipeline/churn/execution/k3v9w2m7q1xz",
                Creator.Detail.PIPELINE_STEP_NAME,
                "Bias"));
    return Judgement.of(
        new Origin(
            ORIGIN.source(),
            ORIGIN.eventId(),
            ORIGIN.time(),
            creator,
            List.of(new Tag("team", "retention"), new Tag("cost-center", "4711"))),
        List.of(assessments));
  }

  public static Alert alert(Assessment... assessments) {
    return Alert.of(judgement(assessments)).orElseThrow();
  }
}
