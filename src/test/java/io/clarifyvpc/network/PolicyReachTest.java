package io.clarifyvpc.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.network.PolicyReach.Allowed;
import io.clarifyvpc.network.PolicyReach.Blocked;
import io.clarifyvpc.network.PolicyReach.Passage;
import io.clarifyvpc.network.PolicyReach.Resources;
import io.clarifyvpc.network.PolicyReach.Undecided;
import io.clarifyvpc.snapshot.PolicyDocument;
import io.clarifyvpc.snapshot.PolicyDocument.Effect;
import io.clarifyvpc.snapshot.PolicyDocument.Restriction;
import io.clarifyvpc.snapshot.PolicyDocument.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyReachTest {
  private static final String GET = "s3:GetObject";
  private static final Resources KEY = Resources.exactly("arn:aws:s3:::data/in/Train.csv");
  private static final Resources FOLDER = Resources.allThatBegin("arn:aws:s3:::data/in/");
  private static final Passage DENIED = new Blocked(true, true);
  private static final Passage SHUT = new Blocked(false, true);
  private static final Passage SHUT_IN_PART = new Blocked(false, false);

  private static Statement allow(String action, String... resources) {
    return statement(Effect.ALLOW, action, resources);
  }

  private static Statement deny(String action, String... resources) {
    return statement(Effect.DENY, action, resources);
  }

  private static Statement statement(Effect effect, String action, String... resources) {
    return new Statement(
        effect,
        Optional.of(List.of(action)),
        Optional.of(Arrays.asList(resources)),
        Set.of(),
        "{}");
  }

  private static Statement restricted(Statement statement, Restriction restriction) {
    return new Statement(
        statement.effect(),
        statement.actions().filter(_ -> restriction != Restriction.NOT_ACTION),
        statement.resources().filter(_ -> restriction != Restriction.NOT_RESOURCE),
        Set.of(restriction),
        "{}");
  }

  private static PolicyReach policy(Statement... statements) {
    return new PolicyReach(
        new PolicyDocument(Optional.of("2012-10-17"), Arrays.asList(statements)));
  }

  @ParameterizedTest
  @CsvSource({
    "*, *, true",
    "s3:*, *, true",
    "s3:Get*, arn:aws:s3:::data/*, true",
    "S3:gETobject, arn:aws:s3:::data/in/*, true",
    "s3:Get?bject, arn:aws:s3:::data/in/Train.csv, true",
    "s3:GetObject, arn:aws:s3:::d?ta/*.csv, true",
    "s3:GetObject, arn:*:s3:::data/*, true",
    "s3:PutObject, *, false",
    "s3:GetObjectAcl, *, false",
    "s3:GetObject, arn:aws:s3:::data, false",
    "s3:GetObject, arn:aws:s3:::other/*, false",
    "s3:GetObject, arn:aws:s3:::data/in/train.csv, false",
    "s3:GetObject, arn:aws-cn:s3:::data/*, false",
  })
  void allow_on_one_object(String action, String resource, boolean allowed) {
    assertThat(policy(allow(action, resource)).passage(GET, KEY))
        .isEqualTo(allowed ? new Allowed() : SHUT);
  }

  @Test
  void allow_on_everything_under_a_prefix() {
    assertThat(policy(allow("s3:*", "arn:aws:s3:::data/*")).passage(GET, FOLDER))
        .isEqualTo(new Allowed());
    assertThat(policy(allow("s3:*", "arn:aws:s3:::data/in/*")).passage(GET, FOLDER))
        .isEqualTo(new Allowed());
    assertThat(policy(allow("s3:*", "arn:aws:s3:::data/in/a*")).passage(GET, FOLDER))
        .isEqualTo(SHUT_IN_PART);
    assertThat(policy(allow("s3:*", "arn:aws:s3:::data/*.csv")).passage(GET, FOLDER))
        .isEqualTo(SHUT_IN_PART);
    assertThat(policy(allow("s3:*", "arn:aws:s3:::data/out/*")).passage(GET, FOLDER))
        .isEqualTo(SHUT);
  }

  @Test
  void document_without_statements_lets_nothing_through() {
    assertThat(policy().passage(GET, KEY)).isEqualTo(SHUT);
  }

  @Test
  void deny_wins_wherever_it_stands() {
    assertThat(policy(allow("*", "*"), deny("s3:Get*", "*")).passage(GET, KEY)).isEqualTo(DENIED);
    assertThat(policy(deny("*", "*"), allow("*", "*")).passage(GET, FOLDER)).isEqualTo(DENIED);
  }

  @Test
  void deny_that_touches_any_part_blocks_the_whole() {
    assertThat(policy(allow("*", "*"), deny("*", "arn:aws:s3:::*/secret/*")).passage(GET, FOLDER))
        .isEqualTo(new Blocked(true, false));
  }

  @Test
  void deny_of_something_else_is_ignored() {
    var policy =
        policy(
            allow("*", "*"),
            deny("s3:PutObject", "*"),
            deny("*", "arn:aws:s3:::data/out/*"),
            restricted(deny("s3:DeleteObject", "*"), Restriction.CONDITION),
            restricted(deny("*", "arn:aws:s3:::other/*"), Restriction.PRINCIPAL));

    assertThat(policy.passage(GET, KEY)).isEqualTo(new Allowed());
    assertThat(policy.passage(GET, FOLDER)).isEqualTo(new Allowed());
  }

  @ParameterizedTest
  @EnumSource(Restriction.class)
  void restricted_deny_beside_a_plain_allow(Restriction restriction) {
    var deny = restricted(deny(GET, "arn:aws:s3:::data/*"), restriction);

    assertThat(policy(allow("*", "*"), deny).passage(GET, KEY))
        .isEqualTo(new Undecided(restriction.words()));
  }

  @ParameterizedTest
  @EnumSource(Restriction.class)
  void restricted_allow_without_a_plain_one(Restriction restriction) {
    var allow = restricted(allow(GET, "arn:aws:s3:::data/*"), restriction);

    assertThat(policy(allow).passage(GET, FOLDER)).isEqualTo(new Undecided(restriction.words()));
    assertThat(policy(allow, allow("s3:*", "*")).passage(GET, FOLDER)).isEqualTo(new Allowed());
    assertThat(policy(allow, deny("s3:*", "*")).passage(GET, FOLDER)).isEqualTo(DENIED);
  }

  /** Nothing lets the call through, so what else might shut it out does not matter. */
  @Test
  void restricted_deny_without_any_allow() {
    assertThat(policy(restricted(deny("*", "*"), Restriction.CONDITION)).passage(GET, KEY))
        .isEqualTo(SHUT);
  }

  @Test
  void restrictions_of_one_statement_are_all_named() {
    var statement =
        new Statement(
            Effect.ALLOW,
            Optional.empty(),
            Optional.of(List.of("*")),
            Set.of(Restriction.NOT_ACTION, Restriction.CONDITION),
            "{}");

    assertThat(policy(statement).passage(GET, KEY))
        .isEqualTo(new Undecided("a Condition and a NotAction"));
  }

  @Test
  void policy_variable_may_stand_for_anything() {
    var allow = allow("s3:*", "arn:aws:s3:::data/${aws:PrincipalTag/team}/*");

    assertThat(policy(allow).passage(GET, KEY)).isEqualTo(new Undecided("a policy variable"));
    assertThat(policy(allow).passage(GET, Resources.exactly("arn:aws:s3:::other/a")))
        .isEqualTo(SHUT);
    assertThat(policy(allow, allow("*", "*")).passage(GET, KEY)).isEqualTo(new Allowed());
  }

  @Test
  void names_in_any_case() {
    var policy = policy(allow("*", "arn:aws:sagemaker:us-east-1:1:endpoint/Live"));
    var endpoint = Resources.exactly("arn:aws:sagemaker:us-east-1:1:endpoint/lIVE");

    assertThat(policy.passage("sagemaker:InvokeEndpoint", endpoint)).isEqualTo(SHUT);
    assertThat(policy.passage("sagemaker:InvokeEndpoint", endpoint.inAnyCase()))
        .isEqualTo(new Allowed());
  }

  @ParameterizedTest
  @CsvSource({
    "*, *, true",
    "s3:*, *, true",
    "S3:*, arn:aws:s3:::*, true",
    "s*, arn:*, true",
    "s3:Get*, *, false",
    "s3:*, arn:aws:s3:::data/*, false",
    "s3:*, arn:aws:s3:::*/*, false",
    "ec2:*, *, false",
  })
  void full_access(String action, String resource, boolean expected) {
    assertThat(isFullAccess(allow(action, resource))).isEqualTo(expected);
  }

  @Test
  void deny_or_restriction_makes_it_less_than_full_access() {
    assertThat(isFullAccess(allow("*", "*"), allow("s3:Get*", "arn:aws:s3:::data/*"))).isTrue();
    assertThat(isFullAccess(allow("*", "*"), deny("s3:PutObject", "*"))).isFalse();
    assertThat(isFullAccess(restricted(allow("*", "*"), Restriction.CONDITION))).isFalse();
    assertThat(isFullAccess(restricted(allow("*", "*"), Restriction.NOT_ACTION))).isFalse();
    assertThat(isFullAccess()).isFalse();
  }

  private static boolean isFullAccess(Statement... statements) {
    return policy(statements).isFullAccess("s3:", Resources.allThatBegin("arn:aws:s3:::"));
  }
}
