package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;
import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.joining;

import io.clarifyvpc.control.CloudFormationResource;
import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.snapshot.DhcpOptions;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Seen to fail jobs at their start; whether it still does is not verified, hence advisory. */
final class DhcpOptionsNameDomainAndNameServers implements Control {
  private static final String NEW_OPTIONS = "DHCP_OPTIONS";
  private static final List<String> KEYS = List.of("domain-name-servers", "domain-name");

  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.20", "The VPC's DHCP options name a domain and name servers")
          .severity(Severity.MEDIUM)
          .impact(Impact.FAILURE)
          .advisory()
          .appliesToEverything()
          .judges(Subject.SUBNETS)
          .requires(Fact.SUBNETS, Fact.VPCS, Fact.DHCP_OPTIONS)
          .meaning(
              """
              The DHCP options of every VPC that the subnets lie in hold domain-name-servers and domain-name. Without \
              them SageMaker jobs in a VPC have failed at their start.\
              """)
          .remediation("Associate DHCP options that hold domain-name-servers and domain-name.")
          .references(AwsPages.DHCP_OPTIONS)
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    return context
        .network()
        .subnets(workload.vpcConfig().orElseThrow().subnets())
        .flatMap(subnets -> judge(workload, vpcs(subnets), context));
  }

  private static Set<String> vpcs(List<Subnet> subnets) {
    return new TreeSet<>(subnets.stream().map(Subnet::vpcId).toList());
  }

  private static Reading<Outcome> judge(Workload workload, Set<String> vpcs, Context context) {
    var faults = new TreeMap<String, String>();
    var evidence = new LinkedHashSet<String>();
    var held = new TreeMap<String, DhcpOptions>();
    var gaps = new ArrayList<Gap>();
    for (String vpc : vpcs) {
      switch (context.network().names().dhcpOptions(vpc)) {
        case Reading.Unread<Optional<DhcpOptions>>(var gap) -> gaps.add(gap);
        case Reading.Known<Optional<DhcpOptions>>(var options) ->
            fault(options)
                .ifPresent(what -> {
                  faults.put(vpc, what);
                  evidence.add(vpc);
                  options.ifPresent(set -> {
                    held.put(vpc, set);
                    evidence.add(set.dhcpOptionsId());
                  });
                });
      }
    }
    if (!faults.isEmpty()) {
      return Reading.known(
          nonCompliant(
                  faults.entrySet().stream()
                      .map(entry -> entry.getKey() + ": " + entry.getValue())
                      .collect(joining("; ")))
              .evidence(evidence)
              .predictedError(PredictedErrors.DHCP_KEYS)
              .remediation(advice(workload, faults, held)));
    }
    return gaps.isEmpty()
        ? Reading.known(
            compliant("the DHCP options of %s hold both".formatted(Words.list(vpcs)))
                .evidence(vpcs))
        : Reading.unread(gaps.getFirst());
  }

  private static Optional<String> fault(Optional<DhcpOptions> options) {
    if (options.isEmpty()) {
      return Optional.of("no DHCP options are associated");
    }
    var held = options.get().dhcpConfigurations();
    var missing = KEYS.stream().filter(key -> held.getOrDefault(key, List.of()).isEmpty()).toList();
    return Optional.of(missing)
        .filter(not(List::isEmpty))
        .map(keys ->
            "%s holds no %s"
                .formatted(options.get().dhcpOptionsId(), String.join(" and no ", keys)));
  }

  /** What the set holds already stays: a VPC's own name servers are there for a reason. */
  private static Remediation advice(
      Workload workload, Map<String, String> faults, Map<String, DhcpOptions> held) {
    var changes = new Changes(workload.resource().region());
    changes.say(
        "Associate DHCP options that hold domain-name-servers and domain-name with %s; running instances take them up when their leases are renewed."
            .formatted(Words.list(faults.keySet())));
    var vpcsByConfigurations = new LinkedHashMap<Map<String, List<String>>, List<String>>();
    for (String vpc : faults.keySet()) {
      var configurations = new TreeMap<String, List<String>>();
      configurations.put("domain-name-servers", List.of("AmazonProvidedDNS"));
      configurations.put("domain-name", List.of(domain(workload.resource().region())));
      Optional.ofNullable(held.get(vpc)).stream()
          .flatMap(options -> options.dhcpConfigurations().entrySet().stream())
          .filter(entry -> !entry.getValue().isEmpty())
          .forEach(entry -> configurations.put(entry.getKey(), entry.getValue()));
      vpcsByConfigurations.computeIfAbsent(configurations, _ -> new ArrayList<>()).add(vpc);
    }
    vpcsByConfigurations.forEach(
        (configurations, vpcs) -> associate(vpcs, configurations, changes));
    return changes.remediation();
  }

  /** The domain that AWS gives its own set in the region. */
  private static String domain(Optional<String> region) {
    return region
        .filter(not("us-east-1"::equals))
        .map(home -> home + ".compute.internal")
        .orElse("ec2.internal");
  }

  private static void associate(
      List<String> vpcs, Map<String, List<String>> configurations, Changes changes) {
    var create =
        changes
            .ec2("create-dhcp-options")
            .with(
                "--dhcp-configurations",
                configurations.entrySet().stream()
                    .map(entry ->
                        "Key=%s,Values=%s"
                            .formatted(entry.getKey(), String.join(",", entry.getValue())))
                    .toList())
            .with("--query", "DhcpOptions.DhcpOptionsId")
            .into(NEW_OPTIONS);
    var options =
        DhcpProperties.of(configurations)
            .map(properties ->
                CloudFormationResource.of("AWS::EC2::DHCPOptions", properties, vpcs.getFirst()));
    options.ifPresentOrElse(
        made -> changes.make(create, List.of(made)), () -> changes.change(create));
    for (String vpc : vpcs) {
      var associate =
          changes
              .ec2("associate-dhcp-options")
              .with("--vpc-id", vpc)
              .withVariable("--dhcp-options-id", "$" + NEW_OPTIONS)
              .line();
      options
          .map(made -> association(vpc, made))
          .ifPresentOrElse(
              made -> changes.make(associate, List.of(made)), () -> changes.change(associate));
    }
  }

  private static CloudFormationResource association(String vpc, CloudFormationResource options) {
    return CloudFormationResource.of(
        "AWS::EC2::VPCDHCPOptionsAssociation",
        Map.of("VpcId", vpc, "DhcpOptionsId", options.reference()),
        vpc);
  }
}
