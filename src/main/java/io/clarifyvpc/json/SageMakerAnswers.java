package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.snapshot.ByName;
import io.clarifyvpc.snapshot.Endpoint;
import io.clarifyvpc.snapshot.EndpointConfig;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.ProcessingJob;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the answers say of what SageMaker describes one at a time, by name. */
final class SageMakerAnswers {
  private static final String MODELS = "Models";
  private static final String ENDPOINTS = "Endpoints";

  /** What the contract calls the list of jobs, and what the API does. */
  private static final List<String> PROCESSING_JOBS =
      List.of("ProcessingJobs", "ProcessingJobSummaries");

  private final Whereabouts whereabouts;

  private final AnswersByName<ProcessingJob> processingJobs =
      new AnswersByName<>(
          Fact.PROCESSING_JOB, "the answer of `aws sagemaker describe-processing-job`");
  private final AnswersByName<Model> models =
      new AnswersByName<>(Fact.MODEL, "the answer of `aws sagemaker describe-model`");
  private final AnswersByName<JobDefinition> biasJobDefinitions =
      new AnswersByName<>(
          Fact.JOB_DEFINITION, "the answer of `aws sagemaker describe-model-bias-job-definition`");
  private final AnswersByName<JobDefinition> explainabilityJobDefinitions =
      new AnswersByName<>(
          Fact.JOB_DEFINITION,
          "the answer of `aws sagemaker describe-model-explainability-job-definition`");
  private final AnswersByName<Endpoint> endpoints =
      new AnswersByName<>(Fact.ENDPOINT, "the answer of `aws sagemaker describe-endpoint`");
  private final AnswersByName<EndpointConfig> endpointConfigs =
      new AnswersByName<>(
          Fact.ENDPOINT_CONFIG, "the answer of `aws sagemaker describe-endpoint-config`");

  SageMakerAnswers(Whereabouts whereabouts) {
    this.whereabouts = whereabouts;
  }

