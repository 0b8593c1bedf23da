package io.clarifyvpc.snapshot;

import java.util.List;

/** One kind of answer that AWS gives and a control may read. */
public enum Fact {
  SUBNETS("Subnets", "ec2:DescribeSubnets"),
  ROUTE_TABLES("RouteTables", "ec2:DescribeRouteTables"),
  SECURITY_GROUPS("SecurityGroups", "ec2:DescribeSecurityGroups"),
  SECURITY_GROUP_VPC_ASSOCIATIONS(
      "SecurityGroupVpcAssociations", "ec2:DescribeSecurityGroupVpcAssociations"),
  NETWORK_ACLS("NetworkAcls", "ec2:DescribeNetworkAcls"),
  VPC_ENDPOINTS("VpcEndpoints", "ec2:DescribeVpcEndpoints"),
  VPCS("Vpcs", "ec2:DescribeVpcs"),
  VPC_ATTRIBUTES("VpcAttributes", "ec2:DescribeVpcAttribute"),
  DHCP_OPTIONS("DhcpOptions", "ec2:DescribeDhcpOptions"),
  PREFIX_LISTS("PrefixLists", "ec2:DescribePrefixLists", "ec2:GetManagedPrefixListEntries"),
  NAT_GATEWAYS("NatGateways", "ec2:DescribeNatGateways"),
  INSTANCE_TYPE_OFFERINGS("InstanceTypeOfferings", "ec2:DescribeInstanceTypeOfferings"),
  HOSTED_ZONES("HostedZoneSummaries", "route53:ListHostedZonesByVPC"),
  PROFILE_ASSOCIATIONS("ProfileAssociations", "route53profiles:ListProfileAssociations"),
  ANALYSIS_CONFIGURATION("analysis configuration", "s3:GetObject"),
  PROCESSING_JOB("DescribeProcessingJob", "sagemaker:DescribeProcessingJob"),
  MODEL("DescribeModel", "sagemaker:DescribeModel"),
  JOB_DEFINITION(
      "job definition",
      "sagemaker:DescribeModelBiasJobDefinition",
      "sagemaker:DescribeModelExplainabilityJobDefinition"),
  ENDPOINT("DescribeEndpoint", "sagemaker:DescribeEndpoint"),
  ENDPOINT_CONFIG("DescribeEndpointConfig", "sagemaker:DescribeEndpointConfig"),
  /**
   * Where the workload runs: its region, without which no service name is known. Read from nowhere.
   */
  REGION("region");

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> actions;

  Fact(String label, String... actions) {
    this.label = label;
    this.actions = List.of(actions);
  }

  /** The answer's top-level key where it has one, else a short name. */
  public String label() {
    return label;
  }

  /** The IAM actions that read this fact; empty where none does. */
  public List<String> actions() {
    return actions;
  }

  /** A gap in place of this fact. */
  public Gap gap(String reason) {
    return new Gap(this, actions.isEmpty() ? "" : actions.getFirst(), reason);
  }
}
