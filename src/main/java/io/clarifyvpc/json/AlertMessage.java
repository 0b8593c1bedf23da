package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.Abridgement;
import io.clarifyvpc.assess.Alert;
import io.clarifyvpc.assess.Creator.Detail;
import io.clarifyvpc.assess.StopOutcome;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An alert as SNS takes it, with {@code MessageStructure} set to {@code json}.
 *
 * @param subject the line that mail shows
 * @param message one JSON object: readable text for {@code default} and {@code email}, the JSON
 *     document for {@code sqs}, {@code lambda}, {@code http} and {@code https}
 * @param attributes by name, for filter policies
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html">Message
 *     attributes</a>
 */
public record AlertMessage(String subject, String message, Map<String, Attribute> attributes) {
  /** What SNS takes: the message and its attributes together, in bytes of UTF-8. */
  static final int MAX_BYTES = 262_144;

  private static final List<String> FOR_PEOPLE = List.of("default", "email");
  private static final List<String> FOR_MACHINES = List.of("sqs", "lambda", "http", "https");

  /**
   * One message attribute.
   *
   * @param dataType {@code String}, or {@code String.Array}
   * @param stringValue never empty; for an array its JSON
   */
  public record Attribute(String dataType, String stringValue) {}

  public AlertMessage {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** The message, with as much of the alert as fits. */
  public static AlertMessage of(Alert alert) {
    var attributes = attributes(alert.attributes());
    int room = MAX_BYTES - bytes(attributes);
    return Arrays.stream(Abridgement.values())
        .map(alert::abridged)
        .flatMap(abridged -> message(abridged, room).stream())
        .findFirst()
        .map(message -> new AlertMessage(alert.subject(), message, attributes))
        .orElseThrow(() ->
            new IllegalStateException("not even the worst finding alone fits into a message"));
  }

  /** The message, unless it is longer than there is room. */
  private static Optional<String> message(Alert alert, int room) {
    var text = alert.text();
    var document = document(alert);
    long least =
        (long) text.length() * FOR_PEOPLE.size() + (long) document.length() * FOR_MACHINES.size();
    if (least > room) {
      return Optional.empty(); // Escaping and UTF-8 only make it longer.
    }
    var message = JsonNodeFactory.instance.objectNode();
    FOR_PEOPLE.forEach(protocol -> message.put(protocol, text));
    FOR_MACHINES.forEach(protocol -> message.put(protocol, document));
    return Optional.of(JsonText.of(message)).filter(all -> all.getBytes(UTF_8).length <= room);
  }

  private static String document(Alert alert) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("kind", alert.kind().name());
    document.put("alertId", alert.alertId());
    var trigger = document.putObject("trigger");
    trigger.put("source", alert.origin().source());
    AssessmentDocument.put(trigger, "eventId", alert.origin().eventId());
    CreatorDocument.putAll(trigger, alert.origin());
    AssessmentDocument.put(document, "time", alert.origin().time().map(Object::toString));
    alert
        .omission()
        .ifPresentOrElse(
            omission ->
                document
                    .putObject("omitted")
                    .put("findings", omission.findings())
                    .put("resources", omission.resources())
                    .put("reason", omission.reason()),
            () -> document.putNull("omitted"));
    document.set("stop", stop(alert.stop()));
    document.put("resources", alert.tally().resources());
    var affected = document.putArray("affected");
    alert.affected().forEach(each -> affected.add(affected(each)));
    document.set("assessments", AssessmentDocument.array(alert.assessments()));
    return JsonText.of(document);
  }

  private static ObjectNode affected(Alert.Affected affected) {
    var node = JsonNodeFactory.instance.objectNode();
    node.set("resource", AssessmentDocument.node(affected.resource()));
    node.put("compliance", affected.state().compliance().name());
    AssessmentDocument.put(node, "severity", affected.state().severity().map(Enum::name));
    node.set("controls", AssessmentDocument.strings(affected.controls()));
    node.put("annotation", affected.state().annotation());
    node.set("stop", stop(affected.state().stop()));
    var creator = affected.creator();
    AssessmentDocument.put(node, "createdBy", creator.get(Detail.PRINCIPAL));
    AssessmentDocument.put(node, "sourceIdentity", creator.get(Detail.SOURCE_IDENTITY));
    AssessmentDocument.put(node, "createdThrough", creator.through());
    return node;
  }

  private static JsonNode stop(Optional<StopOutcome> stop) {
    return stop.<JsonNode>map(outcome ->
            JsonNodeFactory.instance
                .objectNode()
                .put("outcome", outcome.kind().name())
                .put("reason", outcome.sentence()))
        .orElse(JsonNodeFactory.instance.nullNode());
  }

  private static Map<String, Attribute> attributes(Alert.Attributes of) {
    var attributes = new LinkedHashMap<String, Attribute>();
    text(attributes, "compliance", Optional.of(of.compliance().name()));
    text(attributes, "severity", of.severity().map(Enum::name));
    text(attributes, "resourceType", Optional.of(of.resourceType().typeName()));
    text(attributes, "accountId", of.accountId());
    text(attributes, "region", of.region());
    texts(attributes, "controls", of.controls());
    texts(attributes, "principal", of.principals());
    texts(attributes, "sourceIdentity", of.sourceIdentities());
    texts(attributes, "createdThrough", of.createdThrough());
    return attributes;
  }

  private static void text(Map<String, Attribute> attributes, String name, Optional<String> value) {
    value.ifPresent(given -> attributes.put(name, new Attribute("String", given)));
  }

  private static void texts(Map<String, Attribute> attributes, String name, List<String> values) {
    if (!values.isEmpty()) {
      attributes.put(
          name, new Attribute("String.Array", JsonText.of(AssessmentDocument.strings(values))));
    }
  }

  private static int bytes(Map<String, Attribute> attributes) {
    return attributes.entrySet().stream()
        .mapToInt(entry ->
            entry.getKey().getBytes(UTF_8).length
                + entry.getValue().dataType().length()
                + entry.getValue().stringValue().getBytes(UTF_8).length)
        .sum();
  }
}
