package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.network.Zones;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.Workload;
import java.util.List;
import java.util.Set;

/**
 * The shadow endpoint needs two zones even for one instance; two subnets of one zone are one zone.
 */
final class ModelSubnetsSpanTwoAvailabilityZones implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.14", "Model subnets span two Availability Zones")
          .severity(Severity.HIGH)
          .impact(Impact.FAILURE)
          .appliesTo(ResourceType.MODEL)
          .judges(Subject.SUBNETS)
          .requires(Fact.SUBNETS)
          .meaning(
              """
              The subnets of a model's VpcConfig lie in at least two Availability Zones, counted by zone id. The \
              shadow endpoint takes them over, and its creation fails with fewer, also for one instance.\
              """)
          .remediation("Name subnets of at least two Availability Zones.")
          .references(AwsPages.CLARIFY_VPC, AwsPages.HOST_VPC)
          .conflictsWith(
              "SAGEMAKER_MODEL_IN_VPC (AWS Config) passes a model with one subnet; its shadow endpoint does not work.")
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload model, Context context) {
    return context
        .network()
        .subnets(model.vpcConfig().orElseThrow().subnets())
        .flatMap(subnets -> Zones.of(subnets).map(zones -> judge(model, subnets, zones)));
  }

  private static Outcome judge(Workload model, List<Subnet> subnets, Set<String> zones) {
    var ids = subnets.stream().map(Subnet::subnetId).toList();
    return zones.size() >= 2
        ? compliant(Words.verb(ids, "lies in", "lie in") + " " + Words.list(zones)).evidence(ids)
        : nonCompliant(Words.verb(ids, "lies in", "all lie in") + " " + Words.list(zones))
            .evidence(ids)
            .predictedError(PredictedErrors.TOO_FEW_ZONES)
            .remediation(Replacement.of(model, "subnets of at least two Availability Zones"));
  }
}
