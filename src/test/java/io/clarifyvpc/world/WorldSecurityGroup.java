package io.clarifyvpc.world;

import io.clarifyvpc.snapshot.IpPermission;
import io.clarifyvpc.snapshot.SecurityGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A security group of the world: everything out, nothing in, until told otherwise. */
public final class WorldSecurityGroup {
  private final String id;
  private String name = "a group";
  private Optional<String> vpc = Optional.of(World.VPC);
  private Optional<List<IpPermission>> inbound = Optional.of(List.of());
  private Optional<List<IpPermission>> outbound = Optional.empty();

  WorldSecurityGroup(String id) {
    this.id = id;
    outbound(Permission.allTraffic().range("0.0.0.0/0"));
  }

  public WorldSecurityGroup named(String value) {
    name = value;
    return this;
  }

  public WorldSecurityGroup inVpc(String value) {
    vpc = Optional.of(value);
    return this;
  }

  /** All inbound permissions. */
  public WorldSecurityGroup inbound(Permission... permissions) {
    inbound = Optional.of(Arrays.stream(permissions).map(Permission::build).toList());
    return this;
  }

  /** All outbound permissions. */
  public WorldSecurityGroup outbound(Permission... permissions) {
    outbound = Optional.of(Arrays.stream(permissions).map(Permission::build).toList());
    return this;
  }

  public WorldSecurityGroup withoutIpPermissionsInTheAnswer() {
    inbound = Optional.empty();
    return this;
  }

  public WorldSecurityGroup withoutIpPermissionsEgressInTheAnswer() {
    outbound = Optional.empty();
    return this;
  }

  SecurityGroup build() {
    return new SecurityGroup(id, Optional.of(name), vpc, inbound, outbound);
  }
}
