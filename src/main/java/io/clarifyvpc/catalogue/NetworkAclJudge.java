package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;

import io.clarifyvpc.catalogue.Reliances.Reliance;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.network.Access;
import io.clarifyvpc.network.Cidr;
import io.clarifyvpc.network.Network;
import io.clarifyvpc.network.NetworkAclPassage;
import io.clarifyvpc.network.SecurityGroupReach.Direction;
import io.clarifyvpc.network.SecurityGroupReach.Ports;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.NetworkAcl;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects what network ACLs block on the ways that it is asked about; a gap matters only where
 * nothing is.
 */
final class NetworkAclJudge {
  private final Network network;
  private final Optional<String> region;
  private final Set<String> faults = new LinkedHashSet<>();
  private final Set<String> evidence = new LinkedHashSet<>();
  private final Set<String> passed = new LinkedHashSet<>();
  private final Set<String> remarks = new LinkedHashSet<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final NetworkAclAdvice advice = new NetworkAclAdvice();

  NetworkAclJudge(Network network, Optional<String> region) {
    this.network = network;
    this.region = region;
  }

  void judge(Reliance reliance) {
    var subnet = reliance.subnet();
    switch (reliance.by()) {
      case Access.GatewayEndpoint(var endpoint, var table) ->
          toPrefixList(
              subnet, Targets.prefixList(table, endpoint, network), endpoint.vpcEndpointId());
      case Access.OwnersGatewayEndpoint(var route, var _) ->
          toPrefixList(subnet, route.destinationPrefixListId().orElseThrow(), route.target().id());
      case Access.InterfaceEndpoint(var endpoint) -> toEndpoint(subnet, endpoint);
      case Access.NatGateway nat -> both(subnet, List.of(Cidr.ALL_IPV4), nat.natGatewayId(), true);
      case Access.CentralEndpoint central ->
          anywhereOrUnknown(
              subnet,
              central.route().target().id(),
              Fact.VPC_ENDPOINTS.gap(
                  "the addresses of the endpoint behind %s cannot be seen from here"
                      .formatted(central.route().target().id())));
      case Access.ClosedInterfaceEndpoint _,
          Access.HiddenByOwner _,
          Access.FarSide _,
          Access.None _ ->
          throw new IllegalArgumentException("nothing is relied on there");
    }
  }

  /** The addresses of a gateway endpoint's service. */
  void toPrefixList(Subnet subnet, String prefixListId, String target) {
    switch (network.rangesOf(prefixListId)) {
      case Reading.Known<List<Cidr>>(var ranges) -> both(subnet, ranges, target, true);
      case Reading.Unread<List<Cidr>>(var gap) -> {
        remarks.add("%s is unread, judged against 0.0.0.0/0".formatted(prefixListId));
        anywhereOrUnknown(subnet, target, gap);
      }
    }
  }

  /** Where the addresses are not known, only an ACL that is open to all is certain to pass them. */
  private void anywhereOrUnknown(Subnet subnet, String target, Gap gap) {
    if (!both(subnet, List.of(Cidr.ALL_IPV4), target, false)) {
      gaps.add(gap);
    }
  }

  /** Every subnet of the endpoint, for its name may resolve to any of them. */
  private void toEndpoint(Subnet subnet, VpcEndpoint endpoint) {
    if (network.subnetsOf(endpoint) instanceof Reading.Unread<List<Subnet>>(var gap)) {
      gaps.add(gap);
    }
    toEndpointIn(
        network.subnets(endpoint.subnetIds()).orElse(_ -> List.of()),
        subnet,
        endpoint.vpcEndpointId());
  }

  /** An endpoint that has, or will have, these subnets. Inside one subnet nothing is blocked. */
  void toEndpointIn(List<Subnet> subnets, Subnet subnet, String target) {
    subnets.stream()
        .filter(other -> !other.subnetId().equals(subnet.subnetId()))
        .forEach(other -> between(subnet, other, target));
    passed.add(target);
  }

  private void between(Subnet subnet, Subnet other, String target) {
    switch (Network.rangesOf(other)) {
      case Reading.Unread<List<Cidr>>(var gap) -> gaps.add(gap);
      case Reading.Known<List<Cidr>>(var ranges) -> both(subnet, ranges, target, true);
    }
    switch (Network.rangesOf(subnet)) {
      case Reading.Unread<List<Cidr>>(var gap) -> gaps.add(gap);
      case Reading.Known<List<Cidr>>(var ranges) -> {
        passes(other, Direction.INBOUND, Ports.HTTPS, ranges, target, true);
        passes(other, Direction.OUTBOUND, NetworkAclPassage.EPHEMERAL, ranges, target, true);
      }
    }
  }

  private boolean both(Subnet subnet, List<Cidr> ranges, String target, boolean blame) {
    boolean out = passes(subnet, Direction.OUTBOUND, Ports.HTTPS, ranges, target, blame);
    boolean in =
        passes(subnet, Direction.INBOUND, NetworkAclPassage.EPHEMERAL, ranges, target, blame);
    passed.add(target);
    return out && in;
  }

  private boolean passes(
      Subnet subnet,
      Direction direction,
      Ports ports,
      List<Cidr> ranges,
      String target,
      boolean blame) {
    return switch (network.acls().aclOf(subnet)) {
      case Reading.Unread<NetworkAcl>(var gap) -> {
        gaps.add(gap);
        yield true;
      }
      case Reading.Known<NetworkAcl>(var acl) -> {
        var blocked =
            ranges.stream().filter(range -> isBlocked(acl, direction, ports, range)).toList();
        if (!blocked.isEmpty() && blame) {
          advice.letPass(acl, direction, ports, blocked);
          faults.add(
              "%s of %s does not pass TCP %s %s %s (%s)"
                  .formatted(
                      acl.networkAclId(),
                      subnet.subnetId(),
                      ports.from() == ports.to()
                          ? Integer.toString(ports.from())
                          : ports.from() + "-" + ports.to(),
                      direction == Direction.OUTBOUND ? "out to" : "in from",
                      blocked.getFirst(),
                      target));
          evidence.addAll(List.of(acl.networkAclId(), subnet.subnetId(), target));
        }
        yield blocked.isEmpty();
      }
    };
  }

  private boolean isBlocked(NetworkAcl acl, Direction direction, Ports ports, Cidr range) {
    return switch (NetworkAclPassage.passes(acl, direction, ports, range)) {
      case Reading.Known<Boolean>(var passes) -> !passes;
      case Reading.Unread<Boolean>(var gap) -> {
        gaps.add(gap);
        yield false;
      }
    };
  }

  /** The entries that were found missing. */
  void letPass(Changes changes) {
    advice.addTo(changes);
  }

  Reading<Outcome> outcome() {
    if (!faults.isEmpty()) {
      var changes = new Changes(region);
      letPass(changes);
      return Reading.known(
          nonCompliant(String.join("; ", faults))
              .evidence(evidence)
              .remediation(changes.remediation()));
    }
    if (!gaps.isEmpty()) {
      return Reading.unread(gaps.getFirst());
    }
    var all = "TCP 443 and its replies pass to and from " + Words.list(passed);
    return Reading.known(
        compliant(remarks.isEmpty() ? all : all + "; " + String.join("; ", remarks))
            .evidence(passed));
  }
}
