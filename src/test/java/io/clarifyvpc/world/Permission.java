package io.clarifyvpc.world;

import io.clarifyvpc.snapshot.IpPermission;
import io.clarifyvpc.snapshot.UserIdGroupPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One permission of a security group; the same words serve both directions. */
public final class Permission {
  private final String protocol;
  private final OptionalInt from;
  private final OptionalInt to;
  private final List<UserIdGroupPair> pairs = new ArrayList<>();
  private final List<String> ranges = new ArrayList<>();
  private final List<String> ipv6Ranges = new ArrayList<>();
  private final List<String> prefixLists = new ArrayList<>();

  private Permission(String protocol, OptionalInt from, OptionalInt to) {
    this.protocol = protocol;
    this.from = from;
    this.to = to;
  }

  public static Permission allTraffic() {
    return new Permission("-1", OptionalInt.empty(), OptionalInt.empty());
  }

  public static Permission tcp(int port) {
    return tcp(port, port);
  }

  public static Permission tcp(int from, int to) {
    return protocol("tcp", from, to);
  }

  public static Permission protocol(String protocol, int from, int to) {
    return new Permission(protocol, OptionalInt.of(from), OptionalInt.of(to));
  }

  public Permission group(String id) {
    pairs.add(new UserIdGroupPair(Optional.of(id), Optional.empty()));
    return this;
  }

  public Permission peeredGroup(String id, String peering) {
    pairs.add(new UserIdGroupPair(Optional.of(id), Optional.of(peering)));
    return this;
  }

  public Permission range(String range) {
    (range.contains(":") ? ipv6Ranges : ranges).add(range);
    return this;
  }

  public Permission prefixList(String id) {
    prefixLists.add(id);
    return this;
  }

  public IpPermission build() {
    return new IpPermission(protocol, from, to, pairs, ranges, ipv6Ranges, prefixLists);
  }
}
