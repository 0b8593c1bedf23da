package io.clarifyvpc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A workload in a network on disk. The case brings the answers of the network that are other than
 * the network's folder says; {@code expected.json} was written by hand.
 */
record FixtureCase(Path network, Path workload) {
  private static final Path NETWORKS = Path.of("src/test/resources/networks");

  /** The folders of the networks. */
  static List<Path> networks() {
    return folders(NETWORKS);
  }

  /** The cases of a network. */
  static Stream<FixtureCase> of(Path network) {
    return folders(network.resolve("cases")).stream()
        .map(workload -> new FixtureCase(network, workload));
  }

  String name() {
    return name(workload);
  }

  /**
   * Judges the case from a copy.
   *
   * @param change made to every document in the copy but the analysis configuration, whose members
   *     are the user's words
   */
  CommandLineRun check(Path scratch, UnaryOperator<JsonNode> change) throws IOException {
    var folder = Files.createTempDirectory(scratch, name());
    var answers = Files.createDirectory(folder.resolve("network"));
    copy(network.resolve("network"), answers, change);
    if (Files.exists(workload.resolve("network"))) {
      copy(workload.resolve("network"), answers, change);
    }
    var job = folder.resolve("job.json");
    Files.write(job, change.apply(json(workload.resolve("job.json"))).toString().getBytes(UTF_8));

    var arguments = new ArrayList<>(List.of("check", "--format", "json"));
    arguments.addAll(List.of("--network", answers.toString(), "--job", job.toString()));
    arguments.addAll(
        List.of("--analysis-config", workload.resolve("analysis_config.json").toString()));
    var parameters = workload.resolve("parameters.json");
    if (Files.exists(parameters)) {
      arguments.addAll(List.of("--parameters", parameters.toString()));
    }
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static void copy(Path from, Path to, UnaryOperator<JsonNode> change) throws IOException {
    for (Path file : children(from)) {
      Files.write(to.resolve(name(file)), change.apply(json(file)).toString().getBytes(UTF_8));
    }
  }

  /** A failure with impact and severity, anything else by its compliance alone. */
  static Map<String, Map<String, String>> verdicts(CommandLineRun run) {
    var found = new TreeMap<String, Map<String, String>>();
    for (JsonNode assessment : run.document().path("assessments")) {
      boolean ofModel = assessment.at("/resource/type").textValue().equals("AWS::SageMaker::Model");
      found.put(ofModel ? "model" : "job", findings(assessment));
    }
    return found;
  }

  private static Map<String, String> findings(JsonNode assessment) {
    var found = new TreeMap<String, String>();
    for (JsonNode finding : assessment.path("findings")) {
      var compliance = finding.path("compliance").textValue();
      found.put(
          finding.path("control").textValue(),
          compliance.equals("NON_COMPLIANT")
              ? "%s %s %s%s"
                  .formatted(
                      compliance,
                      finding.path("impact").textValue(),
                      finding.path("severity").textValue(),
                      finding.path("advisory").booleanValue() ? " advisory" : "")
              : compliance);
    }
    return found;
  }

  Map<String, Map<String, String>> expected() throws IOException {
    var expected = new TreeMap<String, Map<String, String>>();
    json(workload.resolve("expected.json"))
        .properties()
        .forEach(of -> {
          var findings = new TreeMap<String, String>();
          of.getValue()
              .properties()
              .forEach(finding -> findings.put(finding.getKey(), finding.getValue().textValue()));
          expected.put(of.getKey(), findings);
        });
    return expected;
  }

  private static JsonNode json(Path file) throws IOException {
    return Json.parse(Files.readAllBytes(file));
  }

  private static List<Path> folders(Path of) {
    return children(of).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> children(Path of) {
    try (var children = Files.list(of)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
