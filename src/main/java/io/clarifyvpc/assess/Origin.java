package io.clarifyvpc.assess;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a trigger came from.
 *
 * @param source the API call of a CloudTrail event ({@code CreateModel}), or the kind of file
 * @param eventId CloudTrail's event id
 * @param time when it happened
 * @param principal the ARN of whoever made the call
 */
public record Origin(
    String source, Optional<String> eventId, Optional<Instant> time, Optional<String> principal) {
  /** A file that a user named. */
  public static Origin file(String source) {
    return new Origin(source, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
