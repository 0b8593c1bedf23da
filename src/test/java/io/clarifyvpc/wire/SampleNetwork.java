package io.clarifyvpc.wire;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/**
 * The compliant network of src/sample, made through the API: two private subnets in two zones, the
 * S3 gateway, both SageMaker endpoints; and one more subnet whose route table the gateway misses.
 *
 * @param subnetIds the two that are right
 * @param subnetIdWithoutS3 the one that is not
 * @param groupId the security group of jobs and models
 */
record SampleNetwork(List<String> subnetIds, String subnetIdWithoutS3, String groupId) {
  static SampleNetwork create(Ec2Client ec2) {
    var vpc = ec2.createVpc(r -> r.cidrBlock("10.20.0.0/16")).vpc().vpcId();
    ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsSupport(a -> a.value(true)));
    ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(a -> a.value(true)));
    var a = subnet(ec2, vpc, "10.20.1.0/24", "us-east-1a");
    var b = subnet(ec2, vpc, "10.20.2.0/24", "us-east-1b");
    var c = subnet(ec2, vpc, "10.20.3.0/24", "us-east-1a");
    var routeTables = List.of(routeTable(ec2, vpc, a), routeTable(ec2, vpc, b));
    routeTable(ec2, vpc, c);
    var jobs = group(ec2, vpc, "clarify-jobs");
    allow(ec2, jobs, IpPermission.builder().ipProtocol("-1"), jobs);
    var endpoints = group(ec2, vpc, "clarify-endpoints");
    allow(ec2, endpoints, IpPermission.builder().ipProtocol("tcp").fromPort(443).toPort(443), jobs);
    ec2.createVpcEndpoint(r ->
        r.vpcId(vpc)
            .serviceName("com.amazonaws.us-east-1.s3")
            .vpcEndpointType(VpcEndpointType.GATEWAY)
            .routeTableIds(routeTables));
    for (String service : List.of("sagemaker.api", "sagemaker.runtime")) {
      ec2.createVpcEndpoint(r ->
          r.vpcId(vpc)
              .serviceName("com.amazonaws.us-east-1." + service)
              .vpcEndpointType(VpcEndpointType.INTERFACE)
              .subnetIds(a, b)
              .securityGroupIds(endpoints)
              .privateDnsEnabled(true));
    }
    return new SampleNetwork(List.of(a, b), c, jobs);
  }

  private static String subnet(Ec2Client ec2, String vpc, String cidr, String zone) {
    return ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(cidr).availabilityZone(zone))
        .subnet()
        .subnetId();
  }

  private static String routeTable(Ec2Client ec2, String vpc, String subnet) {
    var id = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    ec2.associateRouteTable(r -> r.routeTableId(id).subnetId(subnet));
    return id;
  }

  private static String group(Ec2Client ec2, String vpc, String name) {
    return ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName(name).description(name)).groupId();
  }

  private static void allow(
      Ec2Client ec2, String group, IpPermission.Builder permission, String from) {
    var pair = UserIdGroupPair.builder().groupId(from).build();
    ec2.authorizeSecurityGroupIngress(
        r -> r.groupId(group).ipPermissions(permission.userIdGroupPairs(pair).build()));
  }

  /** A document of src/sample or events with the ids of this network in place of its own. */
  String placed(String document) {
    return document
        .replace("subnet-0900da0000000000a", subnetIds.get(0))
        .replace("subnet-0900db0000000000b", subnetIds.get(1))
        .replace("sg-0900d00000000000a", groupId);
  }

  /** The same, with the first subnet replaced by the one without S3. */
  String misplaced(String document) {
    return placed(document.replace("subnet-0900da0000000000a", subnetIdWithoutS3));
  }
}
