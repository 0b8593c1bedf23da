package io.clarifyvpc.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.Assessor;
import io.clarifyvpc.assess.Evaluation;
import io.clarifyvpc.assess.EvaluationChanges;
import io.clarifyvpc.assess.ListedWorkload;
import io.clarifyvpc.assess.RuleResult;
import io.clarifyvpc.assess.RunJudgement;
import io.clarifyvpc.assess.ScheduledRun;
import io.clarifyvpc.assess.SnapshotSource;
import io.clarifyvpc.assess.StopOnControls;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.aws.Deadline;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.aws.SideBySide;
import io.clarifyvpc.aws.WorkloadMemoryTable;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.control.RuleParameters.ProcessingJobResourceType;
import io.clarifyvpc.json.DescribeAnswers;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.NetworkConfig;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Runs that have no time for everything, by a clock of their own. */
class ScheduledRunTest {
  private static final int MODELS = 9_000;
  private static final int DEFINITIONS = 1_000;
  private static final int CLARIFY_JOBS = 2_000;
  private static final int OTHER_JOBS = 8_000;

  /** As long as SageMaker lets a description take, when twenty a second are let through. */
  private static final long DESCRIPTION_MILLIS = 50;

  private static final Duration TIME_OF_A_RUN = Duration.ofMinutes(5);
  private static final Instant CREATED = Instant.parse("2026-11-20T07:30:00Z");

  private final FakeAccount account = FakeAccount.empty();
  private final AtomicLong elapsedMillis = new AtomicLong();
  private final AtomicLong described = new AtomicLong();
  private final List<ListedWorkload> listed = new ArrayList<>();
  private final Map<String, RuleResult> shown = new TreeMap<>();
  private Instant now = Instant.parse("2026-11-20T08:00:00Z");

  @Test
  void twenty_thousand_workloads_converge() {
    list(ResourceType.MODEL, MODELS, "model");
    list(ResourceType.MODEL_BIAS_JOB_DEFINITION, DEFINITIONS, "bias");
    list(ResourceType.PROCESSING_JOB, CLARIFY_JOBS, "clarify");
    list(ResourceType.PROCESSING_JOB, OTHER_JOBS, "other");

    int runs = 0;
    boolean complete = false;
    while (!complete && runs < 10) {
      complete = run();
      runs++;
      System.out.printf(
          "COUNT run %d: %d described, %d results shown%n", runs, described.get(), shown.size());
    }

    assertThat(complete).isTrue();
    assertThat(runs).isLessThanOrEqualTo(5);
    assertThat(described.get()).isEqualTo(listed.size());
    assertThat(shown).hasSize(MODELS + DEFINITIONS + CLARIFY_JOBS);
    assertThat(shown.values())
        .allSatisfy(result ->
            assertThat(result.evaluation().complianceType())
                .isEqualTo(truth(result.evaluation().complianceResourceId())));

    assertThat(run()).isTrue();
    assertThat(described.get()).isEqualTo(listed.size());
  }

  /** Every second one has no VpcConfig. */
  private static Compliance truth(String name) {
    return isInVpc(name) ? Compliance.COMPLIANT : Compliance.NON_COMPLIANT;
  }

  private static boolean isInVpc(String name) {
    return (name.charAt(name.length() - 1) - '0') % 2 == 0;
  }

  private void list(ResourceType type, int count, String prefix) {
    for (int each = 0; each < count; each++) {
      listed.add(
          new ListedWorkload(
              new Resource(
                  type,
                  "%s-%05d".formatted(prefix, each),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()),
              Optional.of(CREATED),
              type == ResourceType.PROCESSING_JOB ? Optional.of("Completed") : Optional.empty()));
    }
  }

  /** One run with what follows it; whether it had time for everything. */
  private boolean run() {
    elapsedMillis.set(0);
    now = now.plus(Duration.ofMinutes(15));
    var log = new FakeInvocation().toLog();
    var memory =
        new WorkloadMemoryTable(
            account.dynamoDb(), "state", Deadline.perCall(Duration.ofSeconds(5)));
    var means =
        new ScheduledRun.Means(
            _ -> listed,
            memory,
            _ -> List.of(),
            _ ->
                new Assessor(
                    new SlowSource(),
                    Catalogue.controls().stream()
                        .filter(control -> control.spec().id().equals("Clarify.1"))
                        .toList(),
                    log.failedControls()),
            SideBySide::all,
            StopOnControls.none(),
            () -> elapsedMillis.get() > TIME_OF_A_RUN.toMillis());
    var run = new ScheduledRun(means, RuleParameters.defaults(), now, log);
    var judgement = run.judge();
    show(judgement);
    run.keepVerdicts(Set.of());
    return judgement.complete();
  }

  private void show(RunJudgement judgement) {
    var jobs = ProcessingJobResourceType.PROCESSING_JOB;
    var evaluations = judgement.evaluations(FakeAccount.ID, jobs, RuleParameters.defaults());
    var changes = new EvaluationChanges(shown.values());
    var put = new ArrayList<Evaluation>(changes.toPut(evaluations, now));
    if (judgement.complete()) {
      put.addAll(changes.toTakeBack(judgement.shown(FakeAccount.ID, jobs)));
    }
    put.forEach(each ->
        shown.put(
            each.complianceResourceType() + " " + each.complianceResourceId(),
            new RuleResult(each, now)));
  }

  /** Describes twenty workloads a second; of the network nothing is read. */
  private final class SlowSource implements SnapshotSource {
    @Override
    public Reading<Optional<Workload>> workload(WorkloadRef reference) {
      return switch (reference) {
        case WorkloadRef.Described(var workload) -> Reading.known(Optional.of(workload));
        case WorkloadRef.Named(var resource) -> {
          elapsedMillis.addAndGet(DESCRIPTION_MILLIS);
          described.incrementAndGet();
          yield Reading.known(Optional.of(describe(resource)));
        }
      };
    }

    @Override
    public Snapshot snapshot(Workload workload, Set<Fact> facts) {
      return new DescribeAnswers().snapshot(AnalysisConfigurations.none());
    }

    private static Workload describe(Resource resource) {
      var vpc =
          isInVpc(resource.id())
              ? Optional.of(new VpcConfig(List.of("subnet-a"), List.of("sg-a")))
              : Optional.<VpcConfig>empty();
      var network = Optional.of(new NetworkConfig(false, false, vpc));
      return switch (resource.type()) {
        case MODEL -> new Model(resource, false, vpc, List.of());
        case PROCESSING_JOB ->
            new ProcessingJob(
                resource,
                resource.id().startsWith("clarify") ? "x/sagemaker-clarify-processing:1" : "x/y",
                OptionalInt.of(1),
                network,
                List.of(),
                List.of(),
                Optional.of("Completed"));
        case MODEL_BIAS_JOB_DEFINITION, MODEL_EXPLAINABILITY_JOB_DEFINITION ->
            new JobDefinition(
                resource,
                OptionalInt.of(1),
                network,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
      };
    }
  }
}
