package io.clarifyvpc.lambda;

import java.util.List;
import java.util.Map;

/** The region that the function runs in. */
final class HomeRegion {
  private HomeRegion() {}

  /** As Lambda tells it. */
  static String of(Map<String, String> environment) {
    var region = environment.getOrDefault("AWS_REGION", "");
    if (region.isEmpty()) {
      throw new Settings.InvalidSettings(List.of("AWS_REGION is missing"));
    }
    return region;
  }
}
