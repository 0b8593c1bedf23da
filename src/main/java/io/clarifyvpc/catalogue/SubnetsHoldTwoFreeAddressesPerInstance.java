package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;
import static io.clarifyvpc.control.Outcome.notApplicable;
import static io.clarifyvpc.control.Outcome.undetermined;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.control.ShadowUse;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.Workload;
import java.util.List;

/** Only before it runs: a job that runs or has finished took its addresses already. */
final class SubnetsHoldTwoFreeAddressesPerInstance implements Control {
  private static final int ADDRESSES_PER_INSTANCE = 2;

  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.5", "Subnets hold two free addresses per instance")
          .severity(Severity.MEDIUM)
          .impact(Impact.FAILURE)
          .advisory()
          .appliesTo(ResourceType.PROCESSING_JOB, ResourceType.MODEL)
          .judges(Subject.SUBNETS)
          .requires(Fact.SUBNETS, Fact.ANALYSIS_CONFIGURATION)
          .meaning(
              """
              While a job is planned or being created, its subnets together hold at least two free addresses for each \
              instance; the subnets of its model do so for each instance of the shadow endpoint.\
              """)
          .remediation("Add a subnet with free addresses, or run fewer instances.")
          .references(AwsPages.PROCESS_VPC, AwsPages.HOST_VPC)
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    return switch (workload) {
      case ProcessingJob job when !job.isPlanned() ->
          Reading.known(notApplicable("the job has taken its addresses already"));
      case ProcessingJob job ->
          Instances.of(job).flatMap(instances -> judge(workload, instances, context));
      case Model _ ->
          context
              .shadowUse()
              .filter(ShadowUse::planned)
              .map(use -> ofModel(workload, use, context))
              .orElseGet(() ->
                  Reading.known(
                      notApplicable("the model is not judged for a job that is planned")));
      case JobDefinition _ ->
          Reading.known(notApplicable("a definition takes addresses only when it runs"));
    };
  }

  private static Reading<Outcome> ofModel(Workload model, ShadowUse use, Context context) {
    return use.initialInstanceCount().isPresent()
        ? judge(model, use.initialInstanceCount().getAsInt(), context)
        : Reading.known(
            undetermined("the analysis configuration does not give initial_instance_count"));
  }

  private static Reading<Outcome> judge(Workload workload, int instances, Context context) {
    return context
        .network()
        .subnets(workload.vpcConfig().orElseThrow().subnets())
        .flatMap(subnets -> free(subnets).map(free -> judge(workload, subnets, free, instances)));
  }

  private static Reading<Integer> free(List<Subnet> subnets) {
    return Reading.all(subnets.stream().map(SubnetsHoldTwoFreeAddressesPerInstance::free).toList())
        .map(counts -> counts.stream().mapToInt(Integer::intValue).sum());
  }

  private static Reading<Integer> free(Subnet subnet) {
    return subnet.availableIpAddressCount().isPresent()
        ? Reading.known(subnet.availableIpAddressCount().getAsInt())
        : Reading.unread(
            Fact.SUBNETS.gap("the answer lacks AvailableIpAddressCount of " + subnet.subnetId()));
  }

  private static Outcome judge(Workload workload, List<Subnet> subnets, int free, int instances) {
    var ids = subnets.stream().map(Subnet::subnetId).toList();
    long needed = (long) ADDRESSES_PER_INSTANCE * instances;
    var found =
        "%s %s, %s %d"
            .formatted(
                Words.verb(ids, "holds", "hold"),
                free == 1 ? "one free address" : free + " free addresses",
                instances == 1 ? "one instance needs" : instances + " instances need",
                needed);
    return free >= needed
        ? compliant(found).evidence(ids)
        : nonCompliant(found)
            .evidence(ids)
            .remediation(
                Replacement.of(workload, "subnets that hold %d free addresses".formatted(needed)));
  }
}
