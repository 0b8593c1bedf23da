package io.clarifyvpc.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ConfigEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.assess.Assessor;
import io.clarifyvpc.assess.ConfigInvocation;
import io.clarifyvpc.assess.ConfigInvocation.Call;
import io.clarifyvpc.assess.Evaluation;
import io.clarifyvpc.assess.EvaluationChanges;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.ReevaluationMessage;
import io.clarifyvpc.assess.RuleResult;
import io.clarifyvpc.assess.RunAlerts;
import io.clarifyvpc.assess.RunJudgement;
import io.clarifyvpc.assess.RunReport;
import io.clarifyvpc.assess.ScheduledRun;
import io.clarifyvpc.assess.StopOutcome;
import io.clarifyvpc.assess.WorkloadKey;
import io.clarifyvpc.aws.AlertLedgerTable;
import io.clarifyvpc.aws.AlertTopic;
import io.clarifyvpc.aws.AwsSnapshotSource;
import io.clarifyvpc.aws.EvaluationSink;
import io.clarifyvpc.aws.EvaluationSink.Taken;
import io.clarifyvpc.aws.MessageQueue;
import io.clarifyvpc.aws.RecordedModels;
import io.clarifyvpc.aws.RuleResults;
import io.clarifyvpc.aws.SideBySide;
import io.clarifyvpc.aws.WorkloadListing;
import io.clarifyvpc.aws.WorkloadMemoryTable;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.control.InvalidRuleParameters;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.control.RuleParameters.ProcessingJobResourceType;
import io.clarifyvpc.json.ConfigInvocationDecoder;
import io.clarifyvpc.json.ReevaluationMessageDecoder;
import io.clarifyvpc.lambda.Settings.Variable;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.config.model.InvalidResultTokenException;

/**
 * The custom rule of AWS Config: judges every workload when it is scheduled, and one when it is
 * told of a change. Nothing is put under rule parameters that are not understood.
 */
public final class ConfigRuleFunction implements RequestHandler<ConfigEvent, String> {
  /** Enough to put some thousand evaluations, retries included. */
  private static final Duration RESERVE = Duration.ofSeconds(30);

  /** Enough to read what AWS Config shows, and to compare and put as much. */
  private static final Duration PUTTING = Duration.ofMinutes(2);

  /** Most of that: a run that had no time for everything has still to stop what it knows. */
  private static final Duration AFTER_STOPPING = Duration.ofSeconds(90);

  private final Settings settings;
  private final Clients clients;
  private final Telemetry telemetry;
  private final InstantSource clock;

  /** Remembered for as long as the execution environment lives. */
  private volatile boolean jobTypeRefused;

  /** Called by Lambda. */
  public ConfigRuleFunction() {
    this(
        Settings.of(
            System.getenv(),
            EnumSet.of(
                Variable.ACCOUNT_ID,
                Variable.AWS_REGION,
                Variable.FINDINGS_TOPIC_ARN,
                Variable.FAILURE_QUEUE_URL,
                Variable.REEVALUATION_QUEUE_URL,
                Variable.STATE_TABLE,
                Variable.STOP_ON_CONTROLS)),
        Clients.ofFunction(),
        Telemetry.ofFunction(),
        InstantSource.system());
  }

