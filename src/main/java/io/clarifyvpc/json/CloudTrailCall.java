package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.snapshot.Resource;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * One API call as CloudTrail records it, with the EventBridge envelope that it came in.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html">CloudTrail
 *     record contents</a>
 */
record CloudTrailCall(JsonObject detail, Optional<JsonObject> envelope) {
  private static final String REQUEST = "requestParameters";
  private static final String RESPONSE = "responseElements";

  String source() {
    return detail.text("eventSource");
  }

  String action() {
    return detail.text("eventName");
  }

  /** A successful call may carry a null error code. */
  boolean failed() {
    return detail.has("errorCode");
  }

  /** The error code, where it is one that can be shown. */
  Optional<String> errorCode() {
    return leniently(detail, "errorCode").filter(code -> code.matches("[A-Za-z0-9.:_-]{1,100}"));
  }

  /**
   * The request parameters; malformed with the problem {@link JsonObject#CUT} where CloudTrail left
   * them out.
   */
  JsonObject request() {
    var path = detail.pathOf(REQUEST);
    return detail
        .find(REQUEST)
        .map(parameters -> JsonObject.of(parameters, path, Naming.LOWER_CAMEL_CASE))
        .orElseThrow(() -> new MalformedDocument(path, JsonObject.CUT));
  }

  /**
   * The identity of what the call was about. The account is that of the ARN in the response, else
   * the event's recipient, else the envelope's, else that of the workload's role: a recipient may
   * be another than the caller.
   */
  Resource resource(SageMakerShape shape, Resource requested) {
    var arnText = responseArn(shape);
    var arn = arnText.flatMap(Arn::parse);
    return new Resource(
        shape.type(),
        requested.id(),
        arnText,
        arn.flatMap(Arn::accountId)
            .or(() -> detail.optionalText("recipientAccountId"))
            .or(() -> envelope.flatMap(event -> event.optionalText("account")))
            .or(requested::accountId),
        arn.flatMap(Arn::region)
            .or(() -> detail.optionalText("awsRegion"))
            .or(() -> envelope.flatMap(event -> event.optionalText("region"))));
  }

  /**
   * The same from what is left of a cut request: its name, else the one in the ARN of the response.
   */
  Resource resource(SageMakerShape shape) {
    var name =
        leftOfRequest(shape.nameMember())
            .or(() -> responseArn(shape).flatMap(Arn::parse).flatMap(Arn::resourceName))
            .orElseThrow(() -> new MalformedDocument(namePath(shape), "is missing"));
    return resource(
        shape, new Resource(shape.type(), name, Optional.empty(), leftOfRole(), Optional.empty()));
  }

  private Optional<String> leftOfRole() {
    return leftOfRequest("RoleArn")
        .or(() -> leftOfRequest("ExecutionRoleArn"))
        .flatMap(Arn::parse)
        .flatMap(Arn::accountId);
  }

  private Optional<String> leftOfRequest(String member) {
    return detail
        .find(REQUEST)
        .filter(parameters -> parameters.isObject() && !JsonObject.isCut(parameters))
        .map(parameters -> request())
        .filter(request -> request.find(member).filter(JsonObject::isCut).isEmpty())
        .flatMap(request -> request.optionalText(member));
  }

  private String namePath(SageMakerShape shape) {
    return detail.pathOf(REQUEST) + "." + Naming.LOWER_CAMEL_CASE.spell(shape.nameMember());
  }

  /** The ARN, where the response holds one. */
  private Optional<String> responseArn(SageMakerShape shape) {
    var path = detail.pathOf(RESPONSE);
    return detail
        .find(RESPONSE)
        .filter(response -> !JsonObject.isCut(response))
        .map(response -> JsonObject.of(response, path, Naming.LOWER_CAMEL_CASE))
        .filter(response -> response.find(shape.arnMember()).filter(JsonObject::isCut).isEmpty())
        .flatMap(response -> response.optionalText(shape.arnMember()))
        .filter(text -> Arn.parse(text).isPresent());
  }

  /**
   * Who called, and when; whatever of it is not readable is left out, for nothing is decided by it.
   */
  Origin origin() {
    var request = detail.find(REQUEST).orElse(MissingNode.getInstance());
    var tags = UserIdentityDecoder.tags(UserIdentityDecoder.either(request, "tags", "Tags"));
    return new Origin(
        action(),
        leniently(detail, "eventID"),
        leniently(detail, "eventTime").flatMap(CloudTrailCall::instant),
        UserIdentityDecoder.decode(
            detail.find("userIdentity").orElse(MissingNode.getInstance()), nameIn(request), tags),
        tags);
  }

  private Optional<String> nameIn(JsonNode request) {
    return SageMakerShape.ofAction("Create", action())
        .map(SageMakerShape::nameMember)
        .map(member ->
            UserIdentityDecoder.either(request, Naming.LOWER_CAMEL_CASE.spell(member), member))
        .flatMap(UserIdentityDecoder::text);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> leniently(JsonObject object, String member) {
    return object.find(member).flatMap(UserIdentityDecoder::text);
  }
}
