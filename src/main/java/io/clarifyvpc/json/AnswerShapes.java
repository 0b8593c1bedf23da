package io.clarifyvpc.json;

import static io.clarifyvpc.json.Shape.asItIs;
import static io.clarifyvpc.json.Shape.list;
import static io.clarifyvpc.json.Shape.object;
import static io.clarifyvpc.json.Shape.onlyIf;
import static io.clarifyvpc.json.Shape.presence;
import static io.clarifyvpc.json.Shape.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.json.Replacements.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a redacted answer holds: the members that a decoder reads, and no other. A member that AWS
 * adds tomorrow, or that nobody needs, such as a tag or a description, cannot leak.
 */
final class AnswerShapes {
  private static final Shape AS_IT_IS = asItIs();
  private static final Shape ID = text(Kind.ID);
  private static final Shape ARN = text(Kind.ARN);
  private static final Shape NAME = text(Kind.NAME);
  private static final Shape RANGE = text(Kind.ADDRESS_RANGE);
  private static final Shape URI = text(Kind.S3_URI);
  private static final Shape STATE = object(Map.of("State", AS_IT_IS));
  private static final Shape ATTRIBUTE = object(Map.of("Value", AS_IT_IS));
  private static final Shape VPC_ID = object(Map.of("VPCId", ID));

  /** An empty token ends the last page. */
  private static final Shape MORE_PAGES =
      (value, _) ->
          value.isNull() || value.asText(Pseudonyms.REDACTED).isEmpty()
              ? value
              : Shape.NODES.textNode(Pseudonyms.REDACTED);

  private AnswerShapes() {}

  /** Any answer, and the request that creates a workload. */
  static final Shape ANSWER = object(members());

  /** An analysis configuration. */
  static final Shape CONFIGURATION = configuration();

  private static Map<String, Shape> members() {
    var members = new HashMap<String, Shape>();
    members.put("NextToken", MORE_PAGES);
    network(members);
    names(members);
    jobs(members);
    models(members);
    return members;
  }

  private static void network(Map<String, Shape> members) {
    members.put("Subnets", list(subnet()));
    members.put("RouteTables", list(routeTable()));
    members.put("SecurityGroups", list(securityGroup()));
    members.put(
        "SecurityGroupVpcAssociations",
        list(object(Map.of("GroupId", ID, "VpcId", ID, "State", AS_IT_IS))));
    members.put("NetworkAcls", list(networkAcl()));
    members.put("VpcEndpoints", list(vpcEndpoint()));
    members.put(
        "Vpcs",
        list(object(Map.of("VpcId", ID, "CidrBlock", text(Kind.VPC_RANGE), "DhcpOptionsId", ID))));
    members.put("VpcId", ID);
    members.put("EnableDnsSupport", ATTRIBUTE);
    members.put("EnableDnsHostnames", ATTRIBUTE);
    members.put("DhcpOptions", list(dhcpOptions()));
    members.put(
        "PrefixLists",
        list(
            object(
                Map.of(
                    "PrefixListId", ID,
                    "PrefixListName", text(Kind.PREFIX_LIST_NAME),
                    "Cidrs", list(RANGE)))));
    members.put("PrefixListId", ID);
    members.put("Entries", list(object(Map.of("Cidr", RANGE))));
    members.put(
        "NatGateways",
        list(
            object(
                Map.of(
                    "NatGatewayId", ID,
                    "SubnetId", ID,
                    "RouteTableId", ID,
                    "State", AS_IT_IS,
                    "ConnectivityType", AS_IT_IS))));
    members.put(
        "InstanceTypeOfferings",
        list(
            object(
                Map.of("InstanceType", AS_IT_IS, "LocationType", AS_IT_IS, "Location", AS_IT_IS))));
  }

  private static Shape subnet() {
    return object(
        Map.of(
            "SubnetId",
            ID,
            "SubnetArn",
            ARN,
            "VpcId",
            ID,
            "OwnerId",
            text(Kind.ACCOUNT),
            "CidrBlock",
            RANGE,
            "Ipv6CidrBlockAssociationSet",
            list(object(Map.of("Ipv6CidrBlock", RANGE, "Ipv6CidrBlockState", STATE))),
            "AvailabilityZone",
            text(Kind.ZONE),
            "AvailabilityZoneId",
            text(Kind.ZONE),
            "AvailableIpAddressCount",
            AS_IT_IS,
            "BlockPublicAccessStates",
            object(Map.of("InternetGatewayBlockMode", AS_IT_IS))));
  }

