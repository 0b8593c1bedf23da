package io.clarifyvpc.lambda;

import io.clarifyvpc.assess.AccountEvaluation;
import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.assess.Assessor;
import io.clarifyvpc.assess.Evaluation;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.aws.WorkloadListing;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.control.RuleParameters.ProcessingJobResourceType;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

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

  /** One evaluation a workload, and the account's for the jobs where that is asked for. */
  List<Evaluation> evaluations(String accountId, RuleParameters parameters, Instant now) {
    var since = now.minus(Duration.ofHours(parameters.jobLookbackHours()));
    var undescribed = new AtomicInteger();
    var assessments = assessments(listing.workloads(since), parameters, undescribed);
    var evaluations = new ArrayList<Evaluation>();
    assessments.forEach(each -> Evaluation.of(each, parameters).ifPresent(evaluations::add));
    if (parameters.processingJobResourceType() == ProcessingJobResourceType.ACCOUNT) {
      var jobs = assessments.stream().filter(ScheduledRun::isOfJob).toList();
      evaluations.add(AccountEvaluation.of(accountId, jobs, undescribed.get(), parameters));
    }
    return evaluations;
  }

  private static boolean isOfJob(Assessment assessment) {
    return assessment.resource().type() == ResourceType.PROCESSING_JOB;
  }

  private List<Assessment> assessments(
      List<WorkloadRef> workloads, RuleParameters parameters, AtomicInteger undescribed) {
    Map<WorkloadRef, CompletableFuture<Judgement>> judgements = new LinkedHashMap<>();
    for (WorkloadRef workload : workloads) {
      judgements.put(
          workload,
          CompletableFuture.supplyAsync(
              () -> judgement(workload, parameters), Thread::startVirtualThread));
    }
    var assessments = new ArrayList<Assessment>();
    judgements.forEach((workload, future) -> {
      var judgement = future.join();
      if (mayBeAnybodys(workload, judgement)) {
        undescribed.incrementAndGet();
        log.warn("not judged, for it could not be described: " + Log.named(workload.resource()));
      } else {
        judgement.assessments().stream().findFirst().ifPresent(assessments::add);
      }
    });
    log.info("judged %d of %d workloads".formatted(assessments.size(), workloads.size()));
    return assessments;
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
