package io.clarifyvpc.world;

import java.util.Map;

/** One way in which a world's findings are to differ from the compliant world's. */
@FunctionalInterface
public interface Difference {
  void applyTo(Map<FindingKey, FindingRow> expected);
}
