package io.clarifyvpc.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.clarifyvpc.aws.RuleEvaluation;
import io.clarifyvpc.lambda.Settings.Variable;
import java.time.Duration;
import java.util.EnumSet;

/**
 * Has AWS Config run the rule once for a whole batch of messages, whatever they say. What AWS
 * Config refuses is thrown: the batch comes back after its visibility timeout.
 */
public final class ReevaluationFunction implements RequestHandler<SQSEvent, String> {
  private final Settings settings;
  private final Clients clients;

  /** Called by Lambda. */
  public ReevaluationFunction() {
    this(Settings.of(System.getenv(), EnumSet.of(Variable.CONFIG_RULE_NAME)), Clients.ofFunction());
  }

  ReevaluationFunction(Settings settings, Clients clients) {
    this.settings = settings;
    this.clients = clients;
  }

  @Override
  public String handleRequest(SQSEvent event, Context context) {
    int messages = event == null || event.getRecords() == null ? 0 : event.getRecords().size();
    var log = Log.of(context);
    if (messages == 0) {
      log.warn("a batch without messages");
      return "nothing to do";
    }
    var rule = settings.get(Variable.CONFIG_RULE_NAME);
    new RuleEvaluation(clients.config(), rule, TimeLeft.but(Duration.ZERO, context)).start();
    log.info("asked for a run of %s for %d messages".formatted(rule, messages));
    return "started";
  }
}
