package io.clarifyvpc.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a trigger came from.
 *
 * @param source the API call of a CloudTrail event ({@code CreateModel}), or the kind of file
 * @param eventId CloudTrail's event id
 * @param time when it happened
 * @param creator who made the call
 * @param tags that the call gave the workload, where they are at hand; at most {@value #MOST_TAGS}
 */
public record Origin(
    String source,
    Optional<String> eventId,
    Optional<Instant> time,
    Creator creator,
    List<Tag> tags) {
  /** As many as AWS lets a resource have. */
  static final int MOST_TAGS = 50;

  public Origin {
    tags = tags.stream().limit(MOST_TAGS).toList();
  }

  /** A file that a user named. */
  public static Origin file(String source) {
    return new Origin(source, Optional.empty(), Optional.empty(), Creator.UNKNOWN, List.of());
  }
}
