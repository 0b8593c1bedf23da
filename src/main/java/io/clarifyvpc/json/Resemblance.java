package io.clarifyvpc.json;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a document that is not what was asked for looks like.
 *
 * @param option the option of the command line that takes it
 * @param members any of these gives it away
 */
record Resemblance(String words, String option, List<String> members) {
  private static final List<Resemblance> ALL =
      List.of(
          of("an EventBridge or CloudTrail event", "--event", "detail-type", "eventSource"),
          of("a processing job", "--job", "ProcessingJobName", "processingJobName"),
          of("a job definition", "--job", "JobDefinitionName", "jobDefinitionName"),
          of(
              "an answer that belongs into the network folder",
              "--network",
              "Subnets",
              "RouteTables",
              "SecurityGroups",
              "NetworkAcls",
              "VpcEndpoints",
              "Vpcs",
              "EndpointConfigName"),
          of("a model", "--model", "ModelName", "modelName"),
          of("an analysis configuration", "--analysis-config", "methods"));

  private static Resemblance of(String words, String option, String... members) {
    return new Resemblance(words, option, List.of(members));
  }

  static Optional<Resemblance> of(JsonObject document) {
    var names = document.names();
    return ALL.stream().filter(shape -> !Collections.disjoint(shape.members, names)).findFirst();
  }

  String describe() {
    return "looks like %s, which %s takes".formatted(words, option);
  }
}
