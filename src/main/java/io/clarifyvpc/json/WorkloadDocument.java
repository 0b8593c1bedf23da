package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.snapshot.ContainerDefinition;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.NetworkConfig;
import io.clarifyvpc.snapshot.ProcessingInput;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.Workload;
import java.util.List;
import java.util.OptionalInt;

/**
 * A workload in the form of its Describe answer, as far as {@link WorkloadDecoder} reads that:
 * nothing of its environment, its arguments or its tags.
 */
final class WorkloadDocument {
  private WorkloadDocument() {}

  static ObjectNode of(Workload workload) {
    return switch (workload) {
      case ProcessingJob job -> processingJob(job);
      case Model model -> model(model);
      case JobDefinition definition -> jobDefinition(definition);
    };
  }

  private static ObjectNode processingJob(ProcessingJob job) {
    var document = named(job.resource());
    document.putObject("AppSpecification").put("ImageUri", job.imageUri());
    putInstanceCount(document, "ProcessingResources", job.instanceCount());
    job.networkConfig().ifPresent(config -> putNetworkConfig(document, config));
    var inputs = document.putArray("ProcessingInputs");
    job.processingInputs().forEach(input -> put(inputs.addObject(), input));
    putOutputs(
        document.putObject("ProcessingOutputConfig").putArray("Outputs"), job.outputS3Uris());
    job.processingJobStatus().ifPresent(status -> document.put("ProcessingJobStatus", status));
    return document;
  }

  private static void put(ObjectNode document, ProcessingInput input) {
    document.put("InputName", input.inputName());
    input.s3Uri().ifPresent(uri -> document.putObject("S3Input").put("S3Uri", uri));
  }

  private static ObjectNode jobDefinition(JobDefinition definition) {
    var kind = definition.isBias() ? "ModelBias" : "ModelExplainability";
    var document = named(definition.resource());
    putInstanceCount(document, "JobResources", definition.instanceCount());
    definition.networkConfig().ifPresent(config -> putNetworkConfig(document, config));
    var application = document.putObject(kind + "AppSpecification");
    definition.configUri().ifPresent(uri -> application.put("ConfigUri", uri));
    var input = document.putObject(kind + "JobInput");
    definition
        .endpointName()
        .ifPresent(name -> input.putObject("EndpointInput").put("EndpointName", name));
    var inputs = definition.inputS3Uris();
    if (!inputs.isEmpty()) {
      input.putObject("GroundTruthS3Input").put("S3Uri", inputs.getFirst());
    }
    if (inputs.size() > 1) {
      input.putObject("BatchTransformInput").put("DataCapturedDestinationS3Uri", inputs.getLast());
    }
    putOutputs(
        document.putObject(kind + "JobOutputConfig").putArray("MonitoringOutputs"),
        definition.outputS3Uris());
    return document;
  }

  private static ObjectNode model(Model model) {
    var document = named(model.resource());
    document.put("EnableNetworkIsolation", model.enableNetworkIsolation());
    model.vpcConfig().ifPresent(config -> putVpcConfig(document, config));
    var containers = document.putArray("Containers");
    model.containers().forEach(container -> put(containers.addObject(), container));
    return document;
  }

  private static void put(ObjectNode document, ContainerDefinition container) {
    var sources = document.putArray("AdditionalModelDataSources");
    container
        .modelDataS3Uris()
        .forEach(uri -> sources.addObject().putObject("S3DataSource").put("S3Uri", uri));
    container.modelPackageName().ifPresent(name -> document.put("ModelPackageName", name));
  }

  private static ObjectNode named(Resource resource) {
    var shape = SageMakerShape.of(resource.type());
    var document = JsonNodeFactory.instance.objectNode().put(shape.nameMember(), resource.id());
    resource.arn().ifPresent(arn -> document.put(shape.arnMember(), arn));
    return document;
  }

  private static void putInstanceCount(ObjectNode document, String member, OptionalInt count) {
    count.ifPresent(instances ->
        document.putObject(member).putObject("ClusterConfig").put("InstanceCount", instances));
  }

  private static void putNetworkConfig(ObjectNode document, NetworkConfig config) {
    var network =
        document
            .putObject("NetworkConfig")
            .put("EnableNetworkIsolation", config.enableNetworkIsolation())
            .put(
                "EnableInterContainerTrafficEncryption",
                config.enableInterContainerTrafficEncryption());
    config.vpcConfig().ifPresent(vpc -> putVpcConfig(network, vpc));
  }

  private static void putVpcConfig(ObjectNode document, VpcConfig config) {
    var vpc = document.putObject("VpcConfig");
    config.subnets().forEach(vpc.putArray("Subnets")::add);
    config.securityGroupIds().forEach(vpc.putArray("SecurityGroupIds")::add);
  }

  private static void putOutputs(ArrayNode outputs, List<String> uris) {
    uris.forEach(uri -> outputs.addObject().putObject("S3Output").put("S3Uri", uri));
  }
}
