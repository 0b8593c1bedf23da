package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;
import static io.clarifyvpc.control.Outcome.notApplicable;
import static java.util.stream.Collectors.joining;

import io.clarifyvpc.catalogue.SecurityGroupRule.Group;
import io.clarifyvpc.catalogue.SecurityGroupRule.Peer.OfGroup;
import io.clarifyvpc.catalogue.SecurityGroupRule.Traffic;
import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.network.Cidr;
import io.clarifyvpc.network.Network;
import io.clarifyvpc.network.SecurityGroupReach;
import io.clarifyvpc.network.SecurityGroupReach.Admission;
import io.clarifyvpc.network.SecurityGroupReach.Direction;
import io.clarifyvpc.network.SecurityGroupReach.Peer;
import io.clarifyvpc.network.SecurityGroupReach.Ports;
import io.clarifyvpc.snapshot.ClarifyWorkload;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Instances of one job talk to each other on ports that the document does not name: all of TCP has
 * to be open.
 */
final class SecurityGroupsAdmitTheirOwnMembers implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.9", "Security groups admit their own members")
          .severity(Severity.HIGH)
          .impact(Impact.FAILURE)
          .appliesTo(
              ResourceType.PROCESSING_JOB,
              ResourceType.MODEL_BIAS_JOB_DEFINITION,
              ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION)
          .judges(Subject.SECURITY_GROUPS)
          .requires(Fact.SECURITY_GROUPS, Fact.SUBNETS, Fact.PREFIX_LISTS)
          .meaning(
              """
              With two or more instances, the union of the attached groups' rules admits all of TCP, in and out, \
              between members: from a group that every instance carries, or from address ranges that cover all subnets \
              of the job (compliant with a remark). Single ports, or a group of a peered VPC, do not hold.\
              """)
          .remediation("Let the security group admit all traffic from itself.")
          .references(AwsPages.CLARIFY_VPC, AwsPages.SECURITY_GROUP_RULES)
          .conflictsWith(
              "VPC_DEFAULT_SECURITY_GROUP_CLOSED (AWS Config; Security Hub EC2.2) wants the default group without rules: give Clarify a group of its own rather than the default group.")
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    var instances = Instances.of((ClarifyWorkload) workload);
    if (instances instanceof Reading.Known<Integer>(Integer count) && count < 2) {
      return Reading.known(notApplicable("the job runs on one instance"));
    }
    return instances.flatMap(_ ->
        context
            .network()
            .securityGroups(workload.vpcConfig().orElseThrow().securityGroupIds())
            .flatMap(groups -> judge(workload, groups, context)));
  }

  private static Reading<Outcome> judge(
      Workload workload, List<SecurityGroup> groups, Context context) {
    var ids = groups.stream().map(SecurityGroup::groupId).toList();
    var closed = new ArrayList<Direction>();
    var gaps = new ArrayList<Gap>();
    boolean byRange = false;
    for (Direction direction : Direction.values()) {
      switch (admission(workload, groups, direction, context)) {
        case Reading.Unread<Admission>(Gap gap) -> gaps.add(gap);
        case Reading.Known<Admission>(Admission admission) -> {
          switch (admission) {
            case NOT_AT_ALL -> closed.add(direction);
            case BY_RANGE -> byRange |= direction == Direction.INBOUND;
            case BY_NAME -> {}
          }
        }
      }
    }
    if (!closed.isEmpty()) {
      return Reading.known(
          nonCompliant(
                  closed.stream().map(direction -> closed(ids, direction)).collect(joining("; ")))
              .evidence(ids)
              .remediation(open(groups, closed, workload)));
    }
    if (!gaps.isEmpty()) {
      return Reading.unread(gaps.getFirst());
    }
    var members = Words.verb(ids, "admits its members", "admit their members");
    return Reading.known(
        compliant(byRange ? members + ", in part by address range" : members).evidence(ids));
  }

  private static Reading<Admission> admission(
      Workload workload, List<SecurityGroup> groups, Direction direction, Context context) {
    return context
        .network()
        .reach()
        .admits(
            groups.stream().map(Reading::known).toList(),
            direction,
            Ports.ALL_TCP,
            new Peer(SecurityGroupReach.idsOf(groups), Set.of(), ranges(workload, context)));
  }

  /** Where members may be; a gap where none of the subnets exists. */
  private static Reading<List<Cidr>> ranges(Workload workload, Context context) {
    return context
        .network()
        .subnets(workload.vpcConfig().orElseThrow().subnets())
        .flatMap(subnets ->
            subnets.isEmpty()
                ? Reading.unread(Fact.SUBNETS.gap("none of the subnets of the job exists"))
                : Network.rangesOf(subnets));
  }

  private static String closed(List<String> ids, Direction direction) {
    return switch (direction) {
      case INBOUND ->
          Words.verb(
              ids,
              "does not admit all of TCP from its own members",
              "do not admit all of TCP from their own members");
      case OUTBOUND ->
          Words.verb(
              ids,
              "does not let all of TCP out to its own members",
              "do not let all of TCP out to their own members");
    };
  }

  /** One group that all instances carry is enough, and the default group is to stay closed. */
  private static Remediation open(
      List<SecurityGroup> groups, List<Direction> closed, Workload workload) {
    var group = SecurityGroupRule.bestOf(groups, closed.getFirst()).orElseThrow();
    var name = Group.of(group.groupId());
    var changes = new Changes(workload.resource().region());
    changes.say("Let %s admit all traffic %s itself.".formatted(group.groupId(), both(closed)));
    for (Direction direction : closed) {
      SecurityGroupRule.caution(group, direction).ifPresent(changes::leaveToPeople);
      new SecurityGroupRule(direction, name, Traffic.ALL, new OfGroup(name)).addTo(changes);
    }
    return changes.remediation();
  }

  private static String both(List<Direction> closed) {
    if (closed.size() > 1) {
      return "from and to";
    }
    return closed.getFirst() == Direction.INBOUND ? "from" : "to";
  }
}