  /** Takes in the list of names under a key; false where it is no such list. */
  boolean list(String file, String key, JsonObject answer) {
    if (PROCESSING_JOBS.contains(key)) {
      processingJobs.list(file, answer, key, SageMakerShape.PROCESSING_JOB.nameMember());
      noteArns(answer, key, SageMakerShape.PROCESSING_JOB.arnMember());
      return true;
    }
    switch (key) {
      case MODELS -> {
        models.list(file, answer, key, SageMakerShape.MODEL.nameMember());
        noteArns(answer, key, SageMakerShape.MODEL.arnMember());
      }
      case ENDPOINTS -> {
        endpoints.list(file, answer, key, "EndpointName");
        noteArns(answer, key, "EndpointArn");
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Takes in what an answer describes; false where it is no such answer. */
  boolean describe(String file, JsonObject answer) {
    if (isAnswer(answer, SageMakerShape.MODEL)) {
      describe(file, answer, SageMakerShape.MODEL.nameMember(), models, WorkloadDecoder::model);
    } else if (isAnswer(answer, SageMakerShape.PROCESSING_JOB)) {
      describe(
          file,
          answer,
          SageMakerShape.PROCESSING_JOB.nameMember(),
          processingJobs,
          WorkloadDecoder::processingJob);
    } else if (isAnswer(answer, SageMakerShape.MODEL_BIAS_JOB_DEFINITION)) {
      return addJobDefinition(file, answer);
    } else if (answer.mentions("EndpointName") && answer.mentions("EndpointConfigName")) {
      describe(file, answer, "EndpointName", endpoints, EndpointDecoder::endpoint);
    } else if (answer.mentions("EndpointConfigName") && answer.mentions("ProductionVariants")) {
      describe(
          file, answer, "EndpointConfigName", endpointConfigs, EndpointDecoder::endpointConfig);
    } else {
      return false;
    }
    noteArns(answer);
    return true;
  }

  private static boolean isAnswer(JsonObject answer, SageMakerShape shape) {
    return answer.mentions(shape.nameMember()) && answer.mentions(shape.arnMember());
  }

  private boolean addJobDefinition(String file, JsonObject answer) {
    var name = SageMakerShape.MODEL_BIAS_JOB_DEFINITION.nameMember();
    if (answer.mentions("ModelBiasAppSpecification")) {
      describe(file, answer, name, biasJobDefinitions, WorkloadDecoder::jobDefinition);
    } else if (answer.mentions("ModelExplainabilityAppSpecification")) {
      describe(file, answer, name, explainabilityJobDefinitions, WorkloadDecoder::jobDefinition);
    } else {
      return false;
    }
    noteArns(answer);
    return true;
  }

  private static <T> void describe(
      String file,
      JsonObject answer,
      String nameMember,
      AnswersByName<T> answers,
      Function<JsonObject, T> decoder) {
    try {
      answers.describe(file, answer.text(nameMember), decoder.apply(answer));
    } catch (MalformedDocument e) {
      answers.spoil(file, readableName(answer, nameMember), e.getMessage());
    }
  }

  private static Optional<String> readableName(JsonObject answer, String nameMember) {
    return answer
        .find(nameMember)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(name -> !name.isEmpty());
  }

  /** The ARNs of what an answer describes. */
  private void noteArns(JsonObject answer) {
    var note = noting(answer);
    Arrays.stream(SageMakerShape.values()).map(SageMakerShape::arnMember).forEach(note);
    note.accept("EndpointArn");
    note.accept("EndpointConfigArn");
  }

  private void noteArns(JsonObject answer, String key, String arnMember) {
    answer
        .find(key)
        .ifPresent(list ->
            list.forEach(element -> {
              var arn = element.path(arnMember);
              if (arn.isTextual()) {
                whereabouts.noteArn(arn.textValue());
              }
            }));
  }

  private Consumer<String> noting(JsonObject answer) {
    return member ->
        answer
            .find(member)
            .filter(JsonNode::isTextual)
            .ifPresent(arn -> whereabouts.noteArn(arn.textValue()));
  }

  /** Makes gaps of what an answer that cannot be read begins with. */
  void spoil(String file, Map<String, String> members, String problem) {
    if (members.containsKey(MODELS)) {
      models.spoilListing(file, problem);
    }
    if (members.containsKey(ENDPOINTS)) {
      endpoints.spoilListing(file, problem);
    }
    if (PROCESSING_JOBS.stream().anyMatch(members::containsKey)) {
      processingJobs.spoilListing(file, problem);
    }
    if (mentionsEither(members, SageMakerShape.MODEL)) {
      models.spoil(file, given(members, SageMakerShape.MODEL.nameMember()), problem);
    }
    if (mentionsEither(members, SageMakerShape.PROCESSING_JOB)) {
      processingJobs.spoil(
          file, given(members, SageMakerShape.PROCESSING_JOB.nameMember()), problem);
    }
    if (mentionsEither(members, SageMakerShape.MODEL_BIAS_JOB_DEFINITION)) {
      // The members that tell the two kinds apart may come after the break.
      var name = given(members, SageMakerShape.MODEL_BIAS_JOB_DEFINITION.nameMember());
      biasJobDefinitions.spoil(file, name, problem);
      explainabilityJobDefinitions.spoil(file, name, problem);
    }
    if (members.containsKey("EndpointName")) {
      endpoints.spoil(file, given(members, "EndpointName"), problem);
    } else if (members.containsKey("EndpointConfigName")) {
      endpointConfigs.spoil(file, given(members, "EndpointConfigName"), problem);
    }
  }

  private static boolean mentionsEither(Map<String, String> members, SageMakerShape shape) {
    return members.containsKey(shape.nameMember()) || members.containsKey(shape.arnMember());
  }

  private static Optional<String> given(Map<String, String> members, String name) {
    return Optional.ofNullable(members.get(name)).filter(text -> !text.isEmpty());
  }

  ByName<ProcessingJob> processingJobs() {
    return processingJobs.byName();
  }

  ByName<JobDefinition> biasJobDefinitions() {
    return biasJobDefinitions.byName();
  }

  ByName<JobDefinition> explainabilityJobDefinitions() {
    return explainabilityJobDefinitions.byName();
  }

  ByName<Model> models() {
    return models.byName();
  }

  ByName<Endpoint> endpoints() {
    return endpoints.byName();
  }

  ByName<EndpointConfig> endpointConfigs() {
    return endpointConfigs.byName();
  }
}
