package io.clarifyvpc.snapshot;

/**
 * Something that could not be read. It never stands for an empty answer: a control that needs it is
 * undetermined.
 *
 * @param fact what is missing
 * @param action the IAM action that would have read it, empty where there is none
 * @param reason why it is missing, in words that an operator can act on
 */
public record Gap(Fact fact, String action, String reason) {
  /** One clause for a finding's reason. */
  public String describe() {
    return action.isEmpty()
        ? "%s unknown: %s".formatted(fact.label(), reason)
        : "%s unread (%s): %s".formatted(fact.label(), action, reason);
  }
}
