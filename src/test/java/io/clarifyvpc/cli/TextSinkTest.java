package io.clarifyvpc.cli;

import static io.clarifyvpc.assess.Findings.advisory;
import static io.clarifyvpc.assess.Findings.assessment;
import static io.clarifyvpc.assess.Findings.compliant;
import static io.clarifyvpc.assess.Findings.job;
import static io.clarifyvpc.assess.Findings.judgement;
import static io.clarifyvpc.assess.Findings.mended;
import static io.clarifyvpc.assess.Findings.model;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static io.clarifyvpc.assess.Findings.notApplicable;
import static io.clarifyvpc.assess.Findings.undetermined;
import static io.clarifyvpc.assess.Findings.weighing;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.Findings;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Severity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextSinkTest {
  private static final Judgement JUDGEMENT =
      judgement(
          assessment(
              job("churn"),
              compliant("Clarify.1"),
              undetermined("Clarify.3", "SecurityGroups unread"),
              weighing(
                  nonCompliant(
                      "Clarify.4",
                      "subnet-a: rtb-a routes 0.0.0.0/0 to igw-a",
                      "subnet-a",
                      "rtb-a"),
                  Severity.MEDIUM,
                  Impact.EXPOSURE),
              mended(
                  nonCompliant(
                      "Clarify.6",
                      "subnet-0123456789abcdef0: no endpoint and no egress through"
                          + " rtb-0123456789abcdef0",
                      "subnet-0123456789abcdef0",
                      "rtb-0123456789abcdef0"),
                  "the job times out",
                  "Create an S3 gateway endpoint in vpc-a for rtb-0123456789abcdef0.",
                  "aws ec2 create-vpc-endpoint --region us-east-1 --vpc-id vpc-a --route-table-ids"
                      + " rtb-0123456789abcdef0"),
              notApplicable("Clarify.9"),
              advisory(nonCompliant("Clarify.17", "in the clear"))),
          assessment(model("churn-model"), compliant("Clarify.14")));

  @Test
  void failures_come_first_and_the_rest_is_counted() {
    assertThat(text(JUDGEMENT, false, Map.of("COLUMNS", "80")))
        .isEqualTo(
            """
            NON_COMPLIANT  processing job churn
              arn:aws:sagemaker:us-east-1:111122223333:processing-job/churn
              who       arn:aws:sts::111122223333:assumed-role/DataScience/maria

              ✗ Clarify.6   HIGH FAILURE            Title of Clarify.6
                reason    subnet-0123456789abcdef0: no endpoint and no egress through
                          rtb-0123456789abcdef0
                evidence  subnet-0123456789abcdef0, rtb-0123456789abcdef0
                error     the job times out
                fix       Create an S3 gateway endpoint in vpc-a for rtb-0123456789abcdef0.
                          aws ec2 create-vpc-endpoint --region us-east-1 --vpc-id vpc-a --route-table-ids rtb-0123456789abcdef0

              ✗ Clarify.4   MEDIUM EXPOSURE         Title of Clarify.4
                reason    subnet-a: rtb-a routes 0.0.0.0/0 to igw-a
                evidence  subnet-a, rtb-a

              ✗ Clarify.17  HIGH FAILURE, advisory  Title of Clarify.17
                reason    in the clear

              ? Clarify.3   UNDETERMINED            Title of Clarify.3
                reason    SecurityGroups unread

              6 controls: 3 non-compliant, 1 undetermined, 1 compliant, 1 not applicable;
              --verbose lists them

            COMPLIANT  model churn-model
              account unknown, region unknown

              1 control: 1 compliant; --verbose lists them
            """);
  }

  @Test
  void who_created_the_workload_is_told_once_and_without_its_tags() {
    var judgement =
        Findings.ofPipeline(
            assessment(job("j"), compliant("Clarify.1")),
            assessment(model("m"), compliant("Clarify.14")));

    assertThat(text(judgement, false, Map.of()))
        .isEqualTo(
            """
            COMPLIANT  processing job j
              arn:aws:sagemaker:us-east-1:111122223333:processing-job/j
              who       arn:aws:sts::111122223333:assumed-role/churn-pipeline/SageMaker
                        session SageMaker of arn:aws:iam::111122223333:role/mlops/churn-pipeline
                        source identity maria
                        through step Bias of the pipeline execution
                        arn:aws:sagemaker:us-east-1:111122223333:pipeline/churn/execution/k3v9w2m7q1xz
                        through sagemaker.amazonaws.com

              1 control: 1 compliant; --verbose lists them

            COMPLIANT  model m
              account unknown, region unknown

              1 control: 1 compliant; --verbose lists them
            """);
  }

  @Test
  void verbose_lists_what_passes_and_where_to_read_on() {
    assertThat(
            text(
                judgement(
                    assessment(
                        job("j"),
                        compliant("Clarify.1"),
                        advisory(nonCompliant("Clarify.17", "clear")),
                        notApplicable("Clarify.9"))),
                true,
                Map.of()))
        .isEqualTo(
            """
            COMPLIANT  processing job j
              arn:aws:sagemaker:us-east-1:111122223333:processing-job/j
              who       arn:aws:sts::111122223333:assumed-role/DataScience/maria

              ✗ Clarify.17  HIGH FAILURE, advisory  Title of Clarify.17
                reason    clear
                conflict  a generic control that wants the opposite
                see       https://docs.aws.amazon.com/page

              ✓ Clarify.1  COMPLIANT       Title of Clarify.1
                reason    all is well
                evidence  subnet-a
              - Clarify.9  NOT_APPLICABLE  Title of Clarify.9
                reason    one instance

              3 controls: 1 non-compliant, 1 compliant, 1 not applicable
            """);
  }

  @Test
  void controls_that_lack_the_same_are_told_together_unless_verbose() {
    var judgement =
        judgement(
            assessment(
                job("j"),
                undetermined("Clarify.3", "Subnets unread"),
                undetermined("Clarify.4", "Subnets unread"),
                undetermined("Clarify.6", "region unknown"),
                advisory(undetermined("Clarify.5", "Subnets unread"))));

    assertThat(text(judgement, false, Map.of()))
        .isEqualTo(
            """
            UNDETERMINED  processing job j
              arn:aws:sagemaker:us-east-1:111122223333:processing-job/j
              who       arn:aws:sts::111122223333:assumed-role/DataScience/maria

              ? Clarify.3  UNDETERMINED            Title of Clarify.3
              ? Clarify.4  UNDETERMINED            Title of Clarify.4
              ? Clarify.5  UNDETERMINED, advisory  Title of Clarify.5
                reason    Subnets unread

              ? Clarify.6  UNDETERMINED            Title of Clarify.6
                reason    region unknown

              4 controls: 4 undetermined
            """);
    assertThat(text(judgement, true, Map.of()).lines())
        .filteredOn(line -> line.endsWith("Subnets unread"))
        .hasSize(3);
  }

  @Test
  void nothing_to_judge_says_why() {
    assertThat(text(Judgement.nothing(Origin.file("event"), "not a Clarify job"), false, Map.of()))
        .isEqualTo("NOT_APPLICABLE  nothing to judge: not a Clarify job\n");
  }

  @Test
  void no_line_is_wider_than_the_terminal_but_commands_and_words() {
    for (int width : new int[] {60, 72, 100, 140}) {
      assertThat(text(JUDGEMENT, true, Map.of("COLUMNS", String.valueOf(width))).lines())
          .filteredOn(
              line -> !line.strip().startsWith("aws ") && !line.strip().matches("(who +)?arn:.*"))
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
    }
  }

  @Test
  void a_width_that_is_none_is_not_taken() {
    var usual = text(JUDGEMENT, false, Map.of());

    assertThat(text(JUDGEMENT, false, Map.of("COLUMNS", "wide"))).isEqualTo(usual);
    assertThat(text(JUDGEMENT, false, Map.of("COLUMNS", ""))).isEqualTo(usual);
    assertThat(text(JUDGEMENT, false, Map.of("COLUMNS", "99999999999"))).isEqualTo(usual);
    assertThat(text(JUDGEMENT, false, Map.of("COLUMNS", "7")))
        .isEqualTo(text(JUDGEMENT, false, Map.of("COLUMNS", "60")));
  }

  @Test
  void a_terminal_gets_colours_beside_the_words_unless_it_wants_none() {
    assertThat(text(JUDGEMENT, UTF_8, true, Map.of()))
        .startsWith("\u001b[1;31mNON_COMPLIANT\u001b[0m");
    assertThat(text(JUDGEMENT, UTF_8, true, Map.of("NO_COLOR", "1")))
        .isEqualTo(text(JUDGEMENT, false, Map.of()));
  }

  @Test
  void ascii_is_enough() {
    var text = text(JUDGEMENT, US_ASCII, false, Map.of());

    assertThat(text).contains("  x Clarify.6").matches("[ -~\n]+");
  }

  @Test
  void foreign_text_cannot_move_the_cursor_or_forge_a_line() {
    var hostile = "j\u001b[2J\n\nCOMPLIANT  processing job j\u202e";
    var text =
        text(
            judgement(
                assessment(
                    job(hostile),
                    mended(
                        nonCompliant("Clarify.6", hostile, hostile), hostile, hostile, hostile))),
            true,
            Map.of());

    assertThat(text).doesNotContain("\u001b", "\u202e");
    assertThat(text.lines()).noneMatch(line -> line.startsWith("COMPLIANT"));
  }

  private static String text(
      Judgement judgement, boolean verbose, Map<String, String> environment) {
    var out = new ByteArrayOutputStream();
    var surroundings =
        CommandLineRun.surroundings(
            out, new ByteArrayOutputStream(), UTF_8, false, environment, Path.of(""));
    new TextSink(surroundings, verbose).accept(judgement);
    return out.toString(UTF_8);
  }

  private static String text(
      Judgement judgement, Charset charset, boolean terminal, Map<String, String> environment) {
    var out = new ByteArrayOutputStream();
    var surroundings =
        CommandLineRun.surroundings(
            out, new ByteArrayOutputStream(), charset, terminal, environment, Path.of(""));
    new TextSink(surroundings, false).accept(judgement);
    return out.toString(charset);
  }
}
