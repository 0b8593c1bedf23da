package io.clarifyvpc.catalogue;

import io.clarifyvpc.control.Impact;
import io.clarifyvpc.network.Access;
import java.util.List;

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

  /** It cannot be told. */
  record Unknown(String words, List<String> ids) implements AccessVerdict {}
}
