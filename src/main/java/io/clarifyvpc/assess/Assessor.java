package io.clarifyvpc.assess;

import static java.util.stream.Collectors.toCollection;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.Evaluator;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.control.RuleParameters.EndpointPolicy;
import io.clarifyvpc.control.ShadowUse;
import io.clarifyvpc.network.Network;
import io.clarifyvpc.network.Predictions;
import io.clarifyvpc.snapshot.ClarifyWorkload;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Workload;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one path for every trigger: reads the workload and its snapshot, and judges it and the model
 * behind it.
 */
public final class Assessor {
  private final SnapshotSource source;
  private final List<Control> controls;
  private final Evaluator evaluator;

  public Assessor(
      SnapshotSource source, List<Control> controls, Evaluator.FailureListener failures) {
    this.source = source;
    this.controls = List.copyOf(controls);
    this.evaluator = new Evaluator(controls, failures);
  }

  /** Judges what the trigger names; nothing is judged where it is not ours, malformed, or gone. */
  public Judgement assess(Trigger trigger, RuleParameters parameters) {
    return switch (trigger) {
      case Trigger.Ours(var workload, var origin) -> assess(workload, origin, parameters);
      case Trigger.Cut(var workload, var _, var origin) -> assess(workload, origin, parameters);
      case Trigger.Deleted(var resource, var origin) ->
          Judgement.nothing(
              origin, "the %s %s was deleted".formatted(resource.type().words(), resource.id()));
      case Trigger.NotOurs(var reason) -> Judgement.nothing(Origin.file("event"), reason);
      case Trigger.Malformed malformed ->
          throw new IllegalArgumentException(
              "a malformed trigger is not judged: " + malformed.describe());
    };
  }

  /** Judges one workload. */
  public Judgement assess(WorkloadRef reference, Origin origin, RuleParameters parameters) {
    return switch (source.workload(reference)) {
      case Reading.Unread<Optional<Workload>>(Gap gap) ->
          undescribed(reference.resource(), origin, gap, parameters);
      case Reading.Known<Optional<Workload>>(Optional<Workload> found) ->
          found
              .map(workload -> assess(workload, origin, parameters))
              .orElseGet(() -> Judgement.nothing(origin, missing(reference.resource())));
    };
  }

  /** The judgement of a workload of which nothing is known but that it exists. */
  public Judgement unreadable(
      Resource resource, Origin origin, String reason, RuleParameters parameters) {
    return undescribed(resource, origin, resource.type().fact().gap(reason), parameters);
  }

  private Judgement undescribed(
      Resource resource, Origin origin, Gap gap, RuleParameters parameters) {
    var findings = evaluator.unread(resource.type(), gap, parameters);
    return Judgement.undescribed(origin, Assessment.of(resource, findings), gap);
  }

  private static String missing(Resource resource) {
    return "the %s %s does not exist".formatted(resource.type().words(), resource.id());
  }

  private Judgement assess(Workload workload, Origin origin, RuleParameters parameters) {
    if (workload instanceof ProcessingJob job && !job.runsClarify()) {
      return Judgement.nothing(origin, "not a Clarify job: its image is " + job.imageUri())
          .about(workload, Optional.empty());
    }
    var network = new Network(source.snapshot(workload, facts(workload, parameters)));
    var context = Context.of(network, parameters);
    var predictions = Predictions.of(workload, network.snapshot());
    return Judgement.of(origin, assessments(workload, predictions, context))
        .about(workload, predictions.shadowModelName());
  }

  private List<Assessment> assessments(
      Workload workload, Predictions predictions, Context context) {
    var model = predictions.shadowModel(context.snapshot());
    if (model.isEmpty()) {
      return List.of(judged(workload, context));
    }
    var use = new ShadowUse(isPlanned(workload), predictions.initialInstanceCount(), workload);
    var modelAssessment = judged(inheriting(workload, model.get()), context.withShadowUse(use));
    var own = judged(workload, context.withModelFindings(modelAssessment.findings()));
    return List.of(own, modelAssessment);
  }

  private static boolean isPlanned(Workload workload) {
    return workload instanceof ProcessingJob job && job.isPlanned();
  }

  private static Model inheriting(Workload job, Model model) {
    var resource = job.resource();
    return model.withResource(model.resource().within(resource.accountId(), resource.region()));
  }

  private Assessment judged(Workload workload, Context context) {
    return Assessment.of(workload.resource(), evaluator.evaluate(workload, context));
  }

  /** What the controls that apply to the workload, and to the model behind it, may read. */
  private Set<Fact> facts(Workload workload, RuleParameters parameters) {
    var types = EnumSet.of(workload.resource().type(), ResourceType.MODEL);
    var facts =
        controls.stream()
            .map(Control::spec)
            .filter(spec -> !parameters.disabledControls().contains(spec.id()))
            .filter(spec -> spec.appliesTo().stream().anyMatch(types::contains))
            .flatMap(spec -> spec.requires().stream())
            .collect(toCollection(() -> EnumSet.noneOf(Fact.class)));
    if (workload instanceof ClarifyWorkload) {
      // The model comes along whatever is switched off.
      facts.add(Fact.ANALYSIS_CONFIGURATION);
      facts.add(Fact.MODEL);
    }
    if (parameters.endpointPolicy() == EndpointPolicy.PRIVATE_ONLY) {
      facts.remove(Fact.NAT_GATEWAYS);
    }
    return facts;
  }
}