  private static Shape routeTable() {
    var association =
        object(
            Map.of("Main", AS_IT_IS, "SubnetId", ID, "GatewayId", ID, "AssociationState", STATE));
    return object(
        Map.of(
            "RouteTableId",
            ID,
            "VpcId",
            ID,
            "Associations",
            list(association),
            "Routes",
            list(route())));
  }

  /** A kind of target that is not known yet has to stay one. */
  private static Shape route() {
    return object(
        Map.of(
            "DestinationCidrBlock", RANGE,
            "DestinationIpv6CidrBlock", RANGE,
            "DestinationPrefixListId", ID,
            "State", AS_IT_IS),
        AnswerShapes::target);
  }

  private static Optional<Shape> target(String name) {
    if (!Shape.isWord(name) || name.equals("InstanceOwnerId")) {
      return Optional.empty();
    }
    if (name.endsWith("Arn")) {
      return Optional.of(ARN);
    }
    return name.endsWith("Id") ? Optional.of(ID) : Optional.empty();
  }

  private static Shape securityGroup() {
    var permission =
        object(
            Map.of(
                "IpProtocol", AS_IT_IS,
                "FromPort", AS_IT_IS,
                "ToPort", AS_IT_IS,
                "UserIdGroupPairs",
                    list(object(Map.of("GroupId", ID, "VpcPeeringConnectionId", ID))),
                "IpRanges", list(object(Map.of("CidrIp", RANGE))),
                "Ipv6Ranges", list(object(Map.of("CidrIpv6", RANGE))),
                "PrefixListIds", list(object(Map.of("PrefixListId", ID)))));
    return object(
        Map.of(
            "GroupId", ID,
            "GroupName", text(Kind.GROUP_NAME),
            "VpcId", ID,
            "IpPermissions", list(permission),
            "IpPermissionsEgress", list(permission)));
  }

  private static Shape networkAcl() {
    var entry =
        object(
            Map.of(
                "RuleNumber", AS_IT_IS,
                "Protocol", AS_IT_IS,
                "RuleAction", AS_IT_IS,
                "Egress", AS_IT_IS,
                "CidrBlock", RANGE,
                "Ipv6CidrBlock", RANGE,
                "PortRange", object(Map.of("From", AS_IT_IS, "To", AS_IT_IS))));
    return object(
        Map.of(
            "NetworkAclId", ID,
            "VpcId", ID,
            "IsDefault", AS_IT_IS,
            "Associations", list(object(Map.of("SubnetId", ID))),
            "Entries", list(entry)));
  }

  private static Shape vpcEndpoint() {
    return object(
        Map.ofEntries(
            Map.entry("VpcEndpointId", ID),
            Map.entry("VpcEndpointType", AS_IT_IS),
            Map.entry("VpcId", ID),
            Map.entry("ServiceName", text(Kind.SERVICE_NAME)),
            Map.entry("ServiceRegion", AS_IT_IS),
            Map.entry("State", AS_IT_IS),
            Map.entry("RouteTableIds", list(ID)),
            Map.entry("SubnetIds", list(ID)),
            Map.entry("Groups", list(object(Map.of("GroupId", ID)))),
            Map.entry("PrivateDnsEnabled", AS_IT_IS),
            Map.entry(
                "DnsOptions", object(Map.of("PrivateDnsOnlyForInboundResolverEndpoint", AS_IT_IS))),
            Map.entry("PolicyDocument", text(Kind.POLICY))));
  }

  private static Shape dhcpOptions() {
    var value = object(Map.of("Value", text(Kind.DHCP_VALUE)));
    return object(
        Map.of(
            "DhcpOptionsId",
            ID,
            "DhcpConfigurations",
            list(object(Map.of("Key", AS_IT_IS, "Values", list(value))))));
  }

  private static void names(Map<String, Shape> members) {
    members.put(
        "HostedZoneSummaries",
        list(
            object(
                Map.of("Name", text(Kind.HOSTED_ZONE), "VPCId", ID, "VpcId", ID, "VPC", VPC_ID))));
    members.put("VPCId", ID);
    members.put("VPC", VPC_ID);
    members.put("ProfileAssociations", list(object(Map.of("ResourceId", ID, "Status", AS_IT_IS))));
  }

