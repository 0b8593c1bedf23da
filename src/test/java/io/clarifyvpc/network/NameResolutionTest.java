package io.clarifyvpc.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.snapshot.DhcpOptions;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The DNS attributes of a VPC, and the name servers that its DHCP options hand out. */
class NameResolutionTest {
  private static final String VPC = "vpc-1";

  private final World world = World.compliant();

  private NameResolution names() {
    return new Network(world.snapshot()).names();
  }

  private void nameServers(String... servers) {
    world.addDhcpOptions("dopt-2", Map.of("domain-name-servers", List.of(servers)));
    world.vpc(VPC).dhcpOptions("dopt-2");
  }

  @Test
  void no_attribute_is_off() {
    assertThat(names().attributesOff(VPC)).isEqualTo(Reading.known(List.of()));
  }

  @Test
  void attributes_that_are_off_are_named() {
    world.vpc(VPC).dnsSupport(false).dnsHostnames(false);

    assertThat(names().attributesOff(VPC))
        .isEqualTo(Reading.known(List.of("enableDnsSupport", "enableDnsHostnames")));
  }

  /** off is an answer, whatever the other is. */
  @Tag("R-20")
  @Test
  void attribute_that_is_off_beside_one_that_is_unread() {
    world.vpc(VPC).dnsSupportUnread().dnsHostnames(false);

    assertThat(names().attributesOff(VPC)).isEqualTo(Reading.known(List.of("enableDnsHostnames")));
  }

  @Test
  void attribute_that_is_on_beside_one_that_is_unread_is_a_gap() {
    var gap = Fact.VPC_ATTRIBUTES.gap("the answer lacks a DNS attribute of vpc-1");
    world.vpc(VPC).dnsHostnamesUnread();

    assertThat(names().attributesOff(VPC)).isEqualTo(Reading.unread(gap));
  }

  @Test
  void attributes_of_a_vpc_that_the_answer_lacks_are_a_gap() {
    assertThat(names().attributesOff("vpc-9"))
        .isEqualTo(
            Reading.unread(Fact.VPC_ATTRIBUTES.gap("the answer lacks a DNS attribute of vpc-9")));
  }

  @Test
  void attributes_unread() {
    world.unread(Fact.VPC_ATTRIBUTES);

    assertThat(names().attributesOff(VPC))
        .isEqualTo(Reading.unread(Fact.VPC_ATTRIBUTES.gap(World.DENIED)));
  }

  @Test
  void dhcp_options_of_the_vpc() {
    assertThat(names().dhcpOptions(VPC).map(found -> found.map(DhcpOptions::dhcpOptionsId)))
        .isEqualTo(Reading.known(Optional.of("dopt-1")));
  }

  /** {@code default} means that none are associated, and needs no list. */
  @Test
  void no_dhcp_options_are_associated() {
    world.vpc(VPC).dhcpOptions("default");
    world.unread(Fact.DHCP_OPTIONS);

    assertThat(names().dhcpOptions(VPC)).isEqualTo(Reading.known(Optional.empty()));
    assertThat(names().foreignNameServers(VPC)).isEqualTo(Reading.known(List.of()));
  }

  @Tag("R-8")
  @Test
  void what_aws_guarantees_and_the_answer_lacks_is_a_gap() {
    assertThat(names().dhcpOptions("vpc-9"))
        .isEqualTo(Reading.unread(Fact.VPCS.gap("the answer lacks vpc-9")));

    world.without("dopt-1");

    assertThat(names().dhcpOptions(VPC))
        .isEqualTo(Reading.unread(Fact.DHCP_OPTIONS.gap("the answer lacks dopt-1")));

    world.vpc(VPC).withoutDhcpOptionsInTheAnswer();

    assertThat(names().dhcpOptions(VPC))
        .isEqualTo(Reading.unread(Fact.VPCS.gap("the answer lacks DhcpOptionsId of vpc-1")));
  }

  @Tag("R-20")
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/16, AmazonProvidedDNS, true",
    "10.0.0.0/16, 169.254.169.253, true",
    "10.0.0.0/16, 10.0.0.2, true",
    "10.0.0.0/16, 10.0.0.1, false",
    "10.0.0.0/16, 10.0.0.20, false",
    "172.31.16.0/20, 172.31.16.2, true",
    "172.31.16.0/20, 172.31.0.2, false",
    "10.0.0.0/16, 169.254.169.254, false",
    "10.0.0.0/16, 8.8.8.8, false"
  })
  void servers_that_are_amazons(String range, String server, boolean amazons) {
    world.vpc(VPC).range(range);
    nameServers(server);

    assertThat(names().foreignNameServers(VPC))
        .isEqualTo(Reading.known(amazons ? List.of() : List.of(server)));
  }

  @Test
  void every_foreign_server_is_named() {
    nameServers("10.0.0.2", "10.0.0.53", "AmazonProvidedDNS", "10.0.0.54");

    assertThat(names().foreignNameServers(VPC))
        .isEqualTo(Reading.known(List.of("10.0.0.53", "10.0.0.54")));
  }

  @Test
  void options_without_name_servers_hand_out_none_of_amazons() {
    nameServers();

    assertThat(names().foreignNameServers(VPC)).isEqualTo(Reading.known(List.of("none")));
  }
}
