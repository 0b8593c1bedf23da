package io.clarifyvpc.network;

import io.clarifyvpc.snapshot.DhcpOptions;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Vpc;
import io.clarifyvpc.snapshot.VpcAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How names are resolved in a VPC: its two DNS attributes, and the name servers that its DHCP
 * options hand out.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html">DNS attributes for
 *     your VPC</a>
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html">DHCP option
 *     sets</a>
 */
public final class NameResolution {
  private static final String NONE_ASSOCIATED = "default";
  private static final String NAME_SERVERS = "domain-name-servers";
  private static final Set<String> AMAZONS =
      Set.of("AmazonProvidedDNS", "169.254.169.253", "fd00:ec2::253");
  private static final long RESOLVER_OFFSET = 2;

  private final Snapshot snapshot;

  NameResolution(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * The DNS attributes of the VPC that are off. One that is off is an answer, whatever the other
   * is.
   */
  public Reading<List<String>> attributesOff(String vpcId) {
    return snapshot.vpcAttributes().flatMap(all -> attributesOff(vpcId, of(all, vpcId)));
  }

  private static VpcAttributes of(List<VpcAttributes> all, String vpcId) {
    return all.stream()
        .filter(each -> each.vpcId().equals(vpcId))
        .findFirst()
        .orElseGet(() -> new VpcAttributes(vpcId, Optional.empty(), Optional.empty()));
  }

  private static Reading<List<String>> attributesOff(String vpcId, VpcAttributes attributes) {
    var off = new ArrayList<String>();
    if (!attributes.enableDnsSupport().orElse(true)) {
      off.add("enableDnsSupport");
    }
    if (!attributes.enableDnsHostnames().orElse(true)) {
      off.add("enableDnsHostnames");
    }
    boolean bothRead =
        attributes.enableDnsSupport().isPresent() && attributes.enableDnsHostnames().isPresent();
    return bothRead || !off.isEmpty()
        ? Reading.known(off)
        : Reading.unread(Fact.VPC_ATTRIBUTES.gap("the answer lacks a DNS attribute of " + vpcId));
  }

  /** The DHCP options of the VPC; an empty optional where none are associated. */
  public Reading<Optional<DhcpOptions>> dhcpOptions(String vpcId) {
    return vpc(vpcId)
        .flatMap(vpc ->
            vpc.dhcpOptionsId()
                .map(this::optionsOf)
                .orElseGet(() ->
                    Reading.unread(Fact.VPCS.gap("the answer lacks DhcpOptionsId of " + vpcId))));
  }

  private Reading<Vpc> vpc(String vpcId) {
    return snapshot
        .vpcs()
        .flatMap(vpcs ->
            vpcs.stream()
                .filter(vpc -> vpc.vpcId().equals(vpcId))
                .findFirst()
                .map(Reading::known)
                .orElseGet(() -> Reading.unread(Fact.VPCS.gap("the answer lacks " + vpcId))));
  }

  private Reading<Optional<DhcpOptions>> optionsOf(String id) {
    if (id.equals(NONE_ASSOCIATED)) {
      return Reading.known(Optional.empty());
    }
    return snapshot
        .dhcpOptions()
        .flatMap(all ->
            all.stream()
                .filter(options -> options.dhcpOptionsId().equals(id))
                .findFirst()
                .map(found -> Reading.known(Optional.of(found)))
                .orElseGet(() -> Reading.unread(Fact.DHCP_OPTIONS.gap("the answer lacks " + id))));
  }

  /**
   * Name servers of the VPC that are not Amazon's: whether they resolve private names cannot be
   * seen.
   */
  public Reading<List<String>> foreignNameServers(String vpcId) {
    return dhcpOptions(vpcId)
        .flatMap(options ->
            options.isEmpty()
                ? Reading.known(List.of())
                : vpc(vpcId).map(vpc -> foreign(options.get(), vpc)));
  }

  private static List<String> foreign(DhcpOptions options, Vpc vpc) {
    var servers = options.dhcpConfigurations().getOrDefault(NAME_SERVERS, List.of());
    return servers.isEmpty()
        ? List.of("none")
        : servers.stream().filter(server -> !isAmazons(server, vpc)).toList();
  }

  private static boolean isAmazons(String server, Vpc vpc) {
    return isAmazons(server)
        || vpc.cidrBlock()
            .map(Cidr::parse)
            .map(NameResolution::resolverOf)
            .filter(server::equals)
            .isPresent();
  }

  /** Whether a name server is Amazon's in every VPC. */
  public static boolean isAmazons(String server) {
    return AMAZONS.contains(server);
  }

  /** The address of Amazon's resolver in a VPC of this primary range. */
  public static String resolverOf(Cidr vpcRange) {
    return vpcRange.address(RESOLVER_OFFSET);
  }
}
