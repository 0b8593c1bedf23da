package io.clarifyvpc.catalogue;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.clarifyvpc.catalogue.EndpointPolicies.Refusal;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.network.PolicyReach.Resources;
import io.clarifyvpc.snapshot.PolicyDocument;
import io.clarifyvpc.snapshot.PolicyDocument.Statement;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The statements that an endpoint's policy lacks. */
final class EndpointPolicyAdvice {
  private static final String VERSION = "2012-10-17";

  private final Changes changes;

  EndpointPolicyAdvice(String region) {
    this(new Changes(Optional.of(region)));
  }

  /** As a part of further changes. */
  EndpointPolicyAdvice(Changes changes) {
    this.changes = changes;
  }

  /** Lets the calls through that are shut out. A Deny has to be narrowed by whoever wrote it. */
  Remediation letThrough(Collection<Refusal> refusals) {
    refusals.stream()
        .collect(groupingBy(Refusal::endpoint, LinkedHashMap::new, toList()))
        .forEach((endpoint, calls) -> {
          calls.stream().filter(Refusal::denied).findFirst().ifPresent(this::narrowTheDeny);
          var missing = calls.stream().filter(call -> !call.denied()).map(Refusal::call).toList();
          if (!missing.isEmpty()) {
            add(endpoint, missing);
          }
        });
    return changes.remediation();
  }

  private void narrowTheDeny(Refusal refusal) {
    changes.leaveToPeople(
        "Narrow the Deny in the policy of %s so that it spares %s on %s: no Allow beside it helps."
            .formatted(
                refusal.endpoint().vpcEndpointId(),
                refusal.call().action(),
                refusal.call().resource()));
  }

  private void add(VpcEndpoint endpoint, List<EndpointCall> calls) {
    var statements = statements(calls);
    var policy = EndpointPolicies.policyOf(endpoint);
    changes.say(
        "Add to the policy of %s: %s."
            .formatted(endpoint.vpcEndpointId(), String.join(", ", statements)));
    modify(
        endpoint,
        document(
            policy.flatMap(PolicyDocument::version).orElse(VERSION),
            Stream.concat(
                    policy.map(PolicyDocument::statements).orElse(List.of()).stream()
                        .map(Statement::json),
                    statements.stream())
                .toList()));
  }

  /** Replaces full access. */
  Remediation replaceFullAccess(Collection<VpcEndpoint> endpoints, Collection<EndpointCall> calls) {
    var statements = statements(calls);
    for (VpcEndpoint endpoint : endpoints) {
      changes.say(
          "Replace the full access of %s by statements for the buckets in use. This workload needs %s; whatever else uses the endpoint needs its own beside them before you run the command."
              .formatted(endpoint.vpcEndpointId(), String.join(", ", statements)));
      modify(endpoint, document(VERSION, statements));
    }
    return changes.remediation();
  }

  private void modify(VpcEndpoint endpoint, String document) {
    changes.change(
        changes
            .ec2("modify-vpc-endpoint")
            .with("--vpc-endpoint-id", endpoint.vpcEndpointId())
            .with("--policy-document", document)
            .line());
  }

  private static String document(String version, List<String> statements) {
    return "{\"Version\":%s,\"Statement\":[%s]}"
        .formatted(quoted(version), String.join(",", statements));
  }

  /** Actions on the same resources share a statement. */
  private static List<String> statements(Collection<EndpointCall> calls) {
    var resourcesByAction = new LinkedHashMap<String, Set<String>>();
    for (EndpointCall call : calls) {
      resourcesByAction
          .computeIfAbsent(call.action(), _ -> new LinkedHashSet<>())
          .addAll(call.resources().stream().map(Resources::pattern).toList());
    }
    var actionsByResources = new LinkedHashMap<Set<String>, List<String>>();
    resourcesByAction.forEach((action, resources) ->
        actionsByResources.computeIfAbsent(resources, _ -> new ArrayList<>()).add(action));
    return actionsByResources.entrySet().stream()
        .map(entry ->
            "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[%s],\"Resource\":[%s]}"
                .formatted(list(entry.getValue()), list(entry.getKey())))
        .toList();
  }

  private static String list(Collection<String> texts) {
    return texts.stream().map(EndpointPolicyAdvice::quoted).collect(joining(","));
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    text.chars()
        .forEach(character -> {
          if (character == '"' || character == '\\') {
            json.append('\\').append((char) character);
          } else if (character < ' ' || character > '~') {
            json.append("\\u%04x".formatted(character));
          } else {
            json.append((char) character);
          }
        });
    return json.append('"').toString();
  }
}
