package io.clarifyvpc.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.Reevaluation.Decision;
import io.clarifyvpc.assess.ReevaluationMessage.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReevaluationTest {
  private static final Instant LAST_RUN = Instant.parse("2026-11-20T08:00:00Z");

  private final Reevaluation reevaluation = new Reevaluation(Duration.ofMinutes(15));

  @Test
  void a_rule_that_never_ran_is_due() {
    assertThat(reevaluation.decide(LAST_RUN, Optional.empty(), LAST_RUN))
        .isEqualTo(new Decision.Due());
  }

  @Test
  void a_run_that_began_after_the_change_has_seen_it() {
    assertThat(decide("07:59:59", "08:00:30")).isEqualTo(new Decision.Covered(LAST_RUN));
  }

  /** A change at the very moment may have been missed. */
  @Test
  void a_change_as_the_run_begins_is_not_covered() {
    assertThat(decide("08:00:00", "08:15:00")).isEqualTo(new Decision.Due());
  }

  @Test
  void a_change_during_the_run_waits_until_the_interval_is_over() {
    assertThat(decide("08:03:00", "08:04:00"))
        .isEqualTo(new Decision.TooEarly(Duration.ofMinutes(11)));
    assertThat(decide("08:03:00", "08:14:59"))
        .isEqualTo(new Decision.TooEarly(Duration.ofSeconds(1)));
    assertThat(decide("08:03:00", "08:15:00")).isEqualTo(new Decision.Due());
  }

  @Test
  void the_oldest_change_is_that_of_all_where_no_run_is_known() {
    assertThat(
            Reevaluation.oldestUnseen(
                List.of(change("07:50:00"), change("07:40:00"), change("08:10:00")),
                Optional.empty()))
        .contains(at("07:40:00"));
  }

  @Test
  void what_a_run_has_seen_is_not_the_oldest_any_more() {
    assertThat(
            Reevaluation.oldestUnseen(
                List.of(change("07:50:00"), change("08:10:00"), change("08:05:00")),
                Optional.of(LAST_RUN)))
        .contains(at("08:05:00"));
    assertThat(Reevaluation.oldestUnseen(List.of(change("07:50:00")), Optional.of(LAST_RUN)))
        .isEmpty();
    assertThat(Reevaluation.oldestUnseen(List.of(change("08:00:00")), Optional.of(LAST_RUN)))
        .contains(LAST_RUN);
  }

  @Test
  void a_message_for_several_changes_is_as_old_as_the_oldest_and_no_older_than_the_run() {
    var several =
        new Change("CreateRoute", Optional.of(at("08:10:00")), Optional.of(at("07:50:00")));

    assertThat(Reevaluation.oldestUnseen(List.of(several), Optional.empty()))
        .contains(at("07:50:00"));
    assertThat(Reevaluation.oldestUnseen(List.of(several), Optional.of(LAST_RUN)))
        .contains(LAST_RUN);
    assertThat(Reevaluation.oldestUnseen(List.of(several), Optional.of(at("08:20:00")))).isEmpty();
  }

  private static Change change(String since) {
    return new Change("CreateRoute", Optional.of(at(since)));
  }

  private Decision decide(String change, String now) {
    return reevaluation.decide(at(change), Optional.of(LAST_RUN), at(now));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-20T%sZ".formatted(time));
  }
}
