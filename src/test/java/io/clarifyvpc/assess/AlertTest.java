package io.clarifyvpc.assess;

import static io.clarifyvpc.assess.Findings.advisory;
import static io.clarifyvpc.assess.Findings.alert;
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
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.snapshot.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertTest {
  @Test
  void compliant_not_applicable_and_nothing_are_not_published() {
    assertThat(Alert.of(judgement(assessment(job("j"), compliant("Clarify.1"))))).isEmpty();
    assertThat(Alert.of(judgement(assessment(job("j"), notApplicable("Clarify.1"))))).isEmpty();
    assertThat(Alert.of(Judgement.nothing(Findings.ORIGIN, "not ours"))).isEmpty();
  }

  @Test
  void a_model_that_comes_along_raises_no_alert_of_its_own() {
    var compliantJob = assessment(job("j"), compliant("Clarify.1"));
    var badModel = assessment(model("m"), nonCompliant("Clarify.14", "one zone"));

    assertThat(Alert.of(judgement(compliantJob, badModel))).isEmpty();
  }

  @Test
  void an_advisory_failure_alone_is_not_published() {
    assertThat(
            Alert.of(
                judgement(
                    assessment(
                        job("j"),
                        compliant("Clarify.1"),
                        advisory(nonCompliant("Clarify.17", "clear"))))))
        .isEmpty();
  }

  @Test
  void attributes_are_those_of_the_deciding_findings_of_the_first_assessment() {
    var alert =
        alert(
            assessment(
                job("j"),
                weighing(nonCompliant("Clarify.10", "closed"), Severity.MEDIUM, Impact.FAILURE),
                weighing(nonCompliant("Clarify.13", "elsewhere"), Severity.HIGH, Impact.FAILURE),
                undetermined("Clarify.3", "unread"),
                advisory(
                    weighing(
                        nonCompliant("Clarify.17", "clear"), Severity.CRITICAL, Impact.EXPOSURE))),
            assessment(model("m"), nonCompliant("Clarify.14", "one zone")));

    assertThat(alert.attributes())
        .isEqualTo(
            new Alert.Attributes(
                Compliance.NON_COMPLIANT,
                Optional.of(Severity.HIGH),
                ResourceType.PROCESSING_JOB,
                Optional.of("111122223333"),
                Optional.of("us-east-1"),
                List.of("Clarify.13", "Clarify.10"),
                List.of("arn:aws:sts::111122223333:assumed-role/DataScience/maria"),
                List.of(),
                List.of()));
  }

  @Test
  void undetermined_is_published_and_what_is_unknown_is_absent() {
    var alert = alert(assessment(model("m"), undetermined("Clarify.14", "unread")));

    assertThat(alert.attributes())
        .isEqualTo(
            new Alert.Attributes(
                Compliance.UNDETERMINED,
                Optional.of(Severity.HIGH),
                ResourceType.MODEL,
                Optional.empty(),
                Optional.empty(),
                List.of("Clarify.14"),
                List.of("arn:aws:sts::111122223333:assumed-role/DataScience/maria"),
                List.of(),
                List.of()));
  }

  @Test
  void a_repeated_delivery_has_the_same_id_and_anything_else_another() {
    var one = alert(assessment(job("j"), nonCompliant("Clarify.6", "no endpoint", "rtb-1")));
    var again =
        alert(assessment(job("j"), nonCompliant("Clarify.6", "worded anew", "rtb-1", "rtb-2")));
    var otherJob = alert(assessment(job("k"), nonCompliant("Clarify.6", "no endpoint", "rtb-1")));
    var otherControl =
        alert(assessment(job("j"), nonCompliant("Clarify.7", "no endpoint", "rtb-1")));
    var otherVerdict = alert(assessment(job("j"), undetermined("Clarify.6", "unread")));
    var otherEvent =
        Alert.of(Judgement.of(Origin.file("job file"), one.assessments())).orElseThrow();

    assertThat(again.alertId()).isEqualTo(one.alertId());
    assertThat(List.of(one, otherJob, otherControl, otherVerdict, otherEvent))
        .extracting(Alert::alertId)
        .doesNotHaveDuplicates();
  }

  @Test
  void the_subject_is_short_printable_ascii_on_one_line() {
    var hostile = "Größe\r\nBcc: all\u001b[31m\u202e".repeat(20);

    assertThat(alert(assessment(job(hostile), nonCompliant("Clarify.6", "x"))).subject())
        .hasSizeLessThanOrEqualTo(100)
        .matches("[ -~]+")
        .startsWith("NON_COMPLIANT (HIGH): processing job Gr??e  Bcc: all?[31m?");
    assertThat(alert(assessment(job("j"), nonCompliant("Clarify.6", "x"))).subject())
        .isEqualTo("NON_COMPLIANT (HIGH): processing job j: Clarify.6");
  }

  @Test
  void the_text_says_what_where_who_why_and_what_to_do() {
    var alert =
        alert(
            assessment(
                job("churn"),
                compliant("Clarify.1"),
                mended(
                    nonCompliant(
                        "Clarify.16",
                        "the model churn-one-zone is non-compliant",
                        "churn-one-zone"),
                    "ClientError: Unable to locate at least 2 availability zone(s) with the"
                        + " requested instance type",
                    "Create a new model.",
                    "aws sagemaker create-model --region us-east-1 --model-name churn-two-zones"
                        + " --vpc-config Subnets=subnet-a,subnet-b")),
            assessment(
                model("churn-one-zone"), nonCompliant("Clarify.14", "one zone", "subnet-a")));

    assertThat(alert.text())
        .isEqualTo(
            """
            What   NON_COMPLIANT (HIGH): processing job churn
            Where  account 111122223333, region us-east-1
                   arn:aws:sagemaker:us-east-1:111122223333:processing-job/churn
            Who    arn:aws:sts::111122223333:assumed-role/DataScience/maria
            When   2026-11-20T08:07:49Z, by CreateProcessingJob

            Why
            * Clarify.16 (HIGH, FAILURE): Title of Clarify.16
              the model churn-one-zone is non-compliant
              Ids: churn-one-zone
              Expect this error: ClientError: Unable to locate at least 2 availability
              zone(s) with the requested instance type

            The model behind it, churn-one-zone, is NON_COMPLIANT
            * Clarify.14 (HIGH, FAILURE): Title of Clarify.14
              one zone
              Ids: subnet-a

            What to do
            * Clarify.16: Create a new model.
                aws sagemaker create-model --region us-east-1 --model-name churn-two-zones --vpc-config Subnets=subnet-a,subnet-b

            Alert %s
            """
                .formatted(alert.alertId()));
  }

  @Test
  void the_text_names_the_session_the_pipeline_and_the_tags() {
    var judgement =
        Findings.ofPipeline(assessment(job("churn"), nonCompliant("Clarify.6", "no endpoint")));

    assertThat(Alert.of(judgement).orElseThrow().text())
        .contains(
            """
            Who    arn:aws:sts::111122223333:assumed-role/churn-pipeline/SageMaker
                   session SageMaker of
                   arn:aws:iam::111122223333:role/mlops/churn-pipeline
                   source identity maria
                   through step Bias of the pipeline execution
                   arn:aws:sagemaker:us-east-1:111122223333:pipeline/churn/execution/k3v9w2m7q1xz
                   through sagemaker.amazonaws.com
            Tags   team=retention
                   cost-center=4711
            When   2026-11-20T08:07:49Z, by CreateProcessingJob
            """);
  }

  @Test
  void the_text_admits_what_is_not_known() {
    var judgement =
        Judgement.of(
            Origin.file("model file"),
            List.of(assessment(model("m"), undetermined("Clarify.14", "Subnets unread"))));

    assertThat(Alert.of(judgement).orElseThrow().text())
        .contains("Where  account unknown, region unknown")
        .contains("Who    unknown")
        .contains("When   unknown, by model file")
        .contains("* Clarify.14 (UNDETERMINED): Title of Clarify.14")
        .contains("undetermined is not compliant");
  }

  @Test
  void a_job_that_was_stopped_is_told_of_at_the_top() {
    var stopped = after(StopOutcome.Kind.STOPPED, "The job was stopped by clarify-vpc.");

    assertThat(stopped.subject())
        .isEqualTo("NON_COMPLIANT (HIGH), stopped: processing job j: Clarify.4");
    assertThat(stopped.text())
        .isEqualTo(
            """
            What   NON_COMPLIANT (HIGH): processing job j
            Where  account 111122223333, region us-east-1
                   arn:aws:sagemaker:us-east-1:111122223333:processing-job/j
            Who    arn:aws:sts::111122223333:assumed-role/DataScience/maria
            When   2026-11-20T08:07:49Z, by CreateProcessingJob
            Stop   The job was stopped by clarify-vpc.

            Why
            * Clarify.4 (HIGH, FAILURE): Title of Clarify.4
              public

            What to do
            * Mend what is named below before what was stopped is started again.

            Alert %s
            """
                .formatted(stopped.alertId()));
  }

  @Test
  void a_job_that_could_not_be_stopped_is_told_of_with_what_to_do() {
    var failed = after(StopOutcome.Kind.FAILED, "It could not be stopped: denied.");

    assertThat(failed.subject())
        .isEqualTo("NON_COMPLIANT (HIGH), NOT stopped: processing job j: Clarify.4");
    assertThat(failed.text().lines())
        .contains(
            "Stop   It could not be stopped: denied.",
            "* What was NOT stopped runs on: stop it yourself if it must not. The next",
            "  run of the rule tries again.");
  }

  @Test
  void a_job_that_had_ended_is_no_news_and_needs_nothing() {
    var plain = alert(assessment(job("j"), nonCompliant("Clarify.4", "public")));
    var late = after(StopOutcome.Kind.NOT_RUNNING, "It ran no more.");

    assertThat(late.subject()).isEqualTo(plain.subject());
    assertThat(late.alertId()).isEqualTo(plain.alertId());
    assertThat(late.text().lines()).contains("Stop   It ran no more.").doesNotContain("* Stop");
  }

  /** Whoever drops repetitions by their ids must not miss either. */
  @Test
  void stopped_and_not_stopped_are_news_under_ids_of_their_own() {
    var plain = alert(assessment(job("j"), nonCompliant("Clarify.4", "public")));
    var failed = after(StopOutcome.Kind.FAILED, "throttled");

    assertThat(
            List.of(
                plain.alertId(),
                after(StopOutcome.Kind.STOPPED, "It was.").alertId(),
                failed.alertId()))
        .doesNotHaveDuplicates();
    assertThat(after(StopOutcome.Kind.FAILED, "denied").alertId()).isEqualTo(failed.alertId());
  }

  private static Alert after(StopOutcome.Kind kind, String sentence) {
    return Alert.of(
            judgement(assessment(job("j"), nonCompliant("Clarify.4", "public")))
                .after(new StopOutcome(kind, sentence)))
        .orElseThrow();
  }

  @Test
  void hostile_names_cannot_forge_lines_of_the_text() {
    var origin =
        new Origin(
            "CreateProcessingJob",
            Optional.empty(),
            Optional.empty(),
            new Creator(
                Map.of(
                    Creator.Detail.SOURCE_IDENTITY,
                    "m\nWhen   never",
                    Creator.Detail.INVOKED_BY,
                    "s\r\nWhy\u202e")),
            List.of(new Tag("k\nWho    nobody", "v\u001b[1A\nrun this")));
    var assessment =
        assessment(
            job("j\nWho    nobody\u001b[1A\u202e"),
            nonCompliant("Clarify.6", "r\n\nWhat to do\nrun this", "i\r\nd"));
    var text = Alert.of(Judgement.of(origin, List.of(assessment))).orElseThrow().text();

    assertThat(text.lines()).doesNotContain("Who    nobody", "run this", "d", "When   never");
    assertThat(text.lines()).containsOnlyOnce("Why", "What to do");
    assertThat(text).doesNotContain("\u001b", "\u202e", "\r");
  }
}
