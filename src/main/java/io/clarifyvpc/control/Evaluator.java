package io.clarifyvpc.control;

import static io.clarifyvpc.control.Outcome.notApplicable;
import static io.clarifyvpc.control.Outcome.undetermined;

import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Workload;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates every control that speaks of a workload's type, each to exactly one finding, in the
 * order given. It alone makes "not applicable" from an empty subject and "undetermined" from a gap,
 * and it goes on when a control throws.
 */
public final class Evaluator {
  /** Told when a control throws, so that the edge can log it. */
  public interface FailureListener {
    void controlFailed(String control, Workload workload, Throwable failure);
  }

  private final List<Control> controls;
  private final FailureListener failures;

  public Evaluator(List<Control> controls, FailureListener failures) {
    this.controls = List.copyOf(controls);
    this.failures = failures;
  }

  /** The findings on a workload. */
  public List<Finding> evaluate(Workload workload, Context context) {
    return controls.stream()
        .filter(control -> control.spec().appliesTo().contains(workload.resource().type()))
        .map(control ->
            finding(control.spec(), outcome(control, workload, context), context.parameters()))
        .toList();
  }

  /**
   * The findings on a workload that could not be read itself: every one undetermined for that gap.
   */
  public List<Finding> unread(ResourceType type, Gap gap, RuleParameters parameters) {
    return controls.stream()
        .filter(control -> control.spec().appliesTo().contains(type))
        .map(control ->
            finding(
                control.spec(),
                parameters.disabledControls().contains(control.spec().id())
                    ? switchedOff()
                    : undetermined(gap),
                parameters))
        .toList();
  }

  private Outcome outcome(Control control, Workload workload, Context context) {
    if (context.parameters().disabledControls().contains(control.spec().id())) {
      return switchedOff();
    }
    try {
      return emptySubject(control.spec().subject(), workload, context)
          .orElseGet(() -> control.evaluate(workload, context))
          .orElse(Outcome::undetermined);
    } catch (RuntimeException | StackOverflowError failure) {
      failures.controlFailed(control.spec().id(), workload, failure);
      return undetermined(
          "this control failed with %s, which is a defect of clarify-vpc"
              .formatted(failure.getClass().getSimpleName()));
    }
  }

  private static Outcome switchedOff() {
    return notApplicable("switched off by DisabledControls");
  }

  private static Optional<Reading<Outcome>> emptySubject(
      Subject subject, Workload workload, Context context) {
    if (subject == Subject.WORKLOAD) {
      return Optional.empty();
    }
    if (workload.vpcConfig().isEmpty()) {
      return Optional.of(
          Reading.known(notApplicable("the workload has no VpcConfig, which Clarify.1 reports")));
    }
    var vpcConfig = workload.vpcConfig().get();
    return switch (subject) {
      case WORKLOAD, VPC_CONFIG -> Optional.empty();
      case SUBNETS ->
          whenEmpty(
              context.network().subnets(vpcConfig.subnets()),
              "none of its subnets exists, which Clarify.3 reports");
      case SECURITY_GROUPS ->
          whenEmpty(
              context.network().securityGroups(vpcConfig.securityGroupIds()),
              "none of its security groups exists, which Clarify.3 reports");
    };
  }

  private static Optional<Reading<Outcome>> whenEmpty(
      Reading<? extends List<?>> existing, String reason) {
    boolean empty =
        existing instanceof Reading.Known<? extends List<?>>(List<?> found) && found.isEmpty();
    return empty ? Optional.of(Reading.known(notApplicable(reason))) : Optional.empty();
  }

  private static Finding finding(ControlSpec spec, Outcome outcome, RuleParameters parameters) {
    boolean promoted = parameters.promotedControls().contains(spec.id());
    return switch (outcome) {
      case Outcome.Compliant(String reason, List<String> evidence) ->
          finding(spec, promoted, Compliance.COMPLIANT, reason, evidence, List.of());
      case Outcome.NotApplicable(String reason) ->
          finding(spec, promoted, Compliance.NOT_APPLICABLE, reason, List.of(), List.of());
      case Outcome.Undetermined(String reason, List<String> evidence, List<Gap> gaps) ->
          finding(spec, promoted, Compliance.UNDETERMINED, reason, evidence, gaps);
      case Outcome.NonCompliant failure ->
          new Finding(
              spec.id(),
              spec.title(),
              failure.severity().orElse(spec.severity()),
              failure.impact().orElse(spec.impact()),
              !promoted && failure.advisory().orElse(spec.advisory()),
              Compliance.NON_COMPLIANT,
              failure.reason(),
              failure.evidence(),
              failure.predictedError(),
              failure.remediation().or(() -> Optional.of(Remediation.inWords(spec.remediation()))),
              spec.conflictsWith(),
              spec.references());
    };
  }

  private static Finding finding(
      ControlSpec spec,
      boolean promoted,
      Compliance compliance,
      String reason,
      List<String> evidence,
      List<Gap> gaps) {
    return new Finding(
        spec.id(),
        spec.title(),
        spec.severity(),
        spec.impact(),
        !promoted && spec.advisory(),
        compliance,
        reason,
        evidence,
        Optional.empty(),
        Optional.empty(),
        spec.conflictsWith(),
        spec.references(),
        gaps);
  }
}
