package io.clarifyvpc.snapshot;

import java.util.Optional;

/**
 * A route: one of the three destinations, and its target.
 *
 * @param state raw, {@code active} or {@code blackhole}; old answers lack it, which means active
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html">Route</a>
 */
public record Route(
    Optional<String> destinationCidrBlock,
    Optional<String> destinationIpv6CidrBlock,
    Optional<String> destinationPrefixListId,
    RouteTarget target,
    String state) {
  /** A blackhole route routes nothing; a state that is not known here is not taken for active. */
  public boolean isActive() {
    return state.equalsIgnoreCase("active");
  }

  /** The destination as AWS writes it. */
  public String destination() {
    return destinationCidrBlock
        .or(() -> destinationIpv6CidrBlock)
        .or(() -> destinationPrefixListId)
        .orElse("?");
  }
}
