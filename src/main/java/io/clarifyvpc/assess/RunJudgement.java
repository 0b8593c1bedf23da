package io.clarifyvpc.assess;

import static java.util.stream.Collectors.toMap;

import io.clarifyvpc.assess.EvaluationChanges.ResourceKey;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.control.RuleParameters.ProcessingJobResourceType;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came of one scheduled run.
 *
 * @param targets every workload that is there and has to be judged
 * @param assessments of those that were judged in this run
 * @param kept the verdicts on finished jobs, of this run and of earlier ones
 * @param undescribed processing jobs that could not be described, and may be anybody's
 * @param shadowModels the model behind the shadow endpoint of a job or definition that was judged
 * @param complete whether there was time for every target
 */
public record RunJudgement(
    List<RunTarget> targets,
    List<Assessment> assessments,
    Map<WorkloadKey, KeptVerdict> kept,
    List<Resource> undescribed,
    Map<WorkloadKey, WorkloadKey> shadowModels,
    boolean complete) {
  public RunJudgement {
    targets = List.copyOf(targets);
    assessments = List.copyOf(assessments);
    kept = Map.copyOf(kept);
    undescribed = List.copyOf(undescribed);
    shadowModels = Map.copyOf(shadowModels);
  }

  /**
   * One evaluation a workload; for the jobs either one each, or the account's, which stands for all
   * of them.
   */
  public List<Evaluation> evaluations(
      String accountId, ProcessingJobResourceType jobs, RuleParameters parameters) {
    var assessed =
        assessments.stream().collect(toMap(each -> WorkloadKey.of(each.resource()), each -> each));
    var evaluations = new ArrayList<Evaluation>();
    targets.stream()
        .filter(each -> isToldAlone(each, jobs))
        .flatMap(target -> {
          var key = WorkloadKey.of(target.resource());
          return evaluation(target, Optional.ofNullable(assessed.get(key)), parameters).stream();
        })
        .forEach(evaluations::add);
    if (jobs == ProcessingJobResourceType.ACCOUNT) {
      ofAccount(accountId, parameters).ifPresent(evaluations::add);
    }
    return evaluations;
  }

  private Optional<Evaluation> evaluation(
      RunTarget target, Optional<Assessment> assessment, RuleParameters parameters) {
    var resource = target.resource();
    return Optional.ofNullable(kept.get(WorkloadKey.of(resource)))
        .map(verdict -> verdict.evaluation(resource.type().typeName(), target.configResourceId()))
        .or(() ->
            assessment.map(
                each -> Evaluation.of(each, parameters).ofResource(target.configResourceId())));
  }

  /**
   * The account's evaluation, which stands for all jobs. Empty where some were not judged for want
   * of time and none of the others fails: what AWS Config shows stays.
   */
  public Optional<Evaluation> ofAccount(String accountId, RuleParameters parameters) {
    var verdicts = jobs();
    return complete || verdicts.containsValue(Compliance.NON_COMPLIANT)
        ? Optional.of(AccountEvaluation.of(accountId, verdicts, undescribed.size(), parameters))
        : Optional.empty();
  }

  /** The verdict on each Clarify job, by its name. */
  private Map<String, Compliance> jobs() {
    var verdicts = new TreeMap<String, Compliance>();
    assessments.stream()
        .filter(each -> isJob(each.resource()))
        .forEach(each -> verdicts.put(each.resource().id(), each.compliance()));
    kept.forEach((key, verdict) -> verdicts.put(key.name(), verdict.compliance()));
    return verdicts;
  }

  /** What AWS Config may go on showing: everything that is there, judged or not. */
  public List<ResourceKey> shown(String accountId, ProcessingJobResourceType jobs) {
    var shown = new ArrayList<ResourceKey>();
    targets.stream()
        .filter(each -> isToldAlone(each, jobs))
        .map(each -> new ResourceKey(each.resource().type().typeName(), each.configResourceId()))
        .forEach(shown::add);
    if (jobs == ProcessingJobResourceType.ACCOUNT) {
      shown.add(new ResourceKey(jobs.typeName(), accountId));
    }
    return shown;
  }

  private static boolean isToldAlone(RunTarget target, ProcessingJobResourceType jobs) {
    return !isJob(target.resource()) || jobs == ProcessingJobResourceType.PROCESSING_JOB;
  }

  private static boolean isJob(Resource resource) {
    return resource.type() == ResourceType.PROCESSING_JOB;
  }
}
