package io.clarifyvpc.network;

/** Instance types as SageMaker and EC2 name them. */
public final class InstanceTypes {
  private static final String SAGEMAKER_PREFIX = "ml.";

  private InstanceTypes() {}

  /** {@code m5.xlarge} for {@code ml.m5.xlarge}. */
  public static String ofEc2(String sageMakerType) {
    return sageMakerType.startsWith(SAGEMAKER_PREFIX)
        ? sageMakerType.substring(SAGEMAKER_PREFIX.length())
        : sageMakerType;
  }
}
