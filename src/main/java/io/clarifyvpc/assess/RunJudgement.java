package io.clarifyvpc.assess;

import io.clarifyvpc.assess.EvaluationChanges.ResourceKey;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.control.RuleParameters.ProcessingJobResourceType;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of one scheduled run.
 *
 * @param listed every workload that was there
 * @param assessments of those that are ours
 * @param undescribed processing jobs that could not be described, and may be anybody's
 */
public record RunJudgement(
    List<Resource> listed, List<Assessment> assessments, List<Resource> undescribed) {
  public RunJudgement {
    listed = List.copyOf(listed);
    assessments = List.copyOf(assessments);
    undescribed = List.copyOf(undescribed);
  }

  /**
   * One evaluation a workload; for the jobs either one each, or the account's, which stands for all
   * of them.
   */
  public List<Evaluation> evaluations(
      String accountId, ProcessingJobResourceType jobs, RuleParameters parameters) {
    var evaluations = new ArrayList<Evaluation>();
    assessments.stream()
        .filter(
            each -> !isOfJob(each.resource()) || jobs == ProcessingJobResourceType.PROCESSING_JOB)
        .map(each -> Evaluation.of(each, parameters))
        .forEach(evaluations::add);
    if (jobs == ProcessingJobResourceType.ACCOUNT) {
      evaluations.add(ofAccount(accountId, parameters));
    }
    return evaluations;
  }

  /** The account's evaluation, which stands for all jobs. */
  public Evaluation ofAccount(String accountId, RuleParameters parameters) {
    var jobs = assessments.stream().filter(each -> isOfJob(each.resource())).toList();
    return AccountEvaluation.of(accountId, jobs, undescribed.size(), parameters);
  }

  /** What AWS Config may go on showing: everything that is there, judged or not. */
  public List<ResourceKey> targets(String accountId, ProcessingJobResourceType jobs) {
    var targets = new ArrayList<ResourceKey>();
    listed.stream()
        .filter(each -> !isOfJob(each) || jobs == ProcessingJobResourceType.PROCESSING_JOB)
        .map(each -> new ResourceKey(each.type().typeName(), each.id()))
        .forEach(targets::add);
    if (jobs == ProcessingJobResourceType.ACCOUNT) {
      targets.add(new ResourceKey(jobs.typeName(), accountId));
    }
    return targets;
  }

  private static boolean isOfJob(Resource resource) {
    return resource.type() == ResourceType.PROCESSING_JOB;
  }
}
