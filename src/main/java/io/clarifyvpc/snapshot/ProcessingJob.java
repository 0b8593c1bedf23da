package io.clarifyvpc.snapshot;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A processing job, as requested or described.
 *
 * @param imageUri {@code AppSpecification.ImageUri}
 * @param processingJobStatus empty for a request: planned, or just being created
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html">CreateProcessingJob</a>
 */
public record ProcessingJob(
    Resource resource,
    String imageUri,
    OptionalInt instanceCount,
    Optional<NetworkConfig> networkConfig,
    List<ProcessingInput> processingInputs,
    List<String> outputS3Uris,
    Optional<String> processingJobStatus)
    implements Workload, ClarifyWorkload {
  private static final String CLARIFY_REPOSITORY = "sagemaker-clarify-processing";
  private static final String ANALYSIS_CONFIG = "analysis_config";

  public ProcessingJob {
    processingInputs = List.copyOf(processingInputs);
    outputS3Uris = List.copyOf(outputS3Uris);
  }

  /**
   * Whether the image is Clarify's, by its repository alone: registry accounts differ by region and
   * change, and some users mirror the image.
   */
  public boolean runsClarify() {
    return isClarifyImage(imageUri);
  }

  /** Whether an image is Clarify's. */
  public static boolean isClarifyImage(String imageUri) {
    int slash = imageUri.lastIndexOf('/', digestStart(imageUri));
    String repository = imageUri.substring(slash + 1).split("[:@]", 2)[0];
    return repository.equals(CLARIFY_REPOSITORY);
  }

  /** Whether it is only planned, or just being created: it has no status yet. */
  public boolean isPlanned() {
    return processingJobStatus.isEmpty();
  }

  private static int digestStart(String image) {
    int at = image.indexOf('@');
    return at < 0 ? image.length() : at;
  }

  @Override
  public Optional<VpcConfig> vpcConfig() {
    return networkConfig.flatMap(NetworkConfig::vpcConfig);
  }

  @Override
  public Optional<String> analysisConfigurationUri() {
    return processingInputs.stream()
        .filter(input -> input.inputName().equals(ANALYSIS_CONFIG))
        .findFirst()
        .flatMap(ProcessingInput::s3Uri);
  }

  @Override
  public ProcessingJob withResource(Resource other) {
    return new ProcessingJob(
        other,
        imageUri,
        instanceCount,
        networkConfig,
        processingInputs,
        outputS3Uris,
        processingJobStatus);
  }

  /** The same job in another status. */
  public ProcessingJob withStatus(Optional<String> status) {
    return new ProcessingJob(
        resource, imageUri, instanceCount, networkConfig, processingInputs, outputS3Uris, status);
  }
}
