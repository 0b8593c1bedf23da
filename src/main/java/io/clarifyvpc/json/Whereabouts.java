package io.clarifyvpc.json;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The regions and accounts that the ARNs and zones of some answers speak of. */
final class Whereabouts {
  /** The head of a zone's name: {@code us-west-2-lax-1a} lies in {@code us-west-2}. */
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(?:-[a-z]+)+-\\d+");

  private final Set<String> regions = new TreeSet<>();
  private final Set<String> accounts = new TreeSet<>();

  /** The region of a zone, by the zone's name; a zone id does not tell. */
  static Optional<String> regionOf(String availabilityZone) {
    var region = REGION.matcher(availabilityZone);
    return region.lookingAt() && region.end() < availabilityZone.length()
        ? Optional.of(region.group())
        : Optional.empty();
  }

  void noteZone(String availabilityZone) {
    regionOf(availabilityZone).ifPresent(regions::add);
  }

  /** Only SageMaker's ARNs tell an account: a subnet may be shared by another. */
  void noteArn(String text) {
    Arn.parse(text)
        .ifPresent(arn -> {
          arn.region().filter(name -> REGION.matcher(name).matches()).ifPresent(regions::add);
          if (arn.service().equals("sagemaker")) {
            arn.accountId().ifPresent(accounts::add);
          }
        });
  }

  Set<String> regions() {
    return Set.copyOf(regions);
  }

  Set<String> accounts() {
    return Set.copyOf(accounts);
  }
}
