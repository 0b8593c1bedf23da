package io.clarifyvpc.json;

/** What stands in a redacted document in place of a text of the original. */
interface Replacements {
  /** What a text of an answer is, and therefore how it is replaced. */
  enum Kind {
    ACCOUNT,
    ADDRESS_RANGE,
    /** The primary range of a VPC, from which its resolver's address follows. */
    VPC_RANGE,
    /** An id that AWS made up. */
    ID,
    ARN,
    /** A name that SageMaker compares without regard to case. */
    NAME,
    GROUP_NAME,
    INPUT_NAME,
    ENDPOINT_NAME_PREFIX,
    PREFIX_LIST_NAME,
    SERVICE_NAME,
    HOSTED_ZONE,
    DHCP_VALUE,
    S3_URI,
    IMAGE,
    ZONE,
    POLICY
  }

  String of(Kind kind, String original);
}
