package io.clarifyvpc.assess;

import static java.util.Locale.ROOT;

import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.control.RuleParameters.ModelScope;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What one run knows of the workloads that are there: from earlier runs, from events, and from what
 * it reads itself. For one thread.
 */
public final class Recollection {
  /** AWS Config records within minutes or, where it is told to, once a day. */
  private static final Duration RECORDED_WITHIN = Duration.ofDays(2);

  private final Map<WorkloadKey, ListedWorkload> listed = new LinkedHashMap<>();
  private final Map<WorkloadKey, RememberedWorkload> known = new HashMap<>();
  private final Set<String> namedModels = new HashSet<>();
  private final Set<WorkloadKey> changed = new LinkedHashSet<>();
  private final Map<WorkloadKey, KeptVerdict> verdicts = new LinkedHashMap<>();
  private final RuleParameters parameters;
  private final Instant now;

  /**
   * Matches what is there with what is remembered.
   *
   * @param listed everything that is there
   * @param remembered what is remembered, also of workloads that are gone
   */
  public Recollection(
      Collection<ListedWorkload> listed,
      Collection<RememberedWorkload> remembered,
      RuleParameters parameters,
      Instant now) {
    this.parameters = parameters;
    this.now = now;
    listed.forEach(each -> this.listed.put(each.key(), each));
    remembered.forEach(this::recall);
    remembered.forEach(each -> each.shadowModelName().ifPresent(this::name));
  }

  private void recall(RememberedWorkload entry) {
    var there = listed.get(entry.key());
    if (there == null || !entry.is(there)) {
      return;
    }
    if (entry.referenced()) {
      namedModels.add(entry.key().name().toLowerCase(ROOT));
    }
    known.put(entry.key(), entry);
    if (entry.fromEvent()) {
      put(entry.createdAt(there.creationTime().orElseThrow()));
    }
    var half = RememberedWorkload.lifetime(entry.key().type(), parameters).dividedBy(2);
    if (entry.expires().isBefore(now.plus(half))) {
      changed.add(entry.key());
    }
  }

  /** Everything that is there. */
  public List<ListedWorkload> listed() {
    return List.copyOf(listed.values());
  }

  /** Whether it is judged: a model only where the parameters or a Clarify workload ask for it. */
  public boolean isTarget(ListedWorkload workload) {
    return workload.resource().type() != ResourceType.MODEL
        || parameters.modelScope() == ModelScope.ALL
        || namedModels.contains(workload.resource().id().toLowerCase(ROOT));
  }

  /** Whether it is known to be somebody else's processing job. */
  public boolean isForeignJob(ListedWorkload workload) {
    var entry = known.get(workload.key());
    return entry != null
        && entry.workload().isEmpty()
        && workload.resource().type() == ResourceType.PROCESSING_JOB;
  }

  /** The verdict on a finished job, where it was judged under the same parameters. */
  public Optional<KeptVerdict> verdict(ListedWorkload workload) {
    return Optional.ofNullable(verdicts.get(workload.key()))
        .or(() ->
            Optional.ofNullable(known.get(workload.key()))
                .filter(_ -> workload.isFinished())
                .flatMap(RememberedWorkload::verdict))
        .filter(verdict -> verdict.holdsUnder(parameters));
  }

  /** The workload where it is known, as it is now; else its name, by which it is described. */
  public WorkloadRef reference(ListedWorkload workload) {
    return Optional.ofNullable(known.get(workload.key()))
        .flatMap(RememberedWorkload::workload)
        .<WorkloadRef>map(found -> new WorkloadRef.Described(asListed(found, workload)))
        .orElseGet(() -> new WorkloadRef.Named(workload.resource()));
  }

  private static Workload asListed(Workload found, ListedWorkload workload) {
    var same = found.withResource(workload.resource());
    return same instanceof ProcessingJob job
        ? job.withStatus(workload.processingJobStatus().or(job::processingJobStatus))
        : same;
  }

  /** A model that is there and known. */
  public Optional<Model> model(String name) {
    return Optional.ofNullable(known.get(new WorkloadKey(ResourceType.MODEL, name)))
        .flatMap(RememberedWorkload::workload)
        .filter(Model.class::isInstance)
        .map(Model.class::cast);
  }

