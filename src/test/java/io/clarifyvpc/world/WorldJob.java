package io.clarifyvpc.world;

import io.clarifyvpc.snapshot.ClarifyWorkload;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.NetworkConfig;
import io.clarifyvpc.snapshot.ProcessingInput;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.Workload;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is judged: the processing job, or a job definition with the same settings. */
public final class WorldJob {
  static final String ANALYSIS_CONFIG_URI = "s3://credit-data/explain-credit/analysis_config.json";

  private ResourceType type = ResourceType.PROCESSING_JOB;
  private String image =
      "205585389593.dkr.ecr.us-east-1.amazonaws.com/sagemaker-clarify-processing:1.0";
  private OptionalInt instances = OptionalInt.of(2);
  private Optional<String> status = Optional.empty();
  private boolean isolated;
  private boolean encrypted = true;
  private Optional<List<String>> subnets = Optional.of(List.of("subnet-a", "subnet-b"));
  private List<String> groups = List.of("sg-job");
  private boolean networkConfig = true;
  private Optional<String> analysisConfigUri = Optional.of(ANALYSIS_CONFIG_URI);
  private Optional<String> endpointName = Optional.empty();
  private Optional<String> account = Optional.of(World.ACCOUNT);
  private Optional<String> region = Optional.of(World.REGION);

  WorldJob() {}

  /** Judges a monitoring definition instead of a job. */
  public WorldJob asExplainabilityDefinition() {
    type = ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION;
    return this;
  }

  /** Judges a monitoring definition instead of a job. */
  public WorldJob asBiasDefinition() {
    type = ResourceType.MODEL_BIAS_JOB_DEFINITION;
    return this;
  }

  /** {@code EndpointInput.EndpointName} of a definition. */
  public WorldJob monitoring(String endpoint) {
    endpointName = Optional.of(endpoint);
    return this;
  }

  public WorldJob image(String value) {
    image = value;
    return this;
  }

  public WorldJob instances(int value) {
    instances = OptionalInt.of(value);
    return this;
  }

  public WorldJob withoutInstanceCount() {
    instances = OptionalInt.empty();
    return this;
  }

  /** {@code ProcessingJobStatus}: the job is described; without, it is planned. */
  public WorldJob inStatus(String value) {
    status = Optional.of(value);
    return this;
  }

  public WorldJob isolated() {
    isolated = true;
    return this;
  }

  public WorldJob unencrypted() {
    encrypted = false;
    return this;
  }

  public WorldJob subnets(String... ids) {
    subnets = Optional.of(List.of(ids));
    return this;
  }

  public WorldJob securityGroups(String... ids) {
    groups = List.of(ids);
    return this;
  }

  public WorldJob withoutVpcConfig() {
    subnets = Optional.empty();
    return this;
  }

  public WorldJob withoutNetworkConfig() {
    networkConfig = false;
    return this;
  }

  public WorldJob withoutAnalysisConfig() {
    analysisConfigUri = Optional.empty();
    return this;
  }

  public WorldJob ofUnknownAccount() {
    account = Optional.empty();
    return this;
  }

  public WorldJob inUnknownRegion() {
    region = Optional.empty();
    return this;
  }

  public WorldJob inRegion(String value) {
    region = Optional.of(value);
    return this;
  }

  Workload build() {
    return (Workload) clarify();
  }

  private ClarifyWorkload clarify() {
    var resource = new Resource(type, "explain-credit", Optional.empty(), account, region);
    var network =
        Optional.of(
                new NetworkConfig(
                    isolated, encrypted, subnets.map(ids -> new VpcConfig(ids, groups))))
            .filter(_ -> networkConfig);
    if (type == ResourceType.PROCESSING_JOB) {
      return new ProcessingJob(
          resource,
          image,
          instances,
          network,
          List.of(
              new ProcessingInput("dataset", Optional.of("s3://credit-data/train")),
              new ProcessingInput(
                  analysisConfigUri.isPresent() ? "analysis_config" : "config", analysisConfigUri)),
          List.of("s3://credit-data/explain-credit/out"),
          status);
    }
    return new JobDefinition(
        resource,
        instances,
        network,
        analysisConfigUri,
        endpointName,
        List.of("s3://credit-data/train"),
        List.of("s3://credit-data/explain-credit/out"));
  }
}
