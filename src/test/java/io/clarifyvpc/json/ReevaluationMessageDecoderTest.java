package io.clarifyvpc.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.ReevaluationMessage;
import io.clarifyvpc.assess.ReevaluationMessage.Change;
import io.clarifyvpc.assess.ReevaluationMessage.NoChange;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReevaluationMessageDecoderTest {
  private static final Instant SINCE = Instant.parse("2026-11-20T08:00:00.123Z");

  /** F-25: the parameters come in several shapes; not one of them is read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'routeTableId': 'rtb-1', 'destinationCidrBlock': '0.0.0.0/0'}",
        "{'groupId': 'sg-1', 'ipPermissions': {'items': [{'fromPort': 443}]}}",
        "{'ipPermissions': {}}",
        "{'ModifySecurityGroupRulesRequest': {'SecurityGroupRule': {'tag': 1, 'FromPort': '443'}}}",
        "{'items': 'omitted', 'omitted': true}",
        "null",
        "[1, 2]",
        "'text'"
      })
  void a_call_on_the_network_is_a_change_whatever_its_parameters_look_like(String parameters) {
    assertThat(decode(call("CreateRoute", "'requestParameters': " + parameters)))
        .isEqualTo(new Change("CreateRoute", Optional.empty()));
  }

  @Test
  void a_null_error_code_is_success() {
    assertThat(decode(call("CreateRoute", "'errorCode': null, 'readOnly': false")))
        .isEqualTo(new Change("CreateRoute", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CreateRoute          | 'errorCode': 'Client.InvalidParameter' | CreateRoute failed",
        "CreateRoute          | 'readOnly': true     | CreateRoute only read",
        "DescribeVpcEndpoints | 'readOnly': true     | a call that changes no verdict",
        "RunInstances         | 'readOnly': false    | a call that changes no verdict"
      })
  void a_call_that_failed_or_only_read_or_is_another_is_no_change(
      String name, String member, String reason) {
    assertThat(decode(call(name, member))).isEqualTo(new NoChange(reason));
  }

  @Test
  void a_request_of_our_own_is_a_change() {
    assertThat(decode("{'because': 'CreateModel', 'resourceId': 'm'}"))
        .isEqualTo(new Change("CreateModel", Optional.empty()));
  }

  @Test
  void what_is_put_off_keeps_the_time_of_the_change() {
    var change = new Change("CreateRoute", Optional.of(SINCE));

    assertThat(ReevaluationMessageDecoder.decode(ReevaluationMessageDecoder.encode(change)))
        .isEqualTo(change);
  }

  @Test
  void what_is_put_off_keeps_the_time_of_the_oldest_change() {
    var change =
        new Change("CreateRoute", Optional.of(SINCE), Optional.of(SINCE.minusSeconds(600)));

    assertThat(ReevaluationMessageDecoder.decode(ReevaluationMessageDecoder.encode(change)))
        .isEqualTo(change);
  }

  /** Nothing may be lost: what is not understood leads to one run too many at the most. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{{{",
        "[]",
        "{}",
        "null",
        "{'detail': 7}",
        "{'detail': {'eventName': null}}",
        "{'since': 'yesterday'}"
      })
  void what_is_not_understood_is_a_change(String body) {
    assertThat(decode(body)).isInstanceOf(Change.class);
  }

  @Test
  void a_reason_is_not_endless() {
    assertThat(decode("{'because': '%s'}".formatted("x".repeat(10_000))))
        .isInstanceOfSatisfying(
            Change.class, change -> assertThat(change.because()).hasSizeLessThan(101));
  }

  private static String call(String name, String member) {
    return "{'detail': {'eventName': '%s', %s}}".formatted(name, member);
  }

  private static ReevaluationMessage decode(String body) {
    return ReevaluationMessageDecoder.decode(body.replace('\'', '"'));
  }
}
