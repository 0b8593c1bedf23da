package io.clarifyvpc.assess;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.clarifyvpc.assess.Alert.Affected;
import io.clarifyvpc.assess.AlertLedger.Contents;
import io.clarifyvpc.assess.LedgerEntry.Mark;
import io.clarifyvpc.assess.News.Question;
import io.clarifyvpc.assess.News.ToTell;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.snapshot.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What one run tells people. What fails for one cause is one alert; what is found under another
 * basis than people were told of last, such as by the first run, is one digest, which the run
 * publishes that had time for everything.
 */
public final class RunAlerts {
  /**
   * What a run brings along.
   *
   * @param stops what came of the orders to stop jobs
   * @param controls the ids of the catalogue
   * @param claimant the invocation
   */
  public record Run(
      RunJudgement judgement,
      Map<WorkloadKey, StopOutcome> stops,
      RuleParameters parameters,
      Collection<String> controls,
      Origin origin,
      String claimant,
      Instant now) {
    public Run {
      stops = Map.copyOf(stops);
      controls = List.copyOf(controls);
    }

    /** What its verdicts rest on: the controls, and the parameters that bear on what is judged. */
    public String basis() {
      return "%s %s %d %s"
          .formatted(
              KeptVerdict.bearing(parameters),
              parameters.modelScope(),
              parameters.jobLookbackHours(),
              String.join(",", controls));
    }
  }

  /**
   * One alert, and what is to be written when it is published.
   *
   * @param entries empty where the ledger cannot be reached
   */
  public record Message(Alert alert, List<LedgerEntry> entries) {
    public Message {
      entries = List.copyOf(entries);
    }
  }

  private final Run run;
  private final Map<WorkloadKey, RunTarget> targets;
  private final Map<WorkloadKey, Assessment> assessments;
  private final Map<WorkloadKey, LedgerEntry> ledger = new HashMap<>();
  private final boolean underAnotherBasis;
  private final List<ToTell> toTell;
  private final List<LedgerEntry> toForget = new ArrayList<>();
  private final List<LedgerEntry> toExtend = new ArrayList<>();
  private final Set<WorkloadKey> beingTold = new HashSet<>();

  /** Compares what a run found with what people were told. */
  public RunAlerts(Run run, Contents told) {
    this.run = run;
    this.targets = byKey(run.judgement().targets(), RunTarget::resource);
    this.assessments = byKey(run.judgement().assessments(), Assessment::resource);
    told.entries().forEach(entry -> ledger.put(entry.key(), entry));
    this.underAnotherBasis = !told.basis().equals(Optional.of(run.basis()));
    this.toTell = named(news());
  }

  private static <T> Map<WorkloadKey, T> byKey(Collection<T> all, Function<T, Resource> resource) {
    return all.stream()
        .collect(
            toMap(
                each -> WorkloadKey.of(resource.apply(each)),
                each -> each,
                (first, _) -> first,
                LinkedHashMap::new));
  }

  private List<ToTell> news() {
    var news = new ArrayList<ToTell>();
    assessments.forEach((key, assessment) -> {
      var seen = Optional.ofNullable(ledger.get(key));
      switch (question(key, assessment).answer(seen)) {
        case ToTell each -> news.add(each);
        case News.ToForget(var entry) -> toForget.add(entry);
        case News.BeingTold _ -> {
          if (seen.filter(RunAlerts::awaitsDigest).isEmpty()) {
            beingTold.add(key);
          }
        }
        case News.Nothing _, News.Outdated _ -> seen.ifPresent(this::extend);
      }
    });
    return news;
  }

  private Question question(WorkloadKey key, Assessment assessment) {
    return new Question(
        key,
        Optional.ofNullable(targets.get(key)).flatMap(RunTarget::created),
        AlertState.of(assessment).after(Optional.ofNullable(run.stops().get(key))),
        run.claimant(),
        run.now(),
        run.parameters());
  }

  /** What is still there must not be forgotten: it would be news again. */
  private void extend(LedgerEntry entry) {
    var lifetime = RememberedWorkload.lifetime(entry.key().type(), run.parameters());
    if (entry.expires().isBefore(run.now().plus(lifetime.dividedBy(2)))) {
      toExtend.add(entry.expiringAt(run.now().plus(lifetime)));
    }
  }

  /** Each under the id of the alert that is to tell it. */
  private List<ToTell> named(List<ToTell> news) {
    if (underAnotherBasis) {
      var id = digestId();
      return news.stream().map(each -> each.under(id, true)).toList();
    }
    return new AlertGroups(assessments, run.judgement().shadowModels())
        .of(news).stream().flatMap(group -> namedAlike(group).stream()).toList();
  }

  private List<ToTell> namedAlike(List<ToTell> group) {
    var first = group.getFirst();
    if (first.leftBehind()) {
      return group;
    }
    var id = Alert.id(run.origin(), affected(first.entry()));
    return group.stream().map(each -> each.under(id, false)).toList();
  }

  /** A digest that an earlier run began keeps its id. */
  private String digestId() {
    return ledger.values().stream()
        .filter(RunAlerts::awaitsDigest)
        .map(LedgerEntry::alertId)
        .sorted()
        .findFirst()
        .orElseGet(
            () -> Alert.id(Stream.of("digest", run.basis(), run.now().toString(), run.claimant())));
  }

