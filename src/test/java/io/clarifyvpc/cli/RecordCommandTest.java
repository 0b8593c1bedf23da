package io.clarifyvpc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.aws.AwsFailures;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.aws.FakeAccount.Kind;
import io.clarifyvpc.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is recorded of an account is judged as the account itself would be. */
class RecordCommandTest {
  private static final Path EVENTS = Path.of("events");
  private static final String VPC = "vpc-0900d5a1e7c3b2f40";
  private static final String LEGACY_VPC = "vpc-0bad05a1e7c3b2f40";
  private static final String COMPLIANT = "Churn-compliant";

  /** What the sample calls its own; the ids of EC2 are not among it. */
  private static final Pattern SECRETS =
      Pattern.compile(
          "(?i)churn|111122223333|DataScience|maria|\\b10\\.20\\.|\\b10\\.30\\.|192\\.168\\.40|customers\\.csv|\"Tags?\"|Description");

  @TempDir private Path scratch;

  private final FakeAccount account = accountWithJobs();

  /** The jobs of the events, as SageMaker would describe them. */
  private static FakeAccount accountWithJobs() {
    var account = FakeAccount.sample();
    jobs().forEach(job -> account.describe(Kind.PROCESSING_JOB, job));
    return account;
  }

  private static List<ObjectNode> jobs() {
    var jobs = new ArrayList<ObjectNode>();
    try (Stream<Path> files = Files.list(EVENTS)) {
      for (Path file : files.sorted().toList()) {
        var request = Json.parse(Files.readAllBytes(file)).at("/detail/requestParameters");
        var name = request.path("processingJobName").asText();
        if (!name.isEmpty() && request.path("appSpecification").has("imageUri")) {
          var job = (ObjectNode) inPascalCase(request);
          job.put(
              "ProcessingJobArn",
              "arn:aws:sagemaker:us-east-1:111122223333:processing-job/" + name);
          job.put("ProcessingJobStatus", "InProgress");
          jobs.add(job);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jobs;
  }

  private static JsonNode inPascalCase(JsonNode node) {
    if (node instanceof ArrayNode list) {
      var all = JsonNodeFactory.instance.arrayNode();
      list.forEach(element -> all.add(inPascalCase(element)));
      return all;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    var all = JsonNodeFactory.instance.objectNode();
    object
        .properties()
        .forEach(member ->
            all.set(
                Character.toUpperCase(member.getKey().charAt(0)) + member.getKey().substring(1),
                inPascalCase(member.getValue())));
    return all;
  }

  private static List<String> jobNames() {
    return jobs().stream().map(job -> job.path("ProcessingJobName").asText()).toList();
  }

  private static List<String> modelNames() {
    return List.of("churn-two-zones", "churn-one-zone", "churn-legacy", "churn-cut");
  }

  // --- the same verdict

  @ParameterizedTest
  @MethodSource("jobNames")
  void a_job_is_judged_alike_in_the_account_recorded_and_redacted(String name) {
    var live = verdict(check("--job-name", name));

    assertThat(recordedVerdict("--job-name", name)).isEqualTo(live);
    assertThat(recordedVerdict("--job-name", name, "--redact")).isEqualTo(live);
  }

  @ParameterizedTest
  @MethodSource("modelNames")
  void a_model_is_judged_alike_in_the_account_recorded_and_redacted(String name) {
    var live = verdict(check("--model-name", name));

    assertThat(live).isNotEmpty();
    assertThat(recordedVerdict("--model-name", name)).isEqualTo(live);
    assertThat(recordedVerdict("--model-name", name, "--redact")).isEqualTo(live);
  }

  @ParameterizedTest
  @MethodSource("jobNames")
  void also_when_every_listing_comes_in_pages_of_one(String name) {
    var live = verdict(check("--job-name", name));
    account.pageSize(1);

    assertThat(recordedVerdict("--job-name", name)).isEqualTo(live);
  }

  @ParameterizedTest
  @MethodSource("jobNames")
  void also_under_parameters_that_came_later(String name) throws IOException {
    var parameters =
        Files.writeString(
                scratch.resolve("parameters.json"),
                """
                {"EndpointPolicy": "ALLOW_NAT", "TrustCentralEndpoints": "true"}
                """)
            .toString();
    var live = verdict(check("--job-name", name, "--parameters", parameters));
    var out = record("--job-name", name, "--redact");

    assertThat(verdict(checkRecorded(out, "--parameters", parameters))).isEqualTo(live);
  }

  @Test
  void a_customers_prefix_list_that_a_group_names_comes_along() {
    account.prefixListEntries("pl-0c0ffee0c0ffee000", "0.0.0.0/0");
    groupOf(COMPLIANT)
        .withArrayProperty("IpPermissionsEgress")
        .removeAll()
        .addObject()
        .put("IpProtocol", "-1")
        .putArray("PrefixListIds")
        .addObject()
        .put("PrefixListId", "pl-0c0ffee0c0ffee000");
    var live = verdict(check("--job-name", COMPLIANT));

    var out = record("--job-name", COMPLIANT, "--redact");

    assertThat(out.resolve("network/get-managed-prefix-list-entries.json")).exists();
    assertThat(verdict(checkRecorded(out))).isEqualTo(live);
  }

  private ObjectNode groupOf(String job) {
    var id =
        account
            .described(Kind.PROCESSING_JOB, job)
            .at("/NetworkConfig/VpcConfig/SecurityGroupIds/0")
            .asText();
    return account.element("SecurityGroups", "GroupId", id);
  }

  @Test
  void a_model_that_does_not_exist_stays_one_that_does_not_exist() {
    var out = record("--job-name", "Churn-missing-model");

    assertThat(json(out.resolve("network/list-models.json")).path("Models")).isEmpty();
    assertThat(verdict(checkRecorded(out)).values())
        .anySatisfy(findings -> assertThat(findings).containsEntry("Clarify.16", "NON_COMPLIANT"));
  }

  // --- a VPC without a workload

  @Test
  void a_vpc_is_recorded_whole_and_judged_with_a_job_that_comes_later() {
    var live = verdict(check("--job", "src/sample/job.json", "--analysis-config", ANALYSIS));
    var out = record("--vpc", VPC, "--vpc", LEGACY_VPC);

    assertThat(files(out))
        .contains(
            "network/describe-dhcp-options.json",
            "network/describe-nat-gateways.json",
            "network/describe-network-acls.json",
            "network/describe-prefix-lists.json",
            "network/describe-route-tables.json",
            "network/describe-security-group-vpc-associations.json",
            "network/describe-security-groups.json",
            "network/describe-subnets.json",
            "network/describe-subnets-2.json",
            "network/describe-vpc-attribute.json",
            "network/describe-vpc-endpoints.json",
            "network/describe-vpcs.json",
            "network/list-hosted-zones-by-vpc.json",
            "network/list-profile-associations.json")
        .allMatch(file -> file.startsWith("network/"));
    var recorded =
        verdict(
            CommandLineRun.of(
                "check",
                "--format",
                "json",
                "--job",
                "src/sample/job.json",
                "--analysis-config",
                ANALYSIS,
                "--network",
                out.resolve("network").toString()));
    assertThat(network(recorded)).isEqualTo(network(live));
  }

  private static final String ANALYSIS = "src/sample/analysis_config.json";

  /** What a VPC alone decides: not the controls that rest on the model. */
  private static Map<String, String> network(Map<String, Map<String, String>> verdict) {
    var job = new TreeMap<>(verdict.get("AWS::SageMaker::ProcessingJob"));
    job.keySet().removeAll(List.of("Clarify.13", "Clarify.15", "Clarify.16"));
    return job;
  }

  @Test
  void a_vpc_that_does_not_exist_is_a_mistake_and_nothing_is_written() {
    var out = scratch.resolve("out");
    var run = run("record", "--vpc", "vpc-00000000000000000", "--out", out.toString());

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.err()).contains("vpc-00000000000000000: no such VPC");
    assertThat(out).doesNotExist();
  }

  // --- nothing that is the customer's own

  @ParameterizedTest
  @MethodSource("jobNames")
  void nothing_of_the_customers_own_is_left_in_a_redacted_recording(String name) {
    var plain = SECRETS.matcher(text(record("--job-name", name)));
    var redacted = SECRETS.matcher(text(record("--job-name", name, "--redact")));

    assertThat(plain.find()).isTrue();
    assertThat(redacted.results().map(found -> found.group())).isEmpty();
  }

  @Test
  void what_aws_gave_out_is_left_as_it_is() {
    var text = text(record("--vpc", VPC, "--redact"));

    assertThat(text)
        .contains(VPC)
        .contains("com.amazonaws.us-east-1.s3")
        .contains("us-east-1a")
        .contains("0.0.0.0/0")
        .contains("AmazonProvidedDNS");
    json(Path.of("src/sample/network/describe-prefix-lists.json"))
        .path("PrefixLists")
        .forEach(
            list -> list.path("Cidrs").forEach(range -> assertThat(text).contains(range.asText())));
  }

  @Test
  void two_redactions_of_one_network_have_other_addresses() {
    var one = json(record("--vpc", VPC, "--redact").resolve("network/describe-vpcs.json"));
    var other = json(record("--vpc", VPC, "--redact").resolve("network/describe-vpcs.json"));
    var third = json(record("--vpc", VPC, "--redact").resolve("network/describe-vpcs.json"));

    assertThat(List.of(one, other, third).stream().distinct().count()).isGreaterThan(1);
  }

  @Test
  void a_configuration_that_is_not_json_is_recorded_as_it_is_and_left_out_when_redacted() {
    account.object(
        "churn-111122223333/config/two-zones-model/analysis_config.json", "{\"churn\": ");
    var live = verdict(check("--job-name", COMPLIANT));

    var plain = record("--job-name", COMPLIANT);
    var redacted = run("record", "--job-name", COMPLIANT, "--redact", "--out", folder("r"));

    assertThat(plain.resolve("analysis_config.json")).hasContent("{\"churn\": ");
    assertThat(verdict(checkRecorded(plain))).isEqualTo(live);
    assertThat(redacted.err()).contains("cannot be redacted and is left out");
    assertThat(scratch.resolve("r/analysis_config.json")).doesNotExist();
    assertThat(verdict(checkRecorded(scratch.resolve("r")))).isEqualTo(live);
  }

  // --- what could not be read

  @Test
  void a_read_that_fails_is_named_and_its_key_is_absent() {
    account.deny("ec2:DescribeRouteTables");
    var live = verdict(check("--job-name", COMPLIANT));
    var out = scratch.resolve("out");

    var run = run("record", "--job-name", COMPLIANT, "--out", out.toString());

    assertThat(run.exitCode()).isEqualTo(75);
    assertThat(run.err())
        .contains("not recorded: RouteTables unread (ec2:DescribeRouteTables): denied")
        .doesNotContain(AwsFailures.SECRET);
    assertThat(files(out)).noneMatch(file -> file.contains("route-tables"));
    assertThat(verdict(checkRecorded(out))).isEqualTo(live);
  }

  @Test
  void half_of_a_fact_is_none_of_it() {
    account.fail("ec2:DescribeSecurityGroups vpc-id=" + LEGACY_VPC, AwsFailures::throttled);
    var out = scratch.resolve("out");

    var run = run("record", "--vpc", VPC, "--vpc", LEGACY_VPC, "--out", out.toString());

    assertThat(run.exitCode()).isEqualTo(75);
    assertThat(files(out))
        .contains("network/describe-subnets.json")
        .noneMatch(file -> file.contains("describe-security-groups"));
  }

  @Test
  void a_model_that_is_unread_is_a_gap_and_not_missing() {
    account.deny("sagemaker:DescribeModel");
    var live = verdict(check("--job-name", COMPLIANT));
    var out = scratch.resolve("out");

    assertThat(run("record", "--job-name", COMPLIANT, "--out", out.toString()).exitCode())
        .isEqualTo(75);
    assertThat(verdict(checkRecorded(out))).isEqualTo(live);
  }

  @Test
  void where_the_job_is_unread_nothing_is_written() {
    account.deny("sagemaker:DescribeProcessingJob");
    var out = scratch.resolve("out");

    var run = run("record", "--job-name", COMPLIANT, "--out", out.toString());

    assertThat(run.exitCode()).isEqualTo(75);
    assertThat(run.err()).contains("nothing could be read, and nothing is written");
    assertThat(out).doesNotExist();
  }

  @Test
  void a_job_that_does_not_exist_is_65() {
    var run = run("record", "--job-name", "no-such-job", "--out", folder("out"));

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.err()).isEqualTo("clarify-vpc: the processing job no-such-job does not exist\n");
  }

  @Test
  void without_an_account_69() {
    assertThat(CommandLineRun.of("record", "--vpc", VPC, "--out", folder("out")).exitCode())
        .isEqualTo(69);
    assertThat(scratch.resolve("out")).doesNotExist();
  }

  // --- where it is written

  @Test
  void a_folder_with_something_in_it_is_refused_before_anything_is_read() throws IOException {
    var mine = Files.writeString(scratch.resolve("mine.txt"), "mine");

    var run = run("record", "--vpc", VPC, "--out", scratch.toString());

    assertThat(run.exitCode()).isEqualTo(73);
    assertThat(run.err()).contains("is not empty");
    assertThat(account.calls()).isEmpty();
    assertThat(mine).hasContent("mine");
  }

  @Test
  void an_empty_folder_is_filled_and_so_is_one_below_folders_that_are_new() throws IOException {
    Files.createDirectory(scratch.resolve("empty"));

    assertThat(files(record(scratch.resolve("empty"), "--vpc", VPC))).isNotEmpty();
    assertThat(files(record(scratch.resolve("a/b/c"), "--vpc", VPC))).isNotEmpty();
  }

  @Test
  void nothing_unfinished_is_left_and_only_the_owner_may_read() throws IOException {
    var out = record("--job-name", COMPLIANT);

    try (var beside = Files.list(scratch)) {
      assertThat(beside).containsExactly(out);
    }
    try (var all = Files.walk(out)) {
      for (var path : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void wrong_usage_is_64() {
    assertThat(run("record", "--vpc", VPC).exitCode()).isEqualTo(64);
    assertThat(run("record", "--out", folder("out")).exitCode()).isEqualTo(64);
    assertThat(run("record", "--vpc", "vpc", "--out", folder("out")).exitCode()).isEqualTo(64);
    assertThat(run("record", "--vpc", VPC, "--job-name", "a", "--out", folder("out")).exitCode())
        .isEqualTo(64);
    assertThat(account.calls()).isEmpty();
  }

  @Test
  void it_says_how_to_judge_what_it_wrote() {
    var run = run("record", "--job-name", COMPLIANT, "--out", folder("out"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "clarify-vpc check --network %1$s/network --job %1$s/job.json --analysis-config %1$s/analysis_config.json\n"
                .formatted(scratch.resolve("out")));
  }

  // --- helpers

  private CommandLineRun run(String... args) {
    return CommandLineRun.in(new FakeLiveAccount(account), args);
  }

  private CommandLineRun check(String... args) {
    return run(with(List.of("check", "--format", "json"), args));
  }

  private String folder(String name) {
    return scratch.resolve(name).toString();
  }

  private Path record(String... args) {
    for (int i = 1; ; i++) {
      var out = scratch.resolve("out" + i);
      if (!Files.exists(out)) {
        return record(out, args);
      }
    }
  }

  private Path record(Path out, String... args) {
    var run = run(with(List.of("record", "--out", out.toString()), args));
    assertThat(run.exitCode()).as(run.err()).isIn(0, 75);
    return out;
  }

  private Map<String, Map<String, String>> recordedVerdict(String... args) {
    return verdict(checkRecorded(record(args)));
  }

  /** As a stranger would judge it: without the account. */
  private static CommandLineRun checkRecorded(Path out, String... args) {
    var line = new ArrayList<>(List.of("check", "--format", "json"));
    line.addAll(List.of("--network", out.resolve("network").toString()));
    var files = Map.of("job.json", "--job", "model.json", "--model");
    files.forEach((file, option) -> {
      if (Files.exists(out.resolve(file))) {
        line.addAll(List.of(option, out.resolve(file).toString()));
      }
    });
    if (Files.exists(out.resolve("analysis_config.json"))) {
      line.addAll(List.of("--analysis-config", out.resolve("analysis_config.json").toString()));
    }
    return CommandLineRun.of(with(line, args));
  }

  private static String[] with(List<String> some, String... others) {
    return Stream.concat(some.stream(), Stream.of(others)).toArray(String[]::new);
  }

  /** Compliance by resource type and control. */
  private static Map<String, Map<String, String>> verdict(CommandLineRun run) {
    var verdict = new TreeMap<String, Map<String, String>>();
    for (var assessment : run.document().path("assessments")) {
      var findings = new TreeMap<String, String>();
      for (var finding : assessment.path("findings")) {
        findings.put(finding.path("control").asText(), finding.path("compliance").asText());
      }
      verdict.put(assessment.at("/resource/type").asText(), findings);
    }
    return verdict;
  }

  private static Set<String> files(Path folder) {
    try (var paths = Files.walk(folder)) {
      var files = new TreeSet<String>();
      paths
          .filter(Files::isRegularFile)
          .forEach(file -> files.add(folder.relativize(file).toString().replace('\\', '/')));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path folder) {
    var text = new StringBuilder();
    for (var file : files(folder)) {
      text.append(file).append('\n').append(read(folder.resolve(file))).append('\n');
    }
    return text.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(Path file) {
    return Json.parse(read(file).getBytes(UTF_8));
  }
}
