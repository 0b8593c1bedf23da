package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
   * Every model, every Clarify job definition, and every processing job created since.
   *
   * @throws RuntimeException if a page cannot be read
   */
  public List<WorkloadRef> workloads(Instant jobsCreatedAfter) {
    return Stream.of(
            models(),
            biasJobDefinitions(),
            explainabilityJobDefinitions(),
            processingJobs(jobsCreatedAfter))
        .flatMap(List::stream)
        .toList();
  }

  private List<WorkloadRef> models() {
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

  private List<WorkloadRef> biasJobDefinitions() {
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

  private List<WorkloadRef> explainabilityJobDefinitions() {
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

  private List<WorkloadRef> processingJobs(Instant createdAfter) {
    return all(
        ResourceType.PROCESSING_JOB,
        "ProcessingJobSummaries",
        "ProcessingJob",
        token ->
            client.listProcessingJobs(
                deadline
                    .bind(ListProcessingJobsRequest.builder())
                    .creationTimeAfter(createdAfter)
                    .maxResults(PAGE)
                    .nextToken(token.orElse(null))
                    .build()));
  }

  /**
   * All of one type.
   *
   * @param kind what the members for name and ARN begin with
   */
  private static List<WorkloadRef> all(
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

  private static WorkloadRef named(ResourceType type, JsonNode summary, String kind) {
    return new WorkloadRef.Named(
        new Resource(
            type,
            summary.path(kind + "Name").asText(),
            Optional.ofNullable(summary.path(kind + "Arn").textValue()),
            Optional.empty(),
            Optional.empty()));
  }
}
