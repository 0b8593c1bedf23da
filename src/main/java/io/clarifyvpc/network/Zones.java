package io.clarifyvpc.network;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Subnet;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The Availability Zones of subnets: by zone id, since the same name may be another zone in another
 * account; by name where an old answer lacks ids.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html">Availability
 *     Zone IDs</a>
 */
public final class Zones {
  private Zones() {}

  /** The distinct zones, sorted. */
  public static Reading<Set<String>> of(Collection<Subnet> subnets) {
    return distinct(subnets, Subnet::availabilityZoneId)
        .or(() -> distinct(subnets, Subnet::availabilityZone))
        .map(Reading::known)
        .orElseGet(() -> Reading.unread(Fact.SUBNETS.gap("the answer lacks Availability Zones")));
  }

  private static Optional<Set<String>> distinct(
      Collection<Subnet> subnets, Function<Subnet, Optional<String>> zone) {
    var zones = new TreeSet<String>();
    for (Subnet subnet : subnets) {
      var of = zone.apply(subnet);
      if (of.isEmpty()) {
        return Optional.empty();
      }
      zones.add(of.get());
    }
    return Optional.of(zones);
  }
}
