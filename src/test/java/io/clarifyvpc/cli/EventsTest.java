package io.clarifyvpc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.Creator;
import io.clarifyvpc.assess.Creator.Detail;
import io.clarifyvpc.assess.Tag;
import io.clarifyvpc.assess.Trigger;
import io.clarifyvpc.json.ConfigInvocationDecoder;
import io.clarifyvpc.json.TriggerDecoder;
import io.clarifyvpc.snapshot.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file in events/ is what its name says, and what comes of it against the sample is what its
 * name says.
 */
class EventsTest {
  private static final Path EVENTS = Path.of("events");

  /** Name; what it decodes to; the verdict and the failing controls, resource by resource. */
  private static Stream<Arguments> events() {
    return Stream.of(
        ours(
            "create-model-bias-job-definition-compliant",
            ResourceType.MODEL_BIAS_JOB_DEFINITION,
            "COMPLIANT"),
        ours("create-model-compliant", ResourceType.MODEL, "COMPLIANT"),
        arguments("create-model-cut", Trigger.Cut.class, List.of("COMPLIANT")),
        ours(
            "create-model-explainability-job-definition-compliant",
            ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION,
            "COMPLIANT"),
        ours(
            "create-model-explainability-job-definition-isolated",
            ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION,
            "NON_COMPLIANT Clarify.2"),
        ours("create-model-no-vpc", ResourceType.MODEL, "NON_COMPLIANT Clarify.1"),
        ours("create-model-one-zone", ResourceType.MODEL, "NON_COMPLIANT Clarify.14"),
        job("closed-api-endpoint", "NON_COMPLIANT Clarify.7"),
        job("closed-security-group-two-instances", "NON_COMPLIANT Clarify.9"),
        job("compliant", "COMPLIANT", "COMPLIANT"),
        job("data-bias-compliant", "COMPLIANT"),
        arguments("create-processing-job-failed-call", Trigger.NotOurs.class, List.of()),
        job("isolated", "NON_COMPLIANT Clarify.2", "COMPLIANT"),
        arguments("create-processing-job-malformed", Trigger.Malformed.class, List.of()),
        job("missing-model", "NON_COMPLIANT Clarify.16"),
        job(
            "model-in-other-vpc",
            "NON_COMPLIANT Clarify.13 Clarify.15 Clarify.16",
            "NON_COMPLIANT Clarify.14"),
        job("no-s3-endpoint", "NON_COMPLIANT Clarify.6"),
        job("no-vpc", "NON_COMPLIANT Clarify.1 Clarify.13", "COMPLIANT"),
        job("one-zone-model", "NON_COMPLIANT Clarify.15 Clarify.16", "NON_COMPLIANT Clarify.14"),
        job("other-account", "NON_COMPLIANT Clarify.19", "COMPLIANT"),
        arguments("create-processing-job-other-image", Trigger.NotOurs.class, List.of()),
        job("pipeline-step", "NON_COMPLIANT Clarify.15 Clarify.16", "NON_COMPLIANT Clarify.14"),
        job("public-subnet", "NON_COMPLIANT Clarify.4 Clarify.6"),
        job("unread-configuration", "UNDETERMINED Clarify.13 Clarify.15 Clarify.16 Clarify.18"),
        arguments("delete-model", Trigger.Deleted.class, List.of()),
        arguments("delete-model-bias-job-definition", Trigger.Deleted.class, List.of()),
        arguments("delete-model-explainability-job-definition", Trigger.Deleted.class, List.of()),
        arguments("delete-vpc-endpoints", Trigger.NotOurs.class, List.of()));
  }

  private static Arguments job(String variant, String... verdicts) {
    return ours("create-processing-job-" + variant, ResourceType.PROCESSING_JOB, verdicts);
  }

