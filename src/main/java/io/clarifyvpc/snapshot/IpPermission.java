package io.clarifyvpc.snapshot;

import java.util.List;
import java.util.OptionalInt;

/**
 * One permission of a security group: a protocol, ports, and everybody it is for.
 *
 * @param ipProtocol {@code tcp}, {@code udp}, a protocol number, or {@code -1} for all
 * @param fromPort absent means all ports
 * @param ipRanges IPv4 ranges, CIDR
 * @param ipv6Ranges IPv6 ranges, CIDR
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html">IpPermission</a>
 */
public record IpPermission(
    String ipProtocol,
    OptionalInt fromPort,
    OptionalInt toPort,
    List<UserIdGroupPair> userIdGroupPairs,
    List<String> ipRanges,
    List<String> ipv6Ranges,
    List<String> prefixListIds) {
  public IpPermission {
    userIdGroupPairs = List.copyOf(userIdGroupPairs);
    ipRanges = List.copyOf(ipRanges);
    ipv6Ranges = List.copyOf(ipv6Ranges);
    prefixListIds = List.copyOf(prefixListIds);
  }
}
