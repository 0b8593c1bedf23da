package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;
import static io.clarifyvpc.control.Outcome.notApplicable;
import static io.clarifyvpc.control.Outcome.undetermined;
import static java.util.stream.Collectors.joining;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.network.Predictions;
import io.clarifyvpc.network.Predictions.Answering;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Workload;
import java.util.List;

/** The shadow endpoint takes over the model's VPC configuration, and with it every fault of it. */
final class ModelBehindShadowEndpointIsCompliant implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named(
              "Clarify.16", "The model behind the shadow endpoint exists and is compliant")
          .severity(Severity.HIGH)
          .impact(Impact.FAILURE)
          .appliesTo(
              ResourceType.PROCESSING_JOB,
              ResourceType.MODEL_BIAS_JOB_DEFINITION,
              ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION)
          .requires(Fact.ANALYSIS_CONFIGURATION, Fact.MODEL)
          .meaning(
              """
              The model that the analysis configuration names for a shadow endpoint exists, and every control of this \
              catalogue that speaks of models holds for it. Impact and severity are those of the model's worst failing \
              control; advisory failures of the model do not count.\
              """)
          .remediation("Mend what the model's own findings say, or name another model.")
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
              .map(model ->
                  model
                      .map(found -> judge(found, context))
                      .orElseGet(() -> missing(shadow.modelName())));
    };
  }

  private static Outcome missing(String modelName) {
    return nonCompliant("the model %s does not exist".formatted(modelName))
        .evidence(List.of(modelName))
        .remediation("Name a model that exists in predictor.model_name before the next run.");
  }

  private static Outcome judge(Model model, Context context) {
    var findings = context.modelFindings().orElseThrow();
    var name = model.resource().id();
    return switch (Compliance.fold(findings)) {
      case COMPLIANT ->
          compliant("the model %s is compliant".formatted(name)).evidence(List.of(name));
      case NOT_APPLICABLE -> notApplicable("no control applies to the model " + name);
      case UNDETERMINED -> {
        var worst = worstFirst(findings, Compliance.UNDETERMINED).getFirst();
        yield undetermined(sentence(name, "undetermined", worst))
            .evidence(List.of(name))
            .gaps(worst.gaps());
      }
      case NON_COMPLIANT -> {
        var failing = worstFirst(findings, Compliance.NON_COMPLIANT);
        var worst = failing.getFirst();
        var failure =
            nonCompliant(sentence(name, "non-compliant", worst))
                .evidence(List.of(name))
                .impact(worst.impact())
                .severity(worst.severity())
                .remediation(remediation(failing, name));
        yield worst.predictedError().map(failure::predictedError).orElse(failure);
      }
    };
  }

  private static List<Finding> worstFirst(List<Finding> findings, Compliance compliance) {
    return findings.stream()
        .filter(finding -> finding.countsAs(compliance))
        .sorted(Finding.WORST_FIRST)
        .toList();
  }

  /**
   * That of the worst failure, and what else has to be mended. A model that has to give way to
   * another comes first: what is done for the old one may be in vain.
   */
  private static Remediation remediation(List<Finding> failing, String model) {
    var first =
        failing.stream()
            .filter(finding -> finding.remediation().filter(Replacement::isAskedForBy).isPresent())
            .findFirst();
    var lead = first.orElse(failing.getFirst());
    var remediation = remediation(lead, model);
    var others =
        failing.stream()
            .filter(finding -> !finding.equals(lead))
            .map(finding ->
                " %s %s, too: %s"
                    .formatted(
                        first.isPresent() ? "The new one has to meet" : "Mend",
                        finding.control(),
                        remediation(finding, model).text()))
            .collect(joining());
    return new Remediation(
        remediation.text() + others, remediation.cli(), remediation.cloudFormation());
  }

  private static Remediation remediation(Finding finding, String model) {
    return finding
        .remediation()
        .orElseGet(() -> Remediation.inWords("Mend the model " + model + "."));
  }

  private static String sentence(String model, String verdict, Finding worst) {
    return "the model %s is %s: %s, %s".formatted(model, verdict, worst.control(), worst.reason());
  }
}
