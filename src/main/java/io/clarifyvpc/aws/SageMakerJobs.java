package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.RunningJobs;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeProcessingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.StopProcessingJobRequest;

/**
 * Processing jobs as SageMaker describes and stops them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StopProcessingJob.html">StopProcessingJob</a>
 */
public final class SageMakerJobs implements RunningJobs {
  private static final String DESCRIBE = "sagemaker:DescribeProcessingJob";
  private static final String STOP = "sagemaker:StopProcessingJob";

  private final SageMakerClient client;
  private final Deadline deadline;
  private final Answers answers = new Answers();

  public SageMakerJobs(SageMakerClient client, Deadline deadline) {
    this.client = client;
    this.deadline = deadline;
  }

  @Override
  public Reading<Optional<Job>> find(String name) {
    return answers
        .described(
            Fact.PROCESSING_JOB,
            DESCRIBE,
            () ->
                client.describeProcessingJob(
                    deadline
                        .bind(DescribeProcessingJobRequest.builder())
                        .processingJobName(name)
                        .build()))
        .flatMap(found ->
            found
                .map(job -> job(job).map(Optional::of))
                .orElseGet(() -> Reading.known(Optional.empty())));
  }

  /** Without either it cannot be told which job it is, or whether there is anything to stop. */
  private static Reading<Job> job(JsonNode answer) {
    if (!answer.has("CreationTime") || !answer.has("ProcessingJobStatus")) {
      return Reading.unread(
          new Gap(
              Fact.PROCESSING_JOB, DESCRIBE, "the answer lacks the creation time or the status"));
    }
    return Reading.known(
        new Job(
            Instant.parse(answer.get("CreationTime").textValue()),
            answer.get("ProcessingJobStatus").textValue()));
  }

  @Override
  public Optional<String> stop(String name) {
    return answers
        .attempt(
            Fact.PROCESSING_JOB,
            STOP,
            () ->
                client.stopProcessingJob(
                    deadline
                        .bind(StopProcessingJobRequest.builder())
                        .processingJobName(name)
                        .build()))
        .map(_ -> Optional.<String>empty())
        .orElse(gap -> Optional.of("%s %s".formatted(gap.action(), gap.reason())));
  }
}
