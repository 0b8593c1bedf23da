package io.clarifyvpc.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.network.SecurityGroupReach.Direction;
import io.clarifyvpc.network.SecurityGroupReach.Ports;
import io.clarifyvpc.packet.AclRule;
import io.clarifyvpc.packet.AddressRange;
import io.clarifyvpc.packet.PortRange;
import io.clarifyvpc.packet.SmallNetworks;
import io.clarifyvpc.snapshot.NetworkAcl;
import io.clarifyvpc.snapshot.Reading;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What an ACL passes, against every packet of both families, in both directions. */
class NetworkAclsOverPacketsTest {
  @Provide
  Arbitrary<List<AclRule>> rules() {
    return SmallNetworks.aclRules(SmallNetworks.portRanges());
  }

  @Provide
  Arbitrary<AddressRange> ranges() {
    return SmallNetworks.ranges();
  }

  @Provide
  Arbitrary<PortRange> ports() {
    return SmallNetworks.portRanges();
  }

  @Property(tries = 2000)
  void range_is_passed_when_every_packet_is(
      @ForAll("rules") List<AclRule> rules,
      @ForAll("ports") PortRange ports,
      @ForAll("ranges") AddressRange range,
      @ForAll boolean egress) {
    boolean every =
        range.addresses().stream()
            .allMatch(address ->
                ports.ports().allMatch(port -> AclRule.passes(rules, egress, port, address)));

    assertThat(
            NetworkAclPassage.passes(
                new NetworkAcl(
                    "acl-1",
                    "vpc-1",
                    false,
                    List.of(),
                    rules.stream().map(AclRule::entry).toList()),
                egress ? Direction.OUTBOUND : Direction.INBOUND,
                new Ports(ports.from(), ports.to()),
                Cidr.parse(range.toString())))
        .isEqualTo(Reading.known(every));
  }
}
