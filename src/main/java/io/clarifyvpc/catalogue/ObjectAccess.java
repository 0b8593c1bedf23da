package io.clarifyvpc.catalogue;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;

/**
 * The policy of a new S3 endpoint: reading and writing objects of any bucket. Which buckets the
 * other users of its route tables need cannot be seen from here, so that none is named; full access
 * it is not.
 */
final class ObjectAccess {
  private static final List<String> ACTIONS =
      List.of("s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:GetBucketLocation");

  private ObjectAccess() {}

  /** As a command takes it. */
  static String asText() {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[%s],\"Resource\":\"*\"}]}"
        .formatted(ACTIONS.stream().map(action -> "\"" + action + "\"").collect(joining(",")));
  }

  /** As a template has it. */
  static Map<String, Object> asTree() {
    var statement = Map.of("Effect", "Allow", "Principal", "*", "Action", ACTIONS, "Resource", "*");
    return Map.of("Version", "2012-10-17", "Statement", List.of(statement));
  }
}
