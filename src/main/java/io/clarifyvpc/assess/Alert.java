package io.clarifyvpc.assess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What subscribers are told of one trigger. Only a verdict of non-compliant or undetermined on the
 * workload itself is published; the model that comes along raises no alert of its own.
 *
 * @param alertId the same for the same trigger, resource and failing controls, so that a repetition
 *     can be told
 * @param assessments the workload's first, then its model's
 * @param attributes what filter policies of subscribers may look at
 * @param subject at most {@value #MAX_SUBJECT} characters of printable ASCII
 * @param omission what was left out to make the message fit; empty where the alert is whole
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
public record Alert(
    String alertId,
    Origin origin,
    List<Assessment> assessments,
    Attributes attributes,
    String subject,
    Optional<Omission> omission) {
  /** Publish wants fewer than 100 characters by one page and at most 100 by another. */
  static final int MAX_SUBJECT = 99;

  private static final int MAX_ATTRIBUTE = 256;
  private static final int MAX_CONTROLS = 100;

  /**
   * Message attributes; what is not known is absent, because SNS refuses an empty one.
   *
   * @param severity the worst among the deciding findings
   * @param controls the ids of the deciding findings, the worst first
   */
  public record Attributes(
      Compliance compliance,
      Optional<Severity> severity,
      ResourceType resourceType,
      Optional<String> accountId,
      Optional<String> region,
      List<String> controls) {
    public Attributes {
      controls = List.copyOf(controls);
    }
  }

  /**
   * What an alert does not hold.
   *
   * @param findings how many findings are missing
   * @param reason what was left out, and why, in one sentence
   */
  public record Omission(int findings, String reason) {}

  public Alert {
    assessments = List.copyOf(assessments);
  }

  /** The alert that a judgement is worth, if any. */
  public static Optional<Alert> of(Judgement judgement) {
    return judgement.assessments().stream()
        .findFirst()
        .filter(first -> isPublished(first.compliance()))
        .map(first -> of(judgement, first));
  }

  private static boolean isPublished(Compliance compliance) {
    return switch (compliance) {
      case NON_COMPLIANT, UNDETERMINED -> true;
      case COMPLIANT, NOT_APPLICABLE -> false;
    };
  }

  private static Alert of(Judgement judgement, Assessment first) {
    var resource = first.resource();
    var decisive = first.decisive();
    var attributes =
        new Attributes(
            first.compliance(),
            decisive.stream().map(Finding::severity).max(Severity::compareTo),
            resource.type(),
            attribute(resource.accountId()),
            attribute(resource.region()),
            decisive.stream().map(Finding::control).limit(MAX_CONTROLS).toList());
    return new Alert(
        id(judgement.origin(), first),
        judgement.origin(),
        judgement.assessments(),
        attributes,
        subject(resource, attributes),
        Optional.empty());
  }

  private static Optional<String> attribute(Optional<String> value) {
    return value
        .map(PlainText::clean)
        .map(text -> PlainText.shorten(text, MAX_ATTRIBUTE))
        .filter(text -> !text.isBlank());
  }

  /**
   * Built from a name: a retry of the same event gives the same id, without a store to remember it.
   */
  private static String id(Origin origin, Assessment first) {
    var resource = first.resource();
    var name =
        Stream.concat(
                Stream.of(
                    resource.accountId().orElse(""),
                    resource.region().orElse(""),
                    resource.type().typeName(),
                    resource.id(),
                    first.compliance().name(),
                    origin.eventId().orElse("")),
                first.decisive().stream().map(Finding::control).sorted())
            .map(part -> part.length() + ":" + part)
            .collect(joining(","));
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }

  private static String subject(Resource resource, Attributes attributes) {
    var severity = attributes.severity().map(worst -> " (" + worst + ")").orElse("");
    var subject =
        "%s%s: %s %s: %s"
            .formatted(
                attributes.compliance(),
                severity,
                resource.type().words(),
                resource.id(),
                String.join(", ", attributes.controls()));
    var ascii = PlainText.ascii(subject);
    return ascii.length() <= MAX_SUBJECT ? ascii : ascii.substring(0, MAX_SUBJECT - 3) + "...";
  }

  /** The alert as people read it: what, where, who, why, and what to do. */
  public String text() {
    return AlertText.of(this);
  }

  /** The same alert with less in it. */
  public Alert abridged(Abridgement abridgement) {
    return abridgement.of(this);
  }
}
