package io.clarifyvpc.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.clarifyvpc.assess.Reevaluation;
import io.clarifyvpc.assess.Reevaluation.Decision;
import io.clarifyvpc.assess.ReevaluationMessage;
import io.clarifyvpc.assess.ReevaluationMessage.Change;
import io.clarifyvpc.assess.ReevaluationMessage.NoChange;
import io.clarifyvpc.aws.Deadline;
import io.clarifyvpc.aws.MessageQueue;
import io.clarifyvpc.aws.RuleEvaluation;
import io.clarifyvpc.json.ReevaluationMessageDecoder;
import io.clarifyvpc.lambda.Settings.Variable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Has AWS Config run the rule once for all the changes that a batch tells of. Where it is too early
 * for a run, one delayed message takes the place of the batch; a run that began after a change
 * makes its message void. So any burst leads to one run or two, and none is lost.
 */
public final class ReevaluationFunction implements RequestHandler<SQSEvent, String> {
  /** How long a run that AWS Config refuses for now is put off: a run may take minutes. */
  private static final Duration REFUSED = Duration.ofMinutes(2);

  /** After this long somebody should know: the message is not taken any more, and ages. */
  private static final Duration REFUSED_LONG = Duration.ofHours(1);

  /** AWS Config goes on refusing. The batch comes back, and the queue's alarm rings. */
  static final class RuleDoesNotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuleDoesNotStart() {
      super("for more than an hour AWS Config has refused to run the rule");
    }
  }

  private final Settings settings;
  private final Clients clients;
  private final Telemetry telemetry;
  private final InstantSource clock;

  /** Called by Lambda. */
  public ReevaluationFunction() {
    this(
        Settings.of(
            System.getenv(),
            EnumSet.of(
                Variable.CONFIG_RULE_NAME,
                Variable.REEVALUATION_QUEUE_URL,
                Variable.REEVALUATION_MINUTES)),
        Clients.ofFunction(),
        Telemetry.ofFunction(),
        InstantSource.system());
  }

  ReevaluationFunction(
      Settings settings, Clients clients, Telemetry telemetry, InstantSource clock) {
    this.settings = settings;
    this.clients = clients;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  @Override
  public String handleRequest(SQSEvent event, Context context) {
    return telemetry.during(context, clients.calls(), log -> handle(event, log, context));
  }

  private String handle(SQSEvent event, Log log, Context context) {
    List<SQSMessage> messages =
        event == null || event.getRecords() == null ? List.of() : event.getRecords();
    var changes = changes(messages, log);
    return changes.isEmpty() ? "nothing to do" : reevaluate(changes, log, context);
  }

  private List<Change> changes(List<SQSMessage> messages, Log log) {
    var changes = new ArrayList<Change>();
    for (SQSMessage message : messages) {
      switch (decoded(message)) {
        case NoChange(var reason) -> log.info("no change: " + reason);
        case Change(var because, var since, var oldest) -> {
          var heard = since.orElseGet(() -> sent(message));
          log.info("changed: %s at %s".formatted(because, heard));
          changes.add(new Change(because, Optional.of(heard), oldest));
        }
      }
    }
    return changes;
  }

  private static ReevaluationMessage decoded(SQSMessage message) {
    return ReevaluationMessageDecoder.decode(Optional.ofNullable(message.getBody()).orElse(""));
  }

  private Instant sent(SQSMessage message) {
    return Optional.ofNullable(message.getAttributes())
        .map(attributes -> attributes.get("SentTimestamp"))
        .filter(millis -> millis.matches("[0-9]{1,18}"))
        .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
        .orElseGet(clock::instant);
  }

  private String reevaluate(List<Change> changes, Log log, Context context) {
    var untilTheEnd = TimeLeft.but(Duration.ZERO, context);
    var rule =
        new RuleEvaluation(clients.config(), settings.get(Variable.CONFIG_RULE_NAME), untilTheEnd);
    var lastRun = lastRun(rule, log);
    var oldest = Reevaluation.oldestUnseen(changes, lastRun);
    oldest.ifPresent(since -> log.metrics().add(Metric.OLDEST_CHANGE_AGE, secondsSince(since)));
    var change = inPlaceOf(changes, oldest);
    var heard = change.since().orElseGet(clock::instant);
    return switch (new Reevaluation(settings.reevaluationInterval())
        .decide(heard, lastRun, clock.instant())) {
      case Decision.Covered(var run) -> {
        log.info("seen by the run that began at " + run);
        yield "covered";
      }
      case Decision.TooEarly(var pause) -> postpone(change, pause, log, untilTheEnd);
      case Decision.Due _ -> {
        if (!rule.start()) {
          if (heard.plus(REFUSED_LONG).isBefore(clock.instant())) {
            throw new RuleDoesNotStart();
          }
          yield postpone(change, REFUSED, log, untilTheEnd);
        }
        log.info("asked for a run of " + settings.get(Variable.CONFIG_RULE_NAME));
        yield "started";
      }
    };
  }

  private long secondsSince(Instant since) {
    return Math.max(0, Duration.between(since, clock.instant()).toSeconds());
  }

  /** The latest one, which remembers the oldest. */
  private static Change inPlaceOf(List<Change> changes, Optional<Instant> oldest) {
    var latest = Collections.max(changes, Comparator.comparing(each -> each.since().orElseThrow()));
    return new Change(
        latest.because(),
        latest.since(),
        oldest.filter(since -> since.isBefore(latest.since().orElseThrow())));
  }

  /** Unknown is as good as never: AWS Config itself refuses what comes too early. */
  private static Optional<Instant> lastRun(RuleEvaluation rule, Log log) {
    try {
      return rule.lastInvocation();
    } catch (SdkException failure) {
      log.warn("when the rule last ran is not known: " + failure.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private String postpone(Change change, Duration pause, Log log, Deadline deadline) {
    new MessageQueue(clients.sqs(), settings.get(Variable.REEVALUATION_QUEUE_URL), deadline)
        .send(ReevaluationMessageDecoder.encode(change), pause);
    log.info("put off for %d s".formatted(pause.toSeconds()));
    return "put off";
  }
}
