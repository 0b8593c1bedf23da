package io.clarifyvpc.snapshot;

import java.util.List;
import java.util.Optional;

/**
 * A security group and its rules.
 *
 * @param groupName {@code default} for the VPC's default group
 * @param ipPermissions inbound rules; empty optional where the answer lacks the member
 * @param ipPermissionsEgress outbound rules; empty optional where the answer lacks the member
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroup.html">SecurityGroup</a>
 */
public record SecurityGroup(
    String groupId,
    Optional<String> groupName,
    Optional<String> vpcId,
    Optional<List<IpPermission>> ipPermissions,
    Optional<List<IpPermission>> ipPermissionsEgress) {
  public SecurityGroup {
    ipPermissions = ipPermissions.map(List::copyOf);
    ipPermissionsEgress = ipPermissionsEgress.map(List::copyOf);
  }
}
