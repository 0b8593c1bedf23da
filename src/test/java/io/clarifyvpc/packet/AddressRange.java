package io.clarifyvpc.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A range of the small universe: the addresses that share their first bits with one of them. */
public record AddressRange(Address like, int length) {
  public static final AddressRange ALL_IPV4 = new AddressRange(new Address(false, 0), 0);
  public static final AddressRange ALL_IPV6 = new AddressRange(new Address(true, 0), 0);

  public AddressRange {
    int free = Address.BITS - length;
    like = new Address(like.ipv6(), like.number() >> free << free);
  }

  /** Every range of a family. */
  public static List<AddressRange> all(boolean ipv6) {
    var ranges = new ArrayList<AddressRange>();
    for (int length = 0; length <= Address.BITS; length++) {
      for (Address address : Address.all(ipv6)) {
        ranges.add(new AddressRange(address, length));
      }
    }
    return ranges.stream().distinct().toList();
  }

  /** Every range. */
  public static List<AddressRange> all() {
    return Stream.concat(all(false).stream(), all(true).stream()).toList();
  }

  public boolean ipv6() {
    return like.ipv6();
  }

  public boolean holds(Address address) {
    int free = Address.BITS - length;
    return address.ipv6() == ipv6() && address.number() >> free == like.number() >> free;
  }

  /** Every address in it. */
  public List<Address> addresses() {
    return Address.all(ipv6()).stream().filter(this::holds).toList();
  }

  /** As AWS writes it. */
  @Override
  public String toString() {
    return ipv6()
        ? "%x::/%d".formatted(like.number() << (16 - Address.BITS), length)
        : "%d.0.0.0/%d".formatted(like.number() << (8 - Address.BITS), length);
  }
}
