package io.clarifyvpc.cloudformation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A call as IAM sees it.
 *
 * @param action what is called
 * @param principalArn the role of whoever calls, without its session
 * @param context further condition keys with their values; a key that the call does not set is
 *     absent
 */
record AccessRequest(String action, String principalArn, Map<String, List<String>> context) {
  static final String SUBNETS = "sagemaker:VpcSubnets";
  static final String SECURITY_GROUPS = "sagemaker:VpcSecurityGroupIds";
  static final String DATA_SCIENTIST = "arn:aws:iam::111122223333:role/DataScience";

  AccessRequest {
    context = Map.copyOf(context);
  }

  /** A call of a data scientist, without a VpcConfig. */
  static AccessRequest of(String action) {
    return new AccessRequest(action, DATA_SCIENTIST, Map.of());
  }

  AccessRequest by(String principal) {
    return new AccessRequest(action, principal, context);
  }

  AccessRequest with(String key, String... values) {
    var more = new HashMap<>(context);
    more.put(key, List.of(values));
    return new AccessRequest(action, principalArn, more);
  }

  AccessRequest inVpc() {
    return with(SUBNETS, "subnet-a", "subnet-b").with(SECURITY_GROUPS, "sg-a");
  }

  List<String> values(String key) {
    return key.equals("aws:PrincipalArn")
        ? List.of(principalArn)
        : context.getOrDefault(key, List.of());
  }
}
