package io.clarifyvpc.assess;

/**
 * What came of an order to stop a job.
 *
 * @param sentence for the log and for people
 */
public record StopOutcome(Kind kind, String sentence) {
  /** How it ended. */
  public enum Kind {
    /** The job was stopped. */
    STOPPED,
    /** It had ended already, or is gone. */
    NOT_RUNNING,
    /** It runs on, as far as is known. */
    FAILED
  }

  /** Whether people have to hear of it even if they know the verdict. */
  boolean isNews() {
    return kind != Kind.NOT_RUNNING;
  }

  /** In a word or two; empty where it is no news. */
  String word() {
    return switch (kind) {
      case STOPPED -> "stopped";
      case FAILED -> "NOT stopped";
      case NOT_RUNNING -> "";
    };
  }
}
