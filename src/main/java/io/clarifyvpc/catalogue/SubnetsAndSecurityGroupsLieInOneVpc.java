package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;
import static java.util.function.Predicate.not;

import io.clarifyvpc.control.CloudFormationResource;
import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A group of another VPC is fine where it is associated with the subnets' VPC. */
final class SubnetsAndSecurityGroupsLieInOneVpc implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.3", "Subnets and security groups exist and lie in one VPC")
          .severity(Severity.HIGH)
          .impact(Impact.FAILURE)
          .appliesToEverything()
          .judges(Subject.VPC_CONFIG)
          .requires(Fact.SUBNETS, Fact.SECURITY_GROUPS, Fact.SECURITY_GROUP_VPC_ASSOCIATIONS)
          .meaning(
              """
              Every subnet and security group of the VpcConfig exists, and all of them are of one VPC. A group of \
              another VPC is allowed where it is associated with the subnets' VPC.\
              """)
          .remediation("Name subnets and security groups of one VPC that exist.")
          .references(AwsPages.VPC_CONFIG)
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    var vpcConfig = workload.vpcConfig().orElseThrow();
    return context
        .network()
        .subnets(vpcConfig.subnets())
        .flatMap(subnets -> new Judging(workload, vpcConfig, subnets, context).outcome());
  }

  /** Collects what is wrong; a gap matters only where nothing is. */
  private static final class Judging {
    private final Workload workload;
    private final VpcConfig vpcConfig;
    private final Context context;
    private final Set<String> vpcs = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<String> evidence = new LinkedHashSet<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<SecurityGroup> ofAnotherVpc = new ArrayList<>();

    Judging(Workload workload, VpcConfig vpcConfig, List<Subnet> subnets, Context context) {
      this.workload = workload;
      this.vpcConfig = vpcConfig;
      this.context = context;
      subnets.forEach(subnet -> vpcs.add(subnet.vpcId()));
      missing(vpcConfig.subnets(), subnets.stream().map(Subnet::subnetId).toList());
      if (vpcs.size() > 1) {
        faults.add("the subnets lie in " + Words.list(vpcs));
        evidence.addAll(vpcConfig.subnets());
      }
    }

    Reading<Outcome> outcome() {
      if (vpcConfig.securityGroupIds().isEmpty()) {
        faults.add("VpcConfig names no security group");
      }
      switch (context.network().securityGroups(vpcConfig.securityGroupIds())) {
        case Reading.Unread<List<SecurityGroup>>(Gap gap) -> gaps.add(gap);
        case Reading.Known<List<SecurityGroup>>(List<SecurityGroup> groups) -> judge(groups);
      }
      if (!faults.isEmpty()) {
        return Reading.known(
            nonCompliant(String.join("; ", faults)).evidence(evidence).remediation(advice()));
      }
      if (!gaps.isEmpty()) {
        return Reading.unread(gaps.getFirst());
      }
      var all = "all lie in " + Words.list(vpcs);
      return Reading.known(
          compliant(remarks.isEmpty() ? all : all + "; " + String.join("; ", remarks))
              .evidence(vpcs));
    }

    /**
     * Groups alone can be associated with the subnets' VPC, except a VPC's default group.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html">Associate
     *     security groups with multiple VPCs</a>
     */
    private Remediation advice() {
      var replacement =
          Replacement.of(workload, "subnets and security groups of one VPC that exist");
      boolean associable =
          ofAnotherVpc.size() == faults.size()
              && ofAnotherVpc.stream()
                  .noneMatch(group -> group.groupName().filter("default"::equals).isPresent());
      if (!associable) {
        return Remediation.inWords(replacement);
      }
      var vpc = vpcs.iterator().next();
      var changes = new Changes(workload.resource().region());
      changes.say(
          "Associate %s with %s. Or: %s"
              .formatted(
                  Words.list(ofAnotherVpc.stream().map(SecurityGroup::groupId).toList()),
                  vpc,
                  replacement));
      ofAnotherVpc.forEach(group -> associate(group.groupId(), vpc, changes));
      return changes.remediation();
    }

    private static void associate(String group, String vpc, Changes changes) {
      changes.make(
          changes
              .ec2("associate-security-group-vpc")
              .with("--group-id", group)
              .with("--vpc-id", vpc)
              .line(),
          List.of(
              CloudFormationResource.of(
                  "AWS::EC2::SecurityGroupVpcAssociation",
                  Map.of("GroupId", group, "VpcId", vpc),
                  group,
                  vpc)));
    }

    private void judge(List<SecurityGroup> groups) {
      missing(vpcConfig.securityGroupIds(), groups.stream().map(SecurityGroup::groupId).toList());
      if (vpcs.size() == 1) {
        groups.forEach(group -> judge(group, vpcs.iterator().next()));
      }
    }

    private void missing(List<String> asked, List<String> found) {
      var gone = asked.stream().filter(not(found::contains)).toList();
      if (!gone.isEmpty()) {
        faults.add(Words.verb(gone, "does not exist", "do not exist"));
        evidence.addAll(gone);
      }
    }

    private void judge(SecurityGroup group, String vpc) {
      if (group.vpcId().isEmpty()) {
        gaps.add(Fact.SECURITY_GROUPS.gap("the answer lacks VpcId of " + group.groupId()));
        return;
      }
      if (group.vpcId().get().equals(vpc)) {
        return;
      }
      var associated =
          context
              .snapshot()
              .securityGroupVpcAssociations()
              .map(list ->
                  list.stream()
                      .filter(association -> association.groupId().equals(group.groupId()))
                      .filter(association -> association.vpcId().equals(vpc))
                      .anyMatch(association -> association.state().equalsIgnoreCase("associated")));
      switch (associated) {
        case Reading.Unread<Boolean>(Gap gap) -> gaps.add(gap);
        case Reading.Known<Boolean>(Boolean yes) -> {
          if (yes) {
            remarks.add(
                "%s of %s is associated with %s"
                    .formatted(group.groupId(), group.vpcId().get(), vpc));
          } else {
            faults.add(
                "%s is of %s, the subnets of %s"
                    .formatted(group.groupId(), group.vpcId().get(), vpc));
            evidence.add(group.groupId());
            ofAnotherVpc.add(group);
          }
        }
      }
    }
  }
}
