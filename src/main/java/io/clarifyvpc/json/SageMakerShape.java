package io.clarifyvpc.json;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.ResourceType;
import java.util.Arrays;
import java.util.Optional;

/** The SageMaker shapes that describe a workload, by the members that tell them apart. */
enum SageMakerShape {
  PROCESSING_JOB(
      ResourceType.PROCESSING_JOB,
      Fact.PROCESSING_JOB,
      "ProcessingJob",
      "ProcessingJobName",
      "ProcessingJobArn"),
  MODEL(ResourceType.MODEL, Fact.MODEL, "Model", "ModelName", "ModelArn"),
  MODEL_BIAS_JOB_DEFINITION(
      ResourceType.MODEL_BIAS_JOB_DEFINITION,
      Fact.JOB_DEFINITION,
      "ModelBiasJobDefinition",
      "JobDefinitionName",
      "JobDefinitionArn"),
  MODEL_EXPLAINABILITY_JOB_DEFINITION(
      ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION,
      Fact.JOB_DEFINITION,
      "ModelExplainabilityJobDefinition",
      "JobDefinitionName",
      "JobDefinitionArn");

  private final ResourceType type;
  private final Fact fact;
  private final String noun;
  private final String nameMember;
  private final String arnMember;

  SageMakerShape(ResourceType type, Fact fact, String noun, String nameMember, String arnMember) {
    this.type = type;
    this.fact = fact;
    this.noun = noun;
    this.nameMember = nameMember;
    this.arnMember = arnMember;
  }

  /** The shape that an API action such as {@code CreateModel} speaks of, after the verb. */
  static Optional<SageMakerShape> ofAction(String verb, String action) {
    return Arrays.stream(values()).filter(shape -> action.equals(verb + shape.noun)).findFirst();
  }

  static SageMakerShape of(ResourceType type) {
    return valueOf(type.name());
  }

  ResourceType type() {
    return type;
  }

  Fact fact() {
    return fact;
  }

  /** The member that holds the name. */
  String nameMember() {
    return nameMember;
  }

  /** The member that holds the ARN, in an answer. */
  String arnMember() {
    return arnMember;
  }
}
