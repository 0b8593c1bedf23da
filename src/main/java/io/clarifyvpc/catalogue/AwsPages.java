package io.clarifyvpc.catalogue;

/** The AWS pages that controls refer to. */
final class AwsPages {
  static final String CLARIFY_VPC =
      "https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-vpc.html";
  static final String PROCESS_VPC =
      "https://docs.aws.amazon.com/sagemaker/latest/dg/process-vpc.html";
  static final String HOST_VPC = "https://docs.aws.amazon.com/sagemaker/latest/dg/host-vpc.html";
  static final String ANALYSIS_CONFIGURATION =
      "https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-configure-analysis.html";
  static final String VPC_CONFIG =
      "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html";
  static final String GATEWAY_ENDPOINTS =
      "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html";
  static final String INTERFACE_ENDPOINTS =
      "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html";
  static final String ENDPOINT_POLICIES =
      "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html";
  static final String INTERNET_GATEWAY =
      "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html";
  static final String SECURITY_GROUP_RULES =
      "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";
  static final String NETWORK_ACLS =
      "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html";
  static final String VPC_DNS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html";
  static final String DHCP_OPTIONS =
      "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html";
  static final String SAGEMAKER_CONTROLS =
      "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html";

  private AwsPages() {}
}
