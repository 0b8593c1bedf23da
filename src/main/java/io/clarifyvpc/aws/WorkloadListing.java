package io.clarifyvpc.aws;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.ListedWorkload;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ListModelBiasJobDefinitionsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListModelExplainabilityJobDefinitionsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListModelsRequest;
import software.amazon.awssdk.services.sagemaker.model.ListProcessingJobsRequest;

/**
 * Lists what a scheduled run has to judge. The summaries of processing jobs carry no image: which
 * of them are Clarify jobs shows only once they are described. A listing that fails is thrown: half
 * a listing is none.
 */
public final class WorkloadListing {
  private static final int PAGE = 100;
  private static final String JOB_DEFINITIONS = "JobDefinitionSummaries";
  private static final String JOB_DEFINITION = "MonitoringJobDefinition";

  private final SageMakerClient client;
  private final Deadline deadline;

  public WorkloadListing(SageMakerClient client, Deadline deadline) {
    this.client = client;
    this.deadline = deadline;
  }

  /**
   * Every model, every job definition of Clarify's kinds, and every processing job that was created
   * since or is still running. What was created or has ended between two pages may be there twice:
   * the first counts, for it is the newest listing of the job.
   *
   * @throws RuntimeException if a page cannot be read
   */
  public List<ListedWorkload> workloads(Instant jobsCreatedAfter) {
    return Stream.of(
            models(),
            biasJobDefinitions(),
            explainabilityJobDefinitions(),
            processingJobs(request -> request.creationTimeAfter(jobsCreatedAfter)),
            oldJobs("InProgress", jobsCreatedAfter),
            oldJobs("Stopping", jobsCreatedAfter))
        .flatMap(List::stream)
        .collect(toMap(ListedWorkload::key, each -> each, (first, _) -> first, LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  /** Jobs from before the window that have not ended. */
  private List<ListedWorkload> oldJobs(String status, Instant window) {
    return processingJobs(
        request -> request.creationTimeBefore(window.plusSeconds(1)).statusEquals(status));
  }

  private List<ListedWorkload> models() {
    return all(
        ResourceType.MODEL,
        "Models",
        "Model",
        token ->
            client.listModels(
                deadline
                    .bind(ListModelsRequest.builder())
                    .maxResults(PAGE)
                    .nextToken(token.orElse(null))
                    .build()));
  }

  private List<ListedWorkload> biasJobDefinitions() {
    return all(
        ResourceType.MODEL_BIAS_JOB_DEFINITION,
        JOB_DEFINITIONS,
        JOB_DEFINITION,
        token ->
            client.listModelBiasJobDefinitions(
                deadline
                    .bind(ListModelBiasJobDefinitionsRequest.builder())
                    .maxResults(PAGE)
                    .nextToken(token.orElse(null))
                    .build()));
  }

  private List<ListedWorkload> explainabilityJobDefinitions() {
    return all(
        ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION,
        JOB_DEFINITIONS,
        JOB_DEFINITION,
        token ->
            client.listModelExplainabilityJobDefinitions(
                deadline
                    .bind(ListModelExplainabilityJobDefinitionsRequest.builder())
                    .maxResults(PAGE)
                    .nextToken(token.orElse(null))
                    .build()));
  }

  private List<ListedWorkload> processingJobs(Consumer<ListProcessingJobsRequest.Builder> which) {
    return all(
        ResourceType.PROCESSING_JOB,
        "ProcessingJobSummaries",
        "ProcessingJob",
        token ->
            client.listProcessingJobs(
                deadline
                    .bind(ListProcessingJobsRequest.builder())
                    .applyMutation(which)
                    .maxResults(PAGE)
                    .nextToken(token.orElse(null))
                    .build()));
  }

  /**
   * All of one type.
   *
   * @param kind what the members for name and ARN begin with
   */
  private static List<ListedWorkload> all(
      ResourceType type,
      String key,
      String kind,
      Function<Optional<String>, ? extends SdkPojo> page) {
    return Pages.all(key, page)
        .path(key)
        .valueStream()
        .map(summary -> named(type, summary, kind))
        .toList();
  }

  private static ListedWorkload named(ResourceType type, JsonNode summary, String kind) {
    return new ListedWorkload(
        new Resource(
            type,
            summary.path(kind + "Name").asText(),
            Optional.ofNullable(summary.path(kind + "Arn").textValue()),
            Optional.empty(),
            Optional.empty()),
        Optional.ofNullable(summary.path("CreationTime").textValue()).map(Instant::parse),
        Optional.ofNullable(summary.path("ProcessingJobStatus").textValue()));
  }
}
