package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.model;
import static io.clarifyvpc.world.WhatRestsOn.whatRestsOn;
import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.Difference;
import io.clarifyvpc.world.ExpectedFinding;
import io.clarifyvpc.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clarify.12: whether the VPC resolves the endpoints' private names. Models have no finding. */
class NameScenariosTest {
  private final World world = World.compliant();

  private void nameServers(String... servers) {
    world.addDhcpOptions(
        "dopt-2",
        Map.of("domain-name", List.of("ec2.internal"), "domain-name-servers", List.of(servers)));
    world.vpc("vpc-1").dhcpOptions("dopt-2");
  }

  private static ExpectedFinding off(String what) {
    return job("Clarify.12").nonCompliant(what).evidence("vpc-1");
  }

  private static ExpectedFinding foreign(String servers) {
    return job("Clarify.12")
        .undetermined(
            "whether other name servers resolve private names cannot be seen: vpc-1: " + servers)
        .evidence("vpc-1");
  }

  private static Difference dhcpUndetermined(String gap) {
    return Difference.all(
        job("Clarify.12").undetermined(gap),
        job("Clarify.20").undetermined(gap),
        model("Clarify.20").undetermined(gap));
  }

  @Test
  void amazons_resolver_answers() {
    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.12").compliant("Amazon's resolver answers in vpc-1").evidence("vpc-1"));
  }

  @Test
  void dns_support_is_off() {
    world.vpc("vpc-1").dnsSupport(false);

    assertThat(world).differsFromCompliantOnlyBy(off("enableDnsSupport of vpc-1 is false"));
  }

  @Test
  void dns_hostnames_are_off() {
    world.vpc("vpc-1").dnsHostnames(false);

    assertThat(world).differsFromCompliantOnlyBy(off("enableDnsHostnames of vpc-1 is false"));
  }

  @Test
  void both_attributes_are_off() {
    world.vpc("vpc-1").dnsSupport(false).dnsHostnames(false);

    assertThat(world)
        .differsFromCompliantOnlyBy(off("enableDnsSupport, enableDnsHostnames of vpc-1 are false"));
  }

  /** before anything else. */
  @Tag("R-20")
  @Test
  void attribute_that_is_off_beats_one_that_is_unread() {
    world.vpc("vpc-1").dnsHostnames(false).dnsSupportUnread();

    assertThat(world).differsFromCompliantOnlyBy(off("enableDnsHostnames of vpc-1 is false"));
  }

