package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.json.EndpointDecoder;
import io.clarifyvpc.json.MalformedDocument;
import io.clarifyvpc.json.WorkloadDecoder;
import io.clarifyvpc.snapshot.Endpoint;
import io.clarifyvpc.snapshot.EndpointConfig;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointConfigRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelBiasJobDefinitionRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelExplainabilityJobDefinitionRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeProcessingJobRequest;

/** Describes jobs, models, definitions and endpoints by name. */
final class SageMakerReader {
  private final SageMakerClient client;
  private final Answers answers;
  private final Deadline deadline;
  private final AnswerListener listener;
  private final Function<String, Optional<Model>> known;
  private final Map<String, CompletableFuture<Reading<Optional<Model>>>> models =
      new ConcurrentHashMap<>();

  /**
   * Reads what is not known already.
   *
   * @param known models that are there and were read before: none changes after its creation
   */
  SageMakerReader(
      SageMakerClient client,
      Answers answers,
      Deadline deadline,
      AnswerListener listener,
      Function<String, Optional<Model>> known) {
    this.client = client;
    this.answers = answers;
    this.deadline = deadline;
    this.listener = listener;
    this.known = known;
  }

  /** The workload by its name; an empty optional where it does not exist. */
  Reading<Optional<Workload>> workload(Resource resource) {
    var name = resource.id();
    return switch (resource.type()) {
      case PROCESSING_JOB ->
          described(
              Fact.PROCESSING_JOB,
              "sagemaker:DescribeProcessingJob",
              () ->
                  client.describeProcessingJob(
                      deadline
                          .bind(DescribeProcessingJobRequest.builder())
                          .processingJobName(name)
                          .build()),
              WorkloadDecoder::job);
      case MODEL -> model(name).map(found -> found.map(model -> (Workload) model));
      case MODEL_BIAS_JOB_DEFINITION ->
          described(
              Fact.JOB_DEFINITION,
              "sagemaker:DescribeModelBiasJobDefinition",
              () ->
                  client.describeModelBiasJobDefinition(
                      deadline
                          .bind(DescribeModelBiasJobDefinitionRequest.builder())
                          .jobDefinitionName(name)
                          .build()),
              WorkloadDecoder::job);
      case MODEL_EXPLAINABILITY_JOB_DEFINITION ->
          described(
              Fact.JOB_DEFINITION,
              "sagemaker:DescribeModelExplainabilityJobDefinition",
              () ->
                  client.describeModelExplainabilityJobDefinition(
                      deadline
                          .bind(DescribeModelExplainabilityJobDefinitionRequest.builder())
                          .jobDefinitionName(name)
                          .build()),
              WorkloadDecoder::job);
    };
  }

  /** The model by its name, read once however many jobs name it. */
  Reading<Optional<Model>> model(String name) {
    return known
        .apply(name)
        .map(model -> Reading.known(Optional.of(model)))
        .orElseGet(() -> describedOnce(name));
  }

  /** Who asks first describes; whoever asks for the same meanwhile waits for the answer. */
  private Reading<Optional<Model>> describedOnce(String name) {
    var own = new CompletableFuture<Reading<Optional<Model>>>();
    var earlier = models.putIfAbsent(name, own);
    if (earlier != null) {
      return SideBySide.join(earlier);
    }
    try {
      var reading = describedModel(name);
      own.complete(reading);
      return reading;
    } catch (RuntimeException defect) {
      own.completeExceptionally(defect);
      throw defect;
    }
  }

  private Reading<Optional<Model>> describedModel(String name) {
    return described(
        Fact.MODEL,
        "sagemaker:DescribeModel",
        () ->
            client.describeModel(
                deadline.bind(DescribeModelRequest.builder()).modelName(name).build()),
        WorkloadDecoder::model);
  }

  Reading<Optional<Endpoint>> endpoint(String name) {
    return described(
        Fact.ENDPOINT,
        "sagemaker:DescribeEndpoint",
        () ->
            client.describeEndpoint(
                deadline.bind(DescribeEndpointRequest.builder()).endpointName(name).build()),
        EndpointDecoder::endpoint);
  }

  Reading<Optional<EndpointConfig>> endpointConfig(String name) {
    return described(
        Fact.ENDPOINT_CONFIG,
        "sagemaker:DescribeEndpointConfig",
        () ->
            client.describeEndpointConfig(
                deadline
                    .bind(DescribeEndpointConfigRequest.builder())
                    .endpointConfigName(name)
                    .build()),
        EndpointDecoder::endpointConfig);
  }

  private <T> Reading<Optional<T>> described(
      Fact fact, String action, Supplier<? extends SdkPojo> call, Function<ObjectNode, T> decoder) {
    var answer = answers.described(fact, action, call);
    tell(fact, answer);
    return answer.flatMap(found -> {
      try {
        return Reading.known(found.map(decoder));
      } catch (MalformedDocument malformed) {
        return Reading.unread(fact.gap("the answer's " + malformed.getMessage()));
      }
    });
  }

  /** What does not exist has no answer. */
  private void tell(Fact fact, Reading<Optional<ObjectNode>> answer) {
    switch (answer) {
      case Reading.Unread<Optional<ObjectNode>>(var gap) ->
          listener.answered(fact, Reading.unread(gap));
      case Reading.Known<Optional<ObjectNode>>(var found) ->
          found.ifPresent(document -> listener.answered(fact, Reading.known(document)));
    }
  }
}
