package io.clarifyvpc.control;

import java.util.Collection;

/** The verdict of a control on a workload, or of all controls on a resource. */
public enum Compliance {
  COMPLIANT,
  NON_COMPLIANT,
  /** The control has nothing to say about this workload. */
  NOT_APPLICABLE,
  /** Something that the verdict needs could not be read. Never folded into compliant. */
  UNDETERMINED;

  /**
   * Folds the findings of one resource: non-compliant beats undetermined beats compliant; advisory
   * findings do not count, and what has no counting verdict is not applicable.
   */
  public static Compliance fold(Collection<Finding> findings) {
    var folded = NOT_APPLICABLE;
    for (Finding finding : findings) {
      if (!finding.advisory() && finding.compliance().weight() > folded.weight()) {
        folded = finding.compliance();
      }
    }
    return folded;
  }

  private int weight() {
    return switch (this) {
      case NOT_APPLICABLE -> 0;
      case COMPLIANT -> 1;
      case UNDETERMINED -> 2;
      case NON_COMPLIANT -> 3;
    };
  }
}
