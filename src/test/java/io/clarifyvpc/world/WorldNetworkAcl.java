package io.clarifyvpc.world;

import io.clarifyvpc.snapshot.NetworkAcl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A network ACL of the world. Each entry is for one range; the lowest number decides. */
public final class WorldNetworkAcl {
  private static final String ALL = "-1";
  private static final String TCP = "6";

  private final String id;
  private String vpc = World.VPC;
  private boolean byDefault;
  private final List<String> subnets = new ArrayList<>();
  private final List<NetworkAcl.Entry> entries = new ArrayList<>();

  WorldNetworkAcl(String id) {
    this.id = id;
  }

  public WorldNetworkAcl inVpc(String value) {
    vpc = value;
    return this;
  }

  public WorldNetworkAcl isDefault() {
    byDefault = true;
    return this;
  }

  public WorldNetworkAcl forSubnets(String... ids) {
    subnets.addAll(List.of(ids));
    return this;
  }

  /** Rule 100 in both directions. */
  public WorldNetworkAcl passingEverything() {
    return passingEverything(100, "0.0.0.0/0");
  }

  /** One rule in both directions. */
  public WorldNetworkAcl passingEverything(int number, String range) {
    entries.add(entry(number, ALL, "allow", true, range, OptionalInt.empty(), OptionalInt.empty()));
    entries.add(
        entry(number, ALL, "allow", false, range, OptionalInt.empty(), OptionalInt.empty()));
    return this;
  }

  public WorldNetworkAcl allowOut(int number, int from, int to, String range) {
    return tcp(number, "allow", true, from, to, range);
  }

  public WorldNetworkAcl allowIn(int number, int from, int to, String range) {
    return tcp(number, "allow", false, from, to, range);
  }

  public WorldNetworkAcl denyOut(int number, int from, int to, String range) {
    return tcp(number, "deny", true, from, to, range);
  }

  public WorldNetworkAcl denyIn(int number, int from, int to, String range) {
    return tcp(number, "deny", false, from, to, range);
  }

  /** One outbound entry of any protocol, on all ports. */
  public WorldNetworkAcl denyOut(int number, String protocol) {
    entries.add(
        entry(
            number, protocol, "deny", true, "0.0.0.0/0", OptionalInt.empty(), OptionalInt.empty()));
    return this;
  }

  public WorldNetworkAcl entries(List<NetworkAcl.Entry> further) {
    entries.addAll(further);
    return this;
  }

  /** No entry left. */
  public WorldNetworkAcl passingNothing() {
    entries.clear();
    return this;
  }

  private WorldNetworkAcl tcp(
      int number, String action, boolean egress, int from, int to, String range) {
    entries.add(
        entry(number, TCP, action, egress, range, OptionalInt.of(from), OptionalInt.of(to)));
    return this;
  }

  private static NetworkAcl.Entry entry(
      int number,
      String protocol,
      String action,
      boolean egress,
      String range,
      OptionalInt from,
      OptionalInt to) {
    boolean ipv6 = range.contains(":");
    return new NetworkAcl.Entry(
        number,
        protocol,
        action,
        egress,
        Optional.of(range).filter(_ -> !ipv6),
        Optional.of(range).filter(_ -> ipv6),
        from,
        to);
  }

  NetworkAcl build() {
    return new NetworkAcl(id, vpc, byDefault, subnets, entries);
  }
}
