package io.clarifyvpc.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.clarifyvpc.aws.Deadline;
import java.time.Duration;

/** How long calls may take, from what Lambda says is left of the invocation. */
final class TimeLeft {
  private TimeLeft() {}

  /** All of it but a reserve, in which the results are still to be handed over. */
  static Deadline but(Duration reserve, Context context) {
    return new Deadline(() -> Duration.ofMillis(context.getRemainingTimeInMillis()).minus(reserve));
  }
}
