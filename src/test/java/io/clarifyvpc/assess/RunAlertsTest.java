package io.clarifyvpc.assess;

import static io.clarifyvpc.assess.Findings.assessment;
import static io.clarifyvpc.assess.Findings.compliant;
import static io.clarifyvpc.assess.Findings.job;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static io.clarifyvpc.assess.Findings.undetermined;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.Alert.Kind;
import io.clarifyvpc.assess.AlertLedger.Contents;
import io.clarifyvpc.assess.RunAlerts.Message;
import io.clarifyvpc.assess.RunAlerts.Run;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.json.AlertMessage;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one run tells, as people and filter policies see it. */
class RunAlertsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:30:00Z");
  private static final List<String> CONTROLS = List.of("Clarify.1", "Clarify.6", "Clarify.9");

  private final Assessment a =
      assessment(job("a"), nonCompliant("Clarify.6", "no way to S3", "subnet-1", "rtb-1"));
  private final Assessment b =
      assessment(
          job("b"),
          nonCompliant("Clarify.6", "no way to S3", "rtb-1", "subnet-1"),
          nonCompliant("Clarify.9", "closed", "sg-1"));

  @Test
  void one_cause_is_told_once_with_everything_that_it_hits() {
    var message = news(a, b).getFirst();

    assertThat(news(a, b)).hasSize(1);
    assertThat(message.alert().subject())
        .isEqualTo("NON_COMPLIANT (HIGH): 2 processing jobs: Clarify.6");
    assertThat(message.alert().text())
        .isEqualTo(
            """
            What   NON_COMPLIANT (HIGH): 2 processing jobs with one cause
            Where  account 111122223333, region us-east-1
            When   2026-11-20T08:30:00Z, by AWS Config

            Why, by the first of them, processing job a
            * Clarify.6 (HIGH, FAILURE): Title of Clarify.6
              no way to S3
              Ids: subnet-1, rtb-1

            Which
            * processing job a: NON_COMPLIANT: Clarify.6
              created by arn:aws:iam::111122223333:user/maria
            * processing job b: NON_COMPLIANT: Clarify.6, Clarify.9
              created by arn:aws:iam::111122223333:user/maria

            What to do

            Alert %s
            """
                .formatted(message.alert().alertId()));
  }

  @Test
  void other_ids_are_another_cause() {
    var elsewhere =
        assessment(job("c"), nonCompliant("Clarify.6", "no way to S3", "subnet-2", "rtb-2"));

    assertThat(news(a, elsewhere)).hasSize(2);
  }

  /** No two jobs share it, although the finding names no id at all. */
  @Test
  void what_rests_on_nothing_in_the_network_is_told_alone() {
    assertThat(
            news(
                assessment(job("c"), nonCompliant("Clarify.1", "no VpcConfig")),
                assessment(job("d"), nonCompliant("Clarify.1", "no VpcConfig"))))
        .hasSize(2);
    assertThat(
            news(
                assessment(job("c"), nonCompliant("Clarify.1", "no VpcConfig", "c")),
                assessment(job("d"), nonCompliant("Clarify.1", "no VpcConfig", "d"))))
        .hasSize(2);
  }

  @Test
  void what_is_undetermined_for_one_reason_is_told_once() {
    var messages =
        news(
            assessment(job("c"), undetermined("Clarify.6", "ec2:DescribeRouteTables: denied")),
            assessment(job("d"), undetermined("Clarify.6", "ec2:DescribeRouteTables: denied")),
            assessment(job("e"), undetermined("Clarify.6", "ec2:DescribeSubnets: denied")));

    assertThat(messages)
        .extracting(message -> message.alert().tally().resources())
        .containsExactly(2, 1);
  }

  @Test
  void a_return_to_compliance_says_what_failed() {
    var told = told(news(a).getFirst());
    var alerts =
        new RunAlerts(run(true, assessment(job("a"), compliant("Clarify.6"))), contents(told));

    var message = alerts.messages(alerts.toClaim()).getFirst();

    assertThat(message.alert().subject()).isEqualTo("RESOLVED: processing job a: Clarify.6");
    assertThat(message.alert().attributes().controls()).containsExactly("Clarify.6");
    assertThat(message.alert().text())
        .isEqualTo(
            """
            What   RESOLVED: processing job a
            Where  account 111122223333, region us-east-1
                   arn:aws:sagemaker:us-east-1:111122223333:processing-job/a
            Who    arn:aws:iam::111122223333:user/maria
            Tags   team=retention
            When   2026-11-20T08:30:00Z, by AWS Config

            It is compliant now. It failed Clarify.6.

            Alert %s
            """
                .formatted(message.alert().alertId()));
  }

  @Test
  void a_digest_counts_by_control_and_names_everything() {
    var unread = assessment(job("c"), undetermined("Clarify.9", "unread"));
    var alerts = new RunAlerts(run(true, a, b, unread), new Contents(List.of(), Optional.empty()));

    var message = alerts.messages(alerts.toClaim()).getFirst();

    assertThat(message.alert().kind()).isEqualTo(Kind.DIGEST);
    assertThat(message.alert().subject()).isEqualTo("DIGEST: 2 NON_COMPLIANT, 1 UNDETERMINED");
    assertThat(message.alert().attributes().controls()).containsExactly("Clarify.6", "Clarify.9");
    assertThat(message.alert().text())
        .contains(
            """
            By control
            * Clarify.6: 2: Amazon S3 is reached privately from every subnet
            * Clarify.9: 2: Security groups admit their own members

            Which
            * processing job a: NON_COMPLIANT: Clarify.6
              created by arn:aws:iam::111122223333:user/maria
            * processing job b: NON_COMPLIANT: Clarify.6, Clarify.9
              created by arn:aws:iam::111122223333:user/maria
            * processing job c: UNDETERMINED: Clarify.9
              created by arn:aws:iam::111122223333:user/maria
            """);
    assertThat(alerts.tellsBasis()).isTrue();
  }

  /** Whoever filters by what is his own must not miss what is told of many at once. */
  @Test
  void everybody_who_created_one_of_many_is_an_attribute() {
    var ofPipeline = Findings.ofPipeline().origin();
    var run = run(true, a, b);
    var targets =
        List.of(
            target(a.resource()),
            new RunTarget(b.resource(), "b", Optional.empty(), Optional.of(ofPipeline)));
    var judgement = new RunJudgement(targets, List.of(a, b), Map.of(), List.of(), Map.of(), true);
    var alerts =
        new RunAlerts(
            new Run(judgement, Map.of(), run.parameters(), CONTROLS, run.origin(), "me", NOW),
            contents());

    var alert = alerts.messages(alerts.toClaim()).getFirst().alert();

    assertThat(alert.attributes().principals())
        .containsExactly(
            "arn:aws:iam::111122223333:user/maria",
            "arn:aws:sts::111122223333:assumed-role/churn-pipeline/SageMaker");
    assertThat(alert.attributes().sourceIdentities()).containsExactly("maria");
    assertThat(alert.attributes().createdThrough())
        .containsExactly(
            "arn:aws:sagemaker:us-east-1:111122223333:pipeline/churn/execution/k3v9w2m7q1xz");
    assertThat(alert.text())
        .contains(
            """
            * processing job a: NON_COMPLIANT: Clarify.6
              created by arn:aws:iam::111122223333:user/maria
            * processing job b: NON_COMPLIANT: Clarify.6, Clarify.9
              created by
              arn:aws:sts::111122223333:assumed-role/churn-pipeline/SageMaker, source
              identity maria, through
              arn:aws:sagemaker:us-east-1:111122223333:pipeline/churn/execution/k3v9w2m7q1xz
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"", "\u0000", "模", "😀"})
  void creators_without_end_leave_room_for_the_message(String piece) {
    var many =
        IntStream.range(0, 100)
            .mapToObj(each -> assessment(job("j-" + each), nonCompliant("Clarify.6", "x", "rtb")))
            .toList();
    var targets =
        many.stream()
            .map(each -> {
              var creator =
                  new Creator(
                      Arrays.stream(Creator.Detail.values())
                          .collect(
                              toMap(
                                  detail -> detail,
                                  _ -> each.resource().id() + piece.repeat(1_000))));
              var origin = new Origin("x", Optional.empty(), Optional.empty(), creator, List.of());
              return new RunTarget(each.resource(), "id", Optional.empty(), Optional.of(origin));
            })
            .toList();
    var run = run(true);
    var judgement = new RunJudgement(targets, many, Map.of(), List.of(), Map.of(), true);
    var alerts =
        new RunAlerts(
            new Run(judgement, Map.of(), run.parameters(), CONTROLS, run.origin(), "me", NOW),
            contents());

    var alert = alerts.messages(alerts.toClaim()).getFirst().alert();
    var message = AlertMessage.of(alert);

    assertThat(alert.attributes().principals()).hasSize(20);
    assertThat(
            message.message().getBytes(UTF_8).length
                + message.attributes().values().stream()
                    .mapToInt(each -> each.stringValue().getBytes(UTF_8).length)
                    .sum())
        .isLessThan(262_144);
  }

  @Test
  void a_digest_of_half_a_run_waits_for_the_other_half() {
    var first = new RunAlerts(run(false, a), new Contents(List.of(), Optional.empty()));
    assertThat(first.messages(first.toClaim())).isEmpty();
    assertThat(first.tellsBasis()).isFalse();
    assertThat(first.untold(first.toClaim())).isEmpty();
    var left = first.toClaim().stream().map(News.ToTell::entry).toList();

    var run = run(true, b);
    var targets =
        Stream.concat(
                run(true, a).judgement().targets().stream(), run.judgement().targets().stream())
            .toList();
    var second =
        new RunAlerts(
            new Run(
                new RunJudgement(targets, List.of(b), Map.of(), List.of(), Map.of(), true),
                Map.of(),
                run.parameters(),
                CONTROLS,
                run.origin(),
                "another",
                NOW.plusSeconds(900)),
            new Contents(left, Optional.empty()));
    var messages = second.messages(second.toClaim());

    assertThat(messages)
        .singleElement()
        .satisfies(message -> {
          assertThat(message.alert().alertId()).isEqualTo(left.getFirst().alertId());
          assertThat(message.alert().affected())
              .extracting(each -> each.resource().id())
              .containsExactly("a", "b");
          assertThat(message.entries()).hasSize(2);
        });
  }

  @Test
  void what_somebody_else_claimed_first_is_not_told() {
    var alerts = new RunAlerts(run(true, a, b), contents());
    var claimed = alerts.toClaim().subList(1, 2);

    assertThat(alerts.messages(claimed))
        .singleElement()
        .satisfies(message -> assertThat(message.alert().assessments()).containsExactly(b));
    assertThat(alerts.untold(claimed)).containsExactly(WorkloadKey.of(a.resource()));
  }

  @Test
  void a_thousand_resources_are_one_message() {
    var many =
        IntStream.range(0, 1000)
            .mapToObj(each ->
                assessment(
                    job("job-%04d".formatted(each)),
                    nonCompliant("Clarify.6", "no way to S3", "subnet-1")))
            .toArray(Assessment[]::new);

    assertThat(news(many))
        .singleElement()
        .satisfies(message -> assertThat(message.alert().tally().resources()).isEqualTo(1000));
  }

  // ----

  private static List<Message> news(Assessment... assessments) {
    var alerts = new RunAlerts(run(true, assessments), contents());
    return alerts.messages(alerts.toClaim());
  }

  private static List<LedgerEntry> told(Message message) {
    return message.entries().stream().map(LedgerEntry::sent).toList();
  }

  private static Contents contents() {
    return contents(List.of());
  }

  private static Contents contents(List<LedgerEntry> entries) {
    return new Contents(entries, Optional.of(run(true).basis()));
  }

  private static Run run(boolean complete, Assessment... assessments) {
    var targets = new ArrayList<RunTarget>();
    for (Assessment assessment : assessments) {
      targets.add(target(assessment.resource()));
    }
    return new Run(
        new RunJudgement(targets, List.of(assessments), Map.of(), List.of(), Map.of(), complete),
        Map.of(),
        RuleParameters.defaults(),
        CONTROLS,
        ScheduledRun.origin(NOW),
        "me",
        NOW);
  }

  private static RunTarget target(Resource resource) {
    return new RunTarget(
        resource,
        resource.id(),
        Optional.empty(),
        Optional.of(
            new Origin(
                resource.type() == ResourceType.MODEL ? "CreateModel" : "CreateProcessingJob",
                Optional.empty(),
                Optional.empty(),
                new Creator(
                    Map.of(Creator.Detail.PRINCIPAL, "arn:aws:iam::111122223333:user/maria")),
                List.of(new Tag("team", "retention")))));
  }
}
