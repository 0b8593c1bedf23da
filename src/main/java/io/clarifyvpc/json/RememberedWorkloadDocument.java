package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.KeptVerdict;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.RememberedWorkload;
import io.clarifyvpc.assess.WorkloadKey;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.snapshot.Workload;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is remembered of a workload as JSON texts: one of the workload itself, and one of the call
 * that created it, which may become known later.
 */
public final class RememberedWorkloadDocument {
  private static final String WORKLOAD = "workload";
  private static final String CREATION_TIME = "creationTime";
  private static final String FROM_EVENT = "fromEvent";
  private static final String CONFIG_RESOURCE_ID = "configResourceId";
  private static final String SHADOW_MODEL_NAME = "shadowModelName";
  private static final String REFERENCED = "referenced";
  private static final String VERDICT = "verdict";

  private RememberedWorkloadDocument() {}

  /** Everything but its key, its creator and when it expires. */
  public static String encode(RememberedWorkload remembered) {
    var document =
        JsonNodeFactory.instance
            .objectNode()
            .put(CREATION_TIME, remembered.creationTime().toString())
            .put(FROM_EVENT, remembered.fromEvent())
            .put(REFERENCED, remembered.referenced());
    remembered
        .workload()
        .ifPresent(workload -> document.set(WORKLOAD, WorkloadDocument.of(workload)));
    remembered.configResourceId().ifPresent(id -> document.put(CONFIG_RESOURCE_ID, id));
    remembered.shadowModelName().ifPresent(name -> document.put(SHADOW_MODEL_NAME, name));
    remembered.verdict().ifPresent(verdict -> document.set(VERDICT, verdict(verdict)));
    return JsonText.of(document);
  }

  private static ObjectNode verdict(KeptVerdict verdict) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("compliance", verdict.compliance().name())
        .put("annotation", verdict.annotation())
        .put("judgedAt", verdict.judgedAt().toString())
        .put("judgedUnder", verdict.judgedUnder());
  }

  /** The call that created a workload. */
  public static String encode(Origin origin) {
    var document = JsonNodeFactory.instance.objectNode().put("source", origin.source());
    origin.eventId().ifPresent(id -> document.put("eventId", id));
    origin.time().ifPresent(time -> document.put("time", time.toString()));
    CreatorDocument.putKnown(document, origin);
    return JsonText.of(document);
  }

  /**
   * What was encoded.
   *
   * @throws MalformedDocument if it is of another version of this product, or of somebody else
   */
  public static RememberedWorkload decode(
      WorkloadKey key, String text, Optional<String> createdBy, Instant expires) {
    var document = root(text);
    return new RememberedWorkload(
        key,
        time(document, CREATION_TIME),
        document.bool(FROM_EVENT),
        document.optionalObject(WORKLOAD).map(workload -> workload(key, workload)),
        document.optionalText(CONFIG_RESOURCE_ID),
        createdBy.map(RememberedWorkloadDocument::origin),
        document.optionalText(SHADOW_MODEL_NAME),
        document.bool(REFERENCED),
        document.optionalObject(VERDICT).map(RememberedWorkloadDocument::verdict),
        expires);
  }

  private static JsonObject root(String text) {
    return JsonObject.of(Json.parse(text.getBytes(UTF_8)), "", Naming.AS_ASKED);
  }

  private static Workload workload(WorkloadKey key, JsonObject workload) {
    return WorkloadDecoder.decode(SageMakerShape.of(key.type()), workload);
  }

  private static Origin origin(String text) {
    var document = root(text);
    return new Origin(
        document.text("source"),
        document.optionalText("eventId"),
        document.has("time") ? Optional.of(time(document, "time")) : Optional.empty(),
        CreatorDocument.creator(document),
        CreatorDocument.tags(document));
  }

  private static KeptVerdict verdict(JsonObject document) {
    var name = document.text("compliance");
    var compliance =
        Arrays.stream(Compliance.values())
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> document.malformed("compliance", "is none that is known"));
    return new KeptVerdict(
        compliance,
        document.text("annotation"),
        time(document, "judgedAt"),
        document.text("judgedUnder"));
  }

  private static Instant time(JsonObject document, String member) {
    try {
      return Instant.parse(document.text(member));
    } catch (DateTimeException e) {
      throw document.malformed(member, "is not a time");
    }
  }
}
