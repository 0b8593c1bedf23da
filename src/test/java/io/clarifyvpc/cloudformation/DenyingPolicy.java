package io.clarifyvpc.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A policy document that only denies, evaluated as IAM does it. Of the condition operators it knows
 * exactly those that the samples use; whatever else stands in a document is refused. Operators and
 * keys below one have to match all; of the values of a key one will do, or, where the operator is
 * negated, none may match.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html">Conditions
 *     with several keys or values</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html">Keys
 *     with one value or several</a>
 */
record DenyingPolicy(JsonNode document) {
  private static final List<String> MEMBERS =
      List.of("Sid", "Effect", "Action", "Resource", "Condition");

  /** Whether the call is denied. */
  boolean denies(AccessRequest request) {
    if (!document.path("Version").asText().equals("2012-10-17")) {
      throw new IllegalArgumentException("another version: " + document.path("Version"));
    }
    return document
        .path("Statement")
        .valueStream()
        .anyMatch(statement -> denies(statement, request));
  }

  private static boolean denies(JsonNode statement, AccessRequest request) {
    statement
        .fieldNames()
        .forEachRemaining(member -> {
          if (!MEMBERS.contains(member)) {
            throw new IllegalArgumentException("no sample has " + member);
          }
        });
    if (!statement.path("Effect").asText().equals("Deny")
        || !statement.path("Resource").asText().equals("*")) {
      throw new IllegalArgumentException("no sample has " + statement);
    }
    return texts(statement.path("Action")).contains(request.action())
        && statement.path("Condition").properties().stream()
            .allMatch(operator ->
                operator.getValue().properties().stream()
                    .allMatch(key ->
                        matches(
                            operator.getKey(),
                            request.values(key.getKey()),
                            texts(key.getValue()))));
  }

  private static boolean matches(String operator, List<String> values, List<String> wanted) {
    return switch (operator) {
      // An empty list is as good as an absent key: its value is null.
      case "Null" ->
          wanted.stream().anyMatch(each -> Boolean.parseBoolean(each) == values.isEmpty());
      // One value at least that is none of the wanted; of no values none is.
      case "ForAnyValue:StringNotEquals" ->
          values.stream().anyMatch(value -> !wanted.contains(value));
      // Negated operators also match where the key is absent.
      case "ArnNotLike" ->
          values.stream().noneMatch(value -> wanted.stream().anyMatch(each -> isLike(value, each)));
      default -> throw new IllegalArgumentException("no sample uses " + operator);
    };
  }

  /** Each of the six parts for itself, with * for any characters of it and ? for one. */
  private static boolean isLike(String arn, String pattern) {
    var parts = arn.split(":", 6);
    var wanted = pattern.split(":", 6);
    return parts.length == 6
        && wanted.length == 6
        && IntStream.range(0, 6)
            .allMatch(i ->
                parts[i].matches(
                    ("\\Q" + wanted[i] + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q")));
  }

  private static List<String> texts(JsonNode node) {
    return node instanceof ArrayNode list
        ? list.valueStream().map(JsonNode::asText).toList()
        : List.of(node.asText());
  }

  /** The same without one of its statements. */
  DenyingPolicy without(String sid) {
    ObjectNode rest = document.deepCopy();
    ((ArrayNode) rest.path("Statement"))
        .removeIf(statement -> statement.path("Sid").asText().equals(sid));
    return new DenyingPolicy(rest);
  }

  List<String> sids() {
    return document.path("Statement").findValuesAsText("Sid");
  }

  /**
   * Whether the call is denied where this is a service control policy: one binds neither
   * service-linked roles nor anybody in the management account.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html">Service
   *     control policies</a>
   */
  boolean deniesInOrganisation(AccessRequest request, String managementAccountId) {
    var principal = request.principalArn().split(":", 6);
    return !principal[4].equals(managementAccountId)
        && !principal[5].startsWith("role/aws-service-role/")
        && denies(request);
  }
}
