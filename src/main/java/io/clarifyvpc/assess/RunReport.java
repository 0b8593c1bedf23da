package io.clarifyvpc.assess;

import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.control.RuleParameters.ProcessingJobResourceType;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run has AWS Config show. AWS Config may refuse the type of processing jobs, which shows
 * only when one is put; the account stands for the jobs then, until one has been taken.
 *
 * @param shown what AWS Config shows so far
 * @param judgement what the run found
 * @param accountId the account
 * @param now when the run was asked for
 */
public record RunReport(
    EvaluationChanges shown,
    RunJudgement judgement,
    String accountId,
    RuleParameters parameters,
    Instant now) {

  /**
   * What is put first: all that is new, and what is gone; of what is gone nothing by a run that had
   * no time for everything.
   *
   * @param jobs how jobs are reported
   */
  public List<Evaluation> first(ProcessingJobResourceType jobs) {
    var put = new ArrayList<>(shown.toPut(judgement.evaluations(accountId, jobs, parameters), now));
    var targets = new ArrayList<>(judgement.shown(accountId, jobs));
    // Whether it still stands for the jobs is known afterwards.
    targets.add(account());
    if (judgement.complete()) {
      put.addAll(shown.toTakeBack(targets));
    }
    return put;
  }

  /** What is put afterwards, where AWS Config refused the jobs. */
  public List<Evaluation> whereJobsAreRefused() {
    return ofAccount();
  }

  private List<Evaluation> ofAccount() {
    return shown.toPut(judgement.ofAccount(accountId, parameters).stream().toList(), now);
  }

  /**
   * What is put afterwards, where AWS Config refused nothing: if it has taken jobs, the account
   * stands for them no longer; if there was no job to try it with, it still does.
   *
   * @param put what was put first
   */
  public List<Evaluation> whereNothingIsRefused(List<Evaluation> put) {
    if (!shown.shows(account()) || !judgement.complete()) {
      return List.of();
    }
    var jobType = ResourceType.PROCESSING_JOB.typeName();
    boolean taken =
        shown.showsType(jobType)
            || put.stream().anyMatch(each -> each.complianceResourceType().equals(jobType));
    boolean noJobs =
        judgement.targets().stream()
            .noneMatch(each -> each.resource().type() == ResourceType.PROCESSING_JOB);
    return taken || noJobs ? List.of(shown.takenBack(account())) : ofAccount();
  }

  private EvaluationChanges.ResourceKey account() {
    return new EvaluationChanges.ResourceKey(
        ProcessingJobResourceType.ACCOUNT.typeName(), accountId);
  }
}
