package io.clarifyvpc.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.packet.AclRule;
import io.clarifyvpc.packet.Address;
import io.clarifyvpc.packet.AddressRange;
import io.clarifyvpc.packet.PortRange;
import io.clarifyvpc.packet.SmallNetworks;
import io.clarifyvpc.snapshot.NetworkAcl;
import io.clarifyvpc.world.World;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Clarify.11 against every packet of a conversation: requests and their replies, at the workload's
 * subnet and at the endpoints', each by the ACL there.
 */
class StatelessAclsOverPacketsTest {
  private static final AddressRange JOB = range(1);
  private static final AddressRange ENDPOINTS = range(3);
  private static final AddressRange S3 = range(6);

  /** Where rules may begin and end, and a port from every stretch between for replies to go to. */
  private static final List<Integer> BOUNDS = List.of(443, 1024, 5000, 65535);

  private static final List<Integer> REPLY_PORTS = List.of(1024, 3000, 5000, 30000, 65535);

  private static AddressRange range(int number) {
    return new AddressRange(new Address(false, number), 3);
  }

  @Provide
  Arbitrary<List<AclRule>> rules() {
    Arbitrary<PortRange> ports = SmallNetworks.portRangesBetween(BOUNDS);
    return SmallNetworks.aclRules(ports);
  }

  @Property(tries = 300)
  void conversation_passes_when_every_packet_of_it_does(
      @ForAll("rules") List<AclRule> job, @ForAll("rules") List<AclRule> endpoints) {
    boolean passes =
        asks(job, true, S3)
            && hearsBack(job, false, S3)
            && asks(job, true, ENDPOINTS)
            && hearsBack(job, false, ENDPOINTS)
            && asks(endpoints, false, JOB)
            && hearsBack(endpoints, true, JOB);

    assertThat(complianceOf(world(job, endpoints)))
        .isEqualTo(passes ? Compliance.COMPLIANT : Compliance.NON_COMPLIANT);
  }

  private static boolean asks(List<AclRule> acl, boolean egress, AddressRange farSide) {
    return farSide.addresses().stream()
        .allMatch(address -> AclRule.passes(acl, egress, 443, address));
  }

  private static boolean hearsBack(List<AclRule> acl, boolean egress, AddressRange farSide) {
    return farSide.addresses().stream()
        .allMatch(address ->
            REPLY_PORTS.stream().allMatch(port -> AclRule.passes(acl, egress, port, address)));
  }

  private static World world(List<AclRule> job, List<AclRule> endpoints) {
    var world = World.compliant();
    world.subnet("subnet-a").range(JOB.toString());
    world.subnet("subnet-b").range(ENDPOINTS.toString());
    world.addPrefixList("pl-s3", "com.amazonaws.us-east-1.s3", S3.toString());
    world.job().subnets("subnet-a");
    world.endpoint("vpce-api").subnets("subnet-b");
    world.endpoint("vpce-runtime").subnets("subnet-b");
    world.addNetworkAcl("acl-job").forSubnets("subnet-a").entries(entries(job));
    world.addNetworkAcl("acl-endpoints").forSubnets("subnet-b").entries(entries(endpoints));
    return world;
  }

  private static List<NetworkAcl.Entry> entries(List<AclRule> rules) {
    return rules.stream().map(AclRule::entry).toList();
  }

  private static Compliance complianceOf(World world) {
    return world.assess().getFirst().findings().stream()
        .filter(finding -> finding.control().equals("Clarify.11"))
        .findFirst()
        .orElseThrow()
        .compliance();
  }
}
