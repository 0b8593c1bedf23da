package io.clarifyvpc.assess;

import static io.clarifyvpc.assess.Findings.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.RunningJobs.Job;
import io.clarifyvpc.assess.StopOutcome.Kind;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobStopTest {
  private static final Instant CALLED = Instant.parse("2026-11-20T08:07:50Z");
  private static final StopOrder ORDER =
      new StopOrder(
          job("churn"), List.of("Clarify.1", "Clarify.4"), new CreationTime(CALLED, true));

  private final FakeJobs jobs = new FakeJobs();

  @Test
  void a_running_job_is_stopped() {
    jobs.running("churn", CALLED);

    assertThat(carryOut())
        .isEqualTo(
            new StopOutcome(
                Kind.STOPPED,
                "The job was stopped by clarify-vpc, because StopOnControls names Clarify.1,"
                    + " Clarify.4."));
    assertThat(jobs.stops).containsExactly("churn");
  }

  @Test
  void an_event_that_comes_twice_stops_the_job_once() {
    jobs.running("churn", CALLED);

    assertThat(List.of(carryOut(), carryOut(), carryOut()))
        .extracting(StopOutcome::kind)
        .containsExactly(Kind.STOPPED, Kind.NOT_RUNNING, Kind.NOT_RUNNING);
    assertThat(jobs.stops).containsExactly("churn");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Completed", "Failed", "Stopping", "Stopped"})
  void a_job_that_has_ended_is_no_failure(String status) {
    jobs.put("churn", CALLED, status);

    assertThat(carryOut()).isEqualTo(notRunning("it ran no more: its status was " + status));
    assertThat(jobs.stops).isEmpty();
  }

  @Test
  void a_job_that_is_gone_is_no_failure() {
    assertThat(carryOut()).isEqualTo(notRunning("there is no such job any more"));
    assertThat(jobs.stops).isEmpty();
  }

  /** It was never judged: a delayed event speaks of the one before. */
  @ParameterizedTest
  @ValueSource(longs = {-3, 11, 86_400})
  void another_job_of_the_same_name_is_not_stopped(long secondsLater) {
    jobs.running("churn", CALLED.plusSeconds(secondsLater));

    assertThat(carryOut()).isEqualTo(notRunning("there is no such job any more"));
    assertThat(jobs.stops).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-2, 0, 10})
  void clocks_of_cloud_trail_and_sage_maker_may_differ_a_little(long seconds) {
    jobs.running("churn", CALLED.plusSeconds(seconds));

    assertThat(carryOut().kind()).isEqualTo(Kind.STOPPED);
  }

  @Test
  void a_creation_time_of_sage_maker_s_own_is_exact() {
    var exact = new StopOrder(job("churn"), List.of("Clarify.4"), new CreationTime(CALLED, false));
    jobs.running("churn", CALLED.plusMillis(1));

    assertThat(new JobStop(jobs).carryOut(exact).kind()).isEqualTo(Kind.NOT_RUNNING);
    assertThat(jobs.stops).isEmpty();
  }

  @Test
  void a_job_that_cannot_be_looked_at_is_not_stopped_blindly() {
    jobs.running("churn", CALLED);
    jobs.unread = Optional.of("throttled");

    assertThat(carryOut())
        .isEqualTo(
            failed("DescribeProcessingJob unread (sagemaker:DescribeProcessingJob): throttled"));
    assertThat(jobs.stops).isEmpty();
  }

  @Test
  void a_refusal_is_told_with_its_reason() {
    jobs.running("churn", CALLED);
    jobs.refusal = Optional.of("denied");

    assertThat(carryOut()).isEqualTo(failed("denied"));
  }

  @Test
  void what_failed_once_is_tried_again() {
    jobs.running("churn", CALLED);
    jobs.refusal = Optional.of("throttled");
    assertThat(carryOut()).isEqualTo(failed("throttled"));

    jobs.refusal = Optional.empty();

    assertThat(carryOut().kind()).isEqualTo(Kind.STOPPED);
    assertThat(jobs.stops).containsExactly("churn", "churn");
  }

  /** SageMaker refuses that as well. */
  @ParameterizedTest
  @ValueSource(strings = {"Completed", "Stopping"})
  void a_job_that_ends_between_look_and_stop_is_no_failure(String status) {
    jobs.running("churn", CALLED);
    jobs.refusal = Optional.of("ValidationException");
    jobs.whenStopped = () -> jobs.put("churn", CALLED, status);

    assertThat(carryOut()).isEqualTo(notRunning("it ran no more: its status was " + status));
  }

  @Test
  void a_job_that_is_deleted_between_look_and_stop_is_no_failure() {
    jobs.running("churn", CALLED);
    jobs.refusal = Optional.of("ResourceNotFound");
    jobs.whenStopped = jobs.all::clear;

    assertThat(carryOut()).isEqualTo(notRunning("there is no such job any more"));
  }

  @Test
  void a_refusal_after_which_nothing_can_be_read_stays_one() {
    jobs.running("churn", CALLED);
    jobs.refusal = Optional.of("throttled");
    jobs.whenStopped = () -> jobs.unread = Optional.of("throttled as well");

    assertThat(carryOut()).isEqualTo(failed("throttled"));
  }

  private StopOutcome carryOut() {
    return new JobStop(jobs).carryOut(ORDER);
  }

  private static StopOutcome notRunning(String state) {
    return new StopOutcome(
        Kind.NOT_RUNNING,
        "The job was to be stopped, because StopOnControls names Clarify.1, Clarify.4, but %s."
            .formatted(state));
  }

  private static StopOutcome failed(String reason) {
    return new StopOutcome(
        Kind.FAILED,
        "The job was to be stopped, because StopOnControls names Clarify.1, Clarify.4, and could not be: %s. As far as is known it runs on."
            .formatted(reason));
  }

  private static final class FakeJobs implements RunningJobs {
    private final Map<String, Job> all = new HashMap<>();
    private final List<String> stops = new ArrayList<>();
    private Optional<String> unread = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private Runnable whenStopped = () -> {};

    void running(String name, Instant created) {
      put(name, created, "InProgress");
    }

    void put(String name, Instant created, String status) {
      all.put(name, new Job(created, status));
    }

    @Override
    public Reading<Optional<Job>> find(String name) {
      return unread
          .<Reading<Optional<Job>>>map(reason ->
              Reading.unread(
                  new Gap(Fact.PROCESSING_JOB, "sagemaker:DescribeProcessingJob", reason)))
          .orElseGet(() -> Reading.known(Optional.ofNullable(all.get(name))));
    }

    @Override
    public Optional<String> stop(String name) {
      stops.add(name);
      whenStopped.run();
      if (refusal.isEmpty()) {
        all.computeIfPresent(name, (_, job) -> new Job(job.creationTime(), "Stopping"));
      }
      return refusal;
    }
  }
}