  private static void jobs(Map<String, Shape> members) {
    var summaries = list(object(Map.of("ProcessingJobName", NAME, "ProcessingJobArn", ARN)));
    members.put("ProcessingJobs", summaries);
    members.put("ProcessingJobSummaries", summaries);
    members.put("ProcessingJobName", NAME);
    members.put("ProcessingJobArn", ARN);
    members.put("ProcessingJobStatus", AS_IT_IS);
    members.put("RoleArn", ARN);
    members.put("AppSpecification", object(Map.of("ImageUri", text(Kind.IMAGE))));
    var resources = object(Map.of("ClusterConfig", object(Map.of("InstanceCount", AS_IT_IS))));
    members.put("ProcessingResources", resources);
    members.put("JobResources", resources);
    members.put("NetworkConfig", networkConfig());
    members.put(
        "ProcessingInputs",
        list(object(Map.of("InputName", text(Kind.INPUT_NAME), "S3Input", s3Uri()))));
    var outputs = list(object(Map.of("S3Output", s3Uri())));
    members.put("ProcessingOutputConfig", object(Map.of("Outputs", outputs)));
    members.put("JobDefinitionName", NAME);
    members.put("JobDefinitionArn", ARN);
    for (var kind : Set.of("ModelBias", "ModelExplainability")) {
      members.put(kind + "AppSpecification", object(Map.of("ConfigUri", URI)));
      members.put(
          kind + "JobInput",
          object(
              Map.of(
                  "EndpointInput", object(Map.of("EndpointName", NAME)),
                  "GroundTruthS3Input", s3Uri(),
                  "BatchTransformInput", object(Map.of("DataCapturedDestinationS3Uri", URI)))));
      members.put(kind + "JobOutputConfig", object(Map.of("MonitoringOutputs", outputs)));
    }
  }

  private static Shape networkConfig() {
    return object(
        Map.of(
            "EnableNetworkIsolation", AS_IT_IS,
            "EnableInterContainerTrafficEncryption", AS_IT_IS,
            "VpcConfig", vpcConfig()));
  }

  private static Shape vpcConfig() {
    return object(Map.of("Subnets", list(ID), "SecurityGroupIds", list(ID)));
  }

  private static Shape s3Uri() {
    return object(Map.of("S3Uri", URI));
  }

  private static void models(Map<String, Shape> members) {
    members.put("Models", list(object(Map.of("ModelName", NAME, "ModelArn", ARN))));
    members.put("ModelName", NAME);
    members.put("ModelArn", ARN);
    members.put("ExecutionRoleArn", ARN);
    members.put("EnableNetworkIsolation", AS_IT_IS);
    members.put("VpcConfig", vpcConfig());
    var source = object(Map.of("S3DataSource", s3Uri()));
    var container =
        object(
            Map.of(
                "ModelDataUrl", URI,
                "ModelDataSource", source,
                "AdditionalModelDataSources", list(source),
                "ModelPackageName", NAME));
    members.put("PrimaryContainer", container);
    members.put("Containers", list(container));
    members.put("Endpoints", list(object(Map.of("EndpointName", NAME, "EndpointArn", ARN))));
    members.put("EndpointName", NAME);
    members.put("EndpointArn", ARN);
    members.put("EndpointConfigName", NAME);
    members.put("EndpointConfigArn", ARN);
    members.put("ProductionVariants", list(object(Map.of("ModelName", NAME))));
  }

  private static Shape configuration() {
    var withBaseline = object(Map.of("baseline", onlyIf(AnswerShapes::isS3Uri, URI)));
    var methods =
        object(
            Map.of(
                "shap", withBaseline,
                "asymmetric_shapley_value", withBaseline,
                "pdp", presence(),
                "pre_training_bias", presence(),
                "post_training_bias", presence(),
                "report", presence()));
    var predictor =
        object(
            Map.of(
                "model_name", NAME,
                "endpoint_name", NAME,
                "endpoint_name_prefix", text(Kind.ENDPOINT_NAME_PREFIX),
                "instance_type", AS_IT_IS,
                "initial_instance_count", AS_IT_IS));
    return object(
        Map.of(
            "methods", methods,
            "predicted_label", presence(),
            "predicted_label_dataset_uri", URI,
            "dataset_uri", URI,
            "facet_dataset_uri", URI,
            "predictor", predictor));
  }

  private static boolean isS3Uri(JsonNode baseline) {
    return baseline.isTextual() && Pseudonyms.isS3(baseline.textValue());
  }
}