  ConfigRuleFunction(Settings settings, Clients clients, Telemetry telemetry, InstantSource clock) {
    this.settings = settings;
    this.clients = clients;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  @Override
  public String handleRequest(ConfigEvent event, Context context) {
    return telemetry.during(context, clients.calls(), log -> handle(event, log, context));
  }

  private String handle(ConfigEvent event, Log log, Context context) {
    var document = EventDocument.of(event);
    try {
      return switch (ConfigInvocationDecoder.decode(document)) {
        case ConfigInvocation.Malformed malformed ->
            refuse(malformed.describe(), document, log, context);
        case ConfigInvocation.Answerable invocation -> {
          var refusal = refusal(invocation);
          yield refusal.isPresent()
              ? refuse(refusal.get(), document, log, context)
              : answer(invocation, log, context);
        }
      };
    } catch (InvalidRuleParameters invalid) {
      return refuse(invalid.getMessage(), document, log, context);
    } catch (InvalidResultTokenException refused) {
      // A retry would carry the same token.
      return refuse("AWS Config refused the result token", document, log, context);
    }
  }

  private Optional<String> refusal(ConfigInvocation.Answerable invocation) {
    var home = settings.home();
    return switch (invocation) {
      case ConfigInvocation.Changed changed -> home.refusal(changed.workload().resource());
      case ConfigInvocation.Scheduled _, ConfigInvocation.NotJudged _ ->
          home.refusal(invocation.call().accountId());
    };
  }

  private String answer(ConfigInvocation.Answerable invocation, Log log, Context context) {
    return switch (invocation) {
      case ConfigInvocation.Scheduled scheduled -> scheduled(scheduled, log, context);
      case ConfigInvocation.Changed changed -> changed(changed, log, context);
      case ConfigInvocation.NotJudged(var call, var type, var id, var reason) -> {
        // Not even this is put under parameters that are not understood.
        var _ = parameters(call);
        log.info("%s %s is not judged: %s".formatted(type, id, reason));
        putOne(call, Evaluation.notApplicable(type, id, reason), log, context);
        yield "not judged";
      }
    };
  }

  /** The token stays out: whoever holds it may report to AWS Config in the rule's name. */
  private String refuse(String reason, ObjectNode document, Log log, Context context) {
    new FailureQueue(
            new MessageQueue(
                clients.sqs(),
                settings.get(Variable.FAILURE_QUEUE_URL),
                TimeLeft.but(Duration.ZERO, context)),
            "ConfigRuleFunction")
        .send(reason, document.without("resultToken"));
    log.refused("nothing was evaluated: " + reason);
    return "refused";
  }

  private String scheduled(ConfigInvocation.Scheduled invocation, Log log, Context context) {
    var parameters = parameters(invocation.call());
    var call = invocation.call();
    var run = new ScheduledRun(means(log, context), parameters, call.orderingTimestamp(), log);
    var judgement = run.judge();
    var trigger = ScheduledRun.origin(call.orderingTimestamp()).source();
    judgement.assessments().forEach(each -> log.judged(trigger, each));
    var stops =
        call.isTest()
            ? Map.<WorkloadKey, StopOutcome>of()
            : JobStops.of(clients, TimeLeft.but(AFTER_STOPPING, context), log)
                .carryOut(run.stopOrders());
    int put;
    try {
      put = put(call, judgement, parameters, log, context);
    } finally {
      // Also where AWS Config did not take something: the run comes again for that.
      if (!call.isTest()) {
        run.keepVerdicts(tell(call, judgement, stops, parameters, log, context));
      }
    }
    if (!judgement.complete()) {
      askForAnotherRun(log, context);
    }
    return "%d evaluations".formatted(put);
  }

  /** Those of which nobody was told yet. */
  private Set<WorkloadKey> tell(
      Call call,
      RunJudgement judgement,
      Map<WorkloadKey, StopOutcome> stops,
      RuleParameters parameters,
      Log log,
      Context context) {
    var deadline = TimeLeft.but(Duration.ZERO, context);
    var ledger =
        new AlertLedgerTable(
            clients.dynamoDb(),
            settings.get(Variable.STATE_TABLE),
            settings.home().accountId(),
            deadline);
    var topic = new AlertTopic(clients.sns(), settings.get(Variable.FINDINGS_TOPIC_ARN), deadline);
    return new Alerts(topic, new FallibleLedger(ledger, log), log)
        .tell(
            new RunAlerts.Run(
                judgement,
                stops,
                parameters,
                Catalogue.ids(),
                ScheduledRun.origin(call.orderingTimestamp()),
                context.getAwsRequestId(),
                clock.instant()));
  }

  private ScheduledRun.Means means(Log log, Context context) {
    var reading = TimeLeft.but(RESERVE, context);
    var memory =
        new WorkloadMemoryTable(clients.dynamoDb(), settings.get(Variable.STATE_TABLE), reading);
    return new ScheduledRun.Means(
        new WorkloadListing(clients.reading().sageMaker(), reading)::workloads,
        new FallibleMemory(memory, log),
        new RecordedModels(clients.config(), settings.home().accountId(), reading)::named,
        known -> assessor(known, log, context),
        SideBySide::all,
        settings.stopOnControls(),
        TimeLeft.but(PUTTING, context)::isOver);
  }

  /** AWS Config would ask again only after its period, which may be a day. */
  private void askForAnotherRun(Log log, Context context) {
    var change = new ReevaluationMessage.Change("a run that ran out of time", Optional.empty());
    new MessageQueue(
            clients.sqs(),
            settings.get(Variable.REEVALUATION_QUEUE_URL),
            TimeLeft.but(Duration.ZERO, context))
        .send(ReevaluationMessageDecoder.encode(change));
    log.info("asked for another run");
  }

  /** Puts what AWS Config does not show yet, and takes back what is gone; how many there were. */
  private int put(
      Call call, RunJudgement judgement, RuleParameters parameters, Log log, Context context) {
    var report =
        new RunReport(
            new EvaluationChanges(shown(call, log, context)),
            judgement,
            settings.home().accountId(),
            parameters,
            call.orderingTimestamp());
    var jobs =
        jobTypeRefused ? ProcessingJobResourceType.ACCOUNT : parameters.processingJobResourceType();
    var first = report.first(jobs);
    var taken = put(call, first, log, context);
    if (taken == Taken.ALL_BUT_JOBS) {
      jobTypeRefused = true;
      log.warn("AWS Config refuses the type of processing jobs: the account stands for them");
    }
    var afterwards =
        switch (jobs) {
          case ACCOUNT -> List.<Evaluation>of();
          case PROCESSING_JOB ->
              jobTypeRefused ? report.whereJobsAreRefused() : report.whereNothingIsRefused(first);
        };
    if (!afterwards.isEmpty()) {
      put(call, afterwards, log, context);
    }
    return first.size() + afterwards.size();
  }

  /**
   * What AWS Config shows. Where that cannot be read it counts as nothing: everything is put anew,
   * and nothing taken back. So it does under a test's token, where all is to be checked.
   */
  private List<RuleResult> shown(Call call, Log log, Context context) {
    if (call.isTest()) {
      return List.of();
    }
    try {
      return new RuleResults(
              clients.config(), call.configRuleName(), TimeLeft.but(RESERVE, context))
          .all();
    } catch (RuntimeException failure) {
      log.warn(
          "what AWS Config shows cannot be read (%s): everything is put, and nothing taken back"
              .formatted(failure.getClass().getSimpleName()));
      return List.of();
    }
  }

  private String changed(ConfigInvocation.Changed invocation, Log log, Context context) {
    var parameters = parameters(invocation.call());
    var resource = invocation.workload().resource();
    var judgement =
        assessor(_ -> Optional.empty(), log, context)
            .assess(invocation.workload(), Origin.file("AWS Config"), parameters);
    log.judged(judgement);
    // A change-triggered run reports on the changed resource only: a model behind it has runs of
    // its own.
    var evaluation =
        judgement.assessments().stream()
            .findFirst()
            .filter(assessment -> isReported(assessment, parameters))
            .map(assessment -> Evaluation.of(assessment, parameters))
            .map(each -> each.ofResource(invocation.resourceId()))
            .orElseGet(() ->
                Evaluation.notApplicable(
                    resource.type().typeName(),
                    invocation.resourceId(),
                    judgement.nothingBecause().orElse("jobs are reported for the account")));
    putOne(invocation.call(), evaluation, log, context);
    return evaluation.complianceType().name();
  }

  private static boolean isReported(Assessment assessment, RuleParameters parameters) {
    return assessment.resource().type() != ResourceType.PROCESSING_JOB
        || parameters.processingJobResourceType() == ProcessingJobResourceType.PROCESSING_JOB;
  }

  private static RuleParameters parameters(Call call) {
    return RuleParameters.parse(call.ruleParameters(), Catalogue.ids());
  }

  private Assessor assessor(Function<String, Optional<Model>> known, Log log, Context context) {
    var home = settings.home();
    var source =
        new AwsSnapshotSource(
            clients.reading(),
            home.accountId(),
            home.region(),
            TimeLeft.but(RESERVE, context),
            known);
    return new Assessor(source, Catalogue.controls(), log.failedControls());
  }

  /** An empty call takes the place of one that is refused: AWS Config awaits an answer. */
  private void putOne(Call call, Evaluation evaluation, Log log, Context context) {
    if (put(call, List.of(evaluation), log, context) == Taken.ALL_BUT_JOBS) {
      log.warn("AWS Config refuses the type " + evaluation.complianceResourceType());
      put(call, List.of(), log, context);
    }
  }

  private Taken put(Call call, List<Evaluation> evaluations, Log log, Context context) {
    var taken =
        new EvaluationSink(
                clients.config(),
                TimeLeft.but(Duration.ZERO, context),
                stored -> log.metrics().add(Metric.EVALUATIONS_PUT, stored))
            .put(call.resultToken(), evaluations, call.orderingTimestamp());
    log.info(
        switch (taken) {
          case EVERYTHING -> "put %d evaluations".formatted(evaluations.size());
          case ALL_BUT_JOBS -> "put what is no processing job's";
        });
    return taken;
  }
}
