package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.world.World;
import io.clarifyvpc.world.WorldNetworkAcl;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Clarify.11 advises, in full: of a model whose subnet-a has an ACL of its own on the way to
 * S3.
 */
class NetworkAclRemediationScenariosTest {
  private final World world = World.compliant();
  private WorldNetworkAcl acl;

  @BeforeEach
  void modelBehindAnAcl() {
    world.judgingModelAlone("credit");
    acl = world.addNetworkAcl("acl-a").forSubnets("subnet-a");
    s3("3.5.0.0/19");
  }

  private void s3(String... ranges) {
    world.without("pl-s3").addPrefixList("pl-s3", "com.amazonaws.us-east-1.s3", ranges);
  }

  private Remediation remediation() {
    return world.assess().getFirst().findings().stream()
        .filter(finding -> finding.control().equals("Clarify.11"))
        .filter(finding -> finding.compliance() == Compliance.NON_COMPLIANT)
        .findFirst()
        .flatMap(Finding::remediation)
        .orElseThrow();
  }

  /** The text, and behind it each entry: its ACL, its number and what it passes. */
  private void advises(String text, String... entries) {
    assertThat(world).requireThatRemediationsMend();
    assertThat(remediation().text()).isEqualTo(text);
    assertThat(remediation().cli())
        .containsExactlyElementsOf(
            Arrays.stream(entries)
                .map(entry -> entry.replaceFirst("(\\S+) ", "$1 --rule-number "))
                .map(
                    "aws ec2 create-network-acl-entry --region us-east-1 --network-acl-id %s --rule-action allow"
                        ::formatted)
                .toList());
  }

  @Test
  void no_entry_at_all() {
    advises(
        "Let TCP 443 (3.5.0.0/19) pass acl-a outbound. Let TCP 1024-65535 (3.5.0.0/19) pass acl-a inbound.",
        "acl-a 10 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 3.5.0.0/19",
        "acl-a 10 --ingress --protocol tcp --port-range From=1024,To=65535 --cidr-block 3.5.0.0/19");
  }

  @Test
  void next_ten_behind_what_is_there() {
    acl.allowOut(105, 80, 80, "0.0.0.0/0").allowIn(120, 80, 80, "0.0.0.0/0");

    advises(
        "Let TCP 443 (3.5.0.0/19) pass acl-a outbound. Let TCP 1024-65535 (3.5.0.0/19) pass acl-a inbound.",
        "acl-a 110 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 3.5.0.0/19",
        "acl-a 130 --ingress --protocol tcp --port-range From=1024,To=65535 --cidr-block 3.5.0.0/19");
  }

  @Test
  void no_room_behind_what_is_there() {
    acl.allowOut(32760, 80, 80, "0.0.0.0/0").allowIn(32766, 80, 80, "0.0.0.0/0");

    advises(
        "Let TCP 443 (3.5.0.0/19) pass acl-a outbound. Let TCP 1024-65535 (3.5.0.0/19) pass acl-a inbound.",
        "acl-a 32766 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 3.5.0.0/19",
        "acl-a 32765 --ingress --protocol tcp --port-range From=1024,To=65535 --cidr-block 3.5.0.0/19");
  }

  @Test
  void room_for_some_behind_what_is_there() {
    s3("3.5.0.0/19", "52.216.0.0/15", "54.231.0.0/16");
    acl.allowOut(32745, 80, 80, "0.0.0.0/0").allowIn(100, 1024, 65535, "0.0.0.0/0");

    advises(
        "Let TCP 443 (3.5.0.0/19), TCP 443 (52.216.0.0/15), TCP 443 (54.231.0.0/16) pass acl-a outbound.",
        "acl-a 32750 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 3.5.0.0/19",
        "acl-a 32760 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 52.216.0.0/15",
        "acl-a 32766 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 54.231.0.0/16");
  }

  @Test
  void before_the_first_that_denies() {
    s3("3.5.0.0/19", "52.216.0.0/15");
    acl.denyOut(100, 443, 443, "0.0.0.0/0")
        .denyOut(90, 22, 22, "0.0.0.0/0")
        .allowOut(89, 80, 80, "0.0.0.0/0")
        .passingEverything(200, "0.0.0.0/0");

    advises(
        "Let TCP 443 (3.5.0.0/19), TCP 443 (52.216.0.0/15) pass acl-a outbound.",
        "acl-a 88 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 3.5.0.0/19",
        "acl-a 87 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 52.216.0.0/15");
  }

