package io.clarifyvpc.world;

import io.clarifyvpc.snapshot.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A subnet of the world. */
public final class WorldSubnet {
  private final String id;
  private String vpc = World.VPC;
  private Optional<String> cidr = Optional.of("10.0.9.0/24");
  private List<String> ipv6 = List.of();
  private Optional<String> zone = Optional.of("us-east-1a");
  private Optional<String> zoneId = Optional.of("use1-az1");
  private Optional<String> owner = Optional.of(World.ACCOUNT);
  private Optional<String> blockMode = Optional.empty();
  private OptionalInt freeAddresses = OptionalInt.of(250);

  WorldSubnet(String id) {
    this.id = id;
  }

  public WorldSubnet inVpc(String value) {
    vpc = value;
    return this;
  }

  /** The zone id; the zone's name stays. */
  public WorldSubnet inZone(String value) {
    zoneId = Optional.of(value);
    return this;
  }

  public WorldSubnet inZoneNamed(String value) {
    zone = Optional.of(value);
    return this;
  }

  /** As old answers are. */
  public WorldSubnet withoutZoneId() {
    zoneId = Optional.empty();
    return this;
  }

  public WorldSubnet withoutZone() {
    zone = Optional.empty();
    zoneId = Optional.empty();
    return this;
  }

  public WorldSubnet range(String value) {
    cidr = Optional.of(value);
    return this;
  }

  public WorldSubnet ipv6Only(String range) {
    cidr = Optional.empty();
    ipv6 = List.of(range);
    return this;
  }

  /** Shared from another account. */
  public WorldSubnet sharedBy(String account) {
    owner = Optional.of(account);
    return this;
  }

  public WorldSubnet blockPublicAccess(String mode) {
    blockMode = Optional.of(mode);
    return this;
  }

  /** {@code AvailableIpAddressCount}. */
  public WorldSubnet freeAddresses(int value) {
    freeAddresses = OptionalInt.of(value);
    return this;
  }

  public WorldSubnet withoutFreeAddressesInTheAnswer() {
    freeAddresses = OptionalInt.empty();
    return this;
  }

  Subnet build() {
    return new Subnet(id, vpc, cidr, ipv6, zone, zoneId, freeAddresses, owner, blockMode);
  }
}
