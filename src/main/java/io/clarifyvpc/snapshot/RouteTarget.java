package io.clarifyvpc.snapshot;

/**
 * Where a route leads.
 *
 * @param type the kind of target, told by the member and the id's prefix ({@code GatewayId} holds
 *     several kinds)
 * @param id the target's id or ARN as AWS wrote it
 */
public record RouteTarget(Type type, String id) {
  /** The kinds of target; whatever AWS adds is {@link #OTHER} and never taken for one of these. */
  public enum Type {
    LOCAL("local"),
    INTERNET_GATEWAY("internet gateway"),
    NAT_GATEWAY("NAT gateway"),
    VPC_ENDPOINT("VPC endpoint"),
    TRANSIT_GATEWAY("transit gateway"),
    CORE_NETWORK("Cloud WAN core network"),
    VPC_PEERING_CONNECTION("VPC peering connection"),
    VIRTUAL_PRIVATE_GATEWAY("virtual private gateway"),
    EGRESS_ONLY_INTERNET_GATEWAY("egress-only internet gateway"),
    INSTANCE("instance"),
    NETWORK_INTERFACE("network interface"),
    LOCAL_GATEWAY("local gateway"),
    CARRIER_GATEWAY("carrier gateway"),
    OTHER("target of a kind that is not known here");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }
}
