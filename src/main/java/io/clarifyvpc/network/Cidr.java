package io.clarifyvpc.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

/**
 * An address range, IPv4 or IPv6. The two families never meet.
 *
 * <p>The network bits stand left-aligned in {@code high} and {@code low}, an IPv4 address in the
 * first 32 bits.
 */
public record Cidr(boolean ipv6, long high, long low, int prefixLength) {
  /** Every IPv4 address. */
  public static final Cidr ALL_IPV4 = new Cidr(false, 0, 0, 0);

  /** Every IPv6 address. */
  public static final Cidr ALL_IPV6 = new Cidr(true, 0, 0, 0);

  public Cidr {
    high &= mask(Math.min(prefixLength, Long.SIZE));
    low &= mask(Math.max(prefixLength - Long.SIZE, 0));
  }

  /**
   * Reads {@code 10.0.0.0/16} or {@code 2001:db8::/56}; host bits are ignored.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !isWhole(text.substring(0, slash))) {
      throw new IllegalArgumentException("not an address range");
    }
    var address = InetAddress.ofLiteral(text.substring(0, slash));
    boolean ipv6 = address instanceof Inet6Address;
    String length = text.substring(slash + 1);
    if (!length.matches("[0-9]{1,3}") || Integer.parseInt(length) > bits(ipv6)) {
      throw new IllegalArgumentException("not a prefix length");
    }
    var bytes = ByteBuffer.wrap(address.getAddress());
    return ipv6
        ? new Cidr(true, bytes.getLong(), bytes.getLong(), Integer.parseInt(length))
        : new Cidr(false, (long) bytes.getInt() << Integer.SIZE, 0, Integer.parseInt(length));
  }

  /**
   * The JDK also reads IPv4 addresses of fewer than four numbers, such as {@code 10.1}; AWS writes
   * none.
   */
  private static boolean isWhole(String address) {
    return address.contains(":") || address.chars().filter(c -> c == '.').count() == 3;
  }

  /** Whether every address of the other range lies in this one. */
  public boolean contains(Cidr other) {
    return ipv6 == other.ipv6
        && prefixLength <= other.prefixLength
        && high == (other.high & mask(Math.min(prefixLength, Long.SIZE)))
        && low == (other.low & mask(Math.max(prefixLength - Long.SIZE, 0)));
  }

  /** Whether every address of this range lies in one of the others; several may add up. */
  public boolean isCoveredBy(Collection<Cidr> ranges) {
    if (ranges.stream().anyMatch(range -> range.contains(this))) {
      return true;
    }
    List<Cidr> inside = ranges.stream().filter(this::contains).toList();
    return !inside.isEmpty() && halves().stream().allMatch(half -> half.isCoveredBy(inside));
  }

  @Override
  public String toString() {
    if (!ipv6) {
      return address(0) + "/" + prefixLength;
    }
    var bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + prefixLength;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }

  /** The lower and the upper half of a range that holds more than one address. */
  List<Cidr> halves() {
    return List.of(half(0), half(1));
  }

  /** The n-th address of an IPv4 range, as AWS writes it. */
  String address(long n) {
    long address = (high >>> Integer.SIZE) + n;
    return "%d.%d.%d.%d"
        .formatted(
            address >>> 24 & 0xff, address >>> 16 & 0xff, address >>> 8 & 0xff, address & 0xff);
  }

  private Cidr half(int which) {
    int length = prefixLength + 1;
    return length <= Long.SIZE
        ? new Cidr(ipv6, high | ((long) which << (Long.SIZE - length)), low, length)
        : new Cidr(ipv6, high, low | ((long) which << (2 * Long.SIZE - length)), length);
  }

  private static int bits(boolean ipv6) {
    return ipv6 ? 128 : 32;
  }

  private static long mask(int length) {
    return length == 0 ? 0 : -1L << (Long.SIZE - length);
  }
}
