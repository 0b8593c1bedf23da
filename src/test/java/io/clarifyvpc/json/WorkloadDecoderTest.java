package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.snapshot.ContainerDefinition;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.VpcConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadDecoderTest {
  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(UTF_8));
  }

  private static ProcessingJob job(String more) {
    return (ProcessingJob)
        WorkloadDecoder.job(
            json(
                """
                {"ProcessingJobName": "J", "AppSpecification": {"ImageUri": "i"}%s}
                """
                    .formatted(more)));
  }

  @Test
  void a_planned_job_needs_a_name_and_an_image_only() {
    var job = job("");

    assertThat(job.resource())
        .isEqualTo(
            new Resource(
                ResourceType.PROCESSING_JOB,
                "J",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(job.imageUri()).isEqualTo("i");
    assertThat(job.instanceCount()).isEmpty();
    assertThat(job.networkConfig()).isEmpty();
    assertThat(job.processingJobStatus()).isEmpty();
  }

  @Tag("R-1")
  @Test
  void a_described_job_tells_its_status_account_and_region() {
    var job =
        job(
            """
            , "ProcessingJobArn": "arn:aws:sagemaker:us-east-2:1:processing-job/j",
            "RoleArn": "arn:aws:iam::2:role/r", "ProcessingJobStatus": "Completed",
            "CreationTime": 1704320199.5
            """);

    assertThat(job.processingJobStatus()).contains("Completed");
    assertThat(job.resource().accountId()).contains("1");
    assertThat(job.resource().region()).contains("us-east-2");
  }

  @Tag("R-1")
  @Test
  void a_role_tells_the_account_of_a_planned_job() {
    assertThat(job(", \"RoleArn\": \"arn:aws:iam::2:role/r\"").resource().accountId())
        .contains("2");
  }

  @Tag("R-2")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "{\"Subnets\": [], \"SecurityGroupIds\": []}",
        "{\"Subnets\": null, \"SecurityGroupIds\": [\"sg-a\"]}"
      })
  void a_vpc_config_without_subnets_is_none(String vpcConfig) {
    assertThat(job(", \"NetworkConfig\": {\"VpcConfig\": %s}".formatted(vpcConfig)).vpcConfig())
        .isEmpty();
  }

  @Test
  void a_document_in_lower_camel_case_is_understood() {
    var job =
        (ProcessingJob)
            WorkloadDecoder.job(
                json(
                    """
                    {"processingJobName": "J", "appSpecification": {"imageUri": "i"},
                     "networkConfig": {"vpcConfig": {"subnets": ["subnet-a"]}}}
                    """));

    assertThat(job.vpcConfig()).contains(new VpcConfig(List.of("subnet-a"), List.of()));
  }

  @Test
  void a_document_in_lower_camel_case_is_complained_of_in_its_own_spelling() {
    assertThatThrownBy(() ->
            WorkloadDecoder.job(json("{\"processingJobName\": \"J\", \"appSpecification\": {}}")))
        .hasMessage("appSpecification.imageUri is missing");
  }

  @Tag("R-2")
  @Test
  void a_bias_job_definition_is_told_by_its_app_specification() {
    var definition =
        (JobDefinition)
            WorkloadDecoder.job(
                json(
                    """
                    {"JobDefinitionName": "D", "ModelBiasAppSpecification": {"ConfigUri": "s3://b/c"},
                     "ModelBiasJobInput": {
                       "BatchTransformInput": {"DataCapturedDestinationS3Uri": "s3://b/captured"},
                       "GroundTruthS3Input": {"S3Uri": "s3://b/truth"}}}
                    """));

    assertThat(definition.isBias()).isTrue();
    assertThat(definition.inputS3Uris()).containsExactly("s3://b/truth", "s3://b/captured");
    assertThat(definition.endpointName()).isEmpty();
  }

  @Tag("R-2")
  @Test
  void an_explainability_job_definition_is_told_by_its_app_specification() {
    var definition =
        (JobDefinition)
            WorkloadDecoder.job(
                json(
                    """
                    {"JobDefinitionName": "D",
                     "JobDefinitionArn": "arn:aws:sagemaker:us-east-1:1:x/d",
                     "ModelExplainabilityAppSpecification": {"ConfigUri": "s3://b/c"}}
                    """));

    assertThat(definition.resource().type())
        .isEqualTo(ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION);
    assertThat(definition.resource().accountId()).contains("1");
  }

  @Test
  void a_model_tells_where_all_its_files_are() {
    var model =
        WorkloadDecoder.model(
            json(
                """
                {"ModelName": "M", "ExecutionRoleArn": "arn:aws:iam::2:role/r",
                 "PrimaryContainer": {"ModelDataUrl": "s3://b/1",
                   "ModelDataSource": {"S3DataSource": {"S3Uri": "s3://b/2"}},
                   "AdditionalModelDataSources": [{"S3DataSource": {"S3Uri": "s3://b/3"}}]},
                 "Containers": [{"ModelPackageName": "p"}]}
                """));

    assertThat(model)
        .isEqualTo(
            new Model(
                new Resource(
                    ResourceType.MODEL, "M", Optional.empty(), Optional.of("2"), Optional.empty()),
                false,
                Optional.empty(),
                List.of(
                    new ContainerDefinition(
                        List.of("s3://b/1", "s3://b/2", "s3://b/3"), Optional.empty()),
                    new ContainerDefinition(List.of(), Optional.of("p")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "[] | is not an object",
        "{} | ProcessingJobName is missing",
        "{'ProcessingJobName': 5, 'AppSpecification': {'ImageUri': 'i'}} | ProcessingJobName is not"
            + " a string",
        "{'ProcessingJobName': 'J'} | AppSpecification is missing",
        "{'ProcessingJobName': 'J', 'AppSpecification': {}} | AppSpecification.ImageUri is missing",
        "{'ModelName': 'M'} | looks like a model, which --model takes",
        "{'detail-type': 'x'} | looks like an EventBridge or CloudTrail event, which --event takes",
        "{'methods': {}} | looks like an analysis configuration, which --analysis-config takes",
        "{'Subnets': []} | looks like an answer that belongs into the network folder, which"
            + " --network takes",
        "{'JobDefinitionName': 'D', 'DataQualityAppSpecification': {}} | has neither"
            + " ModelBiasAppSpecification nor ModelExplainabilityAppSpecification: Clarify runs for"
            + " job definitions of these two kinds only",
      })
  void what_is_no_job_is_refused(String document, String problem) {
    assertThatThrownBy(() -> WorkloadDecoder.job(json(document.replace('\'', '"'))))
        .isInstanceOf(MalformedDocument.class)
        .hasMessage(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{} | ModelName is missing",
        "{'ModelName': 'M', 'Containers': [{}, {'ModelDataUrl': 1}]} | Containers[1].ModelDataUrl"
            + " is not a string",
        "{'ProcessingJobName': 'J'} | looks like a processing job, which --job takes",
        "{'JobDefinitionName': 'J'} | looks like a job definition, which --job takes",
      })
  void what_is_no_model_is_refused(String document, String problem) {
    assertThatThrownBy(() -> WorkloadDecoder.model(json(document.replace('\'', '"'))))
        .isInstanceOf(MalformedDocument.class)
        .hasMessage(problem);
  }
}
