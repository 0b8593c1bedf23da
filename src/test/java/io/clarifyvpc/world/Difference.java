package io.clarifyvpc.world;

import java.util.List;
import java.util.Map;

/** One way in which a world's findings are to differ from the compliant world's. */
@FunctionalInterface
public interface Difference {
  void applyTo(Map<FindingKey, FindingRow> expected);

  /** Several differences under one name. */
  static Difference all(Difference... differences) {
    return expected -> List.of(differences).forEach(each -> each.applyTo(expected));
  }
}
