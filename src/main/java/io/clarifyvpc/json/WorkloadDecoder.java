package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.snapshot.ContainerDefinition;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.NetworkConfig;
import io.clarifyvpc.snapshot.ProcessingInput;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Requests and Describe answers of SageMaker, which agree in what is read here: a processing job, a
 * model, a model bias or model explainability job definition.
 */
public final class WorkloadDecoder {
  private WorkloadDecoder() {}

  /**
   * A processing job or a job definition.
   *
   * @param document a CreateProcessingJob request or DescribeProcessingJob answer, or those of a
   *     job definition
   * @throws MalformedDocument names the member at fault, or says what the document looks like
   *     instead
   */
  public static Workload job(JsonNode document) {
    var request = root(document);
    if (request.mentions(SageMakerShape.PROCESSING_JOB.nameMember())) {
      return processingJob(request);
    }
    if (request.mentions(SageMakerShape.MODEL_BIAS_JOB_DEFINITION.nameMember())) {
      return jobDefinition(request);
    }
    refuse(request, "--job");
    throw request.missing(SageMakerShape.PROCESSING_JOB.nameMember());
  }

  /**
   * A model.
   *
   * @param document a CreateModel request or DescribeModel answer
   * @throws MalformedDocument names the member at fault, or says what the document looks like
   *     instead
   */
  public static Model model(JsonNode document) {
    var request = root(document);
    if (!request.mentions(SageMakerShape.MODEL.nameMember())) {
      refuse(request, "--model");
    }
    return model(request);
  }

  private static JsonObject root(JsonNode document) {
    return JsonObject.of(document, "", Naming.of(document));
  }

  private static void refuse(JsonObject document, String option) {
    var resemblance = Resemblance.of(document);
    if (resemblance.isPresent() && !resemblance.get().option().equals(option)) {
      throw new MalformedDocument("", resemblance.get().describe());
    }
  }

  static Workload decode(SageMakerShape shape, JsonObject request) {
    return switch (shape) {
      case PROCESSING_JOB -> processingJob(request);
      case MODEL -> model(request);
      case MODEL_BIAS_JOB_DEFINITION, MODEL_EXPLAINABILITY_JOB_DEFINITION ->
          jobDefinition(request, shape);
    };
  }

  /** The image of a processing job: it says whether the rest is of interest. */
  static String imageUri(JsonObject processingJob) {
    return processingJob.object("AppSpecification").text("ImageUri");
  }

  static ProcessingJob processingJob(JsonObject request) {
    return new ProcessingJob(
        resource(SageMakerShape.PROCESSING_JOB, request, "RoleArn"),
        imageUri(request),
        instanceCount(request.optionalObject("ProcessingResources")),
        networkConfig(request),
        request.anyObjects("ProcessingInputs").stream()
            .map(WorkloadDecoder::processingInput)
            .toList(),
        request
            .optionalObject("ProcessingOutputConfig")
            .map(config -> s3OutputUris(config.anyObjects("Outputs")))
            .orElse(List.of()),
        request.optionalText("ProcessingJobStatus"));
  }

  private static ProcessingInput processingInput(JsonObject input) {
    return new ProcessingInput(
        input.text("InputName"),
        input.optionalObject("S3Input").flatMap(s3 -> s3.optionalText("S3Uri")));
  }

  /** A job definition, its kind told by its app specification. */
  static JobDefinition jobDefinition(JsonObject request) {
    if (request.mentions("ModelBiasAppSpecification")) {
      return jobDefinition(request, SageMakerShape.MODEL_BIAS_JOB_DEFINITION);
    }
    if (request.mentions("ModelExplainabilityAppSpecification")) {
      return jobDefinition(request, SageMakerShape.MODEL_EXPLAINABILITY_JOB_DEFINITION);
    }
    throw new MalformedDocument(
        "",
        "has neither ModelBiasAppSpecification nor ModelExplainabilityAppSpecification: Clarify"
            + " runs for job definitions of these two kinds only");
  }

