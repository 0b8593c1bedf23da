package io.clarifyvpc.assess;

import static java.util.Comparator.comparing;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Judges every model that is asked for, every Clarify job definition, and every Clarify job that
 * runs or is of the look-back window, as long as there is time. What it had no time for, the next
 * run begins with.
 */
public final class ScheduledRun {
  private static final String SOURCE = "AWS Config";
  private static final Origin ORIGIN = Origin.file(SOURCE);

  /** Judged side by side; after each so many it is looked at the time, and remembered. */
  private static final int SLICE = 64;

  /** What names models before the models. */
  private static final Comparator<ListedWorkload> ORDER =
      comparing((ListedWorkload each) -> each.resource().type() == ResourceType.MODEL)
          .thenComparing(each -> each.resource().type())
          .thenComparing(each -> each.resource().id());

  /**
   * What a run works with.
   *
   * @param listing everything that is there, with the jobs since a time
   * @param recorded the models of those names that AWS Config has recorded
   * @param assessor from the models that are known
   * @param sideBySide judges many, in the order in which they are given
   * @param stopOnControls for which failures a running job is to be stopped
   * @param timeIsUp whether what is left is needed to put what is known
   */
  public record Means(
      Function<Instant, List<ListedWorkload>> listing,
      WorkloadMemory memory,
      Function<Collection<String>, List<RecordedModel>> recorded,
      Function<Function<String, Optional<Model>>, Assessor> assessor,
      BiFunction<List<WorkloadRef>, Function<WorkloadRef, Judgement>, List<Judgement>> sideBySide,
      StopOnControls stopOnControls,
      BooleanSupplier timeIsUp) {}

  private final Means means;
  private final RuleParameters parameters;
  private final Instant now;
  private final RunListener listener;
  private final Recollection recollection;
  private final Assessor assessor;
  private final List<Assessment> assessments = new ArrayList<>();
  private final List<Resource> undescribed = new ArrayList<>();
  private final Map<WorkloadKey, WorkloadKey> shadowModels = new HashMap<>();
  private final List<StopOrder> stopOrders = new ArrayList<>();

  /**
   * Looks what is there now.
   *
   * @param now when the run was asked for
   * @throws RuntimeException if that cannot be listed
   */
  public ScheduledRun(Means means, RuleParameters parameters, Instant now, RunListener listener) {
    this.means = means;
    this.parameters = parameters;
    this.now = now;
    this.listener = listener;
    var since = now.minus(Duration.ofHours(parameters.jobLookbackHours()));
    this.recollection =
        new Recollection(means.listing().apply(since), remembered(means.memory()), parameters, now);
    this.assessor = means.assessor().apply(recollection::model);
  }

  private static List<RememberedWorkload> remembered(WorkloadMemory memory) {
    return Arrays.stream(ResourceType.values())
        .flatMap(type -> memory.recall(type).stream())
        .toList();
  }

  /** Where the alerts of a run come from that was asked for then. */
  public static Origin origin(Instant asked) {
    return new Origin(SOURCE, Optional.empty(), Optional.of(asked), Creator.UNKNOWN, List.of());
  }

  /** Judges what there is time for. */
  public RunJudgement judge() {
    lookUpModels();
    var before = means.memory().leftOver();
    var leftOver = judge(inOrder(before));
    remember();
    if (!leftOver.equals(before)) {
      means.memory().leaveOver(leftOver, now);
    }
    var targets = recollection.listed().stream().filter(recollection::isTarget).toList();
    listener.judged(assessments.size(), targets.size());
    leftOver.ifPresent(listener::timeIsUp);
    return new RunJudgement(
        targets.stream().map(recollection::target).toList(),
        assessments,
        verdicts(targets),
        undescribed,
        shadowModels,
        leftOver.isEmpty());
  }

  /** The running jobs that are to be stopped. */
  public List<StopOrder> stopOrders() {
    return List.copyOf(stopOrders);
  }

  /**
   * Keeps the verdicts on finished jobs, after people were told of them.
   *
   * @param untold those of which they were not
   */
  public void keepVerdicts(Set<WorkloadKey> untold) {
    recollection.keepVerdicts(untold);
    remember();
  }

  private void lookUpModels() {
    var names = recollection.modelsToLookUp().stream().map(each -> each.resource().id()).toList();
    if (names.isEmpty()) {
      return;
    }
    try {
      means.recorded().apply(names).forEach(recollection::learn);
    } catch (RuntimeException failure) {
      listener.recordedModelsUnread(failure);
    }
  }