  private static boolean awaitsDigest(LedgerEntry entry) {
    return entry.mark() == Mark.PENDING && entry.inDigest();
  }

  /** What has to stand in the ledger before anything is published. */
  public List<ToTell> toClaim() {
    return toTell;
  }

  /** What is not judged any more. */
  public List<LedgerEntry> toForget() {
    return List.copyOf(toForget);
  }

  /** What is to be kept for longer. */
  public List<LedgerEntry> toExtend() {
    return List.copyOf(toExtend);
  }

  /** Whether people know what the verdicts rest on once the messages are published. */
  public boolean tellsBasis() {
    return underAnotherBasis && run.judgement().complete();
  }

  /**
   * Those of which people are not told yet by this run: what is kept of them must not keep a later
   * run from telling it.
   *
   * @param claimed what was claimed
   */
  public Set<WorkloadKey> untold(Collection<ToTell> claimed) {
    var untold = new HashSet<>(beingTold);
    toTell.forEach(each -> untold.add(each.entry().key()));
    claimed.forEach(each -> untold.remove(each.entry().key()));
    return untold;
  }

  /** What is to be published of what was claimed. */
  public List<Message> messages(Collection<ToTell> claimed) {
    var entries = claimed.stream().map(ToTell::entry).toList();
    if (underAnotherBasis) {
      return run.judgement().complete() ? digest(entries) : List.of();
    }
    return entries.stream()
        .collect(groupingBy(LedgerEntry::alertId, LinkedHashMap::new, toList()))
        .values()
        .stream()
        .map(this::message)
        .toList();
  }

  /** With what earlier runs found that had no time for everything. */
  private List<Message> digest(List<LedgerEntry> claimed) {
    var entries = new LinkedHashMap<WorkloadKey, LedgerEntry>();
    ledger.values().stream()
        .filter(RunAlerts::awaitsDigest)
        .filter(entry -> targets.containsKey(entry.key()))
        .forEach(entry -> entries.put(entry.key(), entry));
    // What was not claimed is told by somebody else.
    toTell.forEach(each -> entries.remove(each.entry().key()));
    claimed.forEach(entry -> entries.put(entry.key(), entry));
    if (entries.isEmpty()) {
      return List.of();
    }
    return List.of(digest(digestId(), List.copyOf(entries.values())));
  }

  private Message digest(String alertId, List<LedgerEntry> entries) {
    return new Message(
        Alert.about(
            Alert.Kind.DIGEST,
            alertId,
            run.origin(),
            List.of(),
            entries.stream().map(this::affected).toList()),
        entries);
  }

  private Message message(List<LedgerEntry> entries) {
    if (entries.getFirst().inDigest()) {
      return digest(entries.getFirst().alertId(), entries);
    }
    var affected = entries.stream().map(this::affected).sorted(Affected.WORST_FIRST).toList();
    var shadowed =
        entries.stream()
            .flatMap(entry ->
                Optional.ofNullable(run.judgement().shadowModels().get(entry.key())).stream())
            .toList();
    // A model comes behind the job that brings it along.
    var first =
        affected.stream()
            .filter(each -> !shadowed.contains(WorkloadKey.of(each.resource())))
            .findFirst()
            .orElse(affected.getFirst());
    var key = WorkloadKey.of(first.resource());
    var details = new ArrayList<Assessment>();
    Optional.ofNullable(assessments.get(key)).ifPresent(details::add);
    Optional.ofNullable(run.judgement().shadowModels().get(key))
        .map(assessments::get)
        .ifPresent(details::add);
    var ordered = new ArrayList<Affected>();
    ordered.add(first);
    affected.stream()
        .filter(each -> !each.equals(first))
        .filter(each -> affected.size() > 2 || !shadowed.contains(WorkloadKey.of(each.resource())))
        .forEach(ordered::add);
    var kind = first.state().isAlarming() ? Alert.Kind.ALERT : Alert.Kind.RESOLVED;
    return new Message(
        Alert.about(kind, entries.getFirst().alertId(), origin(first), details, ordered), entries);
  }

  /** Who is asked for is who created the workload, not AWS Config. */
  private Origin origin(Affected first) {
    return new Origin(
        run.origin().source(),
        run.origin().eventId(),
        run.origin().time(),
        first.creator(),
        first.createdBy().map(Origin::tags).orElse(List.of()));
  }

  private Affected affected(LedgerEntry entry) {
    var target = Optional.ofNullable(targets.get(entry.key()));
    var resource =
        Optional.ofNullable(assessments.get(entry.key()))
            .map(Assessment::resource)
            .or(() -> target.map(RunTarget::resource))
            .orElseThrow();
    return new Affected(
        resource, entry.state(), entry.formerControls(), target.flatMap(RunTarget::createdBy));
  }

  /**
   * What is published where the ledger cannot be reached: everything that fails, together, for what
   * of it is news is not known.
   */
  public static List<Message> withoutLedger(Run run) {
    var alerts = new RunAlerts(run, new Contents(List.of(), Optional.of(run.basis())));
    var entries = alerts.toClaim().stream().map(ToTell::entry).toList();
    if (entries.size() <= 1) {
      return entries.isEmpty()
          ? List.of()
          : List.of(new Message(alerts.message(entries).alert(), List.of()));
    }
    var digest = alerts.digest(alerts.digestId(), entries);
    return List.of(new Message(digest.alert(), List.of()));
  }
}
