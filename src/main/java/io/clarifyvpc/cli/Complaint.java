package io.clarifyvpc.cli;

import io.clarifyvpc.assess.PlainText;
import io.clarifyvpc.control.Evaluator;

/** Lines on standard error, each under the program's name. */
final class Complaint {
  private Complaint() {}

  static void say(Surroundings surroundings, String message) {
    surroundings.err().println("clarify-vpc: " + PlainText.clean(message));
  }

  /** A failure that nobody foresaw: one line, and the stack only where it is asked for. */
  static void failure(Surroundings surroundings, String what, Throwable failure) {
    if (surroundings.debug()) {
      say(surroundings, what);
      failure.printStackTrace(surroundings.err());
      return;
    }
    say(surroundings, what + " (CLARIFY_VPC_DEBUG=1 shows where)");
  }

  /** Tells of controls that throw; they are undetermined, and the others go on. */
  static Evaluator.FailureListener aboutControls(Surroundings surroundings) {
    return (control, _, failure) ->
        failure(
            surroundings,
            "%s failed with %s, a defect of clarify-vpc"
                .formatted(control, failure.getClass().getSimpleName()),
            failure);
  }
}
