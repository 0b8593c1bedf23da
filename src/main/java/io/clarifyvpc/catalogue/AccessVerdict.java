package io.clarifyvpc.catalogue;

import io.clarifyvpc.control.Impact;
import io.clarifyvpc.network.Access;
import io.clarifyvpc.snapshot.Gap;
import java.util.List;
import java.util.Optional;

/** What the way in which a subnet gets at a service amounts to under the rule's parameters. */
sealed interface AccessVerdict {
  /** A clause about the subnet. */
  String words();

  /** What it rests on, beside the subnet. */
  List<String> ids();

  /** The service is reached in a way that counts; the workload relies on that way. */
  record Reached(Access by, String words, List<String> ids) implements AccessVerdict {}

  /** It is not reached, or not privately. */
  record Failed(Access by, Impact impact, String words, List<String> ids)
      implements AccessVerdict {}

  /**
   * It cannot be told.
   *
   * @param between what it could turn out to be, beside nothing
   * @param gap what was unread; empty where all was read
   */
  record Unknown(Candidate between, String words, List<String> ids, Optional<Gap> gap)
      implements AccessVerdict {
    Unknown(Candidate between, String words, List<String> ids) {
      this(between, words, ids, Optional.empty());
    }

    Unknown(Candidate between, Gap gap, List<String> ids) {
      this(between, gap.describe(), ids, Optional.of(gap));
    }
  }

  /** What an access that is unknown could turn out to be. */
  enum Candidate {
    /** An endpoint of the VPC, or anything else. */
    ANYTHING,
    /** An endpoint that is not this VPC's to show. */
    ENDPOINT_ELSEWHERE,
    /** Egress to the internet. */
    EGRESS
  }
}
