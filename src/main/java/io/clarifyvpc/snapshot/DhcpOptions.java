package io.clarifyvpc.snapshot;

import java.util.List;
import java.util.Map;

/** A DHCP options set: each configuration key with its values. */
public record DhcpOptions(String dhcpOptionsId, Map<String, List<String>> dhcpConfigurations) {
  public DhcpOptions {
    dhcpConfigurations = Map.copyOf(dhcpConfigurations);
  }
}
