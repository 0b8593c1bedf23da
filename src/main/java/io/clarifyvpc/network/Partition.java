package io.clarifyvpc.network;

/**
 * The partition of a region, which its ARNs begin with.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARNs</a>
 */
public final class Partition {
  private Partition() {}

  /** Such as {@code aws} or {@code aws-cn}. */
  public static String of(String region) {
    var end = region.indexOf('-', region.indexOf('-') + 1);
    return switch (end < 0 ? region : region.substring(0, end)) {
      case "us-gov" -> "aws-us-gov";
      case "us-iso" -> "aws-iso";
      case "us-isob" -> "aws-iso-b";
      case "eu-isoe" -> "aws-iso-e";
      case "us-isof", "eu-isof" -> "aws-iso-f";
      default -> ofCountry(region);
    };
  }

  private static String ofCountry(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("eusc-") ? "aws-eusc" : "aws";
  }
}
