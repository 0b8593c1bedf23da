package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.model;
import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.Difference;
import io.clarifyvpc.world.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clarify.20: the two keys that jobs have been seen to fail without. Advisory. */
class DhcpOptionsScenariosTest {
  private static final List<String> SERVERS = List.of("AmazonProvidedDNS");
  private static final List<String> DOMAIN = List.of("ec2.internal");

  private final World world = World.compliant();

  private void options(Map<String, List<String>> configurations) {
    world.addDhcpOptions("dopt-2", configurations).vpc("vpc-1").dhcpOptions("dopt-2");
  }

  private static Difference fails(String what, String... evidence) {
    return Difference.all(
        job("Clarify.20").nonCompliant(what).evidence(evidence),
        model("Clarify.20").nonCompliant(what).evidence(evidence));
  }

  /** Whose servers resolve names is then unknown to Clarify.12. */
  private static Difference noServers() {
    return job("Clarify.12")
        .undetermined(
            "whether other name servers resolve private names cannot be seen: vpc-1: none")
        .evidence("vpc-1");
  }

  @Test
  void both_keys_are_held() {
    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.20").compliant("the DHCP options of vpc-1 hold both").evidence("vpc-1"),
            model("Clarify.20").compliant("the DHCP options of vpc-1 hold both").evidence("vpc-1"));
  }

  /** Whose servers, and what domain, does not matter here. */
  @Test
  void other_servers_and_another_domain() {
    options(
        Map.of(
            "domain-name",
            List.of("corp.example"),
            "domain-name-servers",
            List.of("10.0.0.2", "169.254.169.253"),
            "ntp-servers",
            List.of("169.254.169.123")));

    assertThat(world).isAsCompliant();
  }

  @Test
  void domain_name_is_missing() {
    options(Map.of("domain-name-servers", SERVERS));

    assertThat(world)
        .differsFromCompliantOnlyBy(fails("vpc-1: dopt-2 holds no domain-name", "vpc-1", "dopt-2"));
  }

  @Test
  void name_servers_are_missing() {
    options(Map.of("domain-name", DOMAIN));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noServers(), fails("vpc-1: dopt-2 holds no domain-name-servers", "vpc-1", "dopt-2"));
  }

  @Test
  void both_keys_are_missing() {
    options(Map.of());

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noServers(),
            fails(
                "vpc-1: dopt-2 holds no domain-name-servers and no domain-name",
                "vpc-1",
                "dopt-2"));
  }

  @Test
  void key_without_a_value_is_missing() {
    options(Map.of("domain-name", List.of(), "domain-name-servers", SERVERS));

    assertThat(world)
        .differsFromCompliantOnlyBy(fails("vpc-1: dopt-2 holds no domain-name", "vpc-1", "dopt-2"));
  }

  @Tag("R-20")
  @Test
  void no_dhcp_options_are_associated() {
    world.vpc("vpc-1").dhcpOptions("default");

    assertThat(world)
        .differsFromCompliantOnlyBy(fails("vpc-1: no DHCP options are associated", "vpc-1"));
  }

  private void modelInTwoVpcs() {
    world.withAnotherVpc().judgingModelAlone("credit");
    world.model("credit").subnets("subnet-a", "subnet-y");
  }

  private static Difference twoVpcs() {
    return model("Clarify.3")
        .nonCompliant("the subnets lie in vpc-1, vpc-2")
        .evidence("subnet-a", "subnet-y");
  }

  @Test
  void one_of_two_vpcs_fails() {
    modelInTwoVpcs();
    world.vpc("vpc-2").dhcpOptions("default");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            twoVpcs(),
            model("Clarify.20")
                .nonCompliant("vpc-2: no DHCP options are associated")
                .evidence("vpc-2"));
  }

  @Test
  void both_of_two_vpcs_fail() {
    modelInTwoVpcs();
    world.addDhcpOptions("dopt-2", Map.of("domain-name-servers", SERVERS));
    world.vpc("vpc-1").dhcpOptions("dopt-2");
    world.vpc("vpc-2").dhcpOptions("default");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            twoVpcs(),
            model("Clarify.20")
                .nonCompliant(
                    "vpc-1: dopt-2 holds no domain-name; vpc-2: no DHCP options are associated")
                .evidence("vpc-1", "dopt-2", "vpc-2"));
  }

  /** Non-compliant beats undetermined, and a gap that the verdict did not need changes nothing. */
  @Test
  void one_of_two_vpcs_fails_and_the_other_is_unread() {
    modelInTwoVpcs();
    world.vpc("vpc-2").dhcpOptions("default");
    world.unread(Fact.DHCP_OPTIONS);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            twoVpcs(),
            model("Clarify.20")
                .nonCompliant("vpc-2: no DHCP options are associated")
                .evidence("vpc-2"));
  }

  @Tag("R-7")
  @Test
  void failure_is_advisory_and_names_the_error() {
    world.vpc("vpc-1").dhcpOptions("default");

    assertThat(world.assess())
        .allSatisfy(assessment -> {
          assertThat(assessment.compliance()).isEqualTo(Compliance.COMPLIANT);
          assertThat(assessment.findings())
              .filteredOn(finding -> finding.compliance() == Compliance.NON_COMPLIANT)
              .singleElement()
              .satisfies(finding ->
                  assertThat(finding.predictedError().orElseThrow())
                      .contains(
                          "expected DHCP options to include keys domain-name-servers and domain-name"));
        });
  }

  @Test
  void promoted_failure_counts() {
    world.vpc("vpc-1").dhcpOptions("default");
    world.parameters("PromotedControls", "Clarify.20");

    assertThat(world.assess())
        .allSatisfy(
            assessment -> assertThat(assessment.compliance()).isEqualTo(Compliance.NON_COMPLIANT));
  }
}
