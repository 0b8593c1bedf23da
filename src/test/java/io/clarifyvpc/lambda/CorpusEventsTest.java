package io.clarifyvpc.lambda;

import static io.clarifyvpc.lambda.FakeLambda.FAILURE_QUEUE;
import static io.clarifyvpc.lambda.FakeLambda.REEVALUATION_QUEUE;
import static io.clarifyvpc.lambda.FakeLambda.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.ReevaluationMessage;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.json.Json;
import io.clarifyvpc.json.ReevaluationMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.config.model.PutEvaluationsRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Foreign events through the handlers: none makes one of them throw. */
class CorpusEventsTest {
  /** The account that the recorded calls were made in. */
  private static final String ACCOUNT = "123456789012";

  private static final Path CORPUS = Path.of(System.getProperty("corpus", "../shared/corpus"));

  @TestFactory
  Stream<DynamicNode> corpus() {
    if (!Files.isDirectory(CORPUS)) {
      System.out.println(
          "CorpusEventsTest: there is no corpus at " + CORPUS.toAbsolutePath().normalize());
      return Stream.empty();
    }
    return Stream.of(
        dynamicContainer(
            "cloudtrail",
            FakeLambda.files(CORPUS.resolve("cloudtrail")).stream()
                .map(file ->
                    dynamicTest(name(file), () -> cloudTrail(name(file), FakeLambda.json(file))))),
        dynamicContainer(
            "network",
            FakeLambda.files(CORPUS.resolve("cloudtrail")).stream()
                .map(file ->
                    dynamicTest(name(file), () -> network(name(file), FakeLambda.json(file))))),
        dynamicContainer(
            "config-events",
            FakeLambda.files(CORPUS.resolve("config-events")).stream()
                .map(file -> dynamicTest(name(file), () -> config(FakeLambda.json(file))))));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static void cloudTrail(String name, ObjectNode record) {
    var account = FakeAccount.sample();
    var envelope = record;
    if (!record.has("detail")) {
      envelope = FakeAccount.object("{\"detail-type\": \"AWS API Call via CloudTrail\"}");
      envelope.set("detail", record);
    }

    var answer =
        new CloudTrailFunction(
                FakeLambda.settings(
                    new Home(ACCOUNT, record.path("awsRegion").asText("us-east-1"))),
                FakeLambda.clients(account),
                new FakeOutput().telemetry(),
                FakeLambda.CLOCK)
            .handleRequest(FakeLambda.scheduledEvent(envelope), new FakeInvocation());

    if (name.equals("doc_CreateModel.json")) {
      assertThat(answer).isEqualTo("NON_COMPLIANT");
      assertThat(account.requests(PublishRequest.class)).hasSize(1);
      assertThat(sent(account, REEVALUATION_QUEUE)).hasSize(1);
      return;
    }
    assertThat(answer).isEqualTo("not ours");
    assertThat(account.calls()).isEmpty();
  }

  /** Which recorded calls changed a network; the others failed, only read, or are no such call. */
  private static final Set<String> CHANGES =
      Set.of(
          "console_CreateVpcEndpoint_089c.json",
          "elastic_DeleteNetworkAclEntry.json",
          "eventbridge_AuthorizeSecurityGroupIngress_root.json",
          "recorded_CreateNatGateway.json",
          "recorded_CreateRoute.json",
          "recorded_DisassociateRouteTable.json",
          "recorded_RevokeSecurityGroupIngress.json",
          "shape_ModifySecurityGroupRules_wrapped.json");

  private static void network(String name, ObjectNode record) {
    var envelope =
        record.has("detail") ? record : (ObjectNode) FakeAccount.object("{}").set("detail", record);

    assertThat(
            ReevaluationMessageDecoder.decode(envelope.toString())
                instanceof ReevaluationMessage.Change)
        .isEqualTo(CHANGES.contains(name));
  }

  private static void config(ObjectNode invocation) {
    var account = FakeAccount.sample();

    var answer =
        new ConfigRuleFunction(
                FakeLambda.settings(new Home(invocation.path("accountId").asText(), "us-east-1")),
                FakeLambda.clients(account),
                new FakeOutput().telemetry(),
                FakeLambda.CLOCK)
            .handleRequest(FakeLambda.configEvent(invocation), new FakeInvocation());

    var parameters = invocation.path("ruleParameters").asText("{}");
    if (parameters.contains("myParameterKey")) {
      assertThat(answer).isEqualTo("refused");
      assertThat(sent(account, FAILURE_QUEUE)).hasSize(1);
      assertThat(account.requests(PutEvaluationsRequest.class)).isEmpty();
      return;
    }
    var event = json(invocation.get("invokingEvent").asText());
    var puts = account.requests(PutEvaluationsRequest.class);
    assertThat(sent(account, FAILURE_QUEUE)).isEmpty();
    assertThat(puts)
        .isNotEmpty()
        .allSatisfy(
            put -> assertThat(put.resultToken()).isEqualTo(invocation.get("resultToken").asText()));
    if (event.has("configurationItem")) {
      var evaluation = puts.getFirst().evaluations().getFirst();
      assertThat(evaluation.complianceResourceId())
          .isEqualTo(event.at("/configurationItem/resourceId").asText());
      assertThat(evaluation.complianceResourceType())
          .isEqualTo(event.at("/configurationItem/resourceType").asText());
      assertThat(evaluation.complianceTypeAsString())
          .isEqualTo(
              event.at("/configurationItem/resourceType").asText().equals("AWS::SageMaker::Model")
                  ? "NON_COMPLIANT"
                  : "NOT_APPLICABLE");
    }
  }

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
