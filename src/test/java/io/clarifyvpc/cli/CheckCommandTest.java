package io.clarifyvpc.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.SnapshotSource;
import io.clarifyvpc.aws.AccountRecorder;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} from its command line to its exit code, on the sample. */
class CheckCommandTest {
  private static final String NETWORK = "src/sample/network";
  private static final String JOB = "src/sample/job.json";
  private static final String CONFIGURATION = "src/sample/analysis_config.json";
  private static final String CONFIGURATIONS = "src/sample/s3/churn-111122223333/config";

  @TempDir private Path folder;

  // --- verdicts

  @Tag("R-26")
  @Test
  void compliant_is_0() {
    var run =
        event(
            "create-processing-job-compliant",
            "--analysis-config",
            CONFIGURATIONS + "/two-zones-model/analysis_config.json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("COMPLIANT  processing job Churn-compliant\n")
        .contains("COMPLIANT  model churn-two-zones\n");
  }

  @Tag("R-26")
  @Test
  void non_compliant_is_1_and_the_model_comes_along() {
    var run = check("--job", JOB, "--analysis-config", CONFIGURATION, "--format", "json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.document().at("/assessments/0/resource/id").textValue())
        .isEqualTo("Churn-planned");
    assertThat(run.document().at("/assessments/0/resource/accountId").textValue())
        .isEqualTo("111122223333");
    assertThat(run.document().at("/assessments/1/resource/id").textValue())
        .isEqualTo("churn-one-zone");
    assertThat(run.out()).endsWith("}\n").hasLineCount(1);
  }

  @Tag("R-26")
  @Test
  void undetermined_is_2_and_says_what_would_help() {
    var run = check("--job", JOB);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).startsWith("UNDETERMINED  processing job Churn-planned\n");
    assertThat(run.err()).contains("--analysis-config");
  }

  @Tag("R-2")
  @Test
  void a_job_definition_counts_whatever_its_image() {
    var definition =
        file(
            """
            {"JobDefinitionName": "drift",
             "ModelExplainabilityAppSpecification": {"ImageUri": "registry/other:1", "ConfigUri": "s3://churn-111122223333/config"},
             "ModelExplainabilityJobInput": {"EndpointInput": {"EndpointName": "churn-live"}},
             "JobResources": {"ClusterConfig": {"InstanceCount": 1}}}
            """);
    var run = check("--job", definition, "--format", "json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.document().at("/assessments/0/resource/type").textValue())
        .isEqualTo("AWS::SageMaker::ModelExplainabilityJobDefinition");
  }

  @Tag("R-11")
  @Test
  void internet_gateways_decide_nothing() throws IOException {
    copyNetwork();
    Files.delete(folder.resolve("describe-internet-gateways.json"));
    var arguments = List.of("--job", JOB, "--analysis-config", CONFIGURATION, "--format", "json");

    assertThat(judging(folder.toString(), arguments)).isEqualTo(judging(NETWORK, arguments));
  }

  private static CommandLineRun judging(String network, List<String> arguments) {
    return CommandLineRun.of(
        Stream.concat(Stream.of("check", "--network", network), arguments.stream())
            .toArray(String[]::new));
  }

  private void copyNetwork() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(NETWORK))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void a_model_is_judged_on_its_own() {
    var run = check("--model", NETWORK + "/describe-model-churn-one-zone.json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).startsWith("NON_COMPLIANT  model churn-one-zone\n");
  }

  @Tag("R-26")
  @Test
  void not_ours_deleted_or_failed_is_3_with_the_reason() {
    assertThat(event("create-processing-job-other-image"))
        .isEqualTo(
            new CommandLineRun(
                3,
                """
                NOT_APPLICABLE  nothing to judge: not a Clarify job: its image is
                                683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1
                """,
                ""));
    assertThat(event("delete-model").exitCode()).isEqualTo(3);
    assertThat(event("create-processing-job-failed-call").exitCode()).isEqualTo(3);
    assertThat(event("delete-vpc-endpoints").exitCode()).isEqualTo(3);
  }

  // --- CloudFormation

  @Test
  void template_makes_what_is_missing_and_the_exit_code_stays_the_verdicts() {
    var run =
        event(
            "create-processing-job-no-s3-endpoint",
            "--analysis-config",
            CONFIGURATIONS + "/legacy-model/analysis_config.json",
            "--format",
            "cloudformation");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.document().at("/Resources").findValuesAsText("Type"))
        .isNotEmpty()
        .allMatch(type -> type.startsWith("AWS::EC2::"));
    assertThat(run.document().at("/Metadata/ClarifyVpc/Outside").findValuesAsText("Control"))
        .isNotEmpty()
        .allSatisfy(control -> assertThat(run.err()).contains("not in the template, " + control));
  }

  /** A template needs a resource. */
  @Test
  void template_that_changes_nothing_says_so_and_is_valid() {
    var run = event("delete-model", "--format", "cloudformation");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).endsWith("clarify-vpc: the template changes nothing\n");
    assertThat(run.document().at("/Description").textValue())
        .isEqualTo(
            "Changes nothing: clarify-vpc found nothing that a template can mend for what was given.");
    assertThat(run.document().at("/Resources/NothingToChange/Type").textValue())
        .isEqualTo("AWS::CloudFormation::WaitConditionHandle");
  }

