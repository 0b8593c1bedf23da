package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;
import static io.clarifyvpc.control.Outcome.notApplicable;
import static io.clarifyvpc.control.Outcome.undetermined;
import static java.util.stream.Collectors.joining;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.network.Predictions;
import io.clarifyvpc.network.Predictions.Answering;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The model that answers the predictions. A job without VpcConfig is judged too: beside a model in
 * a VPC it is the job that is in the wrong place.
 */
final class JobAndModelUseTheSameVpc implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.13", "Job and its model use the same VPC")
          .severity(Severity.HIGH)
          .impact(Impact.FAILURE)
          .appliesTo(
              ResourceType.PROCESSING_JOB,
              ResourceType.MODEL_BIAS_JOB_DEFINITION,
              ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION)
          .requires(
              Fact.ANALYSIS_CONFIGURATION,
              Fact.MODEL,
              Fact.ENDPOINT,
              Fact.ENDPOINT_CONFIG,
              Fact.SUBNETS)
          .meaning(
              """
              Where the model behind the shadow endpoint, or behind any production variant of the endpoint that the \
              job asks, has a VpcConfig, the job's subnets and the model's lie in the same VPC.\
              """)
          .remediation("Run the job in the model's VPC.")
          .references(AwsPages.ANALYSIS_CONFIGURATION, AwsPages.CLARIFY_VPC)
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    return Predictions.of(workload, context.snapshot())
        .predictor()
        .flatMap(answering -> judge(workload, answering, context));
  }

  private static Reading<Outcome> judge(Workload job, Answering answering, Context context) {
    return switch (answering) {
      case Answering.Nobody(var because) -> Reading.known(notApplicable(because));
      case Answering.Unnamed _ ->
          Reading.known(undetermined("the predictor names neither a model nor an endpoint"));
      case Answering.ShadowEndpoint shadow ->
          context
              .snapshot()
              .models()
              .named(shadow.modelName())
              .flatMap(model ->
                  model
                      .map(found -> judge(job, List.of(Reading.known(found)), context))
                      .orElseGet(() -> Reading.known(gone(shadow))));
      case Answering.ExistingEndpoint endpoint ->
          Predictions.modelsOf(endpoint, context.snapshot())
              .flatMap(models -> judge(job, models, context));
    };
  }

  private static Outcome gone(Answering.ShadowEndpoint shadow) {
    return notApplicable(
        "the model %s does not exist, which Clarify.16 reports".formatted(shadow.modelName()));
  }

  /** A model in another VPC outweighs one that was not read, and that one those in the same VPC. */
  private static Reading<Outcome> judge(
      Workload job, List<Reading<Model>> models, Context context) {
    var apart = new ArrayList<Apart>();
    var together = new TreeSet<String>();
    Optional<Gap> gap = Optional.empty();
    for (Reading<Model> reading : models) {
      var compared = reading.flatMap(model -> compare(job, model, context));
      switch (compared) {
        case Reading.Unread<Comparison>(Gap unread) -> gap = Optional.of(unread);
        case Reading.Known<Comparison>(Comparison comparison) -> {
          switch (comparison) {
            case Apart other -> apart.add(other);
            case Together(var model) -> together.add(model.resource().id());
            case WithoutVpc _ -> {}
          }
        }
      }
    }
    if (!apart.isEmpty()) {
      return Reading.known(failure(job, apart));
    }
    if (gap.isPresent()) {
      return Reading.unread(gap.get());
    }
    return Reading.known(
        together.isEmpty()
            ? notApplicable("the model has no VpcConfig")
            : compliant("the job lies in the VPC of " + Words.list(together)).evidence(together));
  }

  private sealed interface Comparison {}

  private record WithoutVpc() implements Comparison {}

  private record Together(Model model) implements Comparison {}

  private record Apart(Model model, Set<String> jobVpcs, Set<String> modelVpcs)
      implements Comparison {
    String describe() {
      return "the model %s lies in %s, the job in %s"
          .formatted(
              model.resource().id(),
              modelVpcs.isEmpty() ? "a VPC" : Words.list(modelVpcs),
              jobVpcs.isEmpty() ? "no VPC" : Words.list(jobVpcs));
    }
  }

  private static Reading<Comparison> compare(Workload job, Model model, Context context) {
    if (model.vpcConfig().isEmpty()) {
      return Reading.known(new WithoutVpc());
    }
    if (job.vpcConfig().isEmpty()) {
      var modelVpcs = vpcs(model.vpcConfig().get(), context).orElse(_ -> Set.of());
      return Reading.known(new Apart(model, Set.of(), modelVpcs));
    }
    return vpcs(job.vpcConfig().get(), context)
        .flatMap(jobVpcs ->
            vpcs(model.vpcConfig().get(), context)
                .flatMap(modelVpcs -> compare(model, jobVpcs, modelVpcs)));
  }

  private static Reading<Comparison> compare(
      Model model, Set<String> jobVpcs, Set<String> modelVpcs) {
    if (jobVpcs.isEmpty() || modelVpcs.isEmpty()) {
      return Reading.unread(
          Fact.SUBNETS.gap(
              "none of the subnets of the %s exists"
                  .formatted(jobVpcs.isEmpty() ? "job" : "model " + model.resource().id())));
    }
    return Reading.known(
        jobVpcs.equals(modelVpcs) ? new Together(model) : new Apart(model, jobVpcs, modelVpcs));
  }

  private static Reading<Set<String>> vpcs(VpcConfig vpcConfig, Context context) {
    return context
        .network()
        .subnets(vpcConfig.subnets())
        .map(subnets -> new TreeSet<>(subnets.stream().map(Subnet::vpcId).toList()));
  }

  private static Outcome failure(Workload job, List<Apart> apart) {
    var evidence = new TreeSet<String>();
    apart.forEach(other -> {
      evidence.add(other.model().resource().id());
      evidence.addAll(other.jobVpcs());
      evidence.addAll(other.modelVpcs());
    });
    return nonCompliant(apart.stream().map(Apart::describe).collect(joining("; ")))
        .evidence(evidence)
        .remediation(
            Replacement.of(
                job,
                "subnets and security groups of the VPC of the model "
                    + apart.getFirst().model().resource().id()));
  }
}
