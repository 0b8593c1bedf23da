package io.clarifyvpc.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clarifyvpc.assess.StopOnControls;
import io.clarifyvpc.control.RuleParameters.EndpointPolicy;
import io.clarifyvpc.lambda.Settings.InvalidSettings;
import io.clarifyvpc.lambda.Settings.Variable;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final String PREFIX = "the function's environment is not usable: ";

  private final Map<String, String> environment = new HashMap<>(FakeLambda.ENVIRONMENT);

  @Test
  void what_is_there_is_read() {
    environment.put("RULE_PARAMETERS", "{\"EndpointPolicy\": \"ALLOW_NAT\"}");

    var settings = settings();

    assertThat(settings.get(Variable.FINDINGS_TOPIC_ARN)).isEqualTo(FakeLambda.TOPIC);
    assertThat(settings.get(Variable.CONFIG_RULE_NAME)).isEqualTo(FakeLambda.RULE);
    assertThat(settings.ruleParameters().endpointPolicy()).isEqualTo(EndpointPolicy.ALLOW_NAT);
  }

  @Test
  void space_around_a_value_is_no_part_of_it() {
    environment.put("CONFIG_RULE_NAME", "  a-rule\n");

    assertThat(settings().get(Variable.CONFIG_RULE_NAME)).isEqualTo("a-rule");
  }

  @Test
  void everything_that_is_missing_is_named_in_one_message() {
    environment.clear();

    assertThatThrownBy(this::settings)
        .isInstanceOf(InvalidSettings.class)
        .hasMessage(
            PREFIX
                + "ACCOUNT_ID is missing; AWS_REGION is missing;"
                + " FINDINGS_TOPIC_ARN is missing; REEVALUATION_QUEUE_URL is missing;"
                + " FAILURE_QUEUE_URL is missing; RULE_PARAMETERS is missing;"
                + " CONFIG_RULE_NAME is missing; REEVALUATION_MINUTES is missing; STATE_TABLE is missing");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "STOP_ON_CONTROLS")
  void each_variable_that_is_missing_is_named(Variable variable) {
    environment.remove(variable.name());

    assertThatThrownBy(this::settings).hasMessage(PREFIX + variable + " is missing");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "STOP_ON_CONTROLS")
  void a_blank_variable_is_a_missing_one(Variable variable) {
    environment.put(variable.name(), "  ");

    assertThatThrownBy(this::settings).hasMessage(PREFIX + variable + " is missing");
  }

  @Test
  void everything_that_is_wrong_is_named_in_one_message() {
    environment.put("FINDINGS_TOPIC_ARN", "arn:aws:sqs:us-east-1:111122223333:queue");
    environment.put("REEVALUATION_QUEUE_URL", "a queue");
    environment.put("FAILURE_QUEUE_URL", "arn:aws:sqs:us-east-1:111122223333:queue");
    environment.put("RULE_PARAMETERS", "{\"EndpointPolicies\": \"ALLOW_NAT\"}");
    environment.remove("CONFIG_RULE_NAME");

    assertThatThrownBy(this::settings)
        .hasMessageStartingWith(PREFIX)
        .hasMessageContaining("FINDINGS_TOPIC_ARN is not the ARN of an SNS topic")
        .hasMessageContaining("REEVALUATION_QUEUE_URL is not the URL of an SQS queue")
        .hasMessageContaining("FAILURE_QUEUE_URL is not the URL of an SQS queue")
        .hasMessageContaining("RULE_PARAMETERS: ")
        .hasMessageContaining("unknown parameter \"EndpointPolicies\", valid are: ")
        .hasMessageContaining("CONFIG_RULE_NAME is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topic",
        "arn:aws:sns:us-east-1:1111:topic",
        "arn:aws:sns:us-east-1:111122223333:",
        "arn:aws:sns:us-east-1:111122223333:topic with spaces"
      })
  void the_topic_has_to_be_an_arn(String value) {
    environment.put("FINDINGS_TOPIC_ARN", value);

    assertThatThrownBy(this::settings)
        .hasMessage(PREFIX + "FINDINGS_TOPIC_ARN is not the ARN of an SNS topic");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws-cn:sns:cn-north-1:111122223333:topic",
        "arn:aws-us-gov:sns:us-gov-west-1:111122223333:Topic_1.fifo"
      })
  void a_topic_may_lie_in_any_partition(String value) {
    environment.put("FINDINGS_TOPIC_ARN", value);

    assertThat(settings().get(Variable.FINDINGS_TOPIC_ARN)).isEqualTo(value);
  }

  /** An emulator has no TLS. */
  @Test
  void a_queue_may_be_that_of_an_emulator() {
    environment.put("FAILURE_QUEUE_URL", "http://localhost:4566/000000000000/failures");

    assertThat(settings().get(Variable.FAILURE_QUEUE_URL)).contains("localhost");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                                       | RULE_PARAMETERS: ",
        "[]                                      | RULE_PARAMETERS: ",
        "{\"DisabledControls\": \"Clarify.99\"}  | Clarify.99",
        "{\"EndpointPolicy\": \"ALLOW_ALL\"}     | ALLOW_NAT"
      })
  void rule_parameters_are_refused_as_the_rule_refuses_them(String json, String message) {
    environment.put("RULE_PARAMETERS", json);

    assertThatThrownBy(this::settings)
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", ","})
  void no_job_is_stopped_where_no_control_is_named(String value) {
    assertThat(settings().stopOnControls()).isEqualTo(StopOnControls.none());
    environment.put("STOP_ON_CONTROLS", value);

    assertThat(settings().stopOnControls()).isEqualTo(StopOnControls.none());
  }

  @Test
  void controls_that_stop_a_job_are_read() {
    environment.put("STOP_ON_CONTROLS", " Clarify.1, Clarify.4,");

    assertThat(settings().stopOnControls())
        .isEqualTo(new StopOnControls(Set.of("Clarify.1", "Clarify.4")));
  }

  /** Clarify.14 speaks of models only, so that it would never stop a job. */
  @ParameterizedTest
  @ValueSource(strings = {"Clarify.99", "Clarify.14", "clarify.4", "Clarify.1 Clarify.4"})
  void a_control_that_can_stop_no_job_is_refused(String value) {
    environment.put("STOP_ON_CONTROLS", "Clarify.1," + value);

    assertThatThrownBy(this::settings)
        .hasMessage(
            PREFIX
                + "STOP_ON_CONTROLS: StopOnControls \"%s\" is not valid, valid are: "
                    .formatted(value)
                + "Clarify.1, Clarify.2, Clarify.3, Clarify.4, Clarify.5, Clarify.6, Clarify.7,"
                + " Clarify.8, Clarify.9, Clarify.10, Clarify.11, Clarify.12, Clarify.13,"
                + " Clarify.15, Clarify.16, Clarify.17, Clarify.18, Clarify.19, Clarify.20");
  }

  @Test
  void what_a_function_does_not_need_is_not_asked_for() {
    var settings =
        Settings.of(Map.of("CONFIG_RULE_NAME", "r"), EnumSet.of(Variable.CONFIG_RULE_NAME));

    assertThat(settings.get(Variable.CONFIG_RULE_NAME)).isEqualTo("r");
    assertThatThrownBy(() -> settings.get(Variable.FINDINGS_TOPIC_ARN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("FINDINGS_TOPIC_ARN was not asked for");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "a quarter", "10000"})
  void the_interval_has_to_be_a_number_of_minutes(String value) {
    environment.put("REEVALUATION_MINUTES", value);

    assertThatThrownBy(this::settings)
        .hasMessage(PREFIX + "REEVALUATION_MINUTES is not a number of minutes from 1 to 9999");
  }

  @Test
  void home_is_the_account_and_the_region() {
    assertThat(settings().home()).isEqualTo(new Home("111122223333", "us-east-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"${AWS::AccountId}", "1111", "11112222333a", "1111222233334"})
  void the_account_has_to_be_an_id(String value) {
    environment.put("ACCOUNT_ID", value);

    assertThatThrownBy(this::settings)
        .hasMessage(PREFIX + "ACCOUNT_ID is not the id of an AWS account");
  }

  private Settings settings() {
    return Settings.of(environment, EnumSet.allOf(Variable.class));
  }
}
