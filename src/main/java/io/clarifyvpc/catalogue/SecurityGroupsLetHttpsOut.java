package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;
import static io.clarifyvpc.control.Outcome.notApplicable;

import io.clarifyvpc.catalogue.Reliances.Reliance;
import io.clarifyvpc.catalogue.SecurityGroupRule.Group;
import io.clarifyvpc.catalogue.SecurityGroupRule.Peer.InRanges;
import io.clarifyvpc.catalogue.SecurityGroupRule.Peer.OfGroup;
import io.clarifyvpc.catalogue.SecurityGroupRule.Peer.OfPrefixList;
import io.clarifyvpc.catalogue.SecurityGroupRule.Traffic;
import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.network.Access;
import io.clarifyvpc.network.Cidr;
import io.clarifyvpc.network.Network;
import io.clarifyvpc.network.SecurityGroupReach.Admission;
import io.clarifyvpc.network.SecurityGroupReach.Direction;
import io.clarifyvpc.network.SecurityGroupReach.Peer;
import io.clarifyvpc.network.SecurityGroupReach.Ports;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.snapshot.VpcEndpoint;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The default outbound rule, everything to everywhere, satisfies it. */
final class SecurityGroupsLetHttpsOut implements Control {
  private static final SecurityGroupRule.Peer ANYWHERE = new InRanges(List.of(Cidr.ALL_IPV4));

  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.10", "Security groups let HTTPS out to the endpoints in use")
          .severity(Severity.MEDIUM)
          .impact(Impact.FAILURE)
          .appliesToEverything()
          .judges(Subject.SUBNETS)
          .requires(PrivateAccessFacts.SAGEMAKER)
          .meaning(
              """
              The union of the attached groups' outbound rules lets TCP 443 out to every endpoint that is relied on: \
              for a gateway endpoint to the S3 prefix list, for an interface endpoint to one of its groups or to all \
              of its subnets, for a NAT gateway to 0.0.0.0/0.\
              """)
          .remediation("Let TCP 443 out to the endpoints that the workload relies on.")
          .references(AwsPages.PROCESS_VPC, AwsPages.SECURITY_GROUP_RULES)
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
        reliances ->
            context
                .network()
                .securityGroups(workload.vpcConfig().orElseThrow().securityGroupIds())
                .flatMap(groups -> judge(workload, groups, reliances, context)));
  }

  private static Reading<Outcome> judge(
      Workload workload, List<SecurityGroup> groups, List<Reliance> reliances, Context context) {
    if (groups.isEmpty()) {
      return Reading.known(
          notApplicable("none of its security groups exists, which Clarify.3 reports"));
    }
    var closed = new TreeSet<String>();
    var missing = new ArrayList<Reliance>();
    var open = new TreeSet<String>();
    Optional<Gap> gap = Optional.empty();
    for (Reliance reliance : reliances) {
      var target = Targets.id(reliance.by());
      switch (letOut(groups, reliance, context)) {
        case Reading.Unread<Admission>(Gap unread) -> gap = Optional.of(unread);
        case Reading.Known<Admission>(Admission admission) -> {
          boolean isNew = admission == Admission.NOT_AT_ALL ? closed.add(target) : open.add(target);
          if (isNew && admission == Admission.NOT_AT_ALL) {
            missing.add(reliance);
          }
        }
      }
    }
    var ids = groups.stream().map(SecurityGroup::groupId).toList();
    if (!closed.isEmpty()) {
      return Reading.known(
          nonCompliant(
                  Words.verb(ids, "does not let", "do not let")
                      + " TCP 443 out to "
                      + Words.list(closed))
              .evidence(Stream.concat(ids.stream(), closed.stream()).toList())
              .remediation(open(workload, groups, missing, Words.list(closed), context.network())));
    }
    return gap.map(Reading::<Outcome>unread)
        .orElseGet(() ->
            Reading.known(
                compliant(Words.verb(ids, "lets", "let") + " TCP 443 out to " + Words.list(open))
                    .evidence(ids)));
  }

  private static Reading<Admission> letOut(
      List<SecurityGroup> groups, Reliance reliance, Context context) {
    return context
        .network()
        .reach()
        .admits(
            groups.stream().map(Reading::known).toList(),
            Direction.OUTBOUND,
            Ports.HTTPS,
            peer(reliance, context.network()));
  }

  private static Peer peer(Reliance reliance, Network network) {
    return switch (reliance.by()) {
      case Access.GatewayEndpoint(var endpoint, var table) ->
          prefixList(Targets.prefixList(table, endpoint, network), network);
      case Access.OwnersGatewayEndpoint(var route, var _) ->
          prefixList(route.destinationPrefixListId().orElseThrow(), network);
      case Access.InterfaceEndpoint(var endpoint) ->
          new Peer(
              groups(endpoint, network),
              Set.of(),
              network.subnetsOf(endpoint).flatMap(Network::rangesOf));
      case Access.NatGateway _ -> Peer.in(Reading.known(List.of(Cidr.ALL_IPV4)));
      case Access.CentralEndpoint central ->
          // Open to everywhere suffices; whether less would cannot be told.
          Peer.in(
              Reading.unread(
                  Fact.VPC_ENDPOINTS.gap(
                      "the addresses of the endpoint behind %s cannot be seen from here"
                          .formatted(central.route().target().id()))));
      case Access.ClosedInterfaceEndpoint _,
          Access.HiddenByOwner _,
          Access.FarSide _,
          Access.None _ ->
          throw new IllegalArgumentException("nothing is relied on there");
    };
  }

  private static Peer prefixList(String id, Network network) {
    return new Peer(Set.of(), Set.of(id), network.rangesOf(id));
  }

  private static Set<String> groups(VpcEndpoint endpoint, Network network) {
    var ids = new TreeSet<String>();
    for (Reading<SecurityGroup> group : network.groupsOf(endpoint)) {
      group.map(SecurityGroup::groupId).map(ids::add).orElse(_ -> false);
    }
    ids.addAll(endpoint.groups().orElse(List.of()));
    return ids;
  }

  private static Remediation open(
      Workload workload,
      List<SecurityGroup> groups,
      List<Reliance> missing,
      String targets,
      Network network) {
    var group = SecurityGroupRule.bestOf(groups, Direction.OUTBOUND).orElseThrow();
    var changes = new Changes(workload.resource().region());
    changes.say("Let TCP 443 out of %s to %s.".formatted(group.groupId(), targets));
    SecurityGroupRule.caution(group, Direction.OUTBOUND).ifPresent(changes::leaveToPeople);
    for (Reliance reliance : missing) {
      new SecurityGroupRule(
              Direction.OUTBOUND,
              Group.of(group.groupId()),
              Traffic.HTTPS,
              target(reliance.by(), network))
          .addTo(changes);
    }
    return changes.remediation();
  }

  private static SecurityGroupRule.Peer target(Access access, Network network) {
    return switch (access) {
      case Access.GatewayEndpoint(var endpoint, var table) ->
          new OfPrefixList(Targets.prefixList(table, endpoint, network));
      case Access.OwnersGatewayEndpoint(var route, var _) ->
          new OfPrefixList(route.destinationPrefixListId().orElseThrow());
      case Access.InterfaceEndpoint(var endpoint) ->
          groups(endpoint, network).stream()
              .findFirst()
              .<SecurityGroupRule.Peer>map(id -> new OfGroup(Group.of(id)))
              .orElse(ANYWHERE);
      case Access.NatGateway _, Access.CentralEndpoint _ -> ANYWHERE;
      case Access.ClosedInterfaceEndpoint _,
          Access.HiddenByOwner _,
          Access.FarSide _,
          Access.None _ ->
          throw new IllegalArgumentException("nothing is relied on there");
    };
  }
}
