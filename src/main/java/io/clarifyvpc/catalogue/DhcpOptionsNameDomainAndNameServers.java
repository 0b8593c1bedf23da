package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;
import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.joining;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Seen to fail jobs at their start; whether it still does is not verified, hence advisory. */
final class DhcpOptionsNameDomainAndNameServers implements Control {
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
    var gaps = new ArrayList<Gap>();
    for (String vpc : vpcs) {
      switch (context.network().names().dhcpOptions(vpc)) {
        case Reading.Unread<Optional<DhcpOptions>>(var gap) -> gaps.add(gap);
        case Reading.Known<Optional<DhcpOptions>>(var options) ->
            fault(options)
                .ifPresent(what -> {
                  faults.put(vpc, what);
                  evidence.add(vpc);
                  options.map(DhcpOptions::dhcpOptionsId).ifPresent(evidence::add);
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
              .remediation(advice(workload, faults)));
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

  private static Remediation advice(Workload workload, Map<String, String> faults) {
    var commands = new ArrayList<String>();
    workload
        .resource()
        .region()
        .ifPresent(region -> {
          var domain = region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
          commands.add(
              AwsCli.command("ec2 create-dhcp-options", region)
                  .with(
                      "--dhcp-configurations",
                      List.of(
                          "Key=domain-name-servers,Values=AmazonProvidedDNS",
                          "Key=domain-name,Values=" + domain))
                  .with("--query", "DhcpOptions.DhcpOptionsId")
                  .into("DHCP_OPTIONS"));
          faults
              .keySet()
              .forEach(vpc ->
                  commands.add(
                      AwsCli.command("ec2 associate-dhcp-options", region)
                          .with("--vpc-id", vpc)
                          .withVariable("--dhcp-options-id", "DHCP_OPTIONS")
                          .line()));
        });
    return new Remediation(
        "Associate DHCP options that hold domain-name-servers and domain-name with %s."
            .formatted(Words.list(faults.keySet())),
        commands);
  }
}
