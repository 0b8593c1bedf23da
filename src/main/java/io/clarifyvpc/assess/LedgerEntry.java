package io.clarifyvpc.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger knows of one resource: what people were told of it last, or are about to be.
 *
 * @param created when it was created, where that is known: another one may have had the name before
 * @param formerControls the controls that failed before it became compliant
 * @param alertId of the alert that tells it
 * @param inDigest the alert is a digest, which is published when a run had time for everything
 * @param claimant the invocation that is to publish the alert; a retry of it has the same id
 * @param since when it was claimed
 * @param revision counts the changes of the entry: who changes it has to know the last one
 * @param expires when it is forgotten, unless it is written anew
 */
public record LedgerEntry(
    WorkloadKey key,
    Optional<CreationTime> created,
    AlertState state,
    List<String> formerControls,
    String alertId,
    boolean inDigest,
    Mark mark,
    String claimant,
    Instant since,
    long revision,
    Instant expires) {
  /** How far an alert has come. */
  public enum Mark {
    /** Claimed by an invocation, and perhaps published. */
    PENDING,
    /** Published. */
    SENT
  }

  public LedgerEntry {
    formerControls = List.copyOf(formerControls);
  }

  /** Whether it may be of the resource that was created then; what is not known may be. */
  boolean isOf(Optional<CreationTime> other) {
    return created.isEmpty() || other.isEmpty() || created.get().mayBe(other.get());
  }

  /** Whether a resource that was created then is of before this one. */
  boolean isLaterThan(Optional<CreationTime> other) {
    return created.isPresent() && other.isPresent() && other.get().isBefore(created.get());
  }

  /** The same under the id of its alert. */
  LedgerEntry under(String id, boolean digest) {
    return new LedgerEntry(
        key, created, state, formerControls, id, digest, mark, claimant, since, revision, expires);
  }

  /** The same when its alert is published. */
  public LedgerEntry sent() {
    return new LedgerEntry(
        key,
        created,
        state,
        formerControls,
        alertId,
        inDigest,
        Mark.SENT,
        claimant,
        since,
        revision + 1,
        expires);
  }

  /** The same, forgotten later. */
  LedgerEntry expiringAt(Instant time) {
    return new LedgerEntry(
        key,
        created,
        state,
        formerControls,
        alertId,
        inDigest,
        mark,
        claimant,
        since,
        revision + 1,
        time);
  }
}
