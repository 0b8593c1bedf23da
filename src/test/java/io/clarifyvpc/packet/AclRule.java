package io.clarifyvpc.packet;

import io.clarifyvpc.snapshot.NetworkAcl;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One entry of a network ACL.
 *
 * @param ports empty: the answer names none, which means all
 */
public record AclRule(
    int number,
    String protocol,
    boolean allow,
    boolean egress,
    Optional<PortRange> ports,
    AddressRange range) {

  /**
   * Whether a TCP packet with this port and far address passes: the lowest number that matches
   * decides, and nothing passes by itself.
   */
  public static boolean passes(List<AclRule> rules, boolean egress, int port, Address address) {
    return rules.stream()
        .sorted(Comparator.comparingInt(AclRule::number))
        .filter(rule -> rule.matches(egress, port, address))
        .findFirst()
        .map(AclRule::allow)
        .orElse(false);
  }

  private boolean matches(boolean out, int port, Address address) {
    return egress == out
        && Set.of("-1", "6").contains(protocol)
        && (protocol.equals("-1") || ports.isEmpty() || ports.get().holds(port))
        && range.holds(address);
  }

  /** As the answer has it. */
  public NetworkAcl.Entry entry() {
    return new NetworkAcl.Entry(
        number,
        protocol,
        allow ? "allow" : "deny",
        egress,
        Optional.of(range.toString()).filter(_ -> !range.ipv6()),
        Optional.of(range.toString()).filter(_ -> range.ipv6()),
        ports.map(of -> OptionalInt.of(of.from())).orElse(OptionalInt.empty()),
        ports.map(of -> OptionalInt.of(of.to())).orElse(OptionalInt.empty()));
  }
}
