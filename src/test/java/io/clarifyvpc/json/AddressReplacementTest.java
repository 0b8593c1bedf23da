package io.clarifyvpc.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.network.Cidr;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What addresses are afterwards, and what is still known of them. */
class AddressReplacementTest {
  private static final Cidr S3 = Cidr.parse("52.216.0.0/15");
  private static final Cidr S3_IPV6 = Cidr.parse("2600:1fa0::/28");
  private static final List<Cidr> OF_AWS = List.of(S3, S3_IPV6);

  /** Few bits, so that ranges often hold each other, and some of AWS's too. */
  @Provide
  Arbitrary<List<Cidr>> ranges() {
    var ipv4 =
        Combinators.combine(
                Arbitraries.of(0x34D80000L, 0x34D90000L, 0x0A000000L, 0x0A010000L, 0xC0A80000L),
                Arbitraries.longs().between(0, 0xFFFF),
                Arbitraries.integers().between(0, 32))
            .as((high, low, length) -> new Cidr(false, (high | low) << Integer.SIZE, 0, length));
    var ipv6 =
        Combinators.combine(
                Arbitraries.of(0x26001FA000000000L, 0x20010DB800000000L),
                Arbitraries.longs(),
                Arbitraries.integers().between(0, 128))
            .as((high, low, length) -> new Cidr(true, high | low >>> 40, low, length));
    return Arbitraries.oneOf(ipv4, ipv6).list().ofMinSize(2).ofMaxSize(8);
  }

  @Property(tries = 300)
  void what_holds_what_stays_and_nothing_else_comes_to(
      @ForAll("ranges") List<Cidr> originals, @ForAll long seed) {
    var replacement = AddressReplacement.of(originals, OF_AWS, new Random(seed));
    var all = Stream.concat(originals.stream(), OF_AWS.stream()).toList();
    for (var one : all) {
      assertThat(replacement.of(one).prefixLength()).isEqualTo(one.prefixLength());
      for (var other : all) {
        assertThat(replacement.of(one).contains(replacement.of(other)))
            .as("%s holds %s", one, other)
            .isEqualTo(one.contains(other));
      }
    }
  }

  @Property(tries = 300)
  void several_ranges_that_add_up_to_another_still_do(
      @ForAll("ranges") List<Cidr> originals, @ForAll long seed) {
    var replacement = AddressReplacement.of(originals, OF_AWS, new Random(seed));
    var whole = originals.getFirst();
    var parts = originals.subList(1, originals.size());

    assertThat(replacement.of(whole).isCoveredBy(parts.stream().map(replacement::of).toList()))
        .isEqualTo(whole.isCoveredBy(parts));
  }

  @Property(tries = 300)
  void what_is_of_aws_stays_and_two_ranges_never_become_one(
      @ForAll("ranges") List<Cidr> originals, @ForAll long seed) {
    var replacement = AddressReplacement.of(originals, OF_AWS, new Random(seed));

    assertThat(OF_AWS).allSatisfy(range -> assertThat(replacement.of(range)).isEqualTo(range));
    assertThat(originals.stream().distinct().map(replacement::of)).doesNotHaveDuplicates();
  }

  @Property(tries = 100)
  void no_range_of_an_ordinary_network_comes_out_as_one_of_its_own(@ForAll long seed) {
    var originals =
        Stream.of(
                "10.0.0.0/8",
                "10.0.0.0/16",
                "10.0.1.0/24",
                "10.0.2.0/24",
                "172.16.0.0/12",
                "172.31.0.0/16",
                "192.168.0.0/16",
                "100.64.0.0/10",
                "203.0.113.7/32")
            .map(Cidr::parse)
            .toList();
    var replacement = AddressReplacement.of(originals, OF_AWS, new Random(seed));

    assertThat(originals.stream().map(replacement::of)).doesNotContainAnyElementsOf(originals);
  }

  @Test
  void all_addresses_stay_all_addresses() {
    var all = List.of(Cidr.ALL_IPV4, Cidr.ALL_IPV6);
    var replacement = AddressReplacement.of(all, List.of(), new Random(1));

    assertThat(all.stream().map(replacement::of)).containsExactlyElementsOf(all);
  }
}
