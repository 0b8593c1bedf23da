package io.clarifyvpc.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.clarifyvpc.assess.Assessor;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.assess.RememberedWorkload;
import io.clarifyvpc.assess.Trigger;
import io.clarifyvpc.assess.WorkloadKey;
import io.clarifyvpc.assess.WorkloadMemory;
import io.clarifyvpc.aws.AlertLedgerTable;
import io.clarifyvpc.aws.AlertTopic;
import io.clarifyvpc.aws.AwsSnapshotSource;
import io.clarifyvpc.aws.Deadline;
import io.clarifyvpc.aws.MessageQueue;
import io.clarifyvpc.aws.SideBySide;
import io.clarifyvpc.aws.WorkloadMemoryTable;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.json.TriggerDecoder;
import io.clarifyvpc.lambda.Settings.Variable;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;

/**
 * Judges what a CloudTrail event creates, alerts at once, and asks for a re-evaluation, because
 * only a run of the rule can tell AWS Config.
 */
public final class CloudTrailFunction implements RequestHandler<ScheduledEvent, String> {
  /** Enough to publish the alert and to send the message, retries included. */
  private static final Duration RESERVE = Duration.ofSeconds(10);

  private final Settings settings;
  private final Clients clients;
  private final Telemetry telemetry;
  private final InstantSource clock;

  /** Called by Lambda. */
  public CloudTrailFunction() {
    this(
        Settings.of(
            System.getenv(),
            EnumSet.of(
                Variable.ACCOUNT_ID,
                Variable.AWS_REGION,
                Variable.FINDINGS_TOPIC_ARN,
                Variable.REEVALUATION_QUEUE_URL,
                Variable.FAILURE_QUEUE_URL,
                Variable.RULE_PARAMETERS,
                Variable.STATE_TABLE,
                Variable.STOP_ON_CONTROLS)),
        Clients.ofFunction(),
        Telemetry.ofFunction(),
        InstantSource.system());
  }

  CloudTrailFunction(Settings settings, Clients clients, Telemetry telemetry, InstantSource clock) {
    this.settings = settings;
    this.clients = clients;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  @Override
  public String handleRequest(ScheduledEvent event, Context context) {
    return telemetry.during(context, clients.calls(), log -> handle(event, log, context));
  }

  private String handle(ScheduledEvent event, Log log, Context context) {
    var document = EventDocument.of(event);
    return switch (TriggerDecoder.decode(document)) {
      case Trigger.Malformed malformed -> {
        failures(context).send(malformed.describe(), document);
        log.refused("malformed event: " + malformed.describe());
        yield "malformed";
      }
      case Trigger.NotOurs(var reason) -> {
        log.info("not ours: " + reason);
        yield "not ours";
      }
      case Trigger.OfWorkload trigger -> {
        var refusal = settings.home().refusal(trigger.resource());
        if (refusal.isPresent()) {
          failures(context).send(refusal.get(), document);
          log.refused(
              "%s is not judged: %s".formatted(Log.named(trigger.resource()), refusal.get()));
          yield "refused";
        }
        yield ofWorkload(trigger, log, context);
      }
    };
  }

  private String ofWorkload(Trigger.OfWorkload trigger, Log log, Context context) {
    return switch (trigger) {
      case Trigger.Deleted(var resource, var origin) -> {
        askForReevaluation(origin.source(), resource, context);
        memory(log, context).forget(WorkloadKey.of(resource));
        log.info("deleted: " + Log.named(resource));
        yield "deleted";
      }
      case Trigger.Ours _, Trigger.Cut _ -> judge(trigger, log, context);
    };
  }

  private String judge(Trigger trigger, Log log, Context context) {
    var home = settings.home();
    var source =
        new AwsSnapshotSource(
            clients.reading(), home.accountId(), home.region(), TimeLeft.but(RESERVE, context));
    var judged =
        new Assessor(source, Catalogue.controls(), log.failedControls())
            .assess(trigger, settings.ruleParameters());
    log.judged(judged);
    if (mayBeAnybodys(judged)) {
      // Comes again, and in the end lies on the failure queue: an alert might be a false one.
      throw new NotDescribed(judged);
    }
    if (judged.assessments().isEmpty()) {
      return "nothing to judge";
    }
    // What cannot be stopped is told of, and tried again by the run that is asked for.
    var judgement = stopped(judged, log, context);
    var alerts = alerts(log, context);
    // First what may be done twice: should anything fail, the event comes again.
    var asked =
        SideBySide.start(() -> {
          askForReevaluation(
              judgement.origin().source(), judgement.assessments().getFirst().resource(), context);
          return true;
        });
    var claimed =
        alerts.claim(
            judgement, context.getAwsRequestId(), clock.instant(), settings.ruleParameters());
    SideBySide.join(asked);
    claimed.ifPresent(alerts::publish);
    // Nobody waits for it: the next run would read it itself.
    RememberedWorkload.seen(judgement, settings.ruleParameters())
        .ifPresent(memory(log, context)::rememberCreation);
    return verdict(judgement);
  }

  private Judgement stopped(Judgement judgement, Log log, Context context) {
    return settings
        .stopOnControls()
        .order(judgement)
        .map(JobStops.of(clients, TimeLeft.but(RESERVE, context), log)::carryOut)
        .map(judgement::after)
        .orElse(judgement);
  }

  /** Most processing jobs are not Clarify's; which this is, only its description tells. */
  private static boolean mayBeAnybodys(Judgement judgement) {
    return judgement.undescribed().isPresent()
        && judgement.assessments().stream()
            .anyMatch(each -> each.resource().type() == ResourceType.PROCESSING_JOB);
  }

  /** Whether a job is ours at all is not known. */
  static final class NotDescribed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotDescribed(Judgement judgement) {
      super(
          "whether %s is a Clarify job is not known: %s"
              .formatted(
                  judgement.assessments().getFirst().resource().id(),
                  judgement.undescribed().map(Gap::describe).orElse("")));
    }
  }

  private Alerts alerts(Log log, Context context) {
    var ledger =
        new AlertLedgerTable(
            clients.dynamoDb(),
            settings.get(Variable.STATE_TABLE),
            settings.home().accountId(),
            untilTheEnd(context));
    return new Alerts(
        new AlertTopic(
            clients.sns(), settings.get(Variable.FINDINGS_TOPIC_ARN), untilTheEnd(context)),
        new FallibleLedger(ledger, log),
        log);
  }

  private void askForReevaluation(String because, Resource resource, Context context) {
    var message = JsonNodeFactory.instance.objectNode();
    message
        .put("because", because)
        .put("resourceType", resource.type().typeName())
        .put("resourceId", resource.id());
    new MessageQueue(
            clients.sqs(), settings.get(Variable.REEVALUATION_QUEUE_URL), untilTheEnd(context))
        .send(message.toString());
  }

  private WorkloadMemory memory(Log log, Context context) {
    return new FallibleMemory(
        new WorkloadMemoryTable(
            clients.dynamoDb(), settings.get(Variable.STATE_TABLE), untilTheEnd(context)),
        log);
  }

  private FailureQueue failures(Context context) {
    return new FailureQueue(
        new MessageQueue(
            clients.sqs(), settings.get(Variable.FAILURE_QUEUE_URL), untilTheEnd(context)),
        "CloudTrailFunction");
  }

  private static Deadline untilTheEnd(Context context) {
    return TimeLeft.but(Duration.ZERO, context);
  }

  private static String verdict(Judgement judgement) {
    return judgement.assessments().getFirst().compliance().name();
  }
}
