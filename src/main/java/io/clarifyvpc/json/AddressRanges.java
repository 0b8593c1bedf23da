package io.clarifyvpc.json;

import io.clarifyvpc.network.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Members that hold address ranges: text, but only text that is one. */
final class AddressRanges {
  private AddressRanges() {}

  /** An address range of the family that the member's name says. */
  static Optional<String> optionalCidr(JsonObject object, String member) {
    boolean ipv6 = member.contains("pv6");
    return object
        .optionalText(member)
        .map(text ->
            checked(text, range -> range.ipv6() == ipv6)
                .orElseThrow(() ->
                    object.malformed(member, "is not an IPv%d range".formatted(ipv6 ? 6 : 4))));
  }

  /** The same, which has to be there. */
  static String cidr(JsonObject object, String member) {
    return optionalCidr(object, member).orElseThrow(() -> object.missing(member));
  }

  /** A list of ranges of either family. */
  static Optional<List<String>> cidrs(JsonObject object, String member) {
    var cidrs = object.optionalTexts(member);
    if (!cidrs.orElse(List.of()).stream().allMatch(text -> checked(text, _ -> true).isPresent())) {
      throw object.malformed(member, "holds something that is not an address range");
    }
    return cidrs;
  }

  /** A range of either family, which has to be there. */
  static String cidrOfAnyFamily(JsonObject object, String member) {
    return checked(object.text(member), _ -> true)
        .orElseThrow(() -> object.malformed(member, "is not an address range"));
  }

  private static Optional<String> checked(String text, Predicate<Cidr> condition) {
    try {
      return condition.test(Cidr.parse(text)) ? Optional.of(text) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
