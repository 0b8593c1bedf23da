package io.clarifyvpc.assess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What subscribers are told at once: of one trigger, or of what one run found out.
 *
 * @param alertId the same when the same is told again, so that a repetition can be told
 * @param assessments of the first resource, and after it of the model behind it; empty in a digest,
 *     and where only the ledger knows
 * @param affected every resource that the alert tells of, the worst first, where these are many
 * @param tally how many there are, also where not all of them are told
 * @param attributes what filter policies of subscribers may look at: those of the first resource
 * @param subject at most {@value #MAX_SUBJECT} characters of printable ASCII
 * @param omission what was left out to make the message fit; empty where the alert is whole
 * @param stop what came of the order to stop the job, where the alert is about one and there was an
 *     order
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
public record Alert(
    Kind kind,
    String alertId,
    Origin origin,
    List<Assessment> assessments,
    List<Affected> affected,
    Tally tally,
    Attributes attributes,
    String subject,
    Optional<Omission> omission,
    Optional<StopOutcome> stop) {
  /** Publish wants fewer than 100 characters by one page and at most 100 by another. */
  static final int MAX_SUBJECT = 99;

  private static final int MAX_ATTRIBUTE = 256;
  private static final int MAX_CONTROLS = 100;
  private static final int MAX_CREATORS = 20;

  /** What is told. */
  public enum Kind {
    /** Something is not compliant, or undetermined. */
    ALERT,
    /** Something that people were alerted of is compliant now. */
    RESOLVED,
    /** All that was found under other parameters or controls than before, or for the first time. */
    DIGEST
  }

  /**
   * One of many resources that an alert tells of.
   *
   * @param formerControls the controls that failed before it became compliant
   * @param createdBy the call that created it, where that is known
   */
  public record Affected(
      Resource resource,
      AlertState state,
      List<String> formerControls,
      Optional<Origin> createdBy) {
    /** The worst first: what fails before what is unknown, the severe before the less severe. */
    static final Comparator<Affected> WORST_FIRST =
        comparing((Affected each) -> each.state().compliance() != Compliance.NON_COMPLIANT)
            .thenComparing(each -> each.state().compliance() != Compliance.UNDETERMINED)
            .thenComparing(
                each -> each.state().severity().map(Severity::ordinal).orElse(-1), reverseOrder())
            .thenComparing(each -> each.resource().type())
            .thenComparing(each -> each.resource().id());

    public Affected {
      formerControls = List.copyOf(formerControls);
    }

    /** Who created it, as far as that is known. */
    public Creator creator() {
      return createdBy.map(Origin::creator).orElse(Creator.UNKNOWN);
    }

    /** The controls that the alert is about: those that fail, or that failed. */
    public List<String> controls() {
      return state.isAlarming() ? state.controls() : formerControls;
    }
  }

  /**
   * Message attributes; what is not known is absent, because SNS refuses an empty one. At most ten:
   * a message with more does not reach a queue that takes it raw.
   *
   * @param severity the worst among the deciding findings
   * @param controls the ids of the deciding findings, the worst first
   * @param principals who created the resources that are told of
   * @param sourceIdentities whom the sessions of their roles were for
   * @param createdThrough the pipelines, functions or services behind them
   */
  public record Attributes(
      Compliance compliance,
      Optional<Severity> severity,
      ResourceType resourceType,
      Optional<String> accountId,
      Optional<String> region,
      List<String> controls,
      List<String> principals,
      List<String> sourceIdentities,
      List<String> createdThrough) {
    public Attributes {
      controls = List.copyOf(controls);
      principals = List.copyOf(principals);
      sourceIdentities = List.copyOf(sourceIdentities);
      createdThrough = List.copyOf(createdThrough);
    }

    private static Attributes of(List<Affected> affected, List<String> controls) {
      var first = affected.getFirst();
      return new Attributes(
          first.state().compliance(),
          first.state().severity(),
          first.resource().type(),
          attribute(first.resource().accountId()),
          attribute(first.resource().region()),
          controls.stream().limit(MAX_CONTROLS).toList(),
          creators(affected, creator -> creator.get(Creator.Detail.PRINCIPAL)),
          creators(affected, creator -> creator.get(Creator.Detail.SOURCE_IDENTITY)),
          creators(affected, Creator::through));
    }

    /** All of them: whoever has created one of many is to be found by a filter policy. */
    private static List<String> creators(
        List<Affected> affected, Function<Creator, Optional<String>> detail) {
      return affected.stream()
          .flatMap(each -> attribute(detail.apply(each.creator())).stream())
          .distinct()
          .limit(MAX_CREATORS)
          .toList();
    }
  }

  /**
   * What an alert does not hold.
   *
   * @param findings how many findings are missing
   * @param resources how many resources are missing
   * @param reason what was left out, and why, in one sentence
   */
  public record Omission(int findings, int resources, String reason) {}

  public Alert {
    assessments = List.copyOf(assessments);
    affected = List.copyOf(affected);
  }

  /**
   * The alert that the judgement of one trigger is worth, if any. Only a verdict of non-compliant
   * or undetermined on the workload itself is one; the model that comes along raises no alert of
   * its own.
   */
  public static Optional<Alert> of(Judgement judgement) {
    return judgement.assessments().stream()
        .findFirst()
        .filter(first -> AlertState.isAlarming(first.compliance()))
        .map(first -> {
          var affected = affected(judgement, first);
          return about(
              Kind.ALERT,
              id(judgement.origin(), affected),
              judgement.origin(),
              judgement.assessments(),
              List.of(affected));
        });
  }

  private static Affected affected(Judgement judgement, Assessment first) {
    return new Affected(
        first.resource(),
        AlertState.of(first).after(judgement.stop()),
        List.of(),
        Optional.of(judgement.origin()));
  }

  /**
   * One alert about one resource or many.
   *
   * @param assessments of the first of them, and of the model behind it; may be empty
   * @param affected at least one
   */
  static Alert about(
      Kind kind,
      String alertId,
      Origin origin,
      List<Assessment> assessments,
      List<Affected> affected) {
    var sorted =
        assessments.isEmpty() ? affected.stream().sorted(Affected.WORST_FIRST).toList() : affected;
    var first = sorted.getFirst();
    var controls =
        kind == Kind.DIGEST
            ? sorted.stream().flatMap(each -> each.controls().stream()).distinct().toList()
            : first.controls();
    var attributes = Attributes.of(sorted, controls);
    var tally = Tally.of(sorted);
    return new Alert(
        kind,
        alertId,
        origin,
        assessments,
        kind == Kind.DIGEST || sorted.size() > 1 || assessments.isEmpty() ? sorted : List.of(),
        tally,
        attributes,
        subject(kind, sorted, attributes),
        Optional.empty(),
        sorted.size() == 1 ? first.state().stop() : Optional.empty());
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
  static String id(Origin origin, Affected first) {
    var resource = first.resource();
    return id(
        Stream.concat(
            Stream.of(
                resource.accountId().orElse(""),
                resource.region().orElse(""),
                resource.type().typeName(),
                resource.id(),
                first.state().compliance().name(),
                origin.eventId().or(() -> origin.time().map(Object::toString)).orElse("")),
            Stream.concat(
                first.controls().stream().sorted(),
                first.state().newsOfStop().map(StopOutcome::word).stream())));
  }

  /** An id that is the same for the same parts. */
  static String id(Stream<String> parts) {
    var name = parts.map(part -> part.length() + ":" + part).collect(joining(","));
    return UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString();
  }

  private static String subject(Kind kind, List<Affected> affected, Attributes attributes) {
    var first = affected.getFirst();
    var subject =
        switch (kind) {
          case ALERT ->
              "%s%s%s: %s: %s"
                  .formatted(
                      attributes.compliance(),
                      attributes.severity().map(worst -> " (" + worst + ")").orElse(""),
                      stops(affected),
                      named(affected),
                      String.join(", ", first.controls()));
          case RESOLVED ->
              "RESOLVED: %s: %s".formatted(named(affected), String.join(", ", first.controls()));
          case DIGEST -> "DIGEST: " + Tally.of(affected).words() + stops(affected);
        };
    var ascii = PlainText.ascii(subject);
    return ascii.length() <= MAX_SUBJECT ? ascii : ascii.substring(0, MAX_SUBJECT - 3) + "...";
  }

  /** Such as ", stopped", or of many ", 2 stopped, 1 NOT stopped". */
  private static String stops(List<Affected> affected) {
    return affected.stream()
        .flatMap(each -> each.state().newsOfStop().stream())
        .collect(groupingBy(StopOutcome::word, TreeMap::new, counting()))
        .descendingMap()
        .entrySet()
        .stream()
        .map(each -> ", " + (affected.size() == 1 ? "" : each.getValue() + " ") + each.getKey())
        .collect(joining());
  }

  private static String named(List<Affected> affected) {
    var resource = affected.getFirst().resource();
    return affected.size() == 1
        ? resource.type().words() + " " + resource.id()
        : "%d %s".formatted(affected.size(), kinds(affected));
  }

  /** What they are, in the plural. */
  static String kinds(List<Affected> affected) {
    var types = affected.stream().map(each -> each.resource().type().words()).distinct().toList();
    return types.size() == 1 ? types.getFirst() + "s" : "workloads";
  }

  /** The same alert under another id. */
  public Alert under(String id) {
    return new Alert(
        kind, id, origin, assessments, affected, tally, attributes, subject, omission, stop);
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
