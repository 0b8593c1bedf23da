package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.Workload;

/** A VpcConfig without subnets is none. */
final class WorkloadRunsInVpc implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.1", "Workload runs in a VPC")
          .severity(Severity.HIGH)
          .impact(Impact.EXPOSURE)
          .appliesToEverything()
          .meaning(
              """
              A Clarify job, a monitoring job definition and a model each name subnets and security groups of a VPC. \
              Without them SageMaker runs the containers in a network of its own, from where they reach the internet. \
              A VpcConfig without subnets counts as none.\
              """)
          .remediation(
              "Name private subnets and a security group in VpcConfig before the next run; what exists cannot be changed.")
          .references(AwsPages.CLARIFY_VPC, AwsPages.VPC_CONFIG)
          .conflictsWith(
              "SAGEMAKER_MODEL_IN_VPC (AWS Config) passes a model with one subnet; its shadow endpoint still fails (Clarify.14).")
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    return Reading.known(
        workload.vpcConfig().map(WorkloadRunsInVpc::inVpc).orElseGet(() -> outside(workload)));
  }

  private static Outcome inVpc(VpcConfig vpcConfig) {
    return compliant("VpcConfig names " + Words.list(vpcConfig.subnets()))
        .evidence(vpcConfig.subnets());
  }

  private static Outcome outside(Workload workload) {
    var resource = workload.resource();
    return nonCompliant(
            "VpcConfig missing: the %s %s names no subnet"
                .formatted(resource.type().words(), resource.id()))
        .remediation(
            Replacement.of(workload, "VpcConfig with private subnets and a security group"));
  }
}
