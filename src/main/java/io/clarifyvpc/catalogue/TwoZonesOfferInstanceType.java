package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;
import static io.clarifyvpc.control.Outcome.notApplicable;
import static io.clarifyvpc.control.Outcome.undetermined;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.network.InstanceTypes;
import io.clarifyvpc.network.Predictions;
import io.clarifyvpc.network.Predictions.Answering;
import io.clarifyvpc.network.Zones;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.InstanceTypeOffering;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** EC2's offering by zone stands in for SageMaker's, which AWS does not tell. */
final class TwoZonesOfferInstanceType implements Control {
  private static final int ENOUGH = 2;

  private static final ControlSpec SPEC =
      ControlSpec.named(
              "Clarify.15", "Two of the model's zones offer the shadow endpoint's instance type")
          .severity(Severity.MEDIUM)
          .impact(Impact.FAILURE)
          .appliesTo(
              ResourceType.PROCESSING_JOB,
              ResourceType.MODEL_BIAS_JOB_DEFINITION,
              ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION)
          .requires(
              Fact.ANALYSIS_CONFIGURATION, Fact.MODEL, Fact.SUBNETS, Fact.INSTANCE_TYPE_OFFERINGS)
          .meaning(
              """
              EC2 offers the shadow endpoint's instance type in at least two of the Availability Zones that the \
              model's subnets lie in. EC2's offering is a proxy: a type that EC2 offers in no zone is SageMaker's own, \
              and undetermined.\
              """)
          .remediation("Name another instance type, or subnets in zones that offer it.")
          .references(AwsPages.CLARIFY_VPC, AwsPages.ANALYSIS_CONFIGURATION)
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    return Predictions.of(workload, context.snapshot())
        .predictor()
        .flatMap(answering -> judge(answering, context));
  }

  private static Reading<Outcome> judge(Answering answering, Context context) {
    return switch (answering) {
      case Answering.Nobody(var because) -> Reading.known(notApplicable(because));
      case Answering.ExistingEndpoint(var name) ->
          Reading.known(
              notApplicable(
                  "the endpoint %s answers, there is no shadow endpoint".formatted(name)));
      case Answering.Unnamed _ ->
          Reading.known(undetermined("the predictor names neither a model nor an endpoint"));
      case Answering.ShadowEndpoint shadow ->
          context
              .snapshot()
              .models()
              .named(shadow.modelName())
              .flatMap(model -> judge(shadow, model, context));
    };
  }

  private static Reading<Outcome> judge(
      Answering.ShadowEndpoint shadow, Optional<Model> model, Context context) {
    if (model.isEmpty()) {
      return Reading.known(
          notApplicable(
              "the model %s does not exist, which Clarify.16 reports"
                  .formatted(shadow.modelName())));
    }
    if (model.get().vpcConfig().isEmpty()) {
      return Reading.known(notApplicable("the model has no VpcConfig"));
    }
    if (shadow.instanceType().isEmpty()) {
      return Reading.known(notApplicable("the predictor names no instance type"));
    }
    return context
        .network()
        .subnets(model.get().vpcConfig().get().subnets())
        .flatMap(subnets ->
            subnets.isEmpty()
                ? Reading.known(notApplicable("none of the model's subnets exists"))
                : judge(shadow.instanceType().get(), model.get(), subnets, context));
  }

  private static Reading<Outcome> judge(
      String instanceType, Model model, List<Subnet> subnets, Context context) {
    var ec2Type = InstanceTypes.ofEc2(instanceType);
    return context
        .snapshot()
        .instanceTypeOfferings()
        .map(all ->
            all.stream().filter(offering -> offering.instanceType().equals(ec2Type)).toList())
        .flatMap(offerings -> judge(instanceType, model, subnets, offerings));
  }

  private static Reading<Outcome> judge(
      String instanceType,
      Model model,
      List<Subnet> subnets,
      List<InstanceTypeOffering> offerings) {
    if (offerings.stream().noneMatch(TwoZonesOfferInstanceType::isByZone)) {
      return Reading.known(
          undetermined("EC2 is not known to offer %s in any zone".formatted(instanceType)));
    }
    var offering =
        subnets.stream()
            .filter(subnet -> offerings.stream().anyMatch(each -> isIn(subnet, each)))
            .toList();
    boolean allTold =
        subnets.stream()
            .allMatch(subnet -> offerings.stream().anyMatch(each -> isComparable(subnet, each)));
    return Zones.of(offering)
        .flatMap(zones ->
            zones.size() >= ENOUGH || allTold
                ? Reading.known(judge(instanceType, model, subnets, zones))
                : Reading.unread(Fact.SUBNETS.gap("the answer lacks Availability Zones")));
  }

  /** Whether the subnet's zone is told in the terms of the offering. */
  private static boolean isComparable(Subnet subnet, InstanceTypeOffering offering) {
    return switch (offering.locationType()) {
      case "availability-zone-id" -> subnet.availabilityZoneId().isPresent();
      case "availability-zone" -> subnet.availabilityZone().isPresent();
      default -> false;
    };
  }

  private static boolean isByZone(InstanceTypeOffering offering) {
    return offering.locationType().equals("availability-zone")
        || offering.locationType().equals("availability-zone-id");
  }

  private static boolean isIn(Subnet subnet, InstanceTypeOffering offering) {
    return switch (offering.locationType()) {
      case "availability-zone-id" ->
          subnet.availabilityZoneId().filter(offering.location()::equals).isPresent();
      case "availability-zone" ->
          subnet.availabilityZone().filter(offering.location()::equals).isPresent();
      default -> false;
    };
  }

  private static Outcome judge(
      String instanceType, Model model, List<Subnet> subnets, Set<String> zones) {
    var ids = subnets.stream().map(Subnet::subnetId).toList();
    if (zones.size() >= ENOUGH) {
      return compliant("EC2 offers %s in %s".formatted(instanceType, Words.list(zones)))
          .evidence(ids);
    }
    return nonCompliant(
            "by EC2's offering, %s is to be had in %s of the model's zones"
                .formatted(
                    instanceType, zones.isEmpty() ? "none" : "one, " + Words.list(zones) + ","))
        .evidence(ids)
        .predictedError(PredictedErrors.TOO_FEW_ZONES)
        .remediation(
            "Name an instance type that two zones of the model's subnets offer, or: "
                + Replacement.of(model, "subnets in two zones that offer " + instanceType));
  }
}
