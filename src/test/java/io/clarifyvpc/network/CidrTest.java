package io.clarifyvpc.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges against brute force over the sixteen last addresses of a /28, and of an IPv6 /124. */
class CidrTest {
  /** Four last bits of an address, a prefix length counted from those bits, and the family. */
  record Small(boolean ipv6, int last, int length) {
    Cidr cidr() {
      return Cidr.parse(
          ipv6
              ? "2001:db8::%x/%d".formatted(last, 124 + length)
              : "10.0.0.%d/%d".formatted(last, 28 + length));
    }

    /** Every address in the range. */
    Set<Integer> addresses() {
      int size = 16 >> length;
      var addresses = new HashSet<Integer>();
      int first = last / size * size + (ipv6 ? 100 : 0);
      for (int address = first; address < first + size; address++) {
        addresses.add(address);
      }
      return addresses;
    }
  }

  @Provide
  Arbitrary<Small> smalls() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 15),
            Arbitraries.integers().between(0, 4))
        .as(Small::new);
  }

  @Provide
  Arbitrary<List<Small>> ranges() {
    return smalls().list().ofMaxSize(6);
  }

  @Property(tries = 500)
  void contains_means_every_address(@ForAll("smalls") Small one, @ForAll("smalls") Small other) {
    assertThat(one.cidr().contains(other.cidr()))
        .isEqualTo(one.addresses().containsAll(other.addresses()));
  }

  @Property(tries = 1000)
  void is_covered_means_every_address_in_some_range(
      @ForAll("smalls") Small one, @ForAll("ranges") List<Small> ranges) {
    var covered = new HashSet<Integer>();
    ranges.forEach(range -> covered.addAll(range.addresses()));

    assertThat(one.cidr().isCoveredBy(ranges.stream().map(Small::cidr).toList()))
        .isEqualTo(covered.containsAll(one.addresses()));
  }

  @Property(tries = 200)
  void host_bits_are_ignored(@ForAll("smalls") Small one) {
    int first = one.last() / (16 >> one.length()) * (16 >> one.length());

    assertThat(one.cidr()).isEqualTo(new Small(one.ipv6(), first, one.length()).cidr());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 10.1.2.3/32, true",
    "0.0.0.0/0, 0.0.0.0/0, true",
    "::/0, 2001:db8::/32, true",
    "0.0.0.0/0, ::/0, false",
    "::/0, 10.0.0.0/8, false",
    "10.0.0.0/8, 0.0.0.0/0, false",
    "128.0.0.0/1, 200.0.0.0/8, true",
    "128.0.0.0/1, 100.0.0.0/8, false",
    "2001:db8::/63, 2001:db8:0:1::/64, true",
    "2001:db8::/64, 2001:db8:0:1::/64, false",
    "2001:db8::/64, 2001:db8::8000:0:0:0/65, true",
    "2001:db8::/65, 2001:db8::8000:0:0:0/65, false",
    "ffff::/16, ffff:ffff::/32, true"
  })
  void contains(String one, String other, boolean contains) {
    assertThat(Cidr.parse(one).contains(Cidr.parse(other))).isEqualTo(contains);
  }

  @Test
  void halves_of_everything_cover_everything() {
    assertThat(Cidr.ALL_IPV4.isCoveredBy(ranges("0.0.0.0/1", "128.0.0.0/1"))).isTrue();
    assertThat(Cidr.ALL_IPV4.isCoveredBy(ranges("0.0.0.0/1", "128.0.0.0/2"))).isFalse();
    assertThat(Cidr.ALL_IPV6.isCoveredBy(ranges("::/1", "8000::/1"))).isTrue();
    assertThat(Cidr.ALL_IPV6.isCoveredBy(ranges("0.0.0.0/0"))).isFalse();
  }

  @Test
  void halves_on_both_sides_of_the_64th_bit_cover_the_whole() {
    var whole = Cidr.parse("2001:db8::/63");

    assertThat(
            whole.isCoveredBy(
                ranges("2001:db8::/64", "2001:db8:0:1::/65", "2001:db8:0:1:8000::/65")))
        .isTrue();
    assertThat(whole.isCoveredBy(ranges("2001:db8::/64", "2001:db8:0:1::/65"))).isFalse();
  }

  private static List<Cidr> ranges(String... ranges) {
    return List.of(ranges).stream().map(Cidr::parse).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/8/9",
        "::/129",
        "2001:db8::/",
        "example.com/8",
        "10.0.0.0/ 8",
        "10.1/16",
        "pl-1/8",
        "/8"
      })
  void text_that_is_no_range_is_refused(String text) {
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void halves_are_apart_and_make_up_the_whole(@ForAll("smalls") Small one) {
    var whole = one.cidr();
    if (one.length() == 4) {
      return;
    }
    var halves = whole.halves();

    assertThat(halves).hasSize(2).allMatch(whole::contains).doesNotContain(whole);
    assertThat(halves.getFirst().contains(halves.getLast())).isFalse();
    assertThat(halves.getLast().contains(halves.getFirst())).isFalse();
    assertThat(whole.isCoveredBy(halves)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 0.0.0.0/1, 128.0.0.0/1",
    "10.0.0.0/31, 10.0.0.0/32, 10.0.0.1/32",
    "::/0, ::/1, 8000::/1",
    "2001:db8::/63, 2001:db8::/64, 2001:db8:0:1::/64",
    "2001:db8::/64, 2001:db8::/65, 2001:db8:0:0:8000::/65",
    "2001:db8::/127, 2001:db8::/128, 2001:db8::1/128"
  })
  void halves(String whole, String lower, String upper) {
    assertThat(Cidr.parse(whole).halves()).containsExactly(Cidr.parse(lower), Cidr.parse(upper));
  }

  @Property(tries = 200)
  void text_is_read_as_the_same_range(@ForAll("smalls") Small one) {
    assertThat(Cidr.parse(one.cidr().toString())).isEqualTo(one.cidr());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 0.0.0.0/0",
    "10.1.2.3/16, 10.1.0.0/16",
    "203.0.113.255/32, 203.0.113.255/32",
    "::/0, 0:0:0:0:0:0:0:0/0",
    "2001:DB8:0:2::7/64, 2001:db8:0:2:0:0:0:0/64"
  })
  void text(String range, String text) {
    assertThat(Cidr.parse(range)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/16, 0, 10.0.0.0",
    "10.0.0.0/16, 2, 10.0.0.2",
    "10.0.77.9/16, 2, 10.0.0.2",
    "10.0.0.0/16, 256, 10.0.1.0",
    "172.31.255.240/28, 15, 172.31.255.255",
    "203.0.113.0/24, 2, 203.0.113.2"
  })
  void address_counts_from_the_base(String range, long n, String address) {
    assertThat(Cidr.parse(range).address(n)).isEqualTo(address);
  }
}
