package io.clarifyvpc.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.PolicyDocument;
import io.clarifyvpc.snapshot.PolicyDocument.Effect;
import io.clarifyvpc.snapshot.PolicyDocument.Restriction;
import io.clarifyvpc.snapshot.PolicyDocument.Statement;
import io.clarifyvpc.snapshot.Reading;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentDecoderTest {
  private static final String REST = ", 'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'";

  private static Reading<PolicyDocument> decode(String document) {
    return PolicyDocumentDecoder.decode(document.replace('\'', '"'), "vpce-a");
  }

  private static PolicyDocument known(String document) {
    return decode(document)
        .orElse(gap -> {
          throw new AssertionError(gap.describe());
        });
  }

  private static Statement onlyStatement(String statement) {
    return known("{'Statement': [%s]}".formatted(statement)).statements().getFirst();
  }

  @Test
  void default_policy() {
    var policy =
        known("{'Statement':[{'Action':'*','Effect':'Allow','Principal':'*','Resource':'*'}]}");

    assertThat(policy.version()).isEmpty();
    assertThat(policy.statements())
        .singleElement()
        .satisfies(statement -> {
          assertThat(statement.effect()).isEqualTo(Effect.ALLOW);
          assertThat(statement.actions()).contains(List.of("*"));
          assertThat(statement.resources()).contains(List.of("*"));
          assertThat(statement.restrictions()).isEmpty();
        });
  }

  @Test
  void statement_may_stand_alone_and_its_members_may_be_lists() {
    var policy =
        known(
            "{'Version': '2012-10-17', 'Statement': {'Effect': 'Deny', 'Action': ['a:B', 'a:C'], 'Resource': ['x', 'y']}}");

    assertThat(policy.version()).contains("2012-10-17");
    var statement = policy.statements().getFirst();
    assertThat(statement.effect()).isEqualTo(Effect.DENY);
    assertThat(statement.actions()).contains(List.of("a:B", "a:C"));
    assertThat(statement.resources()).contains(List.of("x", "y"));
    assertThat(statement.json())
        .isEqualTo("{\"Effect\":\"Deny\",\"Action\":[\"a:B\",\"a:C\"],\"Resource\":[\"x\",\"y\"]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'Statement': []}", "{'Statement': null}"})
  void document_without_statements_is_a_policy(String document) {
    assertThat(known(document).statements()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Sid': 'a'",
        "'Principal': null",
        "'Principal': '*'",
        "'Principal': {'AWS': '*'}",
        "'Principal': {'AWS': ['*']}",
        "'Principal': {'AWS': ['111122223333', '*']}",
        "'Condition': {}",
      })
  void plain_statement(String member) {
    assertThat(onlyStatement("{" + member + REST + "}").restrictions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'arn:aws:iam::111122223333:role/Clarify'",
        "{'AWS': '111122223333'}",
        "{'AWS': ['arn:aws:iam::111122223333:root']}",
        "{'AWS': []}",
        "{'Service': 'sagemaker.amazonaws.com'}",
        "{}",
      })
  void narrower_principal(String principal) {
    assertThat(onlyStatement("{'Principal': " + principal + REST + "}").restrictions())
        .containsExactly(Restriction.PRINCIPAL);
  }

  @Test
  void restrictions() {
    var statement =
        onlyStatement(
            "{'Effect': 'Allow', 'NotAction': 'a:*', 'NotResource': ['b'], 'NotPrincipal': {'AWS': '1'}, 'Condition': {'Bool': {'c': 'true'}}}");

    assertThat(statement.restrictions())
        .containsExactlyInAnyOrder(
            Restriction.CONDITION,
            Restriction.NOT_ACTION,
            Restriction.NOT_RESOURCE,
            Restriction.NOT_PRINCIPAL);
    assertThat(statement.actions()).isEmpty();
    assertThat(statement.resources()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | the policy of vpce-a is empty",
        "no policy | the policy of vpce-a is not JSON (line 1, column 1)",
        "{'Statement': [], 'Statement': []} | the policy of vpce-a is not JSON (line 1, column 32)",
        "[] | the policy of vpce-a is not an object",
        "{'Statement': 'Allow'} | in the policy of vpce-a, Statement is not an object",
        "{'Statement': [1]} | in the policy of vpce-a, Statement[0] is not an object",
        "{'Statement': [{}]} | in the policy of vpce-a, Statement[0].Action is missing",
        "{'Statement': [{'Effect': 'allow', 'Action': '*', 'Resource': '*'}]} | in the policy of vpce-a, Statement[0].Effect is neither Allow nor Deny",
        "{'Statement': [{'Action': '*', 'Resource': '*'}]} | in the policy of vpce-a, Statement[0].Effect is missing",
        "{'Statement': [{'Effect': 'Allow', 'Action': '*'}]} | in the policy of vpce-a, Statement[0].Resource is missing",
        "{'Statement': [{'Effect': 'Allow', 'Action': 1, 'Resource': '*'}]} | in the policy of vpce-a, Statement[0].Action is not a list",
        "{'Statement': [{'Effect': 'Allow', 'Action': [1], 'Resource': '*'}]} | in the policy of vpce-a, Statement[0].Action[0] is not a string",
        "{'Statement': [{'Effect': 'Allow', 'Action': 'a', 'NotAction': 'b', 'Resource': '*'}]} | in the policy of vpce-a, Statement[0].NotAction stands beside Action",
      })
  void what_is_no_policy_is_a_gap(String document, String reason) {
    assertThat(decode(document)).isEqualTo(Reading.unread(Fact.VPC_ENDPOINTS.gap(reason)));
  }

  @Test
  void document_far_beyond_the_quota_is_a_gap() {
    assertThat(decode(" ".repeat(70_000)))
        .isEqualTo(
            Reading.unread(
                Fact.VPC_ENDPOINTS.gap("the policy of vpce-a is longer than 65536 characters")));
  }

  /** The endpoint beside it is known. */
  @Test
  void policy_that_is_no_text_leaves_the_endpoint_known() {
    var answer =
        Json.parse(
            """
            {"VpcEndpointId": "vpce-a", "VpcId": "vpc-a", "ServiceName": "s", "State": "available",
             "VpcEndpointType": "Gateway", "PolicyDocument": {"Statement": []}}
            """
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));

    var endpoint = VpcEndpointDecoder.vpcEndpoint(JsonObject.of(answer, "", Naming.AS_ASKED));

    assertThat(endpoint.policyDocument())
        .isEqualTo(
            Optional.of(
                Reading.unread(Fact.VPC_ENDPOINTS.gap("the policy of vpce-a is not a string"))));
  }
}
