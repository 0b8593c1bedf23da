package io.clarifyvpc.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.RunningJobs.Job;
import io.clarifyvpc.aws.FakeAccount.Kind;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SageMakerJobsTest {
  private final FakeAccount account = FakeAccount.empty();
  private final SageMakerJobs jobs =
      new SageMakerJobs(account.reading().sageMaker(), Deadline.perCall(Duration.ofSeconds(5)));

  @Test
  void a_job_is_found_by_its_name() {
    account.describe(
        Kind.PROCESSING_JOB,
        """
        {"ProcessingJobName": "churn", "CreationTime": "2026-11-20T08:07:50.123Z",
         "ProcessingJobStatus": "InProgress"}\
        """);

    assertThat(jobs.find("churn"))
        .isEqualTo(
            Reading.known(
                Optional.of(new Job(Instant.parse("2026-11-20T08:07:50.123Z"), "InProgress"))));
  }

  @Test
  void a_job_that_is_missing_is_a_fact() {
    assertThat(jobs.find("churn")).isEqualTo(Reading.known(Optional.empty()));
  }

  /** Without either it cannot be told from another job, or whether there is anything to stop. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"CreationTime\": \"2026-11-20T08:07:50Z\"",
        "\"ProcessingJobStatus\": \"InProgress\""
      })
  void an_answer_that_lacks_something_is_a_gap(String member) {
    account.describe(
        Kind.PROCESSING_JOB, "{\"ProcessingJobName\": \"churn\", %s}".formatted(member));

    assertThat(jobs.find("churn"))
        .isEqualTo(
            Reading.unread(
                new Gap(
                    Fact.PROCESSING_JOB,
                    "sagemaker:DescribeProcessingJob",
                    "the answer lacks the creation time or the status")));
  }

  @Test
  void a_job_that_is_denied_is_a_gap() {
    account.deny("sagemaker:DescribeProcessingJob");

    assertThat(jobs.find("churn"))
        .isEqualTo(
            Reading.unread(
                new Gap(
                    Fact.PROCESSING_JOB,
                    "sagemaker:DescribeProcessingJob",
                    "denied (AccessDenied): allow the action in the role")));
  }

  @Test
  void a_stop_that_is_taken_has_no_reason() {
    account.describe(Kind.PROCESSING_JOB, "{\"ProcessingJobName\": \"churn\"}");

    assertThat(jobs.stop("churn")).isEmpty();
    assertThat(account.described(Kind.PROCESSING_JOB, "churn").get("ProcessingJobStatus").asText())
        .isEqualTo("Stopping");
  }

  @Test
  void a_stop_that_is_refused_has_one_without_the_answer_s_text() {
    account.fail("sagemaker:StopProcessingJob", AwsFailures::throttled);

    assertThat(jobs.stop("churn"))
        .contains(
            "sagemaker:StopProcessingJob throttled (ThrottlingException) until the retries were used"
                + " up");
  }
}
