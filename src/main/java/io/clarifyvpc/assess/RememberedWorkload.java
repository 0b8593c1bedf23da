package io.clarifyvpc.assess;

import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a workload for as long as it is there, because SageMaker changes none after its
 * creation.
 *
 * @param creationTime SageMaker's, or when the call was made that created it
 * @param fromEvent the creation time is the call's, as CloudTrail told it
 * @param workload as far as controls read it; empty for a processing job that is not Clarify's
 * @param configResourceId the id under which AWS Config knows it, where it does
 * @param createdBy the call that created it, where its event was seen
 * @param shadowModelName the model that its analysis configuration names
 * @param referenced a model that a Clarify job or definition has named
 * @param verdict of a finished job
 * @param expires when it is forgotten, unless it is remembered anew
 */
public record RememberedWorkload(
    WorkloadKey key,
    Instant creationTime,
    boolean fromEvent,
    Optional<Workload> workload,
    Optional<String> configResourceId,
    Optional<Origin> createdBy,
    Optional<String> shadowModelName,
    boolean referenced,
    Optional<KeptVerdict> verdict,
    Instant expires) {
  /** How long a model or a definition is remembered that nobody lists any more. */
  private static final Duration LIFETIME = Duration.ofDays(60);

  /** How long a job is remembered beyond the window that it is looked for in. */
  private static final Duration BEYOND_THE_WINDOW = Duration.ofDays(7);

  /** A workload that was listed, and nothing of it yet. */
  static RememberedWorkload listed(WorkloadKey key, Instant creationTime) {
    return new RememberedWorkload(
        key,
        creationTime,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Instant.EPOCH);
  }

  /** What an event showed; empty where nothing was to be judged or the event tells no time. */
  public static Optional<RememberedWorkload> seen(Judgement judgement, RuleParameters parameters) {
    return judgement
        .workload()
        .flatMap(workload ->
            judgement
                .origin()
                .time()
                .map(time -> {
                  var key = WorkloadKey.of(workload.resource());
                  return new RememberedWorkload(
                          key,
                          time,
                          true,
                          Optional.empty(),
                          Optional.empty(),
                          Optional.of(judgement.origin()),
                          judgement.shadowModelName(),
                          false,
                          Optional.empty(),
                          time.plus(lifetime(key.type(), parameters)))
                      .of(workload);
                }));
  }

  static Duration lifetime(ResourceType type, RuleParameters parameters) {
    return type == ResourceType.PROCESSING_JOB
        ? BEYOND_THE_WINDOW.plusHours(parameters.jobLookbackHours())
        : LIFETIME;
  }

  /** Whether it is this one, and not another that had the name before. */
  boolean is(ListedWorkload listed) {
    return listed.creationTime().filter(this::isCreation).isPresent();
  }

  private boolean isCreation(Instant listed) {
    return created().mayBe(new CreationTime(listed, false));
  }

  /** When it was created, as far as that is known. */
  public CreationTime created() {
    return new CreationTime(creationTime, fromEvent);
  }

  /** With SageMaker's own creation time. */
  RememberedWorkload createdAt(Instant listed) {
    var copy = new Copy(this);
    copy.creationTime = listed;
    copy.fromEvent = false;
    return copy.made();
  }

  /** With what was described. Of a job that is not Clarify's nothing is kept. */
  RememberedWorkload of(Workload described) {
    var copy = new Copy(this);
    copy.workload =
        Optional.of(described)
            .filter(each -> !(each instanceof ProcessingJob job) || job.runsClarify());
    return copy.made();
  }

  RememberedWorkload withConfigResourceId(String id) {
    var copy = new Copy(this);
    copy.configResourceId = Optional.of(id);
    return copy.made();
  }

  RememberedWorkload naming(String model) {
    var copy = new Copy(this);
    copy.shadowModelName = Optional.of(model);
    return copy.made();
  }

  RememberedWorkload asReferenced() {
    var copy = new Copy(this);
    copy.referenced = true;
    return copy.made();
  }

  RememberedWorkload judged(KeptVerdict kept) {
    var copy = new Copy(this);
    copy.verdict = Optional.of(kept);
    return copy.made();
  }

  RememberedWorkload expiringAt(Instant time) {
    var copy = new Copy(this);
    copy.expires = time;
    return copy.made();
  }

  /** The same, of which one thing is changed. */
  private static final class Copy {
    private final WorkloadKey key;
    private final Optional<Origin> createdBy;
    private Instant creationTime;
    private boolean fromEvent;
    private Optional<Workload> workload;
    private Optional<String> configResourceId;
    private Optional<String> shadowModelName;
    private boolean referenced;
    private Optional<KeptVerdict> verdict;
    private Instant expires;

    private Copy(RememberedWorkload original) {
      this.key = original.key;
      this.createdBy = original.createdBy;
      this.creationTime = original.creationTime;
      this.fromEvent = original.fromEvent;
      this.workload = original.workload;
      this.configResourceId = original.configResourceId;
      this.shadowModelName = original.shadowModelName;
      this.referenced = original.referenced;
      this.verdict = original.verdict;
      this.expires = original.expires;
    }

    private RememberedWorkload made() {
      return new RememberedWorkload(
          key,
          creationTime,
          fromEvent,
          workload,
          configResourceId,
          createdBy,
          shadowModelName,
          referenced,
          verdict,
          expires);
    }
  }
}
