package io.clarifyvpc.aws;

import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  private final SageMakerClient client;
  private final Deadline deadline;

  public WorkloadListing(SageMakerClient client, Deadline deadline) {
    this.client = client;
    this.deadline = deadline;
  }

  /** Every model, every Clarify job definition, and every processing job created since. */
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
    return Pages.all(
            token ->
                client.listModels(
                    deadline
                        .bind(ListModelsRequest.builder())
                        .maxResults(PAGE)
                        .nextToken(token)
                        .build()),
            answer -> answer.models(),
            answer -> answer.nextToken())
        .stream()
        .map(each -> named(ResourceType.MODEL, each.modelName(), each.modelArn()))
        .toList();
  }

  private List<WorkloadRef> biasJobDefinitions() {
    return Pages.all(
            token ->
                client.listModelBiasJobDefinitions(
                    deadline
                        .bind(ListModelBiasJobDefinitionsRequest.builder())
                        .maxResults(PAGE)
                        .nextToken(token)
                        .build()),
            answer -> answer.jobDefinitionSummaries(),
            answer -> answer.nextToken())
        .stream()
        .map(each ->
            named(
                ResourceType.MODEL_BIAS_JOB_DEFINITION,
                each.monitoringJobDefinitionName(),
                each.monitoringJobDefinitionArn()))
        .toList();
  }

  private List<WorkloadRef> explainabilityJobDefinitions() {
    return Pages.all(
            token ->
                client.listModelExplainabilityJobDefinitions(
                    deadline
                        .bind(ListModelExplainabilityJobDefinitionsRequest.builder())
                        .maxResults(PAGE)
                        .nextToken(token)
                        .build()),
            answer -> answer.jobDefinitionSummaries(),
            answer -> answer.nextToken())
        .stream()
        .map(each ->
            named(
                ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION,
                each.monitoringJobDefinitionName(),
                each.monitoringJobDefinitionArn()))
        .toList();
  }

  private List<WorkloadRef> processingJobs(Instant createdAfter) {
    return Pages.all(
            token ->
                client.listProcessingJobs(
                    deadline
                        .bind(ListProcessingJobsRequest.builder())
                        .creationTimeAfter(createdAfter)
                        .maxResults(PAGE)
                        .nextToken(token)
                        .build()),
            answer -> answer.processingJobSummaries(),
            answer -> answer.nextToken())
        .stream()
        .map(each ->
            named(ResourceType.PROCESSING_JOB, each.processingJobName(), each.processingJobArn()))
        .toList();
  }

  private static WorkloadRef named(ResourceType type, String name, String arn) {
    return new WorkloadRef.Named(
        new Resource(type, name, Optional.of(arn), Optional.empty(), Optional.empty()));
  }
}
