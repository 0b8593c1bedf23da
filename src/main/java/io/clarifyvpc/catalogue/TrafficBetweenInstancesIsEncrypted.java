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
import io.clarifyvpc.snapshot.NetworkConfig;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Workload;

/** The Clarify document does not ask for it; Security Hub does. */
final class TrafficBetweenInstancesIsEncrypted implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.17", "Traffic between instances is encrypted")
          .severity(Severity.LOW)
          .impact(Impact.EXPOSURE)
          .advisory()
          .appliesTo(
              ResourceType.PROCESSING_JOB,
              ResourceType.MODEL_BIAS_JOB_DEFINITION,
              ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION)
          .meaning(
              """
              With two or more instances, EnableInterContainerTrafficEncryption is on. Encryption takes UDP 500 and \
              ESP between the instances, which a group that admits TCP alone does not let through.\
              """)
          .remediation("Turn EnableInterContainerTrafficEncryption on for the next run.")
          .references(AwsPages.SAGEMAKER_CONTROLS)
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    return Instances.of((ClarifyWorkload) workload).map(count -> judge(workload, count));
  }

  private static Outcome judge(Workload workload, int instances) {
    if (instances < 2) {
      return notApplicable("the job runs on one instance");
    }
    boolean encrypted =
        ((ClarifyWorkload) workload)
            .networkConfig()
            .filter(NetworkConfig::enableInterContainerTrafficEncryption)
            .isPresent();
    return encrypted
        ? compliant("EnableInterContainerTrafficEncryption is on")
        : nonCompliant(
                "EnableInterContainerTrafficEncryption is off for %d instances"
                    .formatted(instances))
            .remediation(Replacement.of(workload, "EnableInterContainerTrafficEncryption on"));
  }
}
