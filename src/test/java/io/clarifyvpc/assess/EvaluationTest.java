package io.clarifyvpc.assess;

import static io.clarifyvpc.assess.Findings.assessment;
import static io.clarifyvpc.assess.Findings.compliant;
import static io.clarifyvpc.assess.Findings.job;
import static io.clarifyvpc.assess.Findings.model;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static io.clarifyvpc.assess.Findings.undetermined;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.RuleParameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  @Test
  void a_verdict_that_config_knows_is_told_as_it_is() {
    assertThat(
            Evaluation.of(
                assessment(model("churn"), nonCompliant("Clarify.14", "one zone")),
                RuleParameters.defaults()))
        .isEqualTo(
            new Evaluation(
                "AWS::SageMaker::Model",
                "churn",
                Compliance.NON_COMPLIANT,
                "Clarify.14: one zone"));
  }

  @Test
  void undetermined_is_non_compliant_by_default_and_says_so() {
    assertThat(
            Evaluation.of(
                assessment(
                    job("churn"), undetermined("Clarify.6", "unread"), compliant("Clarify.1")),
                RuleParameters.defaults()))
        .isEqualTo(
            new Evaluation(
                "AWS::SageMaker::ProcessingJob",
                "churn",
                Compliance.NON_COMPLIANT,
                "UNDETERMINED: Clarify.6: unread"));
  }

  @Test
  void undetermined_is_not_applicable_where_the_parameters_want_it_so() {
    var parameters =
        RuleParameters.parse(Map.of("UndeterminedCompliance", "NOT_APPLICABLE"), List.of());

    assertThat(
            Evaluation.of(assessment(job("churn"), undetermined("Clarify.6", "unread")), parameters)
                .complianceType())
        .isEqualTo(Compliance.NOT_APPLICABLE);
  }

  @Test
  void a_reason_of_any_length_fits_the_annotation() {
    var evaluation = Evaluation.notApplicable("AWS::EC2::VPC", "vpc-1", "too long ".repeat(99));

    assertThat(evaluation.annotation()).hasSizeLessThanOrEqualTo(256).startsWith("too long");
  }
}
