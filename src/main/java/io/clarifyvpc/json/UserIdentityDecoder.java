package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.Creator;
import io.clarifyvpc.assess.Creator.Detail;
import io.clarifyvpc.assess.Tag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who made a call, from CloudTrail's {@code userIdentity}, and through which SageMaker pipeline,
 * from the tags and the name that it gave the workload. Nothing is decided by it: what is cut, of
 * another type or in another place than documented is left out.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html">CloudTrail
 *     userIdentity element</a>
 */
final class UserIdentityDecoder {
  private static final String ASSUMED_ROLE = "AssumedRole";

  /** The last part of the ARN, and what follows the colon of the id, is the session's name. */
  private static final Pattern SESSION_OF_ARN = Pattern.compile("[^/]+:assumed-role/[^/]+/([^/]+)");

  private static final Pattern SESSION_OF_ID = Pattern.compile("[^:]+:([^:]+)");

  private static final String EXECUTION_TAG = "sagemaker:pipeline-execution-arn";
  private static final String STEP_TAG = "sagemaker:pipeline-step-name";

  /**
   * What a pipeline calls its jobs and models unless it is told a prefix: the id of the execution,
   * the beginning of the step's name, and a token.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html">Pipeline
   *     step state change</a>
   */
  private static final Pattern STEP_NAMED =
      Pattern.compile("pipelines-([a-z0-9]{12})-.+-[A-Za-z0-9]{10}");

  private final Map<Detail, String> details = new EnumMap<>(Detail.class);

  private UserIdentityDecoder() {}

  /** Who made the call that gave a workload that name and those tags. */
  static Creator decode(JsonNode identity, Optional<String> name, List<Tag> tags) {
    var decoder = new UserIdentityDecoder();
    decoder.identity(identity);
    decoder.pipeline(name, tags);
    return new Creator(decoder.details);
  }

  private void identity(JsonNode identity) {
    var session = identity.path("sessionContext");
    var issuer = session.path("sessionIssuer");
    var scope = identity.path("inScopeOf");
    var type = identity.path("type");
    var invokedBy = identity.path("invokedBy");
    var onBehalfOf = identity.path("onBehalfOf").path("userId");
    put(
        Detail.PRINCIPAL,
        first(
            identity.path("arn"),
            identity.path("userName"),
            onBehalfOf,
            identity.path("principalId"),
            invokedBy,
            identity.path("accountId"),
            type));
    put(Detail.IDENTITY_TYPE, text(type));
    put(Detail.SESSION_ISSUER, first(issuer.path("arn"), issuer.path("userName")));
    put(Detail.ROLE_SESSION_NAME, roleSessionName(identity));
    put(Detail.SOURCE_IDENTITY, text(session.path("sourceIdentity")));
    put(Detail.ON_BEHALF_OF, text(onBehalfOf));
    put(
        Detail.IDENTITY_PROVIDER,
        first(
            session.path("webIdFederationData").path("federatedProvider"),
            identity.path("identityProvider")));
    put(
        Detail.CREDENTIALS_ISSUED_TO,
        first(scope.path("credentialsIssuedTo"), scope.path("sourceArn")));
    put(Detail.INVOKED_BY, text(invokedBy));
  }

  private static Optional<String> first(JsonNode... places) {
    return Stream.of(places).flatMap(place -> text(place).stream()).findFirst();
  }

  private static Optional<String> roleSessionName(JsonNode identity) {
    var ofId =
        text(identity.path("type"))
            .filter(ASSUMED_ROLE::equals)
            .flatMap(_ -> text(identity.path("principalId")))
            .flatMap(id -> group(SESSION_OF_ID, id));
    return text(identity.path("arn")).flatMap(arn -> group(SESSION_OF_ARN, arn)).or(() -> ofId);
  }

  private void pipeline(Optional<String> name, List<Tag> tags) {
    put(
        Detail.PIPELINE_EXECUTION,
        value(tags, EXECUTION_TAG).or(() -> name.flatMap(each -> group(STEP_NAMED, each))));
    put(Detail.PIPELINE_STEP_NAME, value(tags, STEP_TAG));
  }

  private static Optional<String> value(List<Tag> tags, String key) {
    return tags.stream()
        .filter(tag -> tag.key().equals(key))
        .map(Tag::value)
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  private static Optional<String> group(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private void put(Detail detail, Optional<String> found) {
    found.ifPresent(text -> details.put(detail, text));
  }

  /** A list of tags, in either spelling; those that cannot be read are left out. */
  static List<Tag> tags(JsonNode list) {
    var tags = new ArrayList<Tag>();
    if (list.isArray()) {
      for (JsonNode tag : list) {
        text(either(tag, "key", "Key"))
            .ifPresent(key ->
                presentText(either(tag, "value", "Value"))
                    .ifPresent(value -> tags.add(new Tag(key, value))));
      }
    }
    return tags;
  }

  static JsonNode either(JsonNode object, String name, String otherwise) {
    return object.has(name) ? object.path(name) : object.path(otherwise);
  }

  /** A text that is not blank. */
  static Optional<String> text(JsonNode value) {
    return presentText(value).filter(text -> !text.isBlank());
  }

  private static Optional<String> presentText(JsonNode value) {
    return Optional.ofNullable(value.textValue()).filter(_ -> !JsonObject.isCut(value));
  }
}