  @Test
  void denying_in_does_not_matter_out() {
    acl.denyIn(50, 22, 22, "0.0.0.0/0").allowIn(60, 1024, 65535, "0.0.0.0/0");

    advises(
        "Let TCP 443 (3.5.0.0/19) pass acl-a outbound.",
        "acl-a 10 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 3.5.0.0/19");
  }

  @Test
  void first_number_of_all_is_free() {
    acl.denyOut(2, 443, 443, "0.0.0.0/0").passingEverything(200, "0.0.0.0/0");

    advises(
        "Let TCP 443 (3.5.0.0/19) pass acl-a outbound.",
        "acl-a 1 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 3.5.0.0/19");
  }

  @Test
  void no_room_before_the_first_that_denies() {
    s3("3.5.0.0/19", "52.216.0.0/15");
    acl.denyOut(3, 443, 443, "0.0.0.0/0")
        .allowOut(2, 80, 80, "0.0.0.0/0")
        .passingEverything(200, "0.0.0.0/0");

    advises(
        "Make room in acl-a below rule 3, which denies: number it and what follows higher, then let TCP 443 (3.5.0.0/19), TCP 443 (52.216.0.0/15) pass outbound.");
  }

  @Test
  void as_many_entries_as_the_quota() {
    IntStream.range(1, 19).forEach(i -> acl.allowOut(i, 80, 80, "0.0.0.0/0"));
    acl.denyOut(32767, 0, 65535, "0.0.0.0/0").allowIn(100, 1024, 65535, "0.0.0.0/0");
    s3("3.5.0.0/19", "52.216.0.0/15");

    advises(
        "Let TCP 443 (3.5.0.0/19), TCP 443 (52.216.0.0/15) pass acl-a outbound.",
        "acl-a 20 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 3.5.0.0/19",
        "acl-a 30 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 52.216.0.0/15");
  }

  @Test
  void one_entry_more_than_the_quota() {
    IntStream.range(1, 20).forEach(i -> acl.allowOut(i, 80, 80, "0.0.0.0/0"));
    acl.allowIn(100, 1024, 65535, "0.0.0.0/0");
    s3("3.5.0.0/19", "52.216.0.0/15");

    advises(
        "Let TCP 443 (0.0.0.0/0) pass acl-a outbound.",
        "acl-a 20 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 0.0.0.0/0");
  }

  @Test
  void ipv6_ranges_beyond_the_quota() {
    s3(IntStream.range(0, 21).mapToObj("2600:1f%02d::/32"::formatted).toArray(String[]::new));
    acl.allowIn(100, 1024, 65535, "::/0");

    advises(
        "Let TCP 443 (0:0:0:0:0:0:0:0/0) pass acl-a outbound. Let TCP 443 (0:0:0:0:0:0:0:0/0) pass acl-of-vpc-1 outbound. Let TCP 1024-65535 (0:0:0:0:0:0:0:0/0) pass acl-of-vpc-1 inbound.",
        "acl-a 10 --egress --protocol tcp --port-range From=443,To=443 --ipv6-cidr-block 0:0:0:0:0:0:0:0/0",
        "acl-of-vpc-1 110 --egress --protocol tcp --port-range From=443,To=443 --ipv6-cidr-block 0:0:0:0:0:0:0:0/0",
        "acl-of-vpc-1 110 --ingress --protocol tcp --port-range From=1024,To=65535 --ipv6-cidr-block 0:0:0:0:0:0:0:0/0");
  }

  @Test
  void range_within_another_needs_no_entry_of_its_own() {
    s3("3.5.0.0/20", "3.5.0.0/19", "3.5.16.0/20");
    acl.allowIn(100, 1024, 65535, "0.0.0.0/0");

    advises(
        "Let TCP 443 (3.5.0.0/19) pass acl-a outbound.",
        "acl-a 10 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 3.5.0.0/19");
  }
}