  @Tag("R-20")
  @Test
  void attribute_that_is_off_beats_dhcp_options_that_are_unread() {
    var gap = "DhcpOptions unread (ec2:DescribeDhcpOptions): AccessDenied";
    world.vpc("vpc-1").dnsSupport(false);
    world.unread(Fact.DHCP_OPTIONS);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            dhcpUndetermined(gap), off("enableDnsSupport of vpc-1 is false"));
  }

  @Tag("R-20")
  @Test
  void attribute_that_is_off_beats_other_name_servers() {
    nameServers("10.0.0.53");
    world.vpc("vpc-1").dnsSupport(false);

    assertThat(world).differsFromCompliantOnlyBy(off("enableDnsSupport of vpc-1 is false"));
  }

  @Test
  void attribute_that_is_unread() {
    world.vpc("vpc-1").dnsSupportUnread();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.12")
                .undetermined(
                    "VpcAttributes unread (ec2:DescribeVpcAttribute): the answer lacks a DNS attribute of vpc-1"));
  }

  /** the VPC's range is 10.0.0.0/16. */
  @Tag("R-20")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AmazonProvidedDNS",
        "169.254.169.253",
        "10.0.0.2",
        "10.0.0.2,AmazonProvidedDNS",
        "169.254.169.253,10.0.0.2"
      })
  void servers_of_amazon(String servers) {
    nameServers(servers.split(","));

    assertThat(world).isAsCompliant();
  }

  /** base plus two is that of the VPC, not of a subnet. */
  @Tag("R-20")
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.53", "10.0.1.2", "10.1.0.2", "8.8.8.8", "10.0.0.53,10.0.0.54"})
  void servers_of_others(String servers) {
    nameServers(servers.split(","));

    assertThat(world).differsFromCompliantOnlyBy(foreign(servers.replace(",", ", ")));
  }

  /** any other server. */
  @Tag("R-20")
  @Test
  void server_of_others_beside_amazons() {
    nameServers("AmazonProvidedDNS", "10.0.0.53");

    assertThat(world).differsFromCompliantOnlyBy(foreign("10.0.0.53"));
  }

  /** 12 by the attributes alone, 20 non-compliant. */
  @Tag("R-20")
  @Test
  void no_dhcp_options_are_associated() {
    world.vpc("vpc-1").dhcpOptions("default");
    world.unread(Fact.DHCP_OPTIONS);
    var none = "vpc-1: no DHCP options are associated";

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.20").nonCompliant(none).evidence("vpc-1"),
            model("Clarify.20").nonCompliant(none).evidence("vpc-1"));
  }

  /** AWS guarantees a set. */
  @Tag("R-8")
  @Test
  void dhcp_options_absent_from_the_answer() {
    world.without("dopt-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            dhcpUndetermined(
                "DhcpOptions unread (ec2:DescribeDhcpOptions): the answer lacks dopt-1"));
  }

  @Test
  void vpc_does_not_tell_its_dhcp_options() {
    world.vpc("vpc-1").withoutDhcpOptionsInTheAnswer();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            dhcpUndetermined(
                "Vpcs unread (ec2:DescribeVpcs): the answer lacks DhcpOptionsId of vpc-1"));
  }

  /** 12 looks at interface endpoints only. */
  @Tag("R-14")
  @Test
  void gateway_endpoint_alone_needs_no_private_name() {
    var nothing =
        "subnet-a: no endpoint and no egress through rtb-a; subnet-b: no endpoint and no egress through rtb-b";
    String[] evidence = {"subnet-a", "subnet-b", "rtb-a", "rtb-b"};
    world.vpc("vpc-1").dnsSupport(false);
    world.without("vpce-api").without("vpce-runtime");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.7").nonCompliant(nothing).evidence(evidence),
            job("Clarify.8").nonCompliant(nothing).evidence(evidence),
            whatRestsOn("Clarify.7", "Clarify.8").isNotApplicable());
  }

  @Tag("R-14")
  @Test
  void interface_endpoint_for_s3_alone_has_a_private_name() {
    world.vpc("vpc-1").dnsHostnames(false);
    world.addEndpoint("vpce-s3-if", "com.amazonaws.us-east-1.s3");
    world.job().asBiasDefinition();

    assertThat(world.assess().getFirst().findings())
        .filteredOn(finding -> finding.control().equals("Clarify.12"))
        .extracting(finding -> finding.reason())
        .containsExactly("enableDnsHostnames of vpc-1 is false");
  }

  @Tag("R-15")
  @Test
  void trusted_central_endpoint_has_a_private_name() {
    world.without("vpce-api").without("vpce-runtime");
    world.addHostedZone("sagemaker.us-east-1.amazonaws.com.");
    world.parameters("TrustCentralEndpoints", "true");
    for (String table : Arrays.asList("rtb-a", "rtb-b")) {
      world.routeTable(table).route("172.16.0.0/12", "tgw-1");
    }

    var policyElsewhere = job("Clarify.19").notApplicable("nothing of the kind is relied on");
    assertThat(world).differsFromCompliantOnlyBy(policyElsewhere);

    world.vpc("vpc-1").dnsSupport(false);

    assertThat(world)
        .differsFromCompliantOnlyBy(policyElsewhere, off("enableDnsSupport of vpc-1 is false"));
  }

  @Test
  void model_has_no_finding() {
    world.vpc("vpc-1").dnsSupport(false);
    world.judgingModelAlone("credit");

    assertThat(world).isAsCompliant();
  }

  @Test
  void other_vpc_decides_nothing() {
    world.withAnotherVpc().vpc("vpc-2").dnsSupport(false).dhcpOptions("default");

    assertThat(world).isAsCompliant();
  }
}
