package io.clarifyvpc.snapshot;

/**
 * The kinds of workload that are judged, by the CloudFormation type that AWS Config knows them by.
 */
public enum ResourceType {
  PROCESSING_JOB("AWS::SageMaker::ProcessingJob", "processing job"),
  MODEL("AWS::SageMaker::Model", "model"),
  MODEL_BIAS_JOB_DEFINITION("AWS::SageMaker::ModelBiasJobDefinition", "model bias job definition"),
  MODEL_EXPLAINABILITY_JOB_DEFINITION(
      "AWS::SageMaker::ModelExplainabilityJobDefinition", "model explainability job definition");

  private final String typeName;
  private final String words;

  ResourceType(String typeName, String words) {
    this.typeName = typeName;
    this.words = words;
  }

  /** The CloudFormation type name. */
  public String typeName() {
    return typeName;
  }

  /** The type in plain words, for sentences. */
  public String words() {
    return words;
  }
}
