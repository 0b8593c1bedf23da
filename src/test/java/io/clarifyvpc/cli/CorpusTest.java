package io.clarifyvpc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.Trigger;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.json.AnalysisConfigurationDecoder;
import io.clarifyvpc.json.DescribeAnswers;
import io.clarifyvpc.json.Json;
import io.clarifyvpc.json.Redaction;
import io.clarifyvpc.json.TriggerDecoder;
import io.clarifyvpc.network.EffectiveRoutes;
import io.clarifyvpc.network.Network;
import io.clarifyvpc.snapshot.AnalysisConfiguration;
import io.clarifyvpc.snapshot.AnalysisConfiguration.Predictor;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Subnet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line on foreign data: recorded networks, events and configurations with the facts
 * that were read off them by hand. The corpus stays where it is (property {@code corpus}); without
 * it this test says so in one line.
 */
class CorpusTest {
  private static final Path CORPUS = Path.of(System.getProperty("corpus", "../shared/corpus"));
  private static final String CLARIFY =
      "205585389593.dkr.ecr.us-east-1.amazonaws.com/sagemaker-clarify-processing:1.0";

  @TempDir private Path scratch;

  @TestFactory
  Stream<DynamicNode> corpus() throws IOException {
    if (!Files.isDirectory(CORPUS)) {
      System.out.println(
          "CorpusTest: there is no corpus at " + CORPUS.toAbsolutePath().normalize());
      return Stream.empty();
    }
    return Stream.of(
        dynamicContainer("worlds", worlds()),
        dynamicContainer("recorded networks", recordedNetworks()),
        dynamicContainer("redacted worlds", redactedWorlds()),
        dynamicContainer("redacted recorded networks", redactedRecordedNetworks()),
        dynamicContainer("processing jobs", processingJobs()),
        dynamicContainer("analysis configurations", analysisConfigurations()),
        dynamicContainer("CloudTrail events", cloudTrailEvents()));
  }

  private Stream<DynamicNode> worlds() throws IOException {
    return folders("worlds")
        .map(world -> dynamicTest(world.getFileName().toString(), () -> world(world)));
  }

  private static void world(Path world) throws IOException {
    var document =
        check(
                "--job", world.resolve("job.json").toString(),
                "--network", world.resolve("network").toString(),
                "--analysis-config", world.resolve("analysis_config.json").toString(),
                "--parameters", world.resolve("parameters.json").toString(),
                "--region", "us-east-1",
                "--account", "111122223333")
            .document();

    var actual = new TreeMap<String, Map<String, String>>();
    for (JsonNode assessment : document.path("assessments")) {
      var type = assessment.at("/resource/type").asText();
      actual.put(type.endsWith("Model") ? "model" : "job", compliances(assessment));
    }
    var expected = new TreeMap<String, Map<String, String>>();
    json(world.resolve("expected.json"))
        .properties()
        .forEach(of -> expected.put(of.getKey(), ofCatalogue(strings(of.getValue()))));
    actual.replaceAll((of, findings) -> onlyAsked(findings, expected.getOrDefault(of, Map.of())));

    assertThat(actual).isEqualTo(expected);
  }

  private static Map<String, String> ofCatalogue(Map<String, String> expected) {
    var known = new TreeMap<>(expected);
    known.keySet().retainAll(Catalogue.ids());
    return known;
  }

  /** A control that is absent in the expected file is not asked. */
  private static Map<String, String> onlyAsked(
      Map<String, String> findings, Map<String, String> asked) {
    var kept = new TreeMap<>(findings);
    kept.keySet().retainAll(asked.keySet());
    return kept;
  }

  private Stream<DynamicNode> recordedNetworks() throws IOException {
    return folders("aws-snapshots").map(this::recordedNetwork);
  }

  private DynamicNode recordedNetwork(Path folder) {
    var name = folder.getFileName().toString();
    return dynamicContainer(
        name,
        Stream.of(
            dynamicTest("routes", () -> routes(folder)),
            dynamicTest("public subnets", () -> publicSubnets(folder)),
            dynamicTest("S3 coverage", () -> s3Coverage(folder)),
            dynamicTest("groups that admit their own members", () -> selfReferencing(folder))));
  }

  private static void routes(Path folder) throws IOException {
    var answers = new DescribeAnswers();
    new NetworkFolder(folder).readInto(answers);
    var network = new Network(answers.snapshot(AnalysisConfigurations.none()));
    for (JsonNode expected : json(folder.resolve("expected.json")).path("subnets")) {
      var id = expected.path("subnetId").asText();
      var subnet = read(network.subnets(List.of(id))).getFirst();
      var table = read(network.routes().tableOf(subnet));

      assertThat(table.routeTableId())
          .as(id)
          .isEqualTo(expected.path("effectiveRouteTableId").asText());
      assertThat(egress(network, subnet)).as(id).isEqualTo(expected.path("egress").asText());
    }
  }