  /** Models that AWS Config may know and that are not known yet, or not under its id. */
  public List<ListedWorkload> modelsToLookUp() {
    return listed.values().stream()
        .filter(each -> each.resource().type() == ResourceType.MODEL && isToLookUp(each))
        .toList();
  }

  private boolean isToLookUp(ListedWorkload model) {
    var entry = known.get(model.key());
    return entry == null
        || entry.workload().isEmpty()
        || (entry.configResourceId().isEmpty()
            && entry.creationTime().plus(RECORDED_WITHIN).isAfter(now));
  }

  /** Takes what AWS Config has recorded, unless that may be of a model that is gone. */
  public void learn(RecordedModel recorded) {
    var there = listed.get(WorkloadKey.of(recorded.model().resource()));
    if (there == null
        || there
            .creationTime()
            .filter(recorded.configurationItemCaptureTime()::isAfter)
            .isEmpty()) {
      return;
    }
    change(there, entry -> entry.of(recorded.model()).withConfigResourceId(recorded.resourceId()));
  }

  /** Takes what came of judging a workload. */
  public void learn(ListedWorkload workload, Judgement judgement) {
    judgement
        .workload()
        .ifPresent(found -> {
          var before = known.get(workload.key());
          if (before == null || (before.workload().isEmpty() && !isForeignJob(workload))) {
            change(workload, entry -> entry.of(found));
          }
        });
    judgement
        .shadowModelName()
        .ifPresent(model -> {
          var before = known.get(workload.key());
          if (before != null && !before.shadowModelName().equals(Optional.of(model))) {
            change(workload, entry -> entry.naming(model));
          }
          name(model);
        });
    if (workload.isFinished() && judgement.undescribed().isEmpty()) {
      judgement.assessments().stream()
          .findFirst()
          .flatMap(assessment -> KeptVerdict.of(assessment, now, parameters))
          .ifPresent(verdict -> verdicts.put(workload.key(), verdict));
    }
  }

  private void name(String model) {
    namedModels.add(model.toLowerCase(ROOT));
    var entry = known.get(new WorkloadKey(ResourceType.MODEL, model));
    if (entry != null && !entry.referenced()) {
      put(entry.asReferenced());
    }
  }

  /** Without a creation time nothing is remembered: it could not be told from its successor. */
  private void change(ListedWorkload workload, UnaryOperator<RememberedWorkload> how) {
    workload
        .creationTime()
        .ifPresent(created -> {
          var before = known.get(workload.key());
          var after =
              how.apply(
                  before == null ? RememberedWorkload.listed(workload.key(), created) : before);
          boolean named =
              workload.resource().type() == ResourceType.MODEL
                  && namedModels.contains(workload.resource().id().toLowerCase(ROOT));
          put(named ? after.asReferenced() : after);
        });
  }

  private void put(RememberedWorkload entry) {
    known.put(entry.key(), entry);
    changed.add(entry.key());
  }

  /**
   * Keeps the verdicts of this run on finished jobs, which no later run judges again; so people
   * have to know of them first.
   *
   * @param untold those of which they do not
   */
  public void keepVerdicts(Set<WorkloadKey> untold) {
    verdicts.forEach((key, verdict) -> {
      if (!untold.contains(key)) {
        change(listed.get(key), entry -> entry.judged(verdict));
      }
    });
  }

  /** What has to be remembered since this was last asked. */
  public List<RememberedWorkload> toRemember() {
    var entries =
        changed.stream()
            .map(known::get)
            .map(entry ->
                entry.expiringAt(
                    now.plus(RememberedWorkload.lifetime(entry.key().type(), parameters))))
            .toList();
    changed.clear();
    return entries;
  }

  /** What AWS Config calls the workload, and who created it. */
  public RunTarget target(ListedWorkload workload) {
    var entry = Optional.ofNullable(known.get(workload.key()));
    return new RunTarget(
        workload.resource(),
        entry.flatMap(RememberedWorkload::configResourceId).orElse(workload.resource().id()),
        workload.creationTime().map(time -> new CreationTime(time, false)),
        entry.flatMap(RememberedWorkload::createdBy));
  }
}
