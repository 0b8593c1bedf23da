package io.clarifyvpc.catalogue;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Workload;

/** The job asks its endpoint for predictions through this service. */
final class SageMakerRuntimeIsReachedPrivately implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.8", "SageMaker Runtime is reached privately")
          .severity(Severity.HIGH)
          .impact(Impact.FAILURE)
          .appliesTo(
              ResourceType.PROCESSING_JOB,
              ResourceType.MODEL_BIAS_JOB_DEFINITION,
              ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION)
          .judges(Subject.SUBNETS)
          .requires(PrivateAccessFacts.SAGEMAKER)
          .meaning(
              """
              Where the analysis needs predictions or a shadow endpoint, or that is not known, every subnet reaches \
              SageMaker Runtime through an interface endpoint with private DNS that admits the workload.\
              """)
          .remediation("Create an interface endpoint for sagemaker.runtime with private DNS.")
          .references(AwsPages.CLARIFY_VPC, AwsPages.INTERFACE_ENDPOINTS)
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    return SageMakerAccess.evaluate(Service.SAGEMAKER_RUNTIME, workload, context);
  }
}
