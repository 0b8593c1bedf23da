package io.clarifyvpc.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.ConfigEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.aws.CallCounter;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.json.Json;
import io.clarifyvpc.lambda.Settings.Variable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.joda.time.DateTime;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** What Lambda gives the functions: environment, clients, and events of its library. */
final class FakeLambda {
  static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:clarify-vpc-findings";
  static final String REEVALUATION_QUEUE =
      "https://sqs.us-east-1.amazonaws.com/111122223333/reevaluation";
  static final String FAILURE_QUEUE = "https://sqs.us-east-1.amazonaws.com/111122223333/failures";
  static final String RULE = "clarify-vpc";

  /** Minutes after the sample events. */
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T08:30:00Z"));

  static final Path EVENTS = Path.of("events");

  /** The environment of all functions together. */
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "ACCOUNT_ID",
          FakeAccount.ID,
          "AWS_REGION",
          FakeAccount.REGION,
          "FINDINGS_TOPIC_ARN",
          TOPIC,
          "REEVALUATION_QUEUE_URL",
          REEVALUATION_QUEUE,
          "FAILURE_QUEUE_URL",
          FAILURE_QUEUE,
          "RULE_PARAMETERS",
          "{}",
          "CONFIG_RULE_NAME",
          RULE,
          "REEVALUATION_MINUTES",
          "15",
          "STATE_TABLE",
          "state");

  private FakeLambda() {}

  static Clients clients(FakeAccount account) {
    return new Clients(
        account::reading,
        account::config,
        account::sns,
        account::sqs,
        account::dynamoDb,
        new CallCounter());
  }

  static Settings settings() {
    return Settings.of(ENVIRONMENT, EnumSet.allOf(Variable.class));
  }

  /** The settings of functions that stop jobs that fail those controls. */
  static Settings stoppingOn(String controls) {
    var environment = new HashMap<>(ENVIRONMENT);
    environment.put("STOP_ON_CONTROLS", controls);
    return Settings.of(environment, EnumSet.allOf(Variable.class));
  }

  static CloudTrailFunction cloudTrailFunction(FakeAccount account) {
    return cloudTrailFunction(account, new FakeOutput());
  }

  static ConfigRuleFunction configRuleFunction(FakeAccount account) {
    return configRuleFunction(account, new FakeOutput());
  }

  static CloudTrailFunction cloudTrailFunction(FakeAccount account, FakeOutput output) {
    return new CloudTrailFunction(settings(), clients(account), output.telemetry(), CLOCK);
  }

  static ConfigRuleFunction configRuleFunction(FakeAccount account, FakeOutput output) {
    return new ConfigRuleFunction(settings(), clients(account), output.telemetry(), CLOCK);
  }

  /** The settings of a function that is at home elsewhere than the sample is. */
  static Settings settings(Home home) {
    var environment = new HashMap<>(ENVIRONMENT);
    environment.put("ACCOUNT_ID", home.accountId());
    environment.put("AWS_REGION", home.region());
    return Settings.of(environment, EnumSet.allOf(Variable.class));
  }

  /** The names of all events of a source. */
  static List<String> events(String source) {
    return files(EVENTS).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.startsWith(source + "-") && name.endsWith(".json"))
        .toList();
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode event(String name) {
    return json(EVENTS.resolve(name));
  }

  static ObjectNode json(Path file) {
    try {
      return (ObjectNode) Json.parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An envelope as Lambda's serialisation hands it over. */
  static ScheduledEvent scheduledEvent(JsonNode envelope) {
    var event = new ScheduledEvent();
    event.setVersion(envelope.path("version").asText(null));
    event.setId(envelope.path("id").asText(null));
    event.setDetailType(envelope.path("detail-type").asText(null));
    event.setSource(envelope.path("source").asText(null));
    event.setAccount(envelope.path("account").asText(null));
    event.setRegion(envelope.path("region").asText(null));
    if (envelope.has("time")) {
      event.setTime(DateTime.parse(envelope.get("time").asText()));
    }
    if (envelope.has("detail")) {
      event.setDetail(
          Json.mapper()
              .convertValue(envelope.get("detail"), new TypeReference<Map<String, Object>>() {}));
    }
    return event;
  }

  /** An invocation as Lambda's serialisation hands it over: what is unknown is dropped. */
  static ConfigEvent configEvent(JsonNode invocation) {
    var event = new ConfigEvent();
    event.setVersion(invocation.path("version").asText(null));
    event.setInvokingEvent(invocation.path("invokingEvent").asText(null));
    event.setRuleParameters(invocation.path("ruleParameters").asText(null));
    event.setResultToken(invocation.path("resultToken").asText(null));
    event.setConfigRuleArn(invocation.path("configRuleArn").asText(null));
    event.setConfigRuleId(invocation.path("configRuleId").asText(null));
    event.setConfigRuleName(invocation.path("configRuleName").asText(null));
    event.setAccountId(invocation.path("accountId").asText(null));
    event.setExecutionRoleArn(invocation.path("executionRoleArn").asText(null));
    event.setEventLeftScope(invocation.path("eventLeftScope").asBoolean());
    return event;
  }

  /** The bodies that were sent to a queue. */
  static List<JsonNode> sent(FakeAccount account, String queueUrl) {
    return account.requests(SendMessageRequest.class).stream()
        .filter(request -> request.queueUrl().equals(queueUrl))
        .map(request -> Json.parse(request.messageBody().getBytes(UTF_8)))
        .toList();
  }
}
