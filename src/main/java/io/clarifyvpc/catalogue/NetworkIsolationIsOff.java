package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;
import static io.clarifyvpc.control.Outcome.notApplicable;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.snapshot.ClarifyWorkload;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.NetworkConfig;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Workload;

/** An isolated container makes no outbound call, so it never reaches its shadow endpoint. */
final class NetworkIsolationIsOff implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.2", "Network isolation is off")
          .severity(Severity.HIGH)
          .impact(Impact.FAILURE)
          .appliesTo(
              ResourceType.PROCESSING_JOB,
              ResourceType.MODEL_BIAS_JOB_DEFINITION,
              ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION)
          .meaning(
              """
              EnableNetworkIsolation of the job or explainability definition is off or absent, so that the container \
              can talk to its shadow endpoint. An isolated model is legitimate and not judged here. A bias definition \
              calls no endpoint.\
              """)
          .remediation(
              "Leave EnableNetworkIsolation off for Clarify; the VPC is what keeps the job private.")
          .references(AwsPages.CLARIFY_VPC)
          .conflictsWith(
              "SAGEMAKER_MODEL_EXPLAINABILITY_JOB_NETWORK_ISOLATION (AWS Config) demands isolation of explainability jobs; Clarify cannot reach its shadow endpoint under it.",
              "SAGEMAKER_MODEL_BIAS_JOB_ISOLATION (AWS Config) demands isolation of bias jobs; AWS asks for it to be off for Clarify jobs.",
              "Security Hub SageMaker.12 (model bias job definitions) and SageMaker.14 (monitoring schedules) demand isolation; the Clarify VPC document asks for it to be off.",
              "Mondoo's isolation check for processing jobs fails every Clarify job that is set up as AWS documents it.")
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    return Reading.known(judge(workload));
  }

  private static Outcome judge(Workload workload) {
    if (workload instanceof JobDefinition definition && definition.isBias()) {
      return notApplicable("a bias definition uses captured predictions and calls no endpoint");
    }
    boolean isolated =
        ((ClarifyWorkload) workload)
            .networkConfig()
            .filter(NetworkConfig::enableNetworkIsolation)
            .isPresent();
    return isolated
        ? nonCompliant("EnableNetworkIsolation is true")
            .remediation(Replacement.of(workload, "EnableNetworkIsolation off"))
        : compliant("EnableNetworkIsolation is off");
  }
}
