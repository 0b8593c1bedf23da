package io.clarifyvpc.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clarifyvpc.control.RuleParameters.EndpointPolicy;
import io.clarifyvpc.control.RuleParameters.ModelScope;
import io.clarifyvpc.control.RuleParameters.ProcessingJobResourceType;
import io.clarifyvpc.control.RuleParameters.UndeterminedCompliance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleParametersTest {
  private static final List<String> CONTROLS = List.of("Clarify.1", "Clarify.9", "Clarify.17");

  private static RuleParameters parse(Map<String, String> values) {
    return RuleParameters.parse(values, CONTROLS);
  }

  @Test
  void defaults() {
    assertThat(RuleParameters.defaults())
        .isEqualTo(
            new RuleParameters(
                EndpointPolicy.PRIVATE_ONLY,
                false,
                UndeterminedCompliance.NON_COMPLIANT,
                Set.of(),
                Set.of(),
                ModelScope.ALL,
                24,
                ProcessingJobResourceType.PROCESSING_JOB,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void every_parameter_given() {
    var values =
        Map.ofEntries(
            Map.entry("EndpointPolicy", "ALLOW_NAT"),
            Map.entry("TrustCentralEndpoints", "TRUE"),
            Map.entry("UndeterminedCompliance", "NOT_APPLICABLE"),
            Map.entry("DisabledControls", "Clarify.1, Clarify.17"),
            Map.entry("PromotedControls", "Clarify.17,Clarify.9,"),
            Map.entry("ModelScope", "REFERENCED"),
            Map.entry("JobLookbackHours", "72"),
            Map.entry("ProcessingJobResourceType", "AWS::::Account"),
            Map.entry("ExecutionRoleName", "clarify-vpc"),
            Map.entry("ExecutionRoleRegion", "eu-west-1"),
            Map.entry("AssumeRoleMode", "false"));

    assertThat(parse(values))
        .isEqualTo(
            new RuleParameters(
                EndpointPolicy.ALLOW_NAT,
                true,
                UndeterminedCompliance.NOT_APPLICABLE,
                Set.of("Clarify.1", "Clarify.17"),
                Set.of("Clarify.9", "Clarify.17"),
                ModelScope.REFERENCED,
                72,
                ProcessingJobResourceType.ACCOUNT,
                Optional.of("clarify-vpc"),
                Optional.of("eu-west-1"),
                Optional.of(false)));
  }

  /** AWS Config passes parameters that were left empty. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "EndpointPolicy",
        "TrustCentralEndpoints",
        "UndeterminedCompliance",
        "DisabledControls",
        "PromotedControls",
        "ModelScope",
        "JobLookbackHours",
        "ProcessingJobResourceType",
        "ExecutionRoleName",
        "ExecutionRoleRegion",
        "AssumeRoleMode"
      })
  void empty_value_is_the_default(String name) {
    assertThat(parse(Map.of(name, " "))).isEqualTo(RuleParameters.defaults());
  }

  @Test
  void unknown_name_is_refused_with_the_valid_ones() {
    assertThatThrownBy(() -> parse(Map.of("EndpointPolcy", "ALLOW_NAT")))
        .isInstanceOf(InvalidRuleParameters.class)
        .hasMessage(
            "invalid rule parameters: unknown parameter \"EndpointPolcy\", valid are: EndpointPolicy, TrustCentralEndpoints, UndeterminedCompliance, DisabledControls, PromotedControls, ModelScope, JobLookbackHours, ProcessingJobResourceType, ExecutionRoleName, ExecutionRoleRegion, AssumeRoleMode");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EndpointPolicy | allow_nat | ALLOW_NAT, PRIVATE_ONLY",
        "TrustCentralEndpoints | yes | false, true",
        "UndeterminedCompliance | COMPLIANT | NON_COMPLIANT, NOT_APPLICABLE",
        "DisabledControls | Clarify.2 | Clarify.1, Clarify.9, Clarify.17",
        "PromotedControls | Clarify | Clarify.1, Clarify.9, Clarify.17",
        "ModelScope | SOME | ALL, REFERENCED",
        "JobLookbackHours | 0 | whole hours from 1 to 8760",
        "JobLookbackHours | 8761 | whole hours from 1 to 8760",
        "JobLookbackHours | 1.5 | whole hours from 1 to 8760",
        "JobLookbackHours | 99999999999 | whole hours from 1 to 8760",
        "ProcessingJobResourceType | AWS::Account | AWS::::Account, AWS::SageMaker::ProcessingJob",
        "AssumeRoleMode | 1 | false, true"
      })
  void unknown_value_is_refused_with_the_valid_ones(String name, String value, String valid) {
    assertThatThrownBy(() -> parse(Map.of(name, value)))
        .isInstanceOf(InvalidRuleParameters.class)
        .hasMessage(
            "invalid rule parameters: %s \"%s\" is not valid, valid are: %s"
                .formatted(name, value, valid));
  }

  @Test
  void every_problem_is_named_at_once() {
    assertThatThrownBy(
            () -> parse(Map.of("A", "1", "EndpointPolicy", "x", "DisabledControls", "y,z")))
        .hasMessageContainingAll("\"A\"", "\"x\"", "\"y\"", "\"z\"");
  }

  /** The message reaches logs and terminals. */
  @Test
  void control_characters_of_a_value_are_not_echoed() {
    assertThatThrownBy(() -> parse(Map.of("EndpointPolicy", "x\n\u001b[31m")))
        .hasMessageContaining("\"x??[31m\"");
  }
}
