package io.clarifyvpc.cli;

import java.util.regex.Pattern;

/** The form of a region's name; whether there is such a region only AWS knows. */
final class RegionName {
  private static final Pattern FORM = Pattern.compile("[a-z]{2,4}(-[a-z]{2,12}){1,3}-[0-9]{1,2}");

  private RegionName() {}

  /**
   * Refuses what no region is called.
   *
   * @param told where the name comes from
   */
  static void require(String told, String region) {
    if (!FORM.matcher(region).matches()) {
      throw new WrongUsage("%s %s is not a region, such as us-east-1".formatted(told, region));
    }
  }
}