  private static String egress(Network network, Subnet subnet) {
    if (read(network.routes().internetGatewayRoute(subnet)).isPresent()) {
      return "public";
    }
    return EffectiveRoutes.defaultRoute(read(network.routes().tableOf(subnet)))
        .map(route ->
            switch (route.target().type()) {
              case NAT_GATEWAY -> "nat";
              case VIRTUAL_PRIVATE_GATEWAY -> "vgw";
              default -> route.target().type().words();
            })
        .orElse("isolated");
  }

  private void publicSubnets(Path folder) throws IOException {
    var expected = new TreeMap<String, String>();
    var actual = new TreeMap<String, String>();
    for (JsonNode subnet : json(folder.resolve("expected.json")).path("subnets")) {
      var id = subnet.path("subnetId").asText();
      expected.put(id, subnet.path("public").asBoolean() ? "NON_COMPLIANT" : "COMPLIANT");
      actual.put(id, ofJobIn(folder, id, "sg-any").get("Clarify.4"));
    }
    assertThat(actual).isEqualTo(expected);
  }

  private void s3Coverage(Path folder) throws IOException {
    boolean endpointsRead = Files.exists(folder.resolve("VpcEndpoints.json"));
    var expected = new TreeMap<String, String>();
    var actual = new TreeMap<String, String>();
    for (JsonNode vpc : json(folder.resolve("expected.json")).path("vpcs")) {
      for (JsonNode subnet : vpc.path("subnets")) {
        boolean covered = strings(vpc, "subnetsCoveredByGatewayS3").contains(subnet.asText());
        var verdict = covered ? "COMPLIANT" : "NON_COMPLIANT";
        expected.put(subnet.asText(), endpointsRead ? verdict : "UNDETERMINED");
        actual.put(subnet.asText(), ofJobIn(folder, subnet.asText(), "sg-any").get("Clarify.6"));
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  private void selfReferencing(Path folder) throws IOException {
    var expected = new TreeSet<String>();
    var subnets = new TreeSet<String>();
    for (JsonNode vpc : json(folder.resolve("expected.json")).path("vpcs")) {
      expected.addAll(strings(vpc, "selfReferencingSecurityGroups"));
      expected.addAll(strings(vpc, "intraGroupTrafficAllowedOnlyByCidr"));
      subnets.addAll(strings(vpc, "subnets"));
    }
    var groups = new TreeSet<String>();
    if (Files.exists(folder.resolve("SecurityGroups.json"))) {
      json(folder.resolve("SecurityGroups.json"))
          .path("SecurityGroups")
          .forEach(group -> groups.add(group.path("GroupId").asText()));
    }
    var actual = new TreeSet<String>();
    for (String group : groups) {
      if (ofJobIn(folder, subnets.first(), group).get("Clarify.9").equals("COMPLIANT")) {
        actual.add(group);
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  /** The findings on a job of two instances in the subnet. */
  private Map<String, String> ofJobIn(Path folder, String subnet, String group) throws IOException {
    var file =
        Files.write(
            scratch.resolve("job.json"), Json.mapper().writeValueAsBytes(job(subnet, group)));
    var document = check("--job", file.toString(), "--network", folder.toString()).document();
    return compliances(document.at("/assessments/0"));
  }

  private static JsonNode job(String subnet, String group) {
    ObjectNode job = Json.mapper().createObjectNode();
    job.put("ProcessingJobName", "explain");
    job.putObject("AppSpecification").put("ImageUri", CLARIFY);
    job.putObject("ProcessingResources").putObject("ClusterConfig").put("InstanceCount", 2);
    var vpcConfig = job.putObject("NetworkConfig").putObject("VpcConfig");
    vpcConfig.putArray("Subnets").add(subnet);
    vpcConfig.putArray("SecurityGroupIds").add(group);
    return job;
  }

  private Stream<DynamicNode> redactedWorlds() throws IOException {
    return folders("worlds")
        .map(world ->
            dynamicTest(
                world.getFileName().toString(),
                () -> {
                  var job = json(world.resolve("job.json"));
                  var configuration = json(world.resolve("analysis_config.json"));
                  judgedAlike(
                      world.resolve("network"),
                      job,
                      Optional.of(configuration),
                      "--parameters",
                      world.resolve("parameters.json").toString(),
                      "--region",
                      "us-east-1");
                }));
  }

  private Stream<DynamicNode> redactedRecordedNetworks() throws IOException {
    return folders("aws-snapshots")
        .map(folder ->
            dynamicTest(
                folder.getFileName().toString(),
                () -> {
                  for (JsonNode subnet : json(folder.resolve("Subnets.json")).path("Subnets")) {
                    for (String group : groups(folder)) {
                      judgedAlike(
                          folder,
                          job(subnet.path("SubnetId").asText(), group),
                          Optional.empty(),
                          "--region",
                          "us-west-2");
                    }
                  }
                }));
  }

  private static Set<String> groups(Path folder) throws IOException {
    var groups = new TreeSet<>(Set.of("sg-0123456789abcdef0"));
    if (Files.exists(folder.resolve("SecurityGroups.json"))) {
      json(folder.resolve("SecurityGroups.json"))
          .path("SecurityGroups")
          .forEach(group -> groups.add(group.path("GroupId").asText()));
    }
    return groups;
  }

  private void judgedAlike(
      Path network, JsonNode job, Optional<JsonNode> configuration, String... options)
      throws IOException {
    var documents = new TreeMap<String, JsonNode>();
    try (var files = Files.list(network)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        documents.put(file.getFileName().toString(), json(file));
      }
    }
    var all = Stream.concat(documents.values().stream(), Stream.of(job)).toList();
    var redaction = Redaction.of(all, configuration, new Random(4711));
    var redacted = new TreeMap<>(documents);
    redacted.replaceAll((_, document) -> redaction.answer(document));

    assertThat(
            verdicts(
                redacted,
                redaction.answer(job),
                configuration.map(redaction::configuration),
                options))
        .isNotEmpty()
        .isEqualTo(verdicts(documents, job, configuration, options));
  }

  private Map<String, Map<String, String>> verdicts(
      Map<String, JsonNode> network,
      JsonNode job,
      Optional<JsonNode> configuration,
      String... options)
      throws IOException {
    var folder = Files.createTempDirectory(scratch, "judged");
    Files.createDirectory(folder.resolve("network"));
    for (var document : network.entrySet()) {
      write(folder.resolve("network").resolve(document.getKey()), document.getValue());
    }
    var line = new ArrayList<>(List.of(options));
    line.addAll(List.of("--network", folder.resolve("network").toString()));
    line.addAll(List.of("--job", write(folder.resolve("job.json"), job)));
    if (configuration.isPresent()) {
      var file = write(folder.resolve("analysis_config.json"), configuration.get());
      line.addAll(List.of("--analysis-config", file));
    }
    var verdicts = new TreeMap<String, Map<String, String>>();
    check(line.toArray(String[]::new))
        .document()
        .path("assessments")
        .forEach(assessment ->
            verdicts.put(assessment.at("/resource/type").asText(), compliances(assessment)));
    return verdicts;
  }

  private static String write(Path file, JsonNode document) throws IOException {
    return Files.write(file, Json.mapper().writeValueAsBytes(document)).toString();
  }

  private Stream<DynamicNode> processingJobs() throws IOException {
    return rows("processing-jobs").stream()
        .map(row -> dynamicTest(row.get("file"), () -> processingJob(row)));
  }

  private static void processingJob(Map<String, String> row) throws IOException {
    var file = CORPUS.resolve("processing-jobs").resolve(row.get("file")).toString();
    var option =
        switch (row.get("shape")) {
          case "EventBridge" -> "--event";
          case "CreateModel" -> "--model";
          default -> "--job";
        };
    var network = CORPUS.resolve("aws-snapshots/vpc-endpoint-gateway").toString();
    var result = check(option, file, "--network", network);
    if (row.get("is_clarify").startsWith("false")) {
      assertThat(result.exitCode()).isEqualTo(3);
      assertThat(result.document().path("assessments")).isEmpty();
      return;
    }
    var findings = compliances(result.document().at("/assessments/0"));
    assertThat(findings)
        .containsEntry(
            "Clarify.1", row.get("has_vpc_config").equals("true") ? "COMPLIANT" : "NON_COMPLIANT");
    if (row.get("is_clarify").equals("true")) {
      boolean distributed = Integer.parseInt(row.get("instance_count")) >= 2;
      assertThat(findings)
          .containsEntry(
              "Clarify.2",
              row.get("network_isolation").equals("true") ? "NON_COMPLIANT" : "COMPLIANT")
          .containsEntry("Clarify.17", distributed ? "NON_COMPLIANT" : "NOT_APPLICABLE");
    }
  }

  private Stream<DynamicNode> analysisConfigurations() throws IOException {
    return rows("analysis-configs").stream()
        .map(row -> dynamicTest(row.get("file"), () -> analysisConfiguration(row)));
  }

  private static void analysisConfiguration(Map<String, String> row) throws IOException {
    var file = CORPUS.resolve("analysis-configs").resolve(row.get("file"));
    var reading = AnalysisConfigurationDecoder.decode(Files.readAllBytes(file));
    if (row.get("uses_shadow_endpoint").equals("error")) {
      assertThat(reading).isInstanceOf(Reading.Unread.class);
      return;
    }
    var configuration = read(reading);
    assertThat(configuration.usesShadowEndpoint())
        .isEqualTo(Boolean.parseBoolean(row.get("uses_shadow_endpoint")));
    assertThat(configuration.needsPredictions())
        .isEqualTo(Boolean.parseBoolean(row.get("needs_predictions")));
    assertThat(of(configuration, Predictor::modelName)).isEqualTo(row.get("model_name"));
    assertThat(of(configuration, Predictor::endpointName)).isEqualTo(row.get("endpoint_name"));
    assertThat(of(configuration, Predictor::instanceType)).isEqualTo(row.get("instance_type"));
    var count =
        configuration.predictor().map(Predictor::initialInstanceCount).orElse(OptionalInt.empty());
    assertThat(count.isPresent() ? Integer.toString(count.getAsInt()) : "")
        .isEqualTo(row.get("initial_instance_count"));
  }

  private static String of(
      AnalysisConfiguration configuration, Function<Predictor, Optional<String>> member) {
    return configuration.predictor().flatMap(member).orElse("");
  }

  private Stream<DynamicNode> cloudTrailEvents() throws IOException {
    try (var files = Files.list(CORPUS.resolve("cloudtrail"))) {
      return files.sorted().toList().stream()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> cloudTrailEvent(file)));
    }
  }

  private static void cloudTrailEvent(Path file) throws IOException {
    var event = json(file);
    var call = event.has("detail") ? event.path("detail") : event;
    var trigger = TriggerDecoder.decode(event);
    if (call.path("eventName").asText().equals("CreateModel")) {
      assertThat(trigger).isInstanceOf(Trigger.Ours.class);
      var model = (Model) ((Trigger.Ours) trigger).workload().workload();
      assertThat(model.resource().id()).isEqualTo("ExampleModel");
      assertThat(model.resource().accountId()).contains("123456789012");
      assertThat(model.resource().region()).contains("us-west-2");
      assertThat(model.vpcConfig()).isEmpty();
      return;
    }
    assertThat(trigger).isInstanceOf(Trigger.NotOurs.class);
    assertThat(((Trigger.NotOurs) trigger).reason()).contains(call.path("eventName").asText());
  }

  private record Result(int exitCode, String out) {
    JsonNode document() {
      return Json.parse(out.getBytes(UTF_8));
    }
  }

  private static Result check(String... args) {
    var out = new ByteArrayOutputStream();
    var surroundings =
        new Surroundings(
            new PrintStream(out, true, UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            UTF_8,
            false,
            Map.of(),
            CommandLineRun.NO_ACCOUNT,
            Path.of(""));
    var line =
        Stream.concat(Stream.of("check", "--format", "json"), Stream.of(args))
            .toArray(String[]::new);
    int exitCode = Main.run(surroundings, line);
    return new Result(exitCode, out.toString(UTF_8));
  }

  private static Map<String, String> compliances(JsonNode assessment) {
    var found = new TreeMap<String, String>();
    assessment
        .path("findings")
        .forEach(finding ->
            found.put(finding.path("control").asText(), finding.path("compliance").asText()));
    return found;
  }

  private static <T> T read(Reading<T> reading) {
    return reading.orElse(gap -> {
      throw new AssertionError(gap.describe());
    });
  }

  private static Stream<Path> folders(String name) throws IOException {
    try (var folders = Files.list(CORPUS.resolve(name))) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  private static JsonNode json(Path file) throws IOException {
    return Json.parse(Files.readAllBytes(file));
  }

  private static Map<String, String> strings(JsonNode object) {
    var found = new TreeMap<String, String>();
    object.properties().forEach(member -> found.put(member.getKey(), member.getValue().asText()));
    return found;
  }

  private static Set<String> strings(JsonNode object, String list) {
    return StreamSupport.stream(object.path(list).spliterator(), false)
        .map(JsonNode::asText)
        .collect(toCollection(TreeSet::new));
  }

  /** The rows of an expected.csv; only the last column, a remark, holds quotes and commas. */
  private static List<Map<String, String>> rows(String folder) throws IOException {
    var lines = Files.readAllLines(CORPUS.resolve(folder).resolve("expected.csv"));
    var names = lines.getFirst().split(",", -1);
    return lines.stream()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(line -> row(names, line))
        .toList();
  }

  private static Map<String, String> row(String[] names, String line) {
    var values = line.split(",", names.length);
    var row = new LinkedHashMap<String, String>();
    for (int i = 0; i < names.length; i++) {
      row.put(names[i], values[i]);
    }
    return row;
  }
}
