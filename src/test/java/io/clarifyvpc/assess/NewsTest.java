package io.clarifyvpc.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.LedgerEntry.Mark;
import io.clarifyvpc.assess.News.Question;
import io.clarifyvpc.assess.News.ToTell;
import io.clarifyvpc.assess.StopOutcome.Kind;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people are told of, by what they were told before. */
class NewsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:30:00Z");
  private static final Instant CREATED = Instant.parse("2026-11-20T07:30:00Z");
  private static final WorkloadKey KEY = new WorkloadKey(ResourceType.MODEL, "m");
  private static final AlertState FAILS = state(Compliance.NON_COMPLIANT, "Clarify.6", "Clarify.9");
  private static final AlertState COMPLIES = state(Compliance.COMPLIANT);

  @ParameterizedTest
  @EnumSource(names = {"NON_COMPLIANT", "UNDETERMINED"})
  void a_first_failure_is_told(Compliance compliance) {
    var news = answer(state(compliance, "Clarify.6"), Optional.empty());

    assertThat(news).isInstanceOf(ToTell.class);
    assertThat(((ToTell) news).entry().mark()).isEqualTo(Mark.PENDING);
    assertThat(((ToTell) news).leftBehind()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLIANT", "NOT_APPLICABLE"})
  void what_never_failed_is_no_news(Compliance compliance) {
    assertThat(answer(state(compliance), Optional.empty())).isEqualTo(new News.Nothing());
  }

  @Test
  void the_same_failure_is_told_once_however_it_is_worded_and_ordered() {
    var again =
        new AlertState(
            Compliance.NON_COMPLIANT,
            List.of("Clarify.9", "Clarify.6"),
            Optional.of(Severity.LOW),
            "in other words");

    assertThat(answer(again, Optional.of(sent(FAILS)))).isEqualTo(new News.Nothing());
  }

  @Test
  void another_set_of_controls_is_told() {
    assertThat(answer(state(Compliance.NON_COMPLIANT, "Clarify.6"), Optional.of(sent(FAILS))))
        .isInstanceOf(ToTell.class);
  }

  @Test
  void what_is_undetermined_after_a_failure_is_told_and_the_failure_after_it_too() {
    var undetermined = state(Compliance.UNDETERMINED, "Clarify.6", "Clarify.9");

    assertThat(answer(undetermined, Optional.of(sent(FAILS)))).isInstanceOf(ToTell.class);
    assertThat(answer(FAILS, Optional.of(sent(undetermined)))).isInstanceOf(ToTell.class);
  }

  @Test
  void a_return_to_compliance_is_told_once_with_what_failed() {
    var news = (ToTell) answer(COMPLIES, Optional.of(sent(FAILS)));

    assertThat(news.entry().formerControls()).containsExactly("Clarify.6", "Clarify.9");
    assertThat(answer(COMPLIES, Optional.of(news.entry().sent()))).isEqualTo(new News.Nothing());
  }

  @Test
  void a_failure_after_a_return_to_compliance_is_told_again() {
    assertThat(answer(FAILS, Optional.of(sent(COMPLIES)))).isInstanceOf(ToTell.class);
  }

  @Test
  void what_is_not_judged_any_more_is_forgotten() {
    var told = sent(FAILS);

    assertThat(answer(state(Compliance.NOT_APPLICABLE), Optional.of(told)))
        .isEqualTo(new News.ToForget(told));
  }

  @Test
  void what_another_invocation_claimed_is_left_to_it_for_as_long_as_it_may_run() {
    var claimed = entry(FAILS, "another", Mark.PENDING, NOW.minus(Duration.ofMinutes(15)));

    assertThat(answer(FAILS, Optional.of(claimed))).isEqualTo(new News.BeingTold());
  }

  @Test
  void what_another_invocation_left_behind_is_told_under_its_id() {
    var claimed = entry(FAILS, "another", Mark.PENDING, NOW.minus(Duration.ofMinutes(17)));

    var news = (ToTell) answer(FAILS, Optional.of(claimed));

    assertThat(news.leftBehind()).isTrue();
    assertThat(news.entry().alertId()).isEqualTo("an-id");
    assertThat(news.seen()).contains(claimed);
  }

  @Test
  void a_retry_tells_at_once_what_it_claimed_itself() {
    var claimed = entry(FAILS, "me", Mark.PENDING, NOW);

    assertThat(answer(FAILS, Optional.of(claimed)))
        .isInstanceOfSatisfying(
            ToTell.class, news -> assertThat(news.entry().alertId()).isEqualTo("an-id"));
  }

  @Test
  void a_later_resource_of_the_name_is_told_anew() {
    var told = created(sent(FAILS), new CreationTime(CREATED.minusSeconds(60), false));

    assertThat(answer(FAILS, Optional.of(told))).isInstanceOf(ToTell.class);
    assertThat(answer(COMPLIES, Optional.of(told))).isEqualTo(new News.Nothing());
  }

  @Test
  void what_comes_late_of_an_earlier_resource_of_the_name_is_outdated() {
    var told = created(sent(FAILS), new CreationTime(CREATED.plusSeconds(60), false));

    assertThat(answer(FAILS, Optional.of(told))).isEqualTo(new News.Outdated());
  }

  @Test
  void the_time_of_the_call_is_that_of_the_resource() {
    var told = created(sent(FAILS), new CreationTime(CREATED.minusSeconds(3), true));

    assertThat(answer(FAILS, Optional.of(told))).isEqualTo(new News.Nothing());
  }

  @ParameterizedTest
  @EnumSource(names = {"STOPPED", "FAILED"})
  void a_stop_is_told_also_where_the_verdict_was(Kind kind) {
    assertThat(answer(stop(FAILS, kind), Optional.of(sent(FAILS))))
        .isInstanceOfSatisfying(
            ToTell.class, news -> assertThat(news.entry().state()).isEqualTo(stop(FAILS, kind)));
    assertThat(answer(stop(FAILS, kind), Optional.of(sent(stop(FAILS, kind)))))
        .isEqualTo(new News.Nothing());
  }

  @Test
  void a_stop_that_succeeds_after_it_failed_is_told() {
    assertThat(answer(stop(FAILS, Kind.STOPPED), Optional.of(sent(stop(FAILS, Kind.FAILED)))))
        .isInstanceOf(ToTell.class);
  }

  /** A later run finds it finished, and orders nothing. */
  @Test
  void what_was_told_of_a_stop_is_no_news_without_it() {
    assertThat(answer(FAILS, Optional.of(sent(stop(FAILS, Kind.STOPPED)))))
        .isEqualTo(new News.Nothing());
    assertThat(answer(stop(FAILS, Kind.NOT_RUNNING), Optional.of(sent(FAILS))))
        .isEqualTo(new News.Nothing());
  }

  @Test
  void a_retry_that_finds_the_job_stopping_tells_that_it_was_stopped() {
    var claimed = entry(stop(FAILS, Kind.STOPPED), "me", Mark.PENDING, NOW);

    assertThat(answer(stop(FAILS, Kind.NOT_RUNNING), Optional.of(claimed)))
        .isInstanceOfSatisfying(
            ToTell.class,
            news -> {
              assertThat(news.entry().state()).isEqualTo(stop(FAILS, Kind.STOPPED));
              assertThat(news.entry().alertId()).isEqualTo("an-id");
            });
  }

  /** Whoever claimed it may have crashed before anybody heard of the stop. */
  @Test
  void a_stop_that_was_perhaps_not_told_is_told_with_whatever_changed_since() {
    var claimed =
        entry(stop(FAILS, Kind.STOPPED), "another", Mark.PENDING, NOW.minus(Duration.ofDays(1)));
    var changed = state(Compliance.NON_COMPLIANT, "Clarify.9");

    assertThat(answer(changed, Optional.of(claimed)))
        .isInstanceOfSatisfying(
            ToTell.class,
            news -> assertThat(news.entry().state()).isEqualTo(stop(changed, Kind.STOPPED)));
    assertThat(answer(changed, Optional.of(sent(stop(FAILS, Kind.STOPPED)))))
        .isInstanceOfSatisfying(
            ToTell.class, news -> assertThat(news.entry().state()).isEqualTo(changed));
  }

  private static AlertState stop(AlertState state, Kind kind) {
    return state.after(Optional.of(new StopOutcome(kind, "What came of it.")));
  }

  @Test
  void every_change_counts_so_that_nobody_writes_over_what_was_not_seen() {
    var told = sent(FAILS);

    assertThat(((ToTell) answer(COMPLIES, Optional.of(told))).entry().revision())
        .isEqualTo(told.revision() + 1);
    assertThat(((ToTell) answer(FAILS, Optional.empty())).entry().revision()).isEqualTo(1);
  }

  private static News answer(AlertState state, Optional<LedgerEntry> seen) {
    return new Question(
            KEY,
            Optional.of(new CreationTime(CREATED, false)),
            state,
            "me",
            NOW,
            RuleParameters.defaults())
        .answer(seen);
  }

  private static AlertState state(Compliance compliance, String... controls) {
    return new AlertState(
        compliance,
        List.of(controls),
        controls.length == 0 ? Optional.empty() : Optional.of(Severity.HIGH),
        "annotation");
  }

  private static LedgerEntry sent(AlertState state) {
    return entry(state, "another", Mark.SENT, NOW.minus(Duration.ofDays(1)));
  }

  private static LedgerEntry entry(AlertState state, String claimant, Mark mark, Instant since) {
    return new LedgerEntry(
        KEY,
        Optional.of(new CreationTime(CREATED, false)),
        state,
        List.of(),
        "an-id",
        false,
        mark,
        claimant,
        since,
        7,
        NOW.plus(Duration.ofDays(60)));
  }

  private static LedgerEntry created(LedgerEntry entry, CreationTime created) {
    return new LedgerEntry(
        entry.key(),
        Optional.of(created),
        entry.state(),
        entry.formerControls(),
        entry.alertId(),
        entry.inDigest(),
        entry.mark(),
        entry.claimant(),
        entry.since(),
        entry.revision(),
        entry.expires());
  }
}
