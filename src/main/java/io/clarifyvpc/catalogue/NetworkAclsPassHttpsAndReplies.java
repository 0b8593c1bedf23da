package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;

import io.clarifyvpc.catalogue.Reliances.Reliance;
import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Severity;
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
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Network ACLs are stateless: a request and its replies each need a way, on both sides. */
final class NetworkAclsPassHttpsAndReplies implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.11", "Network ACLs pass HTTPS and its replies")
          .severity(Severity.MEDIUM)
          .impact(Impact.FAILURE)
          .appliesToEverything()
          .judges(Subject.SUBNETS)
          .requires(
              Stream.concat(Stream.of(PrivateAccessFacts.SAGEMAKER), Stream.of(Fact.NETWORK_ACLS))
                  .toArray(Fact[]::new))
          .meaning(
              """
              For every endpoint that is relied on, the network ACL of the workload's subnet passes TCP 443 out and \
              1024 to 65535 in, and the ACLs of the endpoint's subnets pass the reverse. Traffic inside one subnet \
              passes no ACL. A gateway endpoint is judged against the S3 prefix list, a NAT gateway against \
              0.0.0.0/0.\
              """)
          .remediation("Let the network ACLs pass TCP 443 out, and replies on 1024 to 65535 in.")
          .references(AwsPages.PROCESS_VPC, AwsPages.NETWORK_ACLS)
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    return Reliances.judge(
        workload,
        context,
        Targets.EVERYTHING,
        reliances -> {
          var judging = new Judging(context.network(), workload.resource().region());
          reliances.forEach(judging::judge);
          return judging.outcome();
        });
  }

  /** Collects what is blocked; a gap matters only where nothing is. */
  private static final class Judging {
    private final Network network;
    private final Set<String> faults = new LinkedHashSet<>();
    private final Set<String> evidence = new LinkedHashSet<>();
    private final Set<String> passed = new LinkedHashSet<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final NetworkAclAdvice advice;

    Judging(Network network, Optional<String> region) {
      this.network = network;
      this.advice = new NetworkAclAdvice(region);
    }

    void judge(Reliance reliance) {
      var subnet = reliance.subnet();
      switch (reliance.by()) {
        case Access.GatewayEndpoint(var endpoint, var table) ->
            toPrefixList(
                subnet, Targets.prefixList(table, endpoint, network), endpoint.vpcEndpointId());
        case Access.OwnersGatewayEndpoint(var route, var _) ->
            toPrefixList(
                subnet, route.destinationPrefixListId().orElseThrow(), route.target().id());
        case Access.InterfaceEndpoint(var endpoint) -> toEndpoint(subnet, endpoint);
        case Access.NatGateway nat ->
            both(subnet, List.of(Cidr.ALL_IPV4), nat.natGatewayId(), true);
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

    private void toPrefixList(Subnet subnet, String prefixListId, String target) {
      switch (network.rangesOf(prefixListId)) {
        case Reading.Known<List<Cidr>>(var ranges) -> both(subnet, ranges, target, true);
        case Reading.Unread<List<Cidr>>(var gap) -> {
          remarks.add("%s is unread, judged against 0.0.0.0/0".formatted(prefixListId));
          anywhereOrUnknown(subnet, target, gap);
        }
      }
    }

    /**
     * Where the addresses are not known, only an ACL that is open to all is certain to pass them.
     */
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
      network.subnets(endpoint.subnetIds()).orElse(_ -> List.of()).stream()
          .filter(other -> !other.subnetId().equals(subnet.subnetId()))
          .forEach(other -> between(subnet, other, endpoint.vpcEndpointId()));
      passed.add(endpoint.vpcEndpointId());
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

    Reading<Outcome> outcome() {
      if (!faults.isEmpty()) {
        return Reading.known(
            nonCompliant(String.join("; ", faults))
                .evidence(evidence)
                .remediation(advice.remediation()));
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
}
