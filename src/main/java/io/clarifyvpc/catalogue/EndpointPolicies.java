package io.clarifyvpc.catalogue;

import static java.util.stream.Collectors.joining;

import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.network.PolicyReach;
import io.clarifyvpc.network.PolicyReach.Allowed;
import io.clarifyvpc.network.PolicyReach.Blocked;
import io.clarifyvpc.network.PolicyReach.Undecided;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.PolicyDocument;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the policies of the endpoints that a workload relies on do to its calls. */
final class EndpointPolicies {
  /** A call that a policy shuts out. */
  record Refusal(VpcEndpoint endpoint, EndpointCall call, boolean denied) {}

  private record Doubt(VpcEndpoint endpoint, String words, Optional<Gap> gap) {}

  private final Set<VpcEndpoint> endpoints = new LinkedHashSet<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Doubt> doubts = new ArrayList<>();

  /** Puts the calls to the endpoint's policy; without one every call passes. */
  void judge(VpcEndpoint endpoint, Collection<EndpointCall> calls) {
    endpoints.add(endpoint);
    endpoint.policyDocument().ifPresent(reading -> judge(endpoint, reading, calls));
  }

  private void judge(
      VpcEndpoint endpoint, Reading<PolicyDocument> reading, Collection<EndpointCall> calls) {
    switch (reading) {
      case Reading.Unread<PolicyDocument>(Gap gap) ->
          doubts.add(new Doubt(endpoint, gap.describe(), Optional.of(gap)));
      case Reading.Known<PolicyDocument>(PolicyDocument policy) ->
          calls.forEach(call -> judge(endpoint, new PolicyReach(policy), call));
    }
  }

  private void judge(VpcEndpoint endpoint, PolicyReach policy, EndpointCall call) {
    switch (call.through(policy)) {
      case Allowed _ -> {}
      case Blocked(boolean denied, _) -> refusals.add(new Refusal(endpoint, call, denied));
      case Undecided(String because, Optional<Gap> gap) ->
          doubts.add(
              new Doubt(
                  endpoint,
                  "whether the policy of %s allows %s on %s is open: %s"
                      .formatted(endpoint.vpcEndpointId(), call.action(), call.resource(), because),
                  gap));
    }
  }

  List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  boolean areInDoubt() {
    return !doubts.isEmpty();
  }

  /** That it cannot be told, with the first doubt of each endpoint. */
  Outcome undetermined() {
    var first = new LinkedHashMap<VpcEndpoint, Doubt>();
    doubts.forEach(doubt -> first.putIfAbsent(doubt.endpoint(), doubt));
    return Outcome.undetermined(first.values().stream().map(Doubt::words).collect(joining("; ")))
        .evidence(ids(first.keySet()))
        .gaps(first.values().stream().flatMap(doubt -> doubt.gap().stream()).distinct().toList());
  }

  /** Endpoint by endpoint, action by action. */
  String refusalsInWords() {
    var resourcesByWords = new LinkedHashMap<String, Map<String, Set<String>>>();
    for (Refusal refusal : refusals) {
      resourcesByWords
          .computeIfAbsent(
              "the policy of %s %s"
                  .formatted(
                      refusal.endpoint().vpcEndpointId(),
                      refusal.denied() ? "denies" : "does not allow"),
              _ -> new LinkedHashMap<>())
          .computeIfAbsent(refusal.call().action(), _ -> new LinkedHashSet<>())
          .add(refusal.call().resource());
    }
    return resourcesByWords.entrySet().stream()
        .map(entry -> entry.getKey() + " " + calls(entry.getValue()))
        .collect(joining("; "));
  }

  /** Actions on the same resources share a clause. */
  private static String calls(Map<String, Set<String>> resourcesByAction) {
    var actionsByResources = new LinkedHashMap<Set<String>, List<String>>();
    resourcesByAction.forEach((action, resources) ->
        actionsByResources.computeIfAbsent(resources, _ -> new ArrayList<>()).add(action));
    return actionsByResources.entrySet().stream()
        .map(
            entry -> "%s on %s".formatted(Words.list(entry.getValue()), Words.list(entry.getKey())))
        .collect(joining(" and "));
  }

  List<String> idsRefusing() {
    return ids(refusals.stream().map(Refusal::endpoint).toList());
  }

  List<String> ids() {
    return ids(endpoints);
  }

  private static List<String> ids(Collection<VpcEndpoint> of) {
    return of.stream().map(VpcEndpoint::vpcEndpointId).distinct().toList();
  }

  /** The policy of an endpoint where it was understood. */
  static Optional<PolicyDocument> policyOf(VpcEndpoint endpoint) {
    return endpoint
        .policyDocument()
        .flatMap(reading -> reading.map(Optional::of).orElse(_ -> Optional.empty()));
  }
}