  private static JobDefinition jobDefinition(JsonObject request, SageMakerShape shape) {
    var kind =
        shape == SageMakerShape.MODEL_BIAS_JOB_DEFINITION ? "ModelBias" : "ModelExplainability";
    var input = request.optionalObject(kind + "JobInput");
    return new JobDefinition(
        resource(shape, request, "RoleArn"),
        instanceCount(request.optionalObject("JobResources")),
        networkConfig(request),
        request.object(kind + "AppSpecification").optionalText("ConfigUri"),
        input
            .flatMap(i -> i.optionalObject("EndpointInput"))
            .flatMap(i -> i.optionalText("EndpointName")),
        input.map(WorkloadDecoder::definitionInputUris).orElse(List.of()),
        request
            .optionalObject(kind + "JobOutputConfig")
            .map(config -> s3OutputUris(config.anyObjects("MonitoringOutputs")))
            .orElse(List.of()));
  }

  private static List<String> definitionInputUris(JsonObject input) {
    return Stream.of(
            input.optionalObject("GroundTruthS3Input").flatMap(i -> i.optionalText("S3Uri")),
            input
                .optionalObject("BatchTransformInput")
                .flatMap(i -> i.optionalText("DataCapturedDestinationS3Uri")))
        .flatMap(Optional::stream)
        .toList();
  }

  static Model model(JsonObject request) {
    var containers = new ArrayList<ContainerDefinition>();
    request
        .optionalObject("PrimaryContainer")
        .map(WorkloadDecoder::container)
        .ifPresent(containers::add);
    request.anyObjects("Containers").stream()
        .map(WorkloadDecoder::container)
        .forEach(containers::add);
    return new Model(
        resource(SageMakerShape.MODEL, request, "ExecutionRoleArn"),
        request.optionalBool("EnableNetworkIsolation").orElse(false),
        vpcConfig(request),
        containers);
  }

  private static ContainerDefinition container(JsonObject container) {
    var uris = new ArrayList<String>();
    container.optionalText("ModelDataUrl").ifPresent(uris::add);
    container
        .optionalObject("ModelDataSource")
        .flatMap(WorkloadDecoder::s3DataSource)
        .ifPresent(uris::add);
    for (var source : container.anyObjects("AdditionalModelDataSources")) {
      s3DataSource(source).ifPresent(uris::add);
    }
    return new ContainerDefinition(uris, container.optionalText("ModelPackageName"));
  }

  private static Optional<String> s3DataSource(JsonObject source) {
    return source.optionalObject("S3DataSource").flatMap(s3 -> s3.optionalText("S3Uri"));
  }

  private static Resource resource(SageMakerShape shape, JsonObject request, String roleMember) {
    var name = request.text(shape.nameMember());
    var arnText = request.optionalText(shape.arnMember());
    var arn = arnText.flatMap(Arn::parse);
    var role = request.optionalText(roleMember).flatMap(Arn::parse);
    return new Resource(
        shape.type(),
        name,
        arnText,
        arn.flatMap(Arn::accountId).or(() -> role.flatMap(Arn::accountId)),
        arn.flatMap(Arn::region));
  }

  private static OptionalInt instanceCount(Optional<JsonObject> resources) {
    return resources
        .flatMap(r -> r.optionalObject("ClusterConfig"))
        .map(cluster -> cluster.optionalCount("InstanceCount"))
        .orElse(OptionalInt.empty());
  }

  private static Optional<NetworkConfig> networkConfig(JsonObject request) {
    return request
        .optionalObject("NetworkConfig")
        .map(config ->
            new NetworkConfig(
                config.optionalBool("EnableNetworkIsolation").orElse(false),
                config.optionalBool("EnableInterContainerTrafficEncryption").orElse(false),
                vpcConfig(config)));
  }

  /** A VpcConfig without subnets is none: the SDKs send an empty one. */
  private static Optional<VpcConfig> vpcConfig(JsonObject request) {
    return request
        .optionalObject("VpcConfig")
        .map(config ->
            new VpcConfig(config.anyTexts("Subnets"), config.anyTexts("SecurityGroupIds")))
        .filter(config -> !config.subnets().isEmpty());
  }

  private static List<String> s3OutputUris(List<JsonObject> outputs) {
    return outputs.stream()
        .map(output -> output.optionalObject("S3Output").flatMap(s3 -> s3.optionalText("S3Uri")))
        .flatMap(Optional::stream)
        .toList();
  }
}
