package io.clarifyvpc.world;

import io.clarifyvpc.snapshot.NatGateway;
import java.util.Optional;

/** A NAT gateway of the world: public and available until told otherwise. */
public final class WorldNatGateway {
  private final String id;
  private Optional<String> subnet = Optional.empty();
  private Optional<String> routeTable = Optional.empty();
  private String state = "available";
  private String connectivity = "public";

  WorldNatGateway(String id) {
    this.id = id;
  }

  public WorldNatGateway inSubnet(String value) {
    subnet = Optional.of(value);
    return this;
  }

  /** A regional NAT gateway has no subnet but a route table of its own. */
  public WorldNatGateway regional(String routeTableId) {
    subnet = Optional.empty();
    routeTable = Optional.of(routeTableId);
    return this;
  }

  /** A regional NAT gateway whose route table only the table itself tells. */
  public WorldNatGateway regional() {
    subnet = Optional.empty();
    routeTable = Optional.empty();
    return this;
  }

  public WorldNatGateway state(String value) {
    state = value;
    return this;
  }

  public WorldNatGateway connectivity(String value) {
    connectivity = value;
    return this;
  }

  NatGateway build() {
    return new NatGateway(id, subnet, routeTable, state, connectivity);
  }
}