  /** All in one order, beginning where the last run broke off, or where that would be. */
  private List<ListedWorkload> inOrder(Optional<WorkloadKey> first) {
    var order = new ArrayList<>(recollection.listed());
    order.sort(ORDER);
    first.ifPresent(key -> {
      var begin = new ListedWorkload(named(key), Optional.empty(), Optional.empty());
      int at = Collections.binarySearch(order, begin, ORDER);
      Collections.rotate(order, at < 0 ? at + 1 : -at);
    });
    return order;
  }

  private static Resource named(WorkloadKey key) {
    return new Resource(
        key.type(), key.name(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Judges one after the other; the first for which there was no time. */
  private Optional<WorkloadKey> judge(List<ListedWorkload> order) {
    var queue = new ArrayDeque<>(order);
    var unnamed = new ArrayList<ListedWorkload>();
    while (!queue.isEmpty()) {
      var slice = new ArrayList<ListedWorkload>();
      while (!queue.isEmpty() && slice.size() < SLICE) {
        var next = queue.removeFirst();
        if (!recollection.isTarget(next)) {
          unnamed.add(next);
        } else if (isOpen(next)) {
          slice.add(next);
        }
      }
      if (!slice.isEmpty() && means.timeIsUp().getAsBoolean()) {
        return Optional.of(slice.getFirst().key());
      }
      var late = judgeSlice(slice);
      if (late.isPresent()) {
        return late;
      }
      remember();
      if (queue.isEmpty()) {
        // A job after them may have named some.
        unnamed.stream().filter(recollection::isTarget).forEach(queue::add);
        unnamed.removeIf(recollection::isTarget);
      }
    }
    return Optional.empty();
  }

  private boolean isOpen(ListedWorkload workload) {
    return !recollection.isForeignJob(workload) && recollection.verdict(workload).isEmpty();
  }

  /** Judges side by side; the first that could not be judged for want of time. */
  private Optional<WorkloadKey> judgeSlice(List<ListedWorkload> slice) {
    var references = slice.stream().map(recollection::reference).toList();
    var judgements = means.sideBySide().apply(references, this::judgement);
    boolean timeIsUp = means.timeIsUp().getAsBoolean();
    var late = Optional.<WorkloadKey>empty();
    for (int i = 0; i < slice.size(); i++) {
      var workload = slice.get(i);
      if (timeIsUp && isUndetermined(judgements.get(i))) {
        // What was unread may have been so for want of time.
        late = late.or(() -> Optional.of(workload.key()));
      } else {
        take(workload, judgements.get(i));
      }
    }
    return late;
  }

  private static boolean isUndetermined(Judgement judgement) {
    return judgement.assessments().stream()
        .anyMatch(each -> each.compliance() == Compliance.UNDETERMINED);
  }

  private void take(ListedWorkload workload, Judgement judgement) {
    recollection.learn(workload, judgement);
    if (mayBeAnybodys(workload, judgement)) {
      undescribed.add(workload.resource());
      listener.undescribed(workload.resource());
      return;
    }
    judgement.assessments().stream().findFirst().ifPresent(assessments::add);
    workload
        .creationTime()
        .map(created -> new CreationTime(created, false))
        .flatMap(created -> means.stopOnControls().order(judgement, created))
        .ifPresent(stopOrders::add);
    judgement
        .shadowModelName()
        .ifPresent(
            model -> shadowModels.put(workload.key(), new WorkloadKey(ResourceType.MODEL, model)));
  }

  /** One workload that cannot be judged for a defect of ours does not stop the others. */
  private Judgement judgement(WorkloadRef workload) {
    try {
      return assessor.assess(workload, ORIGIN, parameters);
    } catch (RuntimeException defect) {
      listener.failed(workload.resource(), defect);
      return assessor.unreadable(
          workload.resource(),
          ORIGIN,
          "clarify-vpc failed with %s, which is a defect of it"
              .formatted(defect.getClass().getSimpleName()),
          parameters);
    }
  }

  /**
   * A job that could not be described may be anybody's: most processing jobs are not Clarify's, and
   * a verdict on one that is not would be a false alarm. The next run reads it again; for the
   * account as a whole it leaves open what holds.
   */
  private static boolean mayBeAnybodys(ListedWorkload workload, Judgement judgement) {
    return workload.resource().type() == ResourceType.PROCESSING_JOB
        && judgement.undescribed().isPresent();
  }

  private void remember() {
    var news = recollection.toRemember();
    if (!news.isEmpty()) {
      means.memory().remember(news);
    }
  }

  private Map<WorkloadKey, KeptVerdict> verdicts(Collection<ListedWorkload> targets) {
    var verdicts = new HashMap<WorkloadKey, KeptVerdict>();
    for (ListedWorkload target : targets) {
      recollection.verdict(target).ifPresent(verdict -> verdicts.put(target.key(), verdict));
    }
    return verdicts;
  }
}
