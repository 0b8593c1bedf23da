package io.clarifyvpc.catalogue;

import static java.util.stream.Collectors.joining;

import io.clarifyvpc.catalogue.AccessVerdict.Candidate;
import io.clarifyvpc.catalogue.AccessVerdict.Failed;
import io.clarifyvpc.catalogue.AccessVerdict.Reached;
import io.clarifyvpc.catalogue.AccessVerdict.Unknown;
import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.RuleParameters.EndpointPolicy;
import io.clarifyvpc.network.Access;
import io.clarifyvpc.network.Access.NearMiss;
import io.clarifyvpc.network.NatEgress;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges a way to a service: what is private, and what the rule's parameters let pass. */
final class AccessJudge {
  private final Context context;

  AccessJudge(Context context) {
    this.context = context;
  }

  AccessVerdict judge(Reading<Access> reading) {
    return switch (reading) {
      case Reading.Unread<Access>(Gap gap) -> new Unknown(candidate(gap), gap, List.of());
      case Reading.Known<Access>(Access access) -> judge(access);
    };
  }

  /** Zones and profiles are asked only where no endpoint of the VPC serves. */
  private static Candidate candidate(Gap gap) {
    return switch (gap.fact()) {
      case HOSTED_ZONES, PROFILE_ASSOCIATIONS -> Candidate.ENDPOINT_ELSEWHERE;
      default -> Candidate.ANYTHING;
    };
  }

  private AccessVerdict judge(Access access) {
    return switch (access) {
      case Access.InterfaceEndpoint(var endpoint) ->
          new Reached(
              access,
              "interface endpoint " + endpoint.vpcEndpointId(),
              List.of(endpoint.vpcEndpointId()));
      case Access.GatewayEndpoint(var endpoint, var table) ->
          new Reached(
              access,
              "gateway endpoint " + endpoint.vpcEndpointId(),
              List.of(endpoint.vpcEndpointId(), table.routeTableId()));
      case Access.OwnersGatewayEndpoint(var route, var table) ->
          new Reached(
              access,
              "shared subnet, whose %s routes %s to the owner's gateway endpoint %s"
                  .formatted(table.routeTableId(), route.destination(), route.target().id()),
              List.of(table.routeTableId(), route.target().id()));
      case Access.ClosedInterfaceEndpoint closed -> closed(closed);
      case Access.CentralEndpoint central -> central(central);
      case Access.HiddenByOwner(var ownerId) ->
          new Unknown(
              Candidate.ANYTHING,
              "shared by account %s, whose endpoints cannot be listed from here".formatted(ownerId),
              List.of());
      case Access.NatGateway nat -> nat(nat);
      case Access.FarSide farSide -> farSide(farSide);
      case Access.None none -> none(none);
    };
  }

  private static AccessVerdict none(Access.None none) {
    var table = none.table().routeTableId();
    return new Failed(
        none,
        Impact.FAILURE,
        "no endpoint%s and no egress through %s%s"
            .formatted(missed(none.nearMisses()), table, missed(none.egress().stream().toList())),
        idsWith(
            none.nearMisses(),
            Stream.concat(Stream.of(table), none.egress().stream().map(NearMiss::id))
                .filter(id -> !id.isEmpty())
                .toArray(String[]::new)));
  }

  private static AccessVerdict closed(Access.ClosedInterfaceEndpoint closed) {
    var endpoints = closed.endpoints().stream().map(VpcEndpoint::vpcEndpointId).toList();
    var groups =
        closed.endpoints().stream()
            .flatMap(endpoint -> endpoint.groups().orElse(List.of()).stream());
    return new Failed(
        closed,
        Impact.FAILURE,
        "%s the service's name for the whole VPC and %s not admit TCP 443 from here"
            .formatted(
                Words.verb(endpoints, "answers", "answer"), endpoints.size() == 1 ? "does" : "do"),
        Stream.concat(endpoints.stream(), groups).distinct().toList());
  }

  private AccessVerdict central(Access.CentralEndpoint central) {
    var target = central.route().target();
    var way =
        "%s may answer for an endpoint behind the %s %s"
            .formatted(central.answeredBy(), target.type().words(), target.id());
    var ids = List.of(central.table().routeTableId(), target.id());
    return context.parameters().trustCentralEndpoints()
        ? new Reached(central, way + ", trusted by TrustCentralEndpoints", ids)
        : new Unknown(
            Candidate.ENDPOINT_ELSEWHERE,
            way + ", which counts only where TrustCentralEndpoints is true",
            ids);
  }

  private AccessVerdict nat(Access.NatGateway nat) {
    var words =
        "no endpoint%s, only NAT gateway %s in %s"
            .formatted(missed(nat.nearMisses()), nat.natGatewayId(), nat.table().routeTableId());
    var ids = idsWith(nat.nearMisses(), nat.table().routeTableId(), nat.natGatewayId());
    if (!allowsNat()) {
      return new Failed(nat, Impact.EXPOSURE, words, ids);
    }
    return switch (new NatEgress(context.network()).obstacle(nat.natGatewayId())) {
      case Reading.Unread<Optional<String>>(Gap gap) -> new Unknown(Candidate.EGRESS, gap, ids);
      case Reading.Known<Optional<String>>(Optional<String> obstacle) ->
          obstacle
              .<AccessVerdict>map(
                  why -> new Failed(nat, Impact.FAILURE, words + ", and " + why, ids))
              .orElseGet(() ->
                  new Reached(
                      nat,
                      "NAT gateway %s, which EndpointPolicy allows".formatted(nat.natGatewayId()),
                      ids));
    };
  }

  private AccessVerdict farSide(Access.FarSide farSide) {
    var target = farSide.route().target();
    var words =
        "no endpoint%s; the default route of %s leads to the %s %s, "
            .formatted(
                missed(farSide.nearMisses()),
                farSide.table().routeTableId(),
                target.type().words(),
                target.id());
    var ids = idsWith(farSide.nearMisses(), farSide.table().routeTableId(), target.id());
    return allowsNat()
        ? new Unknown(Candidate.EGRESS, words + "whose far side cannot be seen from here", ids)
        : new Failed(farSide, Impact.FAILURE, words + "unless the far side has egress", ids);
  }

  private boolean allowsNat() {
    return context.parameters().endpointPolicy() == EndpointPolicy.ALLOW_NAT;
  }

  private static String missed(List<NearMiss> nearMisses) {
    return nearMisses.isEmpty()
        ? ""
        : nearMisses.stream()
            .map(miss -> miss.id() + " " + miss.why())
            .collect(joining(", ", " (", ")"));
  }

  private static List<String> idsWith(List<NearMiss> nearMisses, String... ids) {
    return Stream.concat(Stream.of(ids), nearMisses.stream().map(NearMiss::id)).toList();
  }
}
