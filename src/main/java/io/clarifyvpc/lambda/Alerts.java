package io.clarifyvpc.lambda;

import io.clarifyvpc.assess.Alert;
import io.clarifyvpc.assess.AlertLedger.Claim;
import io.clarifyvpc.assess.AlertSink;
import io.clarifyvpc.assess.AlertState;
import io.clarifyvpc.assess.CreationTime;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.assess.LedgerEntry;
import io.clarifyvpc.assess.News;
import io.clarifyvpc.assess.News.Question;
import io.clarifyvpc.assess.News.ToTell;
import io.clarifyvpc.assess.RunAlerts;
import io.clarifyvpc.assess.RunAlerts.Message;
import io.clarifyvpc.assess.RunAlerts.Run;
import io.clarifyvpc.assess.WorkloadKey;
import io.clarifyvpc.control.RuleParameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells people what is news, once: it is claimed in the ledger, published, and marked as sent. A
 * crash in between repeats it under the same id.
 */
final class Alerts {
  /** So often others may write the entry first. */
  private static final int MOST_ATTEMPTS = 4;

  private final AlertSink sink;
  private final FallibleLedger ledger;
  private final Log log;

  Alerts(AlertSink sink, FallibleLedger ledger, Log log) {
    this.sink = sink;
    this.ledger = ledger;
    this.log = log;
  }

  /**
   * Claims what one trigger has to tell; empty where that is no news.
   *
   * @param claimant the invocation
   */
  Optional<Message> claim(
      Judgement judgement, String claimant, Instant now, RuleParameters parameters) {
    return Alert.of(judgement)
        .flatMap(alert -> claim(judgement, alert, question(judgement, claimant, now, parameters)));
  }

  private static Question question(
      Judgement judgement, String claimant, Instant now, RuleParameters parameters) {
    var assessment = judgement.assessments().getFirst();
    return new Question(
        WorkloadKey.of(assessment.resource()),
        judgement.origin().time().map(time -> new CreationTime(time, true)),
        AlertState.of(assessment).after(judgement.stop()),
        claimant,
        now,
        parameters);
  }

  private Optional<Message> claim(Judgement judgement, Alert alert, Question question) {
    var seen = Optional.<LedgerEntry>empty();
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      var answer = question.answer(seen);
      if (!(answer instanceof ToTell news)) {
        log.info("no alert: " + because(answer));
        return Optional.empty();
      }
      boolean again = news.leftBehind() && !news.entry().inDigest();
      var named = again ? news : news.under(alert.alertId(), false);
      switch (ledger.claim(named.entry(), named.seen())) {
        case Claim.Taken _ -> {
          return Optional.of(message(judgement, named.entry()));
        }
        case Claim.Refused(var found) -> seen = found;
      }
    }
    log.warn("the entry in the ledger changes all the time: the alert may be told twice");
    return Optional.of(new Message(alert, List.of()));
  }

  /** An earlier attempt may have stopped the job that this one found to be stopping. */
  private static Message message(Judgement judgement, LedgerEntry entry) {
    var told = entry.state().stop().map(judgement::after).orElse(judgement);
    return new Message(Alert.of(told).orElseThrow().under(entry.alertId()), List.of(entry));
  }

  private static String because(News answer) {
    return switch (answer) {
      case News.BeingTold _ -> "another invocation is telling it";
      case News.Outdated _ -> "a later one has the name by now";
      case News.Nothing _, News.ToForget _, ToTell _ -> "it was told before";
    };
  }

  /** Publishes what was claimed. */
  void publish(Message message) {
    sink.publish(message.alert());
    log.metrics().count(Metric.ALERTS, message.alert().kind().name());
    log.info("published alert " + message.alert().alertId());
    if (!message.entries().isEmpty()) {
      ledger.write(message.entries().stream().map(LedgerEntry::sent).toList());
    }
  }

  /**
   * Tells what a run has found out; those of which nobody was told yet.
   *
   * @throws RuntimeException the first that an alert was not published for, after the others were
   */
  Set<WorkloadKey> tell(Run run) {
    var contents = ledger.contents();
    if (contents.isEmpty()) {
      publish(RunAlerts.withoutLedger(run));
      return Set.of();
    }
    var alerts = new RunAlerts(run, contents.get());
    var claimed = claim(alerts.toClaim());
    publish(alerts.messages(claimed));
    if (!alerts.toForget().isEmpty()) {
      ledger.forget(alerts.toForget());
    }
    if (!alerts.toExtend().isEmpty()) {
      ledger.write(alerts.toExtend());
    }
    if (alerts.tellsBasis()) {
      ledger.tellBasis(run.basis());
    }
    return alerts.untold(claimed);
  }

  private List<ToTell> claim(List<ToTell> news) {
    return news.isEmpty() ? List.of() : ledger.claim(news);
  }

  private void publish(List<Message> messages) {
    var failures = new ArrayList<RuntimeException>();
    for (Message message : messages) {
      try {
        publish(message);
      } catch (RuntimeException failure) {
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      var first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }
}
