package io.clarifyvpc.snapshot;

/**
 * The kinds of workload that are judged, by the CloudFormation type that AWS Config knows them by.
 */
public enum ResourceType {
  PROCESSING_JOB("AWS::SageMaker::ProcessingJob", "processing job", Fact.PROCESSING_JOB),
  MODEL("AWS::SageMaker::Model", "model", Fact.MODEL),
  MODEL_BIAS_JOB_DEFINITION(
      "AWS::SageMaker::ModelBiasJobDefinition", "model bias job definition", Fact.JOB_DEFINITION),
  MODEL_EXPLAINABILITY_JOB_DEFINITION(
      "AWS::SageMaker::ModelExplainabilityJobDefinition",
      "model explainability job definition",
      Fact.JOB_DEFINITION);

  private final String typeName;
  private final String words;
  private final Fact fact;

  ResourceType(String typeName, String words, Fact fact) {
    this.typeName = typeName;
    this.words = words;
    this.fact = fact;
  }

  /** The CloudFormation type name. */
  public String typeName() {
    return typeName;
  }

  /** The type in plain words, for sentences. */
  public String words() {
    return words;
  }

  /** What describes a workload of this kind. */
  public Fact fact() {
    return fact;
  }
}
