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

/**
 * The job creates its shadow endpoint through this API, and describes the model to validate its
 * VPC.
 */
final class SageMakerApiIsReachedPrivately implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.7", "SageMaker API is reached privately")
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
              Where the analysis needs predictions or a shadow endpoint, or that is not known, every subnet reaches the \
              SageMaker API through an interface endpoint with private DNS that admits the workload.\
              """)
          .remediation("Create an interface endpoint for sagemaker.api with private DNS.")
          .references(AwsPages.CLARIFY_VPC, AwsPages.INTERFACE_ENDPOINTS)
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    return SageMakerAccess.evaluate(Service.SAGEMAKER_API, workload, context);
  }
}
