package io.clarifyvpc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole networks on disk, shaped like those that AWS's templates for SageMaker Studio make, and
 * what {@code check} has to say of workloads in them. A case is a workload, and the answers of the
 * network that are other than {@code network} says; {@code expected.json} was written by hand.
 */
class FixtureNetworksTest {
  private static final Path NETWORKS = Path.of("src/test/resources/networks");

  @TempDir private Path scratch;

  @TestFactory
  Stream<DynamicNode> networks() {
    return folders(NETWORKS).stream()
        .map(network -> dynamicContainer(name(network), cases(network)));
  }

  private Stream<DynamicNode> cases(Path network) {
    return folders(network.resolve("cases")).stream()
        .map(each -> dynamicTest(name(each), () -> isJudgedAsExpected(network, each)));
  }

  private void isJudgedAsExpected(Path network, Path workload) throws IOException {
    var arguments = new ArrayList<>(List.of("check", "--format", "json"));
    arguments.addAll(List.of("--network", together(network, workload).toString()));
    arguments.addAll(List.of("--job", workload.resolve("job.json").toString()));
    arguments.addAll(
        List.of("--analysis-config", workload.resolve("analysis_config.json").toString()));
    var parameters = workload.resolve("parameters.json");
    if (Files.exists(parameters)) {
      arguments.addAll(List.of("--parameters", parameters.toString()));
    }
    var run = CommandLineRun.of(arguments.toArray(String[]::new));

    var found = new TreeMap<String, Map<String, String>>();
    for (JsonNode assessment : run.document().path("assessments")) {
      boolean ofModel = assessment.at("/resource/type").textValue().equals("AWS::SageMaker::Model");
      found.put(ofModel ? "model" : "job", findings(assessment));
    }
    assertThat(found).as(run.err()).isEqualTo(expected(workload));
  }

  /** The network's answers, and in place of some of them the case's own. */
  private Path together(Path network, Path workload) throws IOException {
    var all = Files.createTempDirectory(scratch, name(workload));
    copy(network.resolve("network"), all);
    if (Files.exists(workload.resolve("network"))) {
      copy(workload.resolve("network"), all);
    }
    return all;
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : children(from)) {
      Files.copy(file, to.resolve(name(file)), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** A failure with impact and severity, anything else by its compliance alone. */
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

  private static Map<String, Map<String, String>> expected(Path workload) throws IOException {
    var expected = new TreeMap<String, Map<String, String>>();
    Json.parse(Files.readAllBytes(workload.resolve("expected.json")))
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

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
