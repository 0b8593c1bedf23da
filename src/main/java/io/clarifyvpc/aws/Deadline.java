package io.clarifyvpc.aws;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * How long calls may still take. Every call gets what is left, retries included, so that a run ends
 * in order before the invocation does.
 *
 * @param left the time left, asked anew for each call
 */
public record Deadline(Supplier<Duration> left) {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  /** A fixed time for each call, for runs without a limit of their own. */
  public static Deadline perCall(Duration duration) {
    return new Deadline(() -> duration);
  }

  /** Whether no time is left. */
  public boolean isOver() {
    return left.get().compareTo(SHORTEST) < 0;
  }

  /** The request, bound to end in time. */
  <B extends AwsRequest.Builder> B bind(B request) {
    var rest = left.get();
    var timeout = rest.compareTo(SHORTEST) < 0 ? SHORTEST : rest;
    request.overrideConfiguration(options -> options.apiCallTimeout(timeout));
    return request;
  }
}
