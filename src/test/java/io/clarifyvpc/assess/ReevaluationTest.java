package io.clarifyvpc.assess;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.Reevaluation.Decision;
import java.time.Duration;
import java.time.Instant;
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

  private Decision decide(String change, String now) {
    return reevaluation.decide(at(change), Optional.of(LAST_RUN), at(now));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-20T%sZ".formatted(time));
  }
}
