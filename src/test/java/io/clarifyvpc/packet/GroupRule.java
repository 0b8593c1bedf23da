package io.clarifyvpc.packet;

import io.clarifyvpc.snapshot.IpPermission;
import io.clarifyvpc.snapshot.UserIdGroupPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One permission of a security group.
 *
 * @param ports empty: the answer names none, which means all
 * @param peered whether its groups are those of a peered VPC
 */
public record GroupRule(
    String protocol,
    Optional<PortRange> ports,
    List<String> groups,
    boolean peered,
    List<AddressRange> ranges,
    List<String> prefixLists) {

  /**
   * The other end of a TCP packet.
   *
   * @param groups the groups of this VPC that it carries
   * @param prefixLists the lists that name it, whatever its address
   * @param address empty where no address can name it
   */
  public record OtherEnd(Set<String> groups, Set<String> prefixLists, Optional<Address> address) {}

  /** Whether a TCP packet from or to the other end is let through. */
  public boolean passes(int port, OtherEnd end, Map<String, List<AddressRange>> listed) {
    return carriesTcp() && isFor(port) && (names(end) || holds(end, listed));
  }

  private boolean carriesTcp() {
    return Set.of("-1", "6", "tcp", "TCP").contains(protocol);
  }

  private boolean isFor(int port) {
    return protocol.equals("-1") || ports.isEmpty() || ports.get().holds(port);
  }

  private boolean names(OtherEnd end) {
    return (!peered && groups.stream().anyMatch(end.groups()::contains))
        || prefixLists.stream().anyMatch(end.prefixLists()::contains);
  }

  private boolean holds(OtherEnd end, Map<String, List<AddressRange>> listed) {
    if (end.address().isEmpty()) {
      return false;
    }
    var address = end.address().get();
    return ranges.stream().anyMatch(range -> range.holds(address))
        || prefixLists.stream()
            .flatMap(list -> listed.get(list).stream())
            .anyMatch(range -> range.holds(address));
  }

  /** As the answer has it. */
  public IpPermission permission() {
    return new IpPermission(
        protocol,
        ports.map(range -> OptionalInt.of(range.from())).orElse(OptionalInt.empty()),
        ports.map(range -> OptionalInt.of(range.to())).orElse(OptionalInt.empty()),
        groups.stream()
            .map(id ->
                new UserIdGroupPair(Optional.of(id), Optional.of("pcx-1").filter(_ -> peered)))
            .toList(),
        ranges.stream().filter(range -> !range.ipv6()).map(AddressRange::toString).toList(),
        ranges.stream().filter(AddressRange::ipv6).map(AddressRange::toString).toList(),
        prefixLists);
  }
}
