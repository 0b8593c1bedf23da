package io.clarifyvpc.lambda;

import io.clarifyvpc.assess.AlertLedger;
import io.clarifyvpc.assess.AlertLedger.Claim;
import io.clarifyvpc.assess.AlertLedger.Contents;
import io.clarifyvpc.assess.LedgerEntry;
import io.clarifyvpc.assess.News.ToTell;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A ledger that may be out of reach: then everything is told, for twice is better than never. That
 * is said once, and the ledger left alone for the rest of the invocation, for each attempt costs
 * time.
 */
final class FallibleLedger {
  private final AlertLedger ledger;
  private final Log log;
  private boolean unreachable;

  FallibleLedger(AlertLedger ledger, Log log) {
    this.ledger = ledger;
    this.log = log;
  }

  /** Everything in it; empty where it cannot be reached. */
  Optional<Contents> contents() {
    return attempt(() -> Optional.of(ledger.contents()), Optional.empty());
  }

  Claim claim(LedgerEntry entry, Optional<LedgerEntry> seen) {
    return attempt(() -> ledger.claim(entry, seen), new Claim.Taken());
  }

  List<ToTell> claim(Collection<ToTell> news) {
    return attempt(() -> ledger.claim(news), List.copyOf(news));
  }

  void write(Collection<LedgerEntry> entries) {
    attempt(() -> ledger.write(entries));
  }

  void forget(Collection<LedgerEntry> entries) {
    attempt(() -> ledger.forget(entries));
  }

  void tellBasis(String basis) {
    attempt(() -> ledger.tellBasis(basis));
  }

  private void attempt(Runnable call) {
    var _ =
        attempt(
            () -> {
              call.run();
              return true;
            },
            false);
  }

  private <T> T attempt(Supplier<T> call, T otherwise) {
    if (unreachable) {
      return otherwise;
    }
    try {
      return call.get();
    } catch (RuntimeException failure) {
      unreachable = true;
      log.metrics().count(Metric.LEDGER_UNREACHABLE);
      log.warn(
          "the ledger of alerts cannot be reached (%s): what was told may be told again"
              .formatted(failure.getClass().getSimpleName()));
      return otherwise;
    }
  }
}