  @Test
  void nothing_to_judge_is_an_empty_document_and_a_reason_beside_it() {
    var run = event("delete-model", "--format", "json");

    assertThat(run)
        .isEqualTo(
            new CommandLineRun(
                3,
                "{\"assessments\":[]}\n",
                "clarify-vpc: nothing to judge: the model churn-two-zones was deleted\n"));
  }

  @Tag("R-26")
  @Test
  void everything_switched_off_is_3() {
    var all = String.join(",", Catalogue.ids());
    var run =
        check(
            "--model",
            NETWORK + "/describe-model-churn-one-zone.json",
            "--parameters",
            file("{\"DisabledControls\":\"%s\"}".formatted(all)));

    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void parameters_change_the_verdict() {
    var run =
        check(
            "--model",
            NETWORK + "/describe-model-churn-one-zone.json",
            "--parameters",
            file("{\"DisabledControls\":\"Clarify.14\"}"));

    assertThat(run.exitCode()).isZero();
  }

  @Tag("R-26")
  @Test
  void an_analysis_configuration_that_is_not_json_is_undetermined() {
    assertThat(check("--job", JOB, "--analysis-config", file("{")).exitCode()).isEqualTo(2);
    assertThat(check("--job", JOB, "--analysis-config", file("[]")).exitCode()).isEqualTo(2);
    assertThat(check("--job", JOB, "--analysis-config", file("{}")).exitCode()).isEqualTo(2);
  }

  @Test
  void account_and_region_can_be_told() {
    var run =
        check(
            "--job",
            JOB,
            "--analysis-config",
            CONFIGURATION,
            "--account",
            "444455556666",
            "--region",
            "us-gov-west-1",
            "--format",
            "json");

    assertThat(run.document().at("/assessments/0/resource/accountId").textValue())
        .isEqualTo("444455556666");
    assertThat(run.document().at("/assessments/0/resource/region").textValue())
        .isEqualTo("us-gov-west-1");
  }

  // --- wrong usage

  @Test
  void wrong_usage_is_64_with_a_sentence_on_standard_error() {
    refused("say what to judge: one of --event, --job, --model", "check", "--network", NETWORK);
    refused(
        "--event and --model cannot stand together",
        "check",
        "--event",
        "e",
        "--model",
        "m",
        "--network",
        NETWORK);
    refused("--job and --job-name cannot", "check", "--job", JOB, "--job-name", "j");
    refused("12 digits", "check", "--job", JOB, "--network", NETWORK, "--account", "12345");
    refused("not a region", "check", "--job", JOB, "--network", NETWORK, "--region", "US East");
    refused(
        "not one of text, json", "check", "--job", JOB, "--network", NETWORK, "--format", "xml");
    refused("--event", "check", "--event");
    refused("did you mean: --network", "check", "--job", JOB, "--netwrok", NETWORK);
    refused("'--job'", "check", "--job", JOB, "--job", JOB, "--network", NETWORK);
    refused("did you mean: check", "chek");
    refused("Usage: clarify-vpc");
  }

  @Tag("R-26")
  @Test
  void parameters_that_are_not_understood_are_64_with_what_is_valid() {
    refused(
        "PRIVATE_ONLY",
        "check",
        "--job",
        JOB,
        "--network",
        NETWORK,
        "--parameters",
        file("{\"EndpointPolicy\":\"ANY\"}"));
    refused(
        "EndpointPolicy",
        "check",
        "--job",
        JOB,
        "--network",
        NETWORK,
        "--parameters",
        file("{\"endpointPolicy\":\"ALLOW_NAT\"}"));
    refused(
        "Clarify.14",
        "check",
        "--job",
        JOB,
        "--network",
        NETWORK,
        "--parameters",
        file("{\"DisabledControls\":\"Clarify.99\"}"));
  }

  private static void refused(String sentence, String... args) {
    var run = CommandLineRun.of(args);

    assertThat(run.err()).as(String.join(" ", args)).contains(sentence).doesNotContain("\tat ");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(64);
    assertThat(run.out()).isEmpty();
  }

  // --- the live account

  @Test
  void without_a_network_the_live_account_is_read_and_69_says_that_it_cannot_be() {
    var run = CommandLineRun.of("check", "--job-name", "churn");

    assertThat(run.err()).isEqualTo("clarify-vpc: AWS is not reachable\n");
    assertThat(run.exitCode()).isEqualTo(69);
    assertThat(run.out()).isEmpty();
  }

  @Tag("R-26")
  @Test
  void an_event_that_is_not_ours_needs_no_account() {
    var run =
        CommandLineRun.of(
            "check", "--event", "events/cloudtrail-create-processing-job-other-image.json");

    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void a_model_of_the_live_account_is_judged_by_its_name() {
    var run = inAccount("check", "--model-name", "churn-one-zone", "--region", "us-east-1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("NON_COMPLIANT  model churn-one-zone\n")
        .contains("Clarify.14");
  }

  @Test
  void a_planned_job_is_judged_against_the_live_account() {
    var run =
        inAccount("check", "--job", JOB, "--analysis-config", "src/sample/analysis_config.json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("Clarify.16").contains("churn-one-zone");
  }

  @Test
  void a_name_that_does_not_exist_is_not_applicable() {
    var run = inAccount("check", "--model-name", "no-such-model");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).contains("the model no-such-model does not exist");
  }

  @Test
  void a_name_is_looked_up_in_a_recorded_network_too() {
    var run = CommandLineRun.of("check", "--model-name", "churn-two-zones", "--network", NETWORK);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("COMPLIANT  model churn-two-zones\n");
  }

  /** An event tells where it happened; asking another region would find nothing of it. */
  @Test
  void the_region_of_an_event_is_where_the_account_is_asked() {
    var event = "events/cloudtrail-create-model-one-zone.json";
    var account = new AskedFor();

    CommandLineRun.in(account, "check", "--event", event);
    CommandLineRun.in(account, "check", "--event", event, "--region", "eu-west-1");
    CommandLineRun.in(account, "check", "--model-name", "churn-one-zone");

    assertThat(account.regions)
        .containsExactly(Optional.of("us-east-1"), Optional.of("eu-west-1"), Optional.empty());
  }

  /** Remembers which region it was asked for. */
  private static final class AskedFor implements Surroundings.Account {
    private final List<Optional<String>> regions = new ArrayList<>();

    @Override
    public SnapshotSource source(
        Optional<String> account, Optional<String> region, AnalysisConfigurations configurations) {
      regions.add(region);
      return FileSnapshotSource.read(Path.of(NETWORK), account, region, configurations);
    }

    @Override
    public AccountRecorder recorder(Optional<String> account, Optional<String> region) {
      throw new UnsupportedOperationException("check records nothing");
    }
  }

  /** The sample network in the place of the account. */
  private static CommandLineRun inAccount(String... args) {
    return CommandLineRun.in(new FakeLiveAccount(FakeAccount.sample()), args);
  }

  // --- unreadable input

  @Tag("R-26")
  @Test
  void input_that_cannot_be_read_is_65_and_names_the_file() {
    var missing = folder.resolve("missing.json").toString();
    var notJson = file("{\"a\":");
    unreadable(missing + " does not exist", "--event", missing);
    unreadable(missing + " does not exist", "--job", missing);
    unreadable(missing + " does not exist", "--model", missing);
    unreadable(missing + " does not exist", "--job", JOB, "--parameters", missing);
    unreadable(missing + " does not exist", "--job", JOB, "--analysis-config", missing);
    unreadable(folder + " is a folder", "--job", folder.toString());
    unreadable(notJson, "--event", notJson);
    unreadable(notJson, "--job", notJson);
    unreadable(notJson, "--job", JOB, "--parameters", notJson);
  }

  @Tag("R-26")
  @Test
  void json_that_is_none_of_the_accepted_shapes_is_65() {
    var other = file("{\"Subnets\":[]}");
    unreadable(other, "--event", other);
    unreadable(other, "--job", other);
    unreadable(other, "--model", other);
  }

  @Test
  void a_malformed_event_is_65_with_the_member_s_name() {
    unreadable(
        "detail.requestParameters.networkConfig.vpcConfig.subnets",
        "--event",
        "events/cloudtrail-create-processing-job-malformed.json");
  }

  @Test
  void a_network_that_is_not_there_is_65() {
    var run =
        CommandLineRun.of("check", "--job", JOB, "--network", folder.resolve("none").toString());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(65);
    assertThat(run.err()).contains(folder.resolve("none").toString());
  }

  private static void unreadable(String sentence, String... args) {
    var run = check(args);

    assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(65);
    assertThat(run.out()).isEmpty();
  }

  // --- the rest

  @Test
  void remarks_on_files_of_the_network_go_to_standard_error() throws IOException {
    copyNetwork();
    Files.writeString(folder.resolve("notes.json"), "not JSON");
    var run =
        CommandLineRun.of(
            "check",
            "--model",
            NETWORK + "/describe-model-churn-two-zones.json",
            "--network",
            folder.toString());

    assertThat(run.err()).startsWith("clarify-vpc: ").contains("notes.json");
  }

  @Test
  void help_and_version_are_0_and_on_standard_output() {
    assertThat(CommandLineRun.of("--help").out())
        .contains("check", "demo", "Exit codes:", "./clarify-vpc demo");
    assertThat(CommandLineRun.of("--help").exitCode()).isZero();
    assertThat(CommandLineRun.of("check", "--help").out())
        .contains(
            "--event", "--analysis-config", "Exit codes:", "Example:", "./clarify-vpc check --job");
    assertThat(CommandLineRun.of("demo", "-h").out())
        .contains("--verbose", "Exit codes:", "Example:");
    assertThat(CommandLineRun.of("--version").out())
        .startsWith("clarify-vpc " + Main.VERSION + " (Java ");
  }

  @Test
  void the_version_is_that_of_the_pom() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            "<artifactId>clarify-vpc</artifactId>\n  <version>" + Main.VERSION + "</version>");
  }

  @Test
  void output_that_cannot_be_written_is_no_verdict() {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    var surroundings =
        new Surroundings(
            new PrintStream(full, true, UTF_8),
            new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
            UTF_8,
            false,
            Map.of(),
            CommandLineRun.NO_ACCOUNT,
            CommandLineRun.HOME);

    assertThat(
            Main.run(
                surroundings,
                "check",
                "--model",
                NETWORK + "/describe-model-churn-two-zones.json",
                "--network",
                NETWORK))
        .isEqualTo(70);
  }

  private static CommandLineRun event(String name, String... args) {
    return check(
        Stream.concat(
                Stream.of("--event", "events/cloudtrail-%s.json".formatted(name)), Stream.of(args))
            .toArray(String[]::new));
  }

  private static CommandLineRun check(String... args) {
    return CommandLineRun.of(
        Stream.concat(Stream.of("check", "--network", NETWORK), Stream.of(args))
            .toArray(String[]::new));
  }

  private String file(String content) {
    try {
      return Files.writeString(Files.createTempFile(folder, "input", ".json"), content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
