package io.clarifyvpc.catalogue;

/** Messages that a user sees when a control does not hold, as the AWS document quotes them. */
final class PredictedErrors {
  /** The names and the instance type are placeholders of the document. */
  static final String TOO_FEW_ZONES =
      "ClientError: Error hosting endpoint sagemaker-clarify-endpoint-XXX: Failed. Reason: Unable to locate at least 2 "
          + "availability zone(s) with the requested instance type YYY that overlap with SageMaker subnets.";

  /** Seen in issue 3955 of the SageMaker Python SDK. */
  static final String DHCP_KEYS =
      "expected DHCP options to include keys domain-name-servers and domain-name";

  private PredictedErrors() {}
}
