package io.clarifyvpc.catalogue;

import io.clarifyvpc.network.PolicyReach;
import io.clarifyvpc.network.PolicyReach.Allowed;
import io.clarifyvpc.network.PolicyReach.Blocked;
import io.clarifyvpc.network.PolicyReach.Passage;
import io.clarifyvpc.network.PolicyReach.Resources;
import io.clarifyvpc.network.PolicyReach.Undecided;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call that a workload makes through a VPC endpoint.
 *
 * @param action such as {@code s3:GetObject}
 * @param resources what it acts on; of several, whichever is there
 * @param certainty what is known about it
 * @param doubt what is not; empty where all is
 */
record EndpointCall(
    String action, List<Resources> resources, Certainty certainty, Optional<Undecided> doubt) {
  /** What is known about a call. */
  enum Certainty {
    /** It is made, on all of the resources. */
    CERTAIN,
    /** It is made, on some one of the resources. */
    ON_ONE_OF_THEM,
    /** It may be made, on some of the resources. */
    POSSIBLE
  }

  EndpointCall {
    resources = List.copyOf(resources);
  }

  static EndpointCall certain(String action, Resources... resources) {
    return new EndpointCall(action, List.of(resources), Certainty.CERTAIN, Optional.empty());
  }

  static EndpointCall onOneOf(Resources resources, String action, String doubt) {
    return new EndpointCall(
        action, List.of(resources), Certainty.ON_ONE_OF_THEM, Optional.of(new Undecided(doubt)));
  }

  static EndpointCall possible(String action, Resources resources, Undecided doubt) {
    return new EndpointCall(action, List.of(resources), Certainty.POSSIBLE, Optional.of(doubt));
  }

  /** The resource as a reason names it. */
  String resource() {
    return resources.getFirst().pattern();
  }

  /** Whether the policy lets it through. */
  Passage through(PolicyReach policy) {
    var passage =
        resources.stream()
            .map(each -> policy.passage(action, each))
            .reduce(EndpointCall::whicheverIsThere)
            .orElseThrow();
    if (!(passage instanceof Blocked blocked)) {
      return passage;
    }
    return switch (certainty) {
      case CERTAIN -> blocked;
      case ON_ONE_OF_THEM -> blocked.entirely() ? blocked : doubt.orElseThrow();
      case POSSIBLE -> doubt.orElseThrow();
    };
  }

  /**
   * An address may be an object's or a folder's. Whoever lets one of them through means that one,
   * unless the other is denied.
   */
  private static Passage whicheverIsThere(Passage one, Passage other) {
    var both = List.of(one, other);
    boolean denied = both.stream().anyMatch(each -> each instanceof Blocked(boolean by, _) && by);
    if (both.stream().anyMatch(Allowed.class::isInstance)) {
      return denied ? new Undecided("whether it is an object or a prefix") : new Allowed();
    }
    return Stream.of(one, other).filter(Undecided.class::isInstance).findFirst().orElse(one);
  }
}
