package io.clarifyvpc.json;

import io.clarifyvpc.network.Cidr;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces address ranges so that two of them share as many leading bits afterwards as before:
 * which range holds which, which are neighbours and which several add up to another stays as it
 * was, and nothing else does. Whether a bit is flipped depends on the bits before it and on a key
 * that is forgotten.
 *
 * <p>Ranges of AWS stay. What leads to them has to stay with them, so a range of a customer keeps
 * the leading bits that it shares with one of AWS.
 *
 * @see <a href="https://doi.org/10.1016/j.comnet.2004.03.033">Prefix-preserving IP address
 *     anonymization (Crypto-PAn)</a>
 */
final class AddressReplacement {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MOST_KEYS = 200;

  private final Mac mac;
  private final List<Cidr> kept;
  private final Map<Cidr, Cidr> replaced = new HashMap<>();

  private AddressReplacement(byte[] key, Collection<Cidr> kept) {
    this.kept = List.copyOf(kept);
    try {
      this.mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /**
   * A replacement under which no range comes out as any of the originals. Where the ranges of AWS
   * leave no such choice, as few as possible do.
   *
   * @param kept ranges of AWS, which are not replaced, nor is what lies in them
   */
  static AddressReplacement of(
      Collection<Cidr> originals, Collection<Cidr> kept, RandomGenerator random) {
    var best = withKey(random, kept);
    long fewest = best.comeBack(originals);
    for (int i = 1; i < MOST_KEYS && fewest > 0; i++) {
      var next = withKey(random, kept);
      long count = next.comeBack(originals);
      if (count < fewest) {
        best = next;
        fewest = count;
      }
    }
    return best;
  }

  private static AddressReplacement withKey(RandomGenerator random, Collection<Cidr> kept) {
    var key = new byte[32];
    random.nextBytes(key);
    return new AddressReplacement(key, kept);
  }

  /** How many replacements show an original's address, also as a part of their text. */
  private long comeBack(Collection<Cidr> originals) {
    var addresses =
        originals.stream().filter(range -> !stays(range)).map(AddressReplacement::address).toList();
    return originals.stream()
        .filter(range -> !stays(range))
        .map(range -> of(range).toString())
        .filter(text -> addresses.stream().anyMatch(text::contains))
        .count();
  }

  private static String address(Cidr range) {
    var text = range.toString();
    return text.substring(0, text.indexOf('/') + 1);
  }

  /** The range in place of another. */
  Cidr of(Cidr original) {
    return replaced.computeIfAbsent(original, this::replacement);
  }

  private Cidr replacement(Cidr original) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < original.prefixLength(); i++) {
      var before = new Cidr(original.ipv6(), original.high(), original.low(), i);
      long bit = bit(original, i) ^ (isFixed(before) ? 0 : flip(before));
      if (i < Long.SIZE) {
        high |= bit << (Long.SIZE - 1 - i);
      } else {
        low |= bit << (2 * Long.SIZE - 1 - i);
      }
    }
    return new Cidr(original.ipv6(), high, low, original.prefixLength());
  }

  private static long bit(Cidr range, int i) {
    return i < Long.SIZE
        ? range.high() >>> (Long.SIZE - 1 - i) & 1
        : range.low() >>> (2 * Long.SIZE - 1 - i) & 1;
  }

  private boolean isFixed(Cidr before) {
    return kept.stream().anyMatch(range -> range.contains(before) || before.contains(range));
  }

  /** Whether a range is one of AWS, or all addresses. */
  private boolean stays(Cidr range) {
    return range.prefixLength() == 0 || kept.stream().anyMatch(each -> each.contains(range));
  }

  private long flip(Cidr before) {
    var input =
        ByteBuffer.allocate(2 * Long.BYTES + 2)
            .put((byte) (before.ipv6() ? 6 : 4))
            .put((byte) before.prefixLength())
            .putLong(before.high())
            .putLong(before.low());
    return mac.doFinal(input.array())[0] & 1;
  }
}
