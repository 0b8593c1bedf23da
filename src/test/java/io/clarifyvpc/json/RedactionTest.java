package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.clarifyvpc.network.PolicyReach;
import io.clarifyvpc.network.PolicyReach.Resources;
import io.clarifyvpc.snapshot.PolicyDocument;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a redacted document still tells, and what it does not. */
class RedactionTest {
  private static final JsonNode JOB =
      json(
          """
          {"ProcessingJobName": "Fraud-Q3",
           "ProcessingJobArn": "arn:aws:sagemaker:eu-west-1:222233334444:processing-job/fraud-q3",
           "RoleArn": "arn:aws:iam::222233334444:role/service-role/FraudTeam",
           "Environment": {"TOKEN": "s3cr3t"},
           "AppSpecification": {"ImageUri": "222233334444.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-clarify-processing:1.0"},
           "ProcessingInputs": [
             {"InputName": "analysis_config", "S3Input": {"S3Uri": "s3://fraud-bucket/conf/a.json"}},
             {"InputName": "fraud data", "S3Input": {"S3Uri": "s3://fraud-bucket/data/"}}],
           "ProcessingOutputConfig": {"Outputs": [{"S3Output": {"S3Uri": "s3://fraud-results/out"}}]}}
          """);

  private static final JsonNode CONFIGURATION =
      json(
          """
          {"label": "is_fraud", "headers": ["iban", "is_fraud"], "predicted_label": "is_fraud",
           "dataset_uri": "s3://fraud-bucket/data/x.csv",
           "methods": {"shap": {"baseline": [["DE00"]]}, "report": {"name": "Fraud"}},
           "predictor": {"model_name": "Fraud-Model", "instance_type": "ml.m5.large",
             "initial_instance_count": 1, "endpoint_name_prefix": "fraud-shadow"}}
          """);

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(UTF_8));
  }

  private static Redaction redactionOf(JsonNode... answers) {
    return Redaction.of(List.of(answers), Optional.of(CONFIGURATION), new Random(7));
  }

  @Test
  void nothing_of_a_job_is_left_but_what_a_verdict_rests_on() {
    assertThat(redactionOf(JOB).answer(JOB))
        .isEqualTo(
            json(
                """
                {"ProcessingJobName": "name-0001",
                 "ProcessingJobArn": "arn:aws:sagemaker:eu-west-1:100000000001:processing-job/name-0001",
                 "RoleArn": "arn:aws:iam::100000000001:role/name-0002",
                 "AppSpecification": {"ImageUri": "redacted/sagemaker-clarify-processing"},
                 "ProcessingInputs": [
                   {"InputName": "analysis_config", "S3Input": {"S3Uri": "s3://bucket-0001/key-0001/key-0002"}},
                   {"InputName": "input-0001", "S3Input": {"S3Uri": "s3://bucket-0001/key-0003/"}}],
                 "ProcessingOutputConfig": {"Outputs": [{"S3Output": {"S3Uri": "s3://bucket-0002/key-0004"}}]}}
                """));
  }

  @Test
  void the_same_is_the_same_in_all_documents() {
    var model =
        json(
            """
            {"ModelName": "fraud-model",
             "ModelArn": "arn:aws:sagemaker:eu-west-1:222233334444:model/fraud-model",
             "PrimaryContainer": {"ModelDataUrl": "s3://fraud-bucket/data/model.tar.gz"}}
            """);
    var redaction = redactionOf(JOB, model);
    var configuration = redaction.configuration(CONFIGURATION);
    var redactedModel = redaction.answer(model);

    assertThat(configuration.at("/predictor/model_name"))
        .isEqualTo(redactedModel.path("ModelName"));
    assertThat(redactedModel.path("ModelArn").asText())
        .endsWith("model/" + redactedModel.path("ModelName").asText());
    assertThat(configuration.path("dataset_uri").asText())
        .startsWith(redaction.answer(JOB).at("/ProcessingInputs/1/S3Input/S3Uri").asText());
  }

  @Test
  void nothing_of_the_data_is_left_in_a_configuration() {
    var redacted = redactionOf(JOB).configuration(CONFIGURATION);

    assertThat(redacted.toString())
        .doesNotContainIgnoringCase("fraud")
        .doesNotContain("iban")
        .doesNotContain("DE00");
    assertThat(redacted.path("methods").properties().stream().map(each -> each.getKey()))
        .containsExactlyInAnyOrder("shap", "report");
    assertThat(redacted.at("/predictor/instance_type").asText()).isEqualTo("ml.m5.large");
    assertThat(redacted.has("predicted_label")).isTrue();
  }

  @Test
  void a_member_that_nobody_knows_is_left_out() {
    var answer =
        json(
            """
            {"Subnets": [{"SubnetId": "subnet-0900da00", "VpcId": "vpc-0900da00", "Secret": "x1",
              "Tags": [{"Key": "x2", "Value": "x3"}]}], "Secrets": ["x4"]}
            """);

    assertThat(redactionOf(answer).answer(answer))
        .isEqualTo(
            json(
                """
                {"Subnets": [{"SubnetId": "subnet-0900da00", "VpcId": "vpc-0900da00"}]}
                """));
  }

  /** A route to a kind of target that AWS adds tomorrow must not become one without a target. */
  @Test
  void a_route_keeps_a_target_of_a_kind_that_nobody_knows() {
    var answer =
        json(
            """
            {"RouteTables": [{"RouteTableId": "rtb-0900da00", "VpcId": "vpc-0900da00",
              "Associations": [], "Routes": [{"DestinationCidrBlock": "0.0.0.0/0",
              "WarpDriveId": "warp-secret", "InstanceOwnerId": "222233334444", "State": "active"}]}]}
            """);
    var redacted = redactionOf(answer).answer(answer).at("/RouteTables/0/Routes/0");

    assertThat(redacted.path("WarpDriveId").asText()).matches("warp-[0-9a-f]{17}");
    assertThat(redacted.has("InstanceOwnerId")).isFalse();
  }

  /** Whatever a decoder refuses it must refuse still: absent, a member may mean something. */
  @ParameterizedTest
  @ValueSource(strings = {"5", "true", "\"secret\"", "{\"secret\": 1}", "[\"secret\"]"})
  void a_value_of_another_type_stays_of_that_type(String value) {
    for (String member : List.of("Subnets", "AppSpecification", "EnableNetworkIsolation")) {
      var answer = json("{\"%s\": %s}".formatted(member, value));
      var redacted = redactionOf(answer).answer(answer).path(member);

      assertThat(redacted.getNodeType()).isEqualTo(answer.path(member).getNodeType());
      if (!member.equals("EnableNetworkIsolation")) {
        assertThat(redacted.toString()).doesNotContain("secret");
      }
    }
  }

  @Test
  void null_stays_null_and_a_text_that_is_no_range_stays_none() {
    var answer =
        json(
            """
            {"Subnets": null, "Vpcs": [{"VpcId": "vpc-0900da00", "CidrBlock": "ten dot something"}]}
            """);
    var redacted = redactionOf(answer).answer(answer);

    assertThat(redacted.get("Subnets").isNull()).isTrue();
    assertThat(redacted.at("/Vpcs/0/CidrBlock").asText()).isEqualTo("redacted");
  }

  /** An empty token ends the last page: it must not become one that asks for more. */
  @Test
  void a_token_for_more_pages_stays_one_and_an_empty_one_stays_empty() {
    var more = json("{\"Subnets\": [], \"NextToken\": \"opaque\"}");
    var last = json("{\"Subnets\": [], \"NextToken\": \"\"}");

    assertThat(redactionOf(more).answer(more).path("NextToken").asText()).isEqualTo("redacted");
    assertThat(redactionOf(last).answer(last)).isEqualTo(last);
  }

  @Test
  void the_resolver_of_a_vpc_stays_the_resolver_of_that_vpc() {
    var vpcs = json("{\"Vpcs\": [{\"VpcId\": \"vpc-0900da00\", \"CidrBlock\": \"10.7.0.0/16\"}]}");
    var options =
        json(
            """
            {"DhcpOptions": [{"DhcpOptionsId": "dopt-0900da00", "DhcpConfigurations": [
              {"Key": "domain-name-servers", "Values": [{"Value": "10.7.0.2"}, {"Value": "10.9.0.2"},
                {"Value": "AmazonProvidedDNS"}]},
              {"Key": "domain-name", "Values": [{"Value": "corp.fraud"}]}]}]}
            """);
    var redaction = redactionOf(vpcs, options);
    var range = redaction.answer(vpcs).at("/Vpcs/0/CidrBlock").asText();
    var values = redaction.answer(options).at("/DhcpOptions/0/DhcpConfigurations/0/Values");

    assertThat(values.get(0).path("Value").asText())
        .isEqualTo(range.replaceFirst("\\.0/16", ".2"))
        .isNotEqualTo("10.7.0.2");
    assertThat(values.get(1).path("Value").asText()).isEqualTo("value-0001");
    assertThat(values.get(2).path("Value").asText()).isEqualTo("AmazonProvidedDNS");
  }

  @Test
  void a_hosted_zone_stays_only_where_it_answers_for_aws() {
    var zones =
        json(
            """
            {"HostedZoneSummaries": [{"Name": "sagemaker.eu-west-1.amazonaws.com."},
              {"Name": "fraud.internal."}], "VPCId": "vpc-0900da00"}
            """);
    var redacted = redactionOf(JOB, zones).answer(zones);

    assertThat(redacted.at("/HostedZoneSummaries/0/Name").asText())
        .isEqualTo("sagemaker.eu-west-1.amazonaws.com.");
    assertThat(redacted.at("/HostedZoneSummaries/1/Name").asText()).isEqualTo("zone-0001.example");
  }

  // --- policies

  /** Patterns from the pieces that matter, wildcards and variables anywhere among them. */
  @Provide
  Arbitrary<List<String>> patterns() {
    var pieces =
        Arbitraries.of(
            "*",
            "?",
            "arn:aws:s3:::",
            "arn:*:s3:::",
            "arn:aws:sagemaker:eu-west-1:222233334444:",
            "arn:aws:sagemaker:*:*:",
            "model/",
            "endpoint/",
            "endpoint-config/",
            "fraud-",
            "fraud-bucket",
            "fraud-results",
            "Fraud-Model",
            "fraud-shadow-",
            "sagemaker-clarify-",
            "/conf/a.json",
            "/data/",
            "/out",
            "/",
            "${aws:PrincipalAccount}",
            "unrelated");
    return pieces
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(some -> String.join("", some))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Property(tries = 1000)
  void a_policy_lets_through_what_it_did(
      @ForAll("patterns") List<String> allowed,
      @ForAll("patterns") List<String> denied,
      @ForAll boolean anyDenied,
      @ForAll boolean condition) {
    var statements = Json.mapper().createArrayNode();
    statement("Allow", allowed, false, statements);
    if (anyDenied) {
      statement("Deny", denied, condition, statements);
    }
    var policy = Json.mapper().createObjectNode().set("Statement", statements).toString();
    var redaction = redactionOf(JOB, endpoint(policy));
    var redacted =
        redaction.answer(endpoint(policy)).at("/VpcEndpoints/0/PolicyDocument").textValue();
    var before = new PolicyReach(decoded(policy));
    var after = new PolicyReach(decoded(redacted));
    var job = redaction.answer(JOB);
    var configuration = redaction.configuration(CONFIGURATION);

    asked(JOB, CONFIGURATION)
        .forEach(asked -> {
          var other = asked(job, configuration).toList().get(asked.index());
          assertThat(after.passage("s3:GetObject", other.resources()))
              .as("%s in %s, %s in %s", asked.resources(), policy, other.resources(), redacted)
              .isEqualTo(before.passage("s3:GetObject", asked.resources()));
        });
    assertThat(redacted)
        .doesNotContainIgnoringCase("fraud")
        .doesNotContain("222233334444")
        .doesNotContain("unrelated");
  }

  private record Asked(int index, Resources resources) {}

  /** What the controls ask of a policy. */
  private static Stream<Asked> asked(JsonNode job, JsonNode configuration) {
    var account = job.path("ProcessingJobArn").asText().split(":", -1)[4];
    var sageMaker = "arn:aws:sagemaker:eu-west-1:" + account + ":";
    var object = key(job.at("/ProcessingInputs/0/S3Input/S3Uri"));
    var model = configuration.at("/predictor/model_name").asText();
    var prefix = configuration.at("/predictor/endpoint_name_prefix").asText();
    var all =
        List.of(
            Resources.allThatBegin(""),
            Resources.allThatBegin("arn:aws:s3:::"),
            Resources.exactly(object),
            Resources.allThatBegin(object + "/"),
            Resources.allThatBegin(key(job.at("/ProcessingInputs/1/S3Input/S3Uri"))),
            Resources.allThatBegin(
                key(job.at("/ProcessingOutputConfig/Outputs/0/S3Output/S3Uri")) + "/"),
            Resources.exactly(sageMaker + "model/" + model).inAnyCase(),
            Resources.allThatBegin(sageMaker + "model/").inAnyCase(),
            Resources.allThatBegin(sageMaker + "endpoint/").inAnyCase(),
            Resources.allThatBegin(sageMaker + "endpoint/" + prefix + "-").inAnyCase(),
            Resources.allThatBegin(sageMaker + "endpoint-config/" + prefix + "-").inAnyCase(),
            Resources.allThatBegin(sageMaker + "endpoint/sagemaker-clarify-endpoint-").inAnyCase());
    return Stream.iterate(0, i -> i < all.size(), i -> i + 1).map(i -> new Asked(i, all.get(i)));
  }

  private static String key(JsonNode uri) {
    return "arn:aws:s3:::" + uri.asText().substring("s3://".length());
  }

  private static void statement(
      String effect, List<String> resources, boolean condition, ArrayNode statements) {
    var statement = statements.addObject().put("Effect", effect).put("Action", "*");
    resources.forEach(statement.putArray("Resource")::add);
    if (condition) {
      statement.putObject("Condition").putObject("StringEquals").put("aws:other", "fraud");
    }
  }

  private static JsonNode endpoint(String policy) {
    var answer = Json.mapper().createObjectNode();
    answer.putArray("VpcEndpoints").addObject().put("PolicyDocument", policy);
    return answer;
  }

  private static PolicyDocument decoded(String policy) {
    return PolicyDocumentDecoder.decode(policy, "vpce-0900da00")
        .orElse(gap -> {
          throw new AssertionError(gap.describe());
        });
  }

  @ParameterizedTest
  @CsvSource({
    "s3:GetObject, s3:GetObject",
    "s3:Get*, s3:Get*",
    "s3:*, s3:*",
    "*, *",
    "SageMaker:Describe*, SageMaker:Describe*",
    "s3:GetObjectFraud, s3:redacted",
    "s3:Fraud*, s3:redacted",
    "sagemaker:Fraud, sagemaker:redacted",
    "fraud:GetObject, redacted",
    "Fraud of 2019, redacted",
  })
  void actions_that_are_not_known_here_are_not_told(String action, String redacted) {
    var policy = "{\"Statement\": {\"Effect\": \"Deny\", \"Action\": \"%s\"}}".formatted(action);
    var document =
        redactionOf(JOB).answer(endpoint(policy)).at("/VpcEndpoints/0/PolicyDocument").textValue();

    assertThat(json(document).at("/Statement/Action").textValue()).isEqualTo(redacted);
  }

  @Test
  void whom_and_when_a_policy_speaks_of_is_not_told() {
    var policy =
        """
        {"Version": "2012-10-17", "Id": "fraud", "Statement": [{"Sid": "Fraud", "Effect": "Allow",
          "Principal": {"AWS": "arn:aws:iam::222233334444:role/Fraud"}, "Action": "s3:*",
          "NotResource": "arn:aws:s3:::fraud-bucket",
          "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-fraud12345"}}}]}
        """;
    var redacted =
        redactionOf(JOB).answer(endpoint(policy)).at("/VpcEndpoints/0/PolicyDocument").textValue();

    assertThat(redacted)
        .doesNotContainIgnoringCase("fraud")
        .doesNotContain("222233334444")
        .contains("2012-10-17");
    assertThat(decoded(redacted).statements().getFirst().restrictions())
        .isEqualTo(decoded(policy).statements().getFirst().restrictions());
  }
}
