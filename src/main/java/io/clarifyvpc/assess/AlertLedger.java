package io.clarifyvpc.assess;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Who was told what, in one account and region. Each method throws a {@link RuntimeException} where
 * the ledger cannot be reached; an alert is published all the same then, for twice is better than
 * never.
 */
public interface AlertLedger {
  /**
   * Everything that is in the ledger.
   *
   * @param basis what the verdicts rested on that people were told last; empty where no run has
   *     told anything yet
   */
  record Contents(List<LedgerEntry> entries, Optional<String> basis) {
    public Contents {
      entries = List.copyOf(entries);
    }
  }

  /** What came of a claim. */
  sealed interface Claim {
    /** The entry stands in the ledger: whoever claimed it has to publish its alert. */
    record Taken() implements Claim {}

    /** Something else stands there than was seen; empty where that is gone. */
    record Refused(Optional<LedgerEntry> found) implements Claim {}
  }

  /** Reads everything. */
  Contents contents();

  /**
   * Writes an entry in place of what was seen under its key, and of nothing else.
   *
   * @param seen the entry that was there; empty where there was none
   */
  Claim claim(LedgerEntry entry, Optional<LedgerEntry> seen);

  /** Claims many; those that were taken. */
  List<News.ToTell> claim(Collection<News.ToTell> news);

  /** Writes entries whose alerts are published, or that are to be kept for longer. */
  void write(Collection<LedgerEntry> entries);

  /** Forgets entries: their resources are not judged any more. */
  void forget(Collection<LedgerEntry> entries);

  /** Remembers what the verdicts rest on that people have been told. */
  void tellBasis(String basis);
}
