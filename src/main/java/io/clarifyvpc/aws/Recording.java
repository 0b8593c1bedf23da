package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.snapshot.Gap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an account answered, as documents of the AWS CLI. A fact of which anything is unread is left
 * out whole: half a list would pass for all of it.
 *
 * @param workload the answer that describes the workload; empty where none was asked for, or it
 *     does not exist or is unread
 * @param network the other answers, by names for their files
 * @param analysisConfiguration the object in S3
 * @param gaps what could not be read
 */
public record Recording(
    Optional<ObjectNode> workload,
    Map<String, ObjectNode> network,
    Optional<byte[]> analysisConfiguration,
    List<Gap> gaps) {
  public Recording {
    network = new TreeMap<>(network);
    gaps = List.copyOf(gaps);
  }
}
