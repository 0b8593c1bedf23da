package io.clarifyvpc.packet;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One of the eight addresses of a family. In real ranges it stands for all addresses that begin
 * with its three bits, so that {@code 0.0.0.0/0} is the whole universe.
 */
public record Address(boolean ipv6, int number) {
  static final int BITS = 3;

  /** Every address of a family. */
  public static List<Address> all(boolean ipv6) {
    return IntStream.range(0, 1 << BITS).mapToObj(number -> new Address(ipv6, number)).toList();
  }

  /** Every address. */
  public static List<Address> all() {
    return Stream.concat(all(false).stream(), all(true).stream()).toList();
  }
}
