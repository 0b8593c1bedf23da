package io.clarifyvpc.snapshot;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network ACL, its entries and the subnets that it guards.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html">NetworkAcl</a>
 */
public record NetworkAcl(
    String networkAclId,
    String vpcId,
    boolean isDefault,
    List<String> associatedSubnetIds,
    List<Entry> entries) {
  public NetworkAcl {
    associatedSubnetIds = List.copyOf(associatedSubnetIds);
    entries = List.copyOf(entries);
  }

  /**
   * One numbered rule.
   *
   * @param protocol a protocol number, or {@code -1} for all
   * @param fromPort absent means all ports
   */
  public record Entry(
      int ruleNumber,
      String protocol,
      String ruleAction,
      boolean egress,
      Optional<String> cidrBlock,
      Optional<String> ipv6CidrBlock,
      OptionalInt fromPort,
      OptionalInt toPort) {}
}
