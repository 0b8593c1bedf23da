package io.clarifyvpc.world;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A finding that is to differ from the compliant world's, with its exact reason and evidence. */
public final class ExpectedFinding implements Difference {
  /** The reason of a control that speaks of what is relied on, where nothing is. */
  public static final String NOTHING_RELIED_ON = "nothing of the kind is relied on";

  private final boolean ofJob;
  private final boolean ofModel;
  private final String control;
  private Compliance compliance = Compliance.COMPLIANT;
  private String reason = "";
  private List<String> evidence = List.of();
  private Optional<Impact> impact = Optional.empty();
  private Optional<Severity> severity = Optional.empty();
  private Optional<Boolean> advisory = Optional.empty();

  private ExpectedFinding(boolean ofJob, boolean ofModel, String control) {
    this.ofJob = ofJob;
    this.ofModel = ofModel;
    this.control = control;
  }

  /** A finding of the job, or of the definition in its place. */
  public static ExpectedFinding job(String control) {
    return new ExpectedFinding(true, false, control);
  }

  /** A finding of the model that comes along, or is judged alone. */
  public static ExpectedFinding model(String control) {
    return new ExpectedFinding(false, true, control);
  }

  /** The same finding of both, and Clarify.16 of the job, which hands on the model's. */
  public static ExpectedFinding jobAndModel(String control) {
    return new ExpectedFinding(true, true, control);
  }

  /** The model is not assessed. */
  public static Difference noAssessmentOfTheModel() {
    return expected -> expected.keySet().removeIf(key -> !key.ofJob());
  }

  /**
   * A definition is judged: it takes addresses when it runs, so that Clarify.5 does not speak of it
   * and has nothing to judge of its model.
   */
  public static Difference definitionInPlaceOfTheJob() {
    return expected -> {
      expected.remove(new FindingKey(true, "Clarify.5"));
      model("Clarify.5")
          .notApplicable("the model is not judged for a job that is planned")
          .applyTo(expected);
    };
  }

  /** The same of several controls of the job. */
  public static Difference jobNotApplicable(String reason, String... controls) {
    return expected ->
        List.of(controls).forEach(each -> job(each).notApplicable(reason).applyTo(expected));
  }

  /** The same of several controls of the model. */
  public static Difference modelNotApplicable(String reason, String... controls) {
    return expected ->
        List.of(controls).forEach(each -> model(each).notApplicable(reason).applyTo(expected));
  }

  public ExpectedFinding compliant(String value) {
    return verdict(Compliance.COMPLIANT, value);
  }

  public ExpectedFinding nonCompliant(String value) {
    return verdict(Compliance.NON_COMPLIANT, value);
  }

  public ExpectedFinding notApplicable(String value) {
    return verdict(Compliance.NOT_APPLICABLE, value);
  }

  public ExpectedFinding undetermined(String value) {
    return verdict(Compliance.UNDETERMINED, value);
  }

  private ExpectedFinding verdict(Compliance value, String why) {
    compliance = value;
    reason = why;
    return this;
  }

  /** The evidence, all of it, in order. */
  public ExpectedFinding evidence(String... ids) {
    evidence = List.of(ids);
    return this;
  }

  /** An impact other than the compliant world's. */
  public ExpectedFinding impact(Impact value) {
    impact = Optional.of(value);
    return this;
  }

  public ExpectedFinding severity(Severity value) {
    severity = Optional.of(value);
    return this;
  }

  /** Not advisory, although the control is. */
  public ExpectedFinding promoted() {
    advisory = Optional.of(false);
    return this;
  }

  /** Advisory, although the control is not. */
  public ExpectedFinding advisory() {
    advisory = Optional.of(true);
    return this;
  }

  @Override
  public void applyTo(Map<FindingKey, FindingRow> expected) {
    if (ofJob) {
      replace(expected, new FindingKey(true, control));
    }
    if (ofModel) {
      replace(expected, new FindingKey(false, control));
    }
    if (ofJob && ofModel && counts(expected)) {
      handOn(expected);
    }
  }

  /** What the job has to hear of: neither a success nor something advisory. */
  private boolean counts(Map<FindingKey, FindingRow> expected) {
    return (compliance == Compliance.NON_COMPLIANT || compliance == Compliance.UNDETERMINED)
        && !expected.get(new FindingKey(false, control)).advisory();
  }

  private void replace(Map<FindingKey, FindingRow> expected, FindingKey key) {
    var before = expected.get(key);
    if (before == null) {
      throw new IllegalArgumentException("the compliant world has no finding " + key);
    }
    expected.put(
        key,
        new FindingRow(
            compliance,
            impact.orElse(before.impact()),
            severity.orElse(before.severity()),
            advisory.orElse(before.advisory()),
            Optional.of(reason),
            Optional.of(evidence)));
  }

  private void handOn(Map<FindingKey, FindingRow> expected) {
    var own = expected.get(new FindingKey(false, control));
    var shadow = job("Clarify.16").evidence("credit");
    if (compliance == Compliance.NON_COMPLIANT) {
      shadow
          .nonCompliant("the model credit is non-compliant: %s, %s".formatted(control, reason))
          .impact(own.impact())
          .severity(own.severity())
          .applyTo(expected);
    } else {
      shadow
          .undetermined("the model credit is undetermined: %s, %s".formatted(control, reason))
          .applyTo(expected);
    }
  }
}