  private static Arguments ours(String name, ResourceType type, String... verdicts) {
    return arguments(name, type, List.of(verdicts));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void an_event_decodes_to_what_its_name_says(String name, Object expected, List<String> verdicts) {
    var trigger = InputFile.decode(file(name), TriggerDecoder::decode);

    if (expected instanceof ResourceType type) {
      assertThat(trigger).isInstanceOf(Trigger.Ours.class);
      var ours = (Trigger.Ours) trigger;
      assertThat(ours.workload().resource().type()).isEqualTo(type);
      assertThat(ours.workload().resource().accountId()).contains(account(name));
      assertThat(ours.workload().resource().region()).contains("us-east-1");
      assertThat(ours.origin().creator().get(Detail.PRINCIPAL))
          .contains("arn:aws:sts::%s:assumed-role/%s".formatted(account(name), session(name)));
      assertThat(ours.origin().eventId()).isPresent();
      assertThat(ours.origin().time()).isPresent();
      return;
    }
    assertThat(trigger).isInstanceOf((Class<?>) expected);
  }

  private static String session(String name) {
    return name.endsWith("-pipeline-step") ? "churn-pipeline/SageMaker" : "DataScience/maria";
  }

  @Test
  void the_step_of_a_pipeline_tells_who_is_behind_it() {
    var trigger =
        InputFile.decode(file("create-processing-job-pipeline-step"), TriggerDecoder::decode);

    assertThat(trigger).isInstanceOf(Trigger.Ours.class);
    var origin = ((Trigger.Ours) trigger).origin();
    var execution =
        "arn:aws:sagemaker:us-east-1:111122223333:pipeline/churn/execution/k3v9w2m7q1xz";
    assertThat(origin.creator())
        .isEqualTo(
            new Creator(
                Map.of(
                    Detail.PRINCIPAL,
                    "arn:aws:sts::111122223333:assumed-role/churn-pipeline/SageMaker",
                    Detail.IDENTITY_TYPE,
                    "AssumedRole",
                    Detail.SESSION_ISSUER,
                    "arn:aws:iam::111122223333:role/mlops/churn-pipeline",
                    Detail.ROLE_SESSION_NAME,
                    "SageMaker",
                    Detail.SOURCE_IDENTITY,
                    "maria",
                    Detail.INVOKED_BY,
                    "sagemaker.amazonaws.com",
                    Detail.PIPELINE_EXECUTION,
                    execution,
                    Detail.PIPELINE_STEP_NAME,
                    "ChurnBias")));
    assertThat(origin.tags())
        .isEqualTo(
            List.of(
                new Tag("sagemaker:pipeline-execution-arn", execution),
                new Tag("sagemaker:pipeline-step-name", "ChurnBias"),
                new Tag("team", "retention"),
                new Tag("cost-center", "4711")));
  }

  private static String account(String name) {
    return name.endsWith("-other-account") ? "210987654321" : "111122223333";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void what_comes_of_an_event_is_what_its_name_says(
      String name, Object expected, List<String> verdicts) {
    var args =
        new ArrayList<>(
            List.of(
                "check",
                "--event",
                file(name).toString(),
                "--network",
                "src/sample/network",
                "--format",
                "json"));
    configuration(name)
        .ifPresent(configuration -> args.addAll(List.of("--analysis-config", configuration)));
    var run = CommandLineRun.of(args.toArray(String[]::new));

    if (expected == Trigger.Malformed.class) {
      assertThat(run.exitCode()).isEqualTo(65);
      return;
    }
    assertThat(verdicts(run.document())).isEqualTo(verdicts);
  }

  @Test
  void every_file_is_tested_here() throws IOException {
    try (Stream<Path> files = Files.list(EVENTS)) {
      assertThat(files.filter(EventsTest::isOfCloudTrail))
          .containsExactlyInAnyOrderElementsOf(
              events().map(event -> file((String) event.get()[0])).toList());
    }
  }

  private static boolean isOfCloudTrail(Path file) {
    return file.getFileName().toString().startsWith("cloudtrail-");
  }

  /** Of the functions; what comes of them there is tested with the functions. */
  @ParameterizedTest
  @CsvSource({
    "scheduled, Scheduled",
    "scheduled-testmode, Scheduled",
    "scheduled-unknown-parameter, Scheduled",
    "change-model-bias-job-definition-compliant, Changed",
    "change-model-compliant, Changed",
    "change-model-explainability-job-definition-isolated, Changed",
    "change-model-one-zone, Changed",
    "change-model-oversized, Changed",
    "change-model-deleted, NotJudged",
    "change-model-left-scope, NotJudged",
    "change-model-oversized-deleted, NotJudged"
  })
  void an_invocation_by_aws_config_decodes_to_what_its_name_says(String name, String kind) {
    var invocation =
        InputFile.decode(
            EVENTS.resolve("config-%s.json".formatted(name)), ConfigInvocationDecoder::decode);

    assertThat(invocation.getClass().getSimpleName()).isEqualTo(kind);
  }

  @Test
  void every_event_has_ids_of_its_own() throws IOException {
    var ids = new ArrayList<String>();
    try (Stream<Path> files = Files.list(EVENTS)) {
      for (Path file : files.filter(EventsTest::isOfCloudTrail).toList()) {
        var event = InputFile.decode(file, node -> node);
        ids.add(event.path("id").asText());
        ids.add(event.at("/detail/eventID").asText());
      }
    }
    assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
  }

  private static List<String> verdicts(JsonNode document) {
    var verdicts = new ArrayList<String>();
    for (JsonNode assessment : document.path("assessments")) {
      var verdict = new StringBuilder(assessment.path("compliance").asText());
      for (JsonNode finding : assessment.path("findings")) {
        if (List.of("NON_COMPLIANT", "UNDETERMINED").contains(finding.path("compliance").asText())
            && !finding.path("advisory").asBoolean()) {
          verdict.append(' ').append(finding.path("control").asText());
        }
      }
      verdicts.add(verdict.toString());
    }
    return verdicts;
  }

  /** The sample's object in S3 that the event points to, where the sample holds it. */
  private static Optional<String> configuration(String name) {
    return InputFile.decode(file(name), EventsTest::textsOf).stream()
        .filter(text -> text.endsWith("/analysis_config.json"))
        .map(uri -> Path.of("src/sample/s3", uri.substring("s3://".length())))
        .filter(Files::exists)
        .map(Path::toString)
        .findFirst();
  }

  private static List<String> textsOf(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.textValue());
    }
    var texts = new ArrayList<String>();
    node.forEach(child -> texts.addAll(textsOf(child)));
    return texts;
  }

  private static Path file(String name) {
    return EVENTS.resolve("cloudtrail-%s.json".formatted(name));
  }
}
