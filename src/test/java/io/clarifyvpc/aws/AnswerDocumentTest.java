package io.clarifyvpc.aws;

import static io.clarifyvpc.aws.FakeAccount.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.BlockPublicAccessStates;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.sagemaker.model.ContainerDefinition;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelResponse;
import software.amazon.awssdk.services.sagemaker.model.DescribeProcessingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ProcessingClusterConfig;
import software.amazon.awssdk.services.sagemaker.model.ProcessingResources;

class AnswerDocumentTest {
  /** F-15: the SDK's own {@code state()} does not know the state that AWS sends. */
  @ParameterizedTest
  @ValueSource(strings = {"available", "Available", "pendingAcceptance", "", "a state of tomorrow"})
  void an_enumeration_is_the_string_that_was_sent(String state) {
    var endpoint = VpcEndpoint.builder().state(state).build();

    assertDocument(endpoint, object("{}").put("State", state));
  }

  @Test
  void enumerations_in_lists_and_maps_are_the_strings_that_were_sent() {
    var job =
        DescribeProcessingJobResponse.builder()
            .processingResources(
                ProcessingResources.builder()
                    .clusterConfig(
                        ProcessingClusterConfig.builder()
                            .instanceType("ml.of.tomorrow")
                            .instanceCount(3)
                            .build())
                    .build())
            .processingJobStatus("Dreaming")
            .build();

    assertDocument(
        job,
        """
        {"ProcessingJobStatus": "Dreaming",
         "ProcessingResources":
           {"ClusterConfig": {"InstanceType": "ml.of.tomorrow", "InstanceCount": 3}}}\
        """);
  }

  @Test
  void what_was_not_sent_is_absent() {
    assertDocument(Subnet.builder().build(), "{}");
    assertDocument(DescribeSubnetsResponse.builder().build(), "{}");
    assertDocument(DescribeModelResponse.builder().modelName("m").build(), "{'ModelName': 'm'}");
  }

  @Test
  void an_empty_list_that_was_sent_is_there() {
    assertDocument(DescribeSubnetsResponse.builder().subnets(List.of()).build(), "{'Subnets': []}");
    assertDocument(
        IpPermission.builder().ipProtocol("-1").ipRanges(List.of()).build(),
        "{'IpProtocol': '-1', 'IpRanges': []}");
  }

  @Test
  void an_empty_map_that_was_sent_is_there_and_an_absent_one_is_not() {
    assertDocument(
        ContainerDefinition.builder().environment(Map.of()).build(), "{'Environment': {}}");
    assertDocument(ContainerDefinition.builder().image("i").build(), "{'Image': 'i'}");
  }

  @Test
  void an_empty_structure_that_was_sent_is_there() {
    assertDocument(
        Subnet.builder().blockPublicAccessStates(BlockPublicAccessStates.builder().build()).build(),
        "{'BlockPublicAccessStates': {}}");
  }

  @Test
  void structures_lists_and_maps_nest() {
    var model =
        DescribeModelResponse.builder()
            .modelName("m")
            .containers(
                ContainerDefinition.builder().environment(Map.of("A", "1", "B", "2")).build(),
                ContainerDefinition.builder().image("second").build())
            .enableNetworkIsolation(false)
            .build();

    assertDocument(
        model,
        """
        {"ModelName": "m", "EnableNetworkIsolation": false,
         "Containers": [{"Environment": {"A": "1", "B": "2"}}, {"Image": "second"}]}\
        """);
  }

  @Test
  void instants_are_text_and_numbers_are_numbers() {
    var time = Instant.parse("2026-10-02T09:30:00Z");

    assertDocument(
        VpcEndpoint.builder().creationTimestamp(time).privateDnsEnabled(true).build(),
        "{'CreationTimestamp': '2026-10-02T09:30:00Z', 'PrivateDnsEnabled': true}");
    assertDocument(
        Subnet.builder().availableIpAddressCount(251).build(), "{'AvailableIpAddressCount': 251}");
  }

  @Test
  void members_are_named_as_the_command_line_prints_them() {
    var answer =
        DescribeVpcEndpointsResponse.builder()
            .vpcEndpoints(VpcEndpoint.builder().vpcEndpointId("vpce-1").build())
            .nextToken("more")
            .build();

    assertDocument(answer, "{'VpcEndpoints': [{'VpcEndpointId': 'vpce-1'}], 'NextToken': 'more'}");
  }

  @Test
  void the_whole_sample_comes_through_the_sdk_as_it_was() {
    var account = FakeAccount.sample();
    for (String key : List.of("Subnets", "RouteTables", "VpcEndpoints", "SecurityGroups")) {
      var answer = object("{}");
      answer.set(key, account.list(key));
      assertThat(AnswerDocument.of(SdkAnswers.of(answerOf(key), answer)))
          .as(key)
          .isEqualTo(withTimesOfTheSdk(answer));
    }
  }

  private static Class<? extends SdkPojo> answerOf(String key) {
    try {
      return Class.forName(
              "software.amazon.awssdk.services.ec2.model.Describe%sResponse".formatted(key))
          .asSubclass(SdkPojo.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode withTimesOfTheSdk(ObjectNode answer) {
    return object(answer.toString().replaceAll("(:\\d\\d)\\+00:00\"", "$1Z\""));
  }

  private static void assertDocument(SdkPojo answer, String expected) {
    assertDocument(answer, object(expected.replace('\'', '"')));
  }

  private static void assertDocument(SdkPojo answer, ObjectNode expected) {
    assertThat(AnswerDocument.of(answer)).isEqualTo(expected);
  }
}
