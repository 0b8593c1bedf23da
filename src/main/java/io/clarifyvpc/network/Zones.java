package io.clarifyvpc.network;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Subnet;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The Availability Zones of subnets: by zone id, since the same name may be another zone in another
 * account; by name where an old answer lacks ids.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html">Availability
 *     Zone IDs</a>
 */
public final class Zones {
  private static final int ENOUGH = 2;

  private Zones() {}

  /**
   * The distinct zones, sorted. Where some subnets lack a zone, the others' are all the same an
   * answer as soon as they are two: more could not make them fewer.
   */
  public static Reading<Set<String>> of(Collection<Subnet> subnets) {
    var ids = distinct(subnets, Subnet::availabilityZoneId);
    var names = distinct(subnets, Subnet::availabilityZone);
    return Stream.of(ids, names)
        .filter(zones -> zones.ofAll() || zones.zones().size() >= ENOUGH)
        .findFirst()
        .map(zones -> Reading.known(zones.zones()))
        .orElseGet(() -> Reading.unread(Fact.SUBNETS.gap("the answer lacks Availability Zones")));
  }

  private record Found(Set<String> zones, boolean ofAll) {}

  private static Found distinct(
      Collection<Subnet> subnets, Function<Subnet, Optional<String>> zone) {
    var zones = new TreeSet<String>();
    subnets.forEach(subnet -> zone.apply(subnet).ifPresent(zones::add));
    return new Found(zones, subnets.stream().allMatch(subnet -> zone.apply(subnet).isPresent()));
  }
}
