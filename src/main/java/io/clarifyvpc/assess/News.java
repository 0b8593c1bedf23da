package io.clarifyvpc.assess;

import io.clarifyvpc.assess.LedgerEntry.Mark;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.RuleParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the state of a resource is news, by what the ledger says that people were told. */
public sealed interface News {
  /**
   * Longer than any invocation lasts: who has not published by then never will, and somebody else
   * has to.
   */
  Duration CLAIM_HOLDS = Duration.ofMinutes(16);

  /**
   * To be told.
   *
   * @param entry what is to be written before it is told
   * @param seen what it takes the place of
   * @param leftBehind a claim that nobody fulfilled, perhaps after its alert was published: it is
   *     told again under the same id
   */
  record ToTell(LedgerEntry entry, Optional<LedgerEntry> seen, boolean leftBehind) implements News {
    /** The same under the id of its alert. */
    public ToTell under(String alertId, boolean inDigest) {
      return new ToTell(entry.under(alertId, inDigest), seen, leftBehind);
    }
  }

  /** People know, or need not know. */
  record Nothing() implements News {}

  /** Somebody else is telling it just now. */
  record BeingTold() implements News {}

  /** A later resource has the name by now. */
  record Outdated() implements News {}

  /** People were told of it, and it is not judged any more: the next verdict is news again. */
  record ToForget(LedgerEntry entry) implements News {}

  /**
   * What is known of a resource when it is asked whether that is news.
   *
   * @param claimant the invocation that asks
   */
  record Question(
      WorkloadKey key,
      Optional<CreationTime> created,
      AlertState state,
      String claimant,
      Instant now,
      RuleParameters parameters) {
    /** Answers by what the ledger has of the resource. */
    public News answer(Optional<LedgerEntry> seen) {
      if (seen.isPresent() && seen.get().isLaterThan(created)) {
        return new Outdated();
      }
      var told = seen.filter(entry -> entry.isOf(created));
      if (told.isEmpty()) {
        return state.isAlarming() ? toTell(state, seen, List.of()) : new Nothing();
      }
      var entry = told.get();
      if (entry.state().isSameAs(state)) {
        return entry.mark() == Mark.SENT ? new Nothing() : pending(entry);
      }
      if (state.isAlarming()) {
        return toTell(untold(entry), seen, List.of());
      }
      if (!entry.state().isAlarming()) {
        return new Nothing();
      }
      return state.compliance() == Compliance.COMPLIANT
          ? toTell(state, seen, entry.state().controls())
          : new ToForget(entry);
    }

    private News pending(LedgerEntry entry) {
      boolean mine = entry.claimant().equals(claimant);
      if (!mine && entry.since().plus(CLAIM_HOLDS).isAfter(now)) {
        return new BeingTold();
      }
      return new ToTell(
          claimed(untold(entry), entry.formerControls(), entry.revision() + 1)
              .under(entry.alertId(), entry.inDigest()),
          Optional.of(entry),
          true);
    }

    /** With what nobody may have been told of a stop. */
    private AlertState untold(LedgerEntry entry) {
      return entry.mark() == Mark.PENDING ? state.stoppedAs(entry.state()) : state;
    }

    private News toTell(AlertState told, Optional<LedgerEntry> seen, List<String> formerControls) {
      long revision = seen.map(entry -> entry.revision() + 1).orElse(1L);
      return new ToTell(claimed(told, formerControls, revision), seen, false);
    }

    private LedgerEntry claimed(AlertState told, List<String> formerControls, long revision) {
      return new LedgerEntry(
          key,
          created,
          told,
          formerControls,
          "",
          false,
          Mark.PENDING,
          claimant,
          now,
          revision,
          now.plus(RememberedWorkload.lifetime(key.type(), parameters)));
    }
  }
}
