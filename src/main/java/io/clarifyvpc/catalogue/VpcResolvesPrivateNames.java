package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;
import static io.clarifyvpc.control.Outcome.undetermined;
import static java.util.stream.Collectors.joining;

import io.clarifyvpc.catalogue.AccessVerdict.Candidate;
import io.clarifyvpc.catalogue.Reliances.Question;
import io.clarifyvpc.catalogue.Reliances.Reliance;
import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.network.Access;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An endpoint's private name is of use only where the VPC's own resolver answers. */
final class VpcResolvesPrivateNames implements Control {
  private static final Question INTERFACES =
      new Question(
          EnumSet.allOf(Service.class),
          access ->
              access instanceof Access.InterfaceEndpoint
                  || access instanceof Access.CentralEndpoint,
          EnumSet.of(Candidate.ANYTHING, Candidate.ENDPOINT_ELSEWHERE));

  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.12", "VPC resolves the endpoints' private names")
          .severity(Severity.MEDIUM)
          .impact(Impact.FAILURE)
          .appliesTo(
              ResourceType.PROCESSING_JOB,
              ResourceType.MODEL_BIAS_JOB_DEFINITION,
              ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION)
          .judges(Subject.SUBNETS)
          .requires(
              Stream.concat(
                      Stream.of(PrivateAccessFacts.SAGEMAKER),
                      Stream.of(Fact.VPCS, Fact.VPC_ATTRIBUTES, Fact.DHCP_OPTIONS))
                  .toArray(Fact[]::new))
          .meaning(
              """
              Where an interface endpoint is relied on, enableDnsSupport and enableDnsHostnames of the VPC are true, \
              and its DHCP options name no other name servers than Amazon's: whether others resolve private names \
              cannot be seen from here.\
              """)
          .remediation("Turn both DNS attributes of the VPC on.")
          .references(AwsPages.PROCESS_VPC, AwsPages.INTERFACE_ENDPOINTS, AwsPages.VPC_DNS)
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    return Reliances.judge(
        workload, context, INTERFACES, reliances -> judge(workload, vpcs(reliances), context));
  }

  private static Set<String> vpcs(List<Reliance> reliances) {
    var vpcs = new TreeSet<String>();
    reliances.forEach(reliance -> vpcs.add(reliance.subnet().vpcId()));
    return vpcs;
  }

  private static Reading<Outcome> judge(Workload workload, Set<String> vpcs, Context context) {
    var names = context.network().names();
    var off = new LinkedHashMap<String, List<String>>();
    var foreign = new LinkedHashMap<String, List<String>>();
    var gaps = new ArrayList<Gap>();
    for (String vpc : vpcs) {
      collect(vpc, names.attributesOff(vpc), off, gaps);
      collect(vpc, names.foreignNameServers(vpc), foreign, gaps);
    }
    if (!off.isEmpty()) {
      return Reading.known(failure(workload, off));
    }
    if (!gaps.isEmpty()) {
      return Reading.unread(gaps.getFirst());
    }
    return Reading.known(
        foreign.isEmpty()
            ? compliant("Amazon's resolver answers in " + Words.list(vpcs)).evidence(vpcs)
            : undetermined(
                    "whether other name servers resolve private names cannot be seen: "
                        + perVpc(foreign))
                .evidence(foreign.keySet()));
  }

  private static void collect(
      String vpc, Reading<List<String>> reading, Map<String, List<String>> found, List<Gap> gaps) {
    switch (reading) {
      case Reading.Unread<List<String>>(var gap) -> gaps.add(gap);
      case Reading.Known<List<String>>(var some) -> {
        if (!some.isEmpty()) {
          found.put(vpc, some);
        }
      }
    }
  }

  private static String perVpc(Map<String, List<String>> found) {
    return found.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + Words.list(entry.getValue()))
        .collect(joining("; "));
  }

  private static Outcome failure(Workload workload, Map<String, List<String>> off) {
    var changes = new Changes(workload.resource().region());
    changes.say("Turn the attributes on: " + perVpc(off) + ".");
    off.forEach(
        (vpc, attributes) -> attributes.forEach(attribute -> turnOn(vpc, attribute, changes)));
    var found =
        off.entrySet().stream()
            .map(entry ->
                Words.list(entry.getValue())
                    + " of "
                    + entry.getKey()
                    + (entry.getValue().size() == 1 ? " is false" : " are false"))
            .collect(joining("; "));
    return nonCompliant(found).evidence(off.keySet()).remediation(changes.remediation());
  }

  /** AWS takes one attribute a call. */
  static void turnOn(String vpc, String attribute, Changes changes) {
    var option =
        attribute.equals("enableDnsSupport") ? "--enable-dns-support" : "--enable-dns-hostnames";
    changes.change(
        changes
            .ec2("modify-vpc-attribute")
            .with("--vpc-id", vpc)
            .with(option, "{\"Value\":true}")
            .line());
  }
}
