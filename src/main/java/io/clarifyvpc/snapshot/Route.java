package io.clarifyvpc.snapshot;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A route: one of the three destinations, and its target.
 *
 * @param state raw, such as {@code active} or {@code blackhole}; old answers lack it, which means
 *     active
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html">Route</a>
 */
public record Route(
    Optional<String> destinationCidrBlock,
    Optional<String> destinationIpv6CidrBlock,
    Optional<String> destinationPrefixListId,
    RouteTarget target,
    String state) {
  private static final Set<String> INACTIVE = Set.of("blackhole", "filtered");

  /** A blackhole route routes nothing; a state that is not known here is not taken for active. */
  public boolean isActive() {
    return state.equalsIgnoreCase("active");
  }

  /** Whether it is known to route nothing; neither this nor active is a state that AWS added. */
  public boolean isInactive() {
    return INACTIVE.contains(state.toLowerCase(Locale.ROOT));
  }

  /** The destination as AWS writes it. */
  public String destination() {
    return destinationCidrBlock
        .or(() -> destinationIpv6CidrBlock)
        .or(() -> destinationPrefixListId)
        .orElse("?");
  }
}
