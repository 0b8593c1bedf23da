package io.clarifyvpc.lambda;

import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.assess.Assessor;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.RunJudgement;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.aws.WorkloadListing;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Judges every model, every Clarify job definition and every Clarify job of the look-back window.
 */
final class ScheduledRun {
  private static final Origin ORIGIN = Origin.file("AWS Config");

  private final WorkloadListing listing;
  private final Assessor assessor;
  private final Log log;

  ScheduledRun(WorkloadListing listing, Assessor assessor, Log log) {
    this.listing = listing;
    this.assessor = assessor;
    this.log = log;
  }

  /** Judges all that is there now. */
  RunJudgement judge(RuleParameters parameters, Instant now) {
    var since = now.minus(Duration.ofHours(parameters.jobLookbackHours()));
    var workloads = listing.workloads(since);
    Map<WorkloadRef, CompletableFuture<Judgement>> judgements = new LinkedHashMap<>();
    for (WorkloadRef workload : workloads) {
      judgements.put(
          workload,
          CompletableFuture.supplyAsync(
              () -> judgement(workload, parameters), Thread::startVirtualThread));
    }
    var assessments = new ArrayList<Assessment>();
    var undescribed = new ArrayList<Resource>();
    judgements.forEach((workload, future) -> {
      var judgement = future.join();
      if (mayBeAnybodys(workload, judgement)) {
        undescribed.add(workload.resource());
        log.warn("not judged, for it could not be described: " + Log.named(workload.resource()));
      } else {
        judgement.assessments().stream().findFirst().ifPresent(assessments::add);
      }
    });
    log.info("judged %d of %d workloads".formatted(assessments.size(), workloads.size()));
    return new RunJudgement(
        workloads.stream().map(WorkloadRef::resource).toList(), assessments, undescribed);
  }

  /** One workload that cannot be judged for a defect of ours does not stop the others. */
  private Judgement judgement(WorkloadRef workload, RuleParameters parameters) {
    try {
      return assessor.assess(workload, ORIGIN, parameters);
    } catch (RuntimeException defect) {
      log.failed(workload.resource(), defect);
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
  private static boolean mayBeAnybodys(WorkloadRef workload, Judgement judgement) {
    return workload.resource().type() == ResourceType.PROCESSING_JOB
        && judgement.undescribed().isPresent();
  }
}
