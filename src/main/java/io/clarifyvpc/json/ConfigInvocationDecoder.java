package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.ConfigInvocation;
import io.clarifyvpc.assess.ConfigInvocation.Call;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decodes an invocation by AWS Config: an object whose members {@code invokingEvent} and {@code
 * ruleParameters} are JSON in a string.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html">Example
 *     events for AWS Config rules</a>
 */
public final class ConfigInvocationDecoder {
  private static final String INVOKING_EVENT = "invokingEvent";
  private static final Set<String> GONE =
      Set.of("ResourceDeleted", "ResourceDeletedNotRecorded", "ResourceNotRecorded");

  private ConfigInvocationDecoder() {}

  /** Decodes an invocation; nothing that is wrong with it is thrown. */
  public static ConfigInvocation decode(JsonNode document) {
    try {
      var invocation = JsonObject.of(document, "", Naming.AS_ASKED);
      var event = embedded(invocation, INVOKING_EVENT);
      return switch (event.text("messageType")) {
        case "ScheduledNotification" ->
            new ConfigInvocation.Scheduled(call(invocation, event, "notificationCreationTime"));
        case "ConfigurationItemChangeNotification" ->
            ofItem(invocation, event.object("configurationItem"));
        case "OversizedConfigurationItemChangeNotification" ->
            ofItem(invocation, event.object("configurationItemSummary"));
        default -> throw event.malformed("messageType", "is none that is known");
      };
    } catch (MalformedDocument malformed) {
      return new ConfigInvocation.Malformed(
          malformed.member().isEmpty() ? "invocation" : malformed.member(), malformed.problem());
    }
  }

  private static JsonObject embedded(JsonObject invocation, String member) {
    var text = invocation.text(member);
    try {
      return JsonObject.of(Json.parse(text.getBytes(UTF_8)), member, Naming.AS_ASKED);
    } catch (MalformedDocument malformed) {
      throw malformed.member().isEmpty()
          ? invocation.malformed(member, malformed.problem())
          : malformed;
    }
  }

  private static Call call(JsonObject invocation, JsonObject timed, String timeMember) {
    return new Call(
        account(invocation, timed),
        invocation.optionalText("configRuleName").orElse(""),
        invocation.text("resultToken"),
        time(timed, timeMember),
        parameters(invocation));
  }

  private static Instant time(JsonObject timed, String member) {
    try {
      return Instant.parse(timed.text(member));
    } catch (DateTimeParseException e) {
      throw timed.malformed(member, "is not a time");
    }
  }

  private static Map<String, String> parameters(JsonObject invocation) {
    var member = "ruleParameters";
    if (!invocation.has(member)) {
      return Map.of();
    }
    try {
      return RuleParametersDecoder.decode(Json.parse(invocation.text(member).getBytes(UTF_8)));
    } catch (MalformedDocument malformed) {
      throw invocation.malformed(member, malformed.getMessage());
    }
  }

  private static String account(JsonObject invocation, JsonObject told) {
    return told.optionalText("awsAccountId").orElseGet(() -> invocation.text("accountId"));
  }

  private static ConfigInvocation ofItem(JsonObject invocation, JsonObject item) {
    var call = call(invocation, item, "configurationItemCaptureTime");
    var typeName = item.text("resourceType");
    var resourceId = item.text("resourceId");
    var type =
        Arrays.stream(ResourceType.values())
            .filter(each -> each.typeName().equals(typeName))
            .findFirst();
    if (type.isEmpty()) {
      return new ConfigInvocation.NotJudged(
          call, typeName, resourceId, "no control speaks of this type");
    }
    if (invocation.has("eventLeftScope") && invocation.bool("eventLeftScope")) {
      return new ConfigInvocation.NotJudged(
          call, typeName, resourceId, "the resource has left the scope of the rule");
    }
    if (GONE.contains(item.text("configurationItemStatus"))) {
      return new ConfigInvocation.NotJudged(
          call, typeName, resourceId, "the resource is deleted, or no longer recorded");
    }
    return new ConfigInvocation.Changed(
        call, workload(type.get(), item, call.accountId()), resourceId);
  }

  /** AWS Config knows some resources by their ARN, which ends in the name. */
  private static String nameIn(String resourceId) {
    return resourceId.startsWith("arn:")
        ? resourceId.substring(resourceId.lastIndexOf('/') + 1)
        : resourceId;
  }

  /** The workload in the item where it is there whole; an oversized item's has to be described. */
  static WorkloadRef workload(ResourceType type, JsonObject item, String accountId) {
    var resource =
        new Resource(
            type,
            item.optionalText("resourceName").orElseGet(() -> nameIn(item.text("resourceId"))),
            item.optionalText("ARN"),
            Optional.of(accountId),
            item.optionalText("awsRegion"));
    var shape = SageMakerShape.of(type);
    return item.find("configuration")
        .filter(JsonNode::isObject)
        .map(configuration ->
            JsonObject.of(configuration, item.pathOf("configuration"), Naming.of(configuration)))
        .filter(configuration -> configuration.mentions(shape.nameMember()))
        .<WorkloadRef>map(configuration -> {
          var workload = WorkloadDecoder.decode(shape, configuration);
          var own = workload.resource();
          return new WorkloadRef.Described(
              workload.withResource(
                  new Resource(
                      type, own.id(), resource.arn(), resource.accountId(), resource.region())));
        })
        .orElseGet(() -> new WorkloadRef.Named(resource));
  }
}
