package io.clarifyvpc.catalogue;

import java.util.Collection;
import java.util.stream.Collectors;

/** Ids in sentences. */
final class Words {
  /** A VpcConfig names at most 16 subnets; more than that are counted. */
  private static final int MOST_NAMED = 16;

  private Words() {}

  /** The ids, separated by commas. */
  static String list(Collection<String> ids) {
    var named = ids.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return ids.size() <= MOST_NAMED
        ? named
        : "%s and %d more".formatted(named, ids.size() - MOST_NAMED);
  }

  /** A verb for one subject or for several. */
  static String verb(Collection<String> subjects, String one, String several) {
    return list(subjects) + " " + (subjects.size() == 1 ? one : several);
  }
}
