package io.clarifyvpc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir private Path folder;

  @Test
  void every_event_of_the_account_is_replayed_and_the_replay_works() throws IOException {
    var run = CommandLineRun.of("demo");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    try (Stream<Path> events = Files.list(Path.of("events"))) {
      assertThat(events.map(event -> event.getFileName().toString()))
          .filteredOn(name -> name.startsWith("cloudtrail-"))
          .isNotEmpty()
          .allSatisfy(name ->
              assertThat(run.out().contains(name)).isEqualTo(!name.contains("-other-account")));
    }
  }

  @Test
  void a_failing_control_is_shown_with_its_reason_its_ids_the_evaluation_and_the_alert() {
    assertThat(section("cloudtrail-create-processing-job-no-s3-endpoint.json"))
        .containsSubsequence(
            "NON_COMPLIANT  processing job Churn-no-s3-endpoint",
            "✗ Clarify.6  HIGH FAILURE  Amazon S3 is reached privately from every subnet",
            "reason    subnet-0bad0d0000000000d: no endpoint",
            "evidence  subnet-0bad0d0000000000d, rtb-0bad0d0000000000d",
            "AWS Config    AWS::SageMaker::ProcessingJob Churn-no-s3-endpoint NON_COMPLIANT",
            "Clarify.6: subnet-0bad0d0000000000d",
            "SNS alert     NON_COMPLIANT (HIGH): processing job Churn-no-s3-endpoint: Clarify.6",
            "compliance=NON_COMPLIANT, severity=HIGH",
            "controls=[\"Clarify.6\"]");
    assertThat(section("cloudtrail-create-processing-job-closed-security-group-two-instances.json"))
        .containsSubsequence("✗ Clarify.9 ", "sg-0bad000000000000a", "controls=[\"Clarify.9\"]");
    assertThat(section("cloudtrail-create-processing-job-one-zone-model.json"))
        .containsSubsequence(
            "✗ Clarify.16 ",
            "churn-one-zone",
            "✗ Clarify.14 ",
            "evidence  subnet-0900da0000000000a");
  }

  @Test
  void nothing_is_sent_for_what_is_compliant_or_not_ours_and_it_says_why() {
    assertThat(section("cloudtrail-create-processing-job-compliant.json"))
        .containsSubsequence(
            "COMPLIANT  processing job Churn-compliant",
            "AWS Config    AWS::SageMaker::ProcessingJob Churn-compliant COMPLIANT",
            "SNS alert     none: the processing job is COMPLIANT");
    assertThat(section("cloudtrail-create-processing-job-other-image.json"))
        .containsSubsequence("NOT_APPLICABLE  not a Clarify job", "nothing sent");
    assertThat(section("cloudtrail-create-processing-job-malformed.json"))
        .containsSubsequence("MALFORMED", "subnets", "failure queue");
  }

  @Test
  void verbose_shows_the_mail() {
    assertThat(CommandLineRun.of("demo", "--verbose").out())
        .contains("    What   NON_COMPLIANT (HIGH): processing job Churn-no-s3-endpoint")
        .contains("    Who    arn:aws:sts::111122223333:assumed-role/DataScience/maria")
        .contains("    What to do\n");
    assertThat(CommandLineRun.of("demo").out()).doesNotContain("What to do\n");
  }

  @Test
  void the_command_that_it_ends_with_works_when_pasted() {
    var last = CommandLineRun.of("demo").out().lines().toList().getLast().strip();
    var words = last.split(" ", -1);

    assertThat(words[0]).isEqualTo("./clarify-vpc");
    var run = CommandLineRun.of(Arrays.copyOfRange(words, 1, words.length));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void from_elsewhere_the_command_names_the_whole_path_and_quotes_a_space() throws IOException {
    var home = copyOfSample(folder.resolve("check out"));
    var run = CommandLineRun.of(home, Map.of(), "demo");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().toList().getLast().strip())
        .startsWith("'%s/clarify-vpc' check --event '%s/events/".formatted(home, home));
  }

  @Test
  void without_the_sample_it_says_what_is_missing() {
    var run = CommandLineRun.of(folder, Map.of(), "demo");

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.err()).contains(folder.resolve("events").toString());
  }

  private static Path copyOfSample(Path home) throws IOException {
    for (Path from : new Path[] {Path.of("events"), Path.of("src/sample")}) {
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.createDirectories(home.resolve(file).getParent());
          Files.copy(file, home.resolve(file));
        }
      }
    }
    return home;
  }

  private static String section(String event) {
    var out = CommandLineRun.of(Map.of("COLUMNS", "140"), "demo").out();
    int start = out.indexOf(event);
    assertThat(start).as(event).isPositive();
    int end = out.indexOf("────", start);
    return out.substring(start, end);
  }
}
