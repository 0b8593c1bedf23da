package io.clarifyvpc.world;

import io.clarifyvpc.snapshot.Vpc;
import io.clarifyvpc.snapshot.VpcAttributes;
import java.util.Optional;

/** A VPC of the world: both DNS attributes on, and the DHCP options dopt-1. */
public final class WorldVpc {
  private final String id;
  private Optional<String> range = Optional.empty();
  private Optional<String> dhcpOptions = Optional.of("dopt-1");
  private Optional<Boolean> dnsSupport = Optional.of(true);
  private Optional<Boolean> dnsHostnames = Optional.of(true);

  WorldVpc(String id) {
    this.id = id;
  }

  public WorldVpc range(String value) {
    range = Optional.of(value);
    return this;
  }

  /** {@code default} stands for none. */
  public WorldVpc dhcpOptions(String value) {
    dhcpOptions = Optional.of(value);
    return this;
  }

  public WorldVpc withoutDhcpOptionsInTheAnswer() {
    dhcpOptions = Optional.empty();
    return this;
  }

  public WorldVpc dnsSupport(boolean value) {
    dnsSupport = Optional.of(value);
    return this;
  }

  public WorldVpc dnsSupportUnread() {
    dnsSupport = Optional.empty();
    return this;
  }

  public WorldVpc dnsHostnames(boolean value) {
    dnsHostnames = Optional.of(value);
    return this;
  }

  public WorldVpc dnsHostnamesUnread() {
    dnsHostnames = Optional.empty();
    return this;
  }

  Vpc build() {
    return new Vpc(id, range, dhcpOptions);
  }

  VpcAttributes attributes() {
    return new VpcAttributes(id, dnsSupport, dnsHostnames);
  }
}
