package io.clarifyvpc.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.network.Network;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Workload;
import io.clarifyvpc.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvaluatorTest {
  private final List<String> failed = new ArrayList<>();
  private final World world = World.compliant();

  /** A control that answers what a test wants. */
  private record Fake(ControlSpec spec, Supplier<Reading<Outcome>> answer) implements Control {
    @Override
    public Reading<Outcome> evaluate(Workload workload, Context context) {
      return answer.get();
    }
  }

  private static ControlSpec.Builder spec(String id) {
    return ControlSpec.named(id, "A state holds")
        .appliesTo(ResourceType.PROCESSING_JOB)
        .meaning("It holds.")
        .remediation("Make it hold.")
        .references("https://docs.aws.amazon.com/");
  }

  private static Fake answering(String id, Outcome outcome) {
    return new Fake(spec(id).build(), () -> Reading.known(outcome));
  }

  private static Fake throwing(String id, Supplier<Reading<Outcome>> bomb) {
    return new Fake(spec(id).build(), bomb);
  }

  private List<Finding> evaluate(Control... controls) {
    return evaluate(RuleParameters.defaults(), controls);
  }

  private List<Finding> evaluate(RuleParameters parameters, Control... controls) {
    var evaluator =
        new Evaluator(List.of(controls), (control, workload, failure) -> failed.add(control));
    return evaluator.evaluate(
        world.workload(), Context.of(new Network(world.snapshot()), parameters));
  }

  @Test
  void control_that_throws_becomes_undetermined_and_the_others_go_on() {
    var findings =
        evaluate(
            answering("X.1", Outcome.compliant("fine")),
            throwing(
                "X.2",
                () -> {
                  throw new IllegalStateException("secret");
                }),
            answering("X.3", Outcome.nonCompliant("not fine")));

    assertThat(findings)
        .extracting(Finding::compliance)
        .containsExactly(Compliance.COMPLIANT, Compliance.UNDETERMINED, Compliance.NON_COMPLIANT);
    assertThat(findings.get(1).reason())
        .isEqualTo(
            "this control failed with IllegalStateException, which is a defect of clarify-vpc");
    assertThat(failed).containsExactly("X.2");
  }

  @Test
  void control_that_overflows_the_stack_becomes_undetermined() {
    var findings =
        evaluate(
            throwing(
                "X.1",
                () -> {
                  throw new StackOverflowError();
                }));

    assertThat(findings).extracting(Finding::compliance).containsExactly(Compliance.UNDETERMINED);
    assertThat(failed).containsExactly("X.1");
  }

  @Test
  void error_of_the_machine_is_not_swallowed() {
    var control =
        throwing(
            "X.1",
            () -> {
              throw new OutOfMemoryError("test");
            });

    assertThatThrownBy(() -> evaluate(control)).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void gap_becomes_undetermined_with_the_fact_and_the_action() {
    var findings =
        evaluate(
            new Fake(
                spec("X.1").build(), () -> Reading.unread(Fact.NETWORK_ACLS.gap("throttled"))));

    assertThat(findings)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.compliance()).isEqualTo(Compliance.UNDETERMINED);
          assertThat(finding.reason())
              .isEqualTo("NetworkAcls unread (ec2:DescribeNetworkAcls): throttled");
          assertThat(finding.remediation()).isEmpty();
        });
  }

  @Test
  void control_of_another_type_has_no_finding() {
    var ofModels =
        new Fake(
            spec("X.1").appliesTo(ResourceType.MODEL).build(),
            () -> Reading.known(Outcome.compliant("fine")));

    assertThat(evaluate(ofModels)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Subject.class, mode = EnumSource.Mode.EXCLUDE, names = "WORKLOAD")
  void empty_subject_is_not_applicable(Subject subject) {
    world.job().withoutVpcConfig();

    assertThat(evaluate(judging(subject)))
        .extracting(Finding::compliance, Finding::reason)
        .containsExactly(
            tuple(
                Compliance.NOT_APPLICABLE,
                "the workload has no VpcConfig, which Clarify.1 reports"));
  }

  private static Fake judging(Subject subject) {
    return new Fake(
        spec("X.1").judges(subject).build(), () -> Reading.known(Outcome.compliant("judged")));
  }

  /** A gap is no empty subject: the control decides what it needs. */
  @ParameterizedTest
  @EnumSource(Subject.class)
  void unread_subject_is_judged(Subject subject) {
    world.unread(Fact.SUBNETS, Fact.SECURITY_GROUPS);

    assertThat(evaluate(judging(subject))).extracting(Finding::reason).containsExactly("judged");
  }

  /** the impact of a finding that is not non-compliant is the table's. */
  @Tag("R-25")
  @Test
  void outcome_of_its_own_impact_and_severity() {
    var findings =
        evaluate(
            answering(
                "X.1", Outcome.nonCompliant("bad").impact(Impact.EXPOSURE).severity(Severity.LOW)),
            answering("X.2", Outcome.compliant("good")));

    assertThat(findings)
        .extracting(Finding::impact)
        .containsExactly(Impact.EXPOSURE, Impact.FAILURE);
    assertThat(findings).extracting(Finding::severity).containsExactly(Severity.LOW, Severity.HIGH);
  }

  @Test
  void non_compliant_outcome_without_a_remediation_carries_the_specifications() {
    var findings = evaluate(answering("X.1", Outcome.nonCompliant("bad")));

    assertThat(findings)
        .extracting(Finding::remediation)
        .containsExactly(Optional.of(Remediation.inWords("Make it hold.")));
  }

  @Test
  void disabled_control_is_not_asked() {
    var parameters = RuleParameters.parse(Map.of("DisabledControls", "X.1"), List.of("X.1"));
    var findings =
        evaluate(
            parameters,
            throwing(
                "X.1",
                () -> {
                  throw new IllegalStateException("asked");
                }));

    assertThat(findings)
        .extracting(Finding::reason)
        .containsExactly("switched off by DisabledControls");
    assertThat(failed).isEmpty();
  }

  @Test
  void workload_that_is_unread_has_every_finding_undetermined() {
    var evaluator =
        new Evaluator(Catalogue.controls(), (control, workload, failure) -> failed.add(control));
    var parameters = RuleParameters.parse(Map.of("DisabledControls", "Clarify.2"), Catalogue.ids());

    var findings = evaluator.unread(ResourceType.MODEL, Fact.MODEL.gap("AccessDenied"), parameters);

    assertThat(findings)
        .isNotEmpty()
        .allSatisfy(finding -> {
          assertThat(finding.compliance()).isEqualTo(Compliance.UNDETERMINED);
          assertThat(finding.reason())
              .isEqualTo("DescribeModel unread (sagemaker:DescribeModel): AccessDenied");
          assertThat(finding.gaps()).containsExactly(Fact.MODEL.gap("AccessDenied"));
        });
  }
}
