package io.clarifyvpc.json;

import io.clarifyvpc.network.Cidr;
import io.clarifyvpc.snapshot.DhcpOptions;
import io.clarifyvpc.snapshot.HostedZone;
import io.clarifyvpc.snapshot.InstanceTypeOffering;
import io.clarifyvpc.snapshot.IpPermission;
import io.clarifyvpc.snapshot.NatGateway;
import io.clarifyvpc.snapshot.NetworkAcl;
import io.clarifyvpc.snapshot.PrefixList;
import io.clarifyvpc.snapshot.ProfileAssociation;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.RouteTableAssociation;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.snapshot.SecurityGroupVpcAssociation;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.UserIdGroupPair;
import io.clarifyvpc.snapshot.Vpc;
import io.clarifyvpc.snapshot.VpcAttributes;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One element each of EC2's and Route 53's answers, as the AWS CLI writes them. What AWS always
 * sends has to be there: a route table without {@code Routes} is a cut answer, not one without
 * routes. What older answers lack has the meaning that it had before the member was invented.
 */
final class NetworkDecoder {
  private static final String ASSOCIATED = "associated";
  private static final String PUBLIC = "public";

  private static final Set<String> OF_A_SERVICE = Set.of("Gateway", "Interface");

  private NetworkDecoder() {}

  static Subnet subnet(JsonObject subnet) {
    return new Subnet(
        subnet.text("SubnetId"),
        subnet.text("VpcId"),
        optionalCidr(subnet, "CidrBlock"),
        ipv6CidrBlocks(subnet),
        subnet.optionalText("AvailabilityZone"),
        subnet.optionalText("AvailabilityZoneId"),
        subnet.optionalInteger("AvailableIpAddressCount"),
        subnet.optionalText("OwnerId"),
        subnet
            .optionalObject("BlockPublicAccessStates")
            .flatMap(states -> states.optionalText("InternetGatewayBlockMode")));
  }

  private static List<String> ipv6CidrBlocks(JsonObject subnet) {
    var blocks = new ArrayList<String>();
    for (var association : subnet.anyObjects("Ipv6CidrBlockAssociationSet")) {
      var block = cidr(association, "Ipv6CidrBlock");
      if (state(association, "Ipv6CidrBlockState").equalsIgnoreCase(ASSOCIATED)) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  /** {@code {"State": …}}; absent means associated. */
  private static String state(JsonObject association, String member) {
    return association
        .optionalObject(member)
        .flatMap(state -> state.optionalText("State"))
        .orElse(ASSOCIATED);
  }

  static RouteTable routeTable(JsonObject table) {
    return new RouteTable(
        table.text("RouteTableId"),
        table.text("VpcId"),
        table.objects("Associations").stream().map(NetworkDecoder::association).toList(),
        table.objects("Routes").stream().map(RouteDecoder::route).toList());
  }

  private static RouteTableAssociation association(JsonObject association) {
    return new RouteTableAssociation(
        association.bool("Main"),
        association.optionalText("SubnetId"),
        association.optionalText("GatewayId"),
        state(association, "AssociationState"));
  }

  static SecurityGroup securityGroup(JsonObject group) {
    return new SecurityGroup(
        group.text("GroupId"),
        group.optionalText("GroupName"),
        group.optionalText("VpcId"),
        ipPermissions(group, "IpPermissions"),
        ipPermissions(group, "IpPermissionsEgress"));
  }

  private static Optional<List<IpPermission>> ipPermissions(JsonObject group, String member) {
    return group
        .optionalObjects(member)
        .map(permissions -> permissions.stream().map(NetworkDecoder::ipPermission).toList());
  }

  private static IpPermission ipPermission(JsonObject permission) {
    return new IpPermission(
        permission.text("IpProtocol"),
        permission.optionalInteger("FromPort"),
        permission.optionalInteger("ToPort"),
        permission.anyObjects("UserIdGroupPairs").stream()
            .map(NetworkDecoder::userIdGroupPair)
            .toList(),
        permission.anyObjects("IpRanges").stream().map(range -> cidr(range, "CidrIp")).toList(),
        permission.anyObjects("Ipv6Ranges").stream().map(range -> cidr(range, "CidrIpv6")).toList(),
        permission.anyObjects("PrefixListIds").stream()
            .map(list -> list.text("PrefixListId"))
            .toList());
  }

  private static UserIdGroupPair userIdGroupPair(JsonObject pair) {
    return new UserIdGroupPair(
        pair.optionalText("GroupId"), pair.optionalText("VpcPeeringConnectionId"));
  }

  static SecurityGroupVpcAssociation securityGroupVpcAssociation(JsonObject association) {
    return new SecurityGroupVpcAssociation(
        association.text("GroupId"),
        association.text("VpcId"),
        association.optionalText("State").orElse(ASSOCIATED));
  }

  static NetworkAcl networkAcl(JsonObject acl) {
    return new NetworkAcl(
        acl.text("NetworkAclId"),
        acl.text("VpcId"),
        acl.bool("IsDefault"),
        acl.objects("Associations").stream().map(a -> a.text("SubnetId")).toList(),
        acl.objects("Entries").stream().map(NetworkDecoder::aclEntry).toList());
  }

  private static NetworkAcl.Entry aclEntry(JsonObject entry) {
    var cidrBlock = optionalCidr(entry, "CidrBlock");
    var ipv6CidrBlock = optionalCidr(entry, "Ipv6CidrBlock");
    if (cidrBlock.isEmpty() && ipv6CidrBlock.isEmpty()) {
      throw entry.missing("CidrBlock");
    }
    var ports = entry.optionalObject("PortRange");
    return new NetworkAcl.Entry(
        entry.integer("RuleNumber"),
        entry.text("Protocol"),
        entry.text("RuleAction"),
        entry.bool("Egress"),
        cidrBlock,
        ipv6CidrBlock,
        ports.map(range -> range.optionalInteger("From")).orElse(OptionalInt.empty()),
        ports.map(range -> range.optionalInteger("To")).orElse(OptionalInt.empty()));
  }

  static VpcEndpoint vpcEndpoint(JsonObject endpoint) {
    var routeTableIds = endpoint.anyTexts("RouteTableIds");
    var subnetIds = endpoint.anyTexts("SubnetIds");
    var type =
        endpoint.optionalText("VpcEndpointType").or(() -> typeByMembers(routeTableIds, subnetIds));
    return new VpcEndpoint(
        endpoint.text("VpcEndpointId"),
        type,
        endpoint.text("VpcId"),
        serviceName(endpoint, type),
        endpoint.optionalText("ServiceRegion"),
        endpoint.text("State"),
        routeTableIds,
        subnetIds,
        endpoint
            .optionalObjects("Groups")
            .map(groups -> groups.stream().map(group -> group.text("GroupId")).toList()),
        endpoint.optionalBool("PrivateDnsEnabled"),
        endpoint
            .optionalObject("DnsOptions")
            .flatMap(dns -> dns.optionalBool("PrivateDnsOnlyForInboundResolverEndpoint"))
            .orElse(false),
        endpoint
            .find("PolicyDocument")
            .map(policy -> PolicyDocumentDecoder.decode(policy, endpoint.text("VpcEndpointId"))));
  }

  /** Endpoints of a resource or a service network have no service. */
  private static String serviceName(JsonObject endpoint, Optional<String> type) {
    return type.filter(OF_A_SERVICE::contains).isPresent()
        ? endpoint.text("ServiceName")
        : endpoint.optionalText("ServiceName").orElse("");
  }

  private static Optional<String> typeByMembers(
      List<String> routeTableIds, List<String> subnetIds) {
    if (!routeTableIds.isEmpty()) {
      return Optional.of("Gateway");
    }
    return subnetIds.isEmpty() ? Optional.empty() : Optional.of("Interface");
  }

  static Vpc vpc(JsonObject vpc) {
    return new Vpc(
        vpc.text("VpcId"), optionalCidr(vpc, "CidrBlock"), vpc.optionalText("DhcpOptionsId"));
  }

  /** An answer of DescribeVpcAttribute, which holds one attribute beside the VPC's id. */
  static VpcAttributes vpcAttributes(JsonObject answer) {
    return new VpcAttributes(
        answer.text("VpcId"),
        attribute(answer, "EnableDnsSupport"),
        attribute(answer, "EnableDnsHostnames"));
  }

  private static Optional<Boolean> attribute(JsonObject answer, String name) {
    return answer.mentions(name)
        ? Optional.of(answer.object(name).bool("Value"))
        : Optional.empty();
  }

  static DhcpOptions dhcpOptions(JsonObject options) {
    var configurations = new LinkedHashMap<String, List<String>>();
    for (var configuration : options.objects("DhcpConfigurations")) {
      var values =
          configuration.anyObjects("Values").stream().map(value -> value.text("Value")).toList();
      configurations.put(configuration.text("Key"), values);
    }
    return new DhcpOptions(options.text("DhcpOptionsId"), configurations);
  }

  /**
   * A list without its ranges, as DescribeManagedPrefixLists answers, is one whose ranges were not
   * read.
   */
  static PrefixList prefixList(JsonObject list) {
    return new PrefixList(
        list.text("PrefixListId"), list.optionalText("PrefixListName"), cidrs(list, "Cidrs"));
  }

  /** The answer of GetManagedPrefixListEntries with the list's id beside it. */
  static PrefixList prefixListEntries(JsonObject answer) {
    return new PrefixList(
        answer.text("PrefixListId"),
        Optional.empty(),
        Optional.of(answer.objects("Entries").stream().map(NetworkDecoder::entry).toList()));
  }

  static NatGateway natGateway(JsonObject gateway) {
    return new NatGateway(
        gateway.text("NatGatewayId"),
        gateway.optionalText("SubnetId"),
        gateway.optionalText("RouteTableId"),
        gateway.text("State"),
        gateway.optionalText("ConnectivityType").orElse(PUBLIC));
  }

  static InstanceTypeOffering instanceTypeOffering(JsonObject offering) {
    return new InstanceTypeOffering(
        offering.text("InstanceType"), offering.text("LocationType"), offering.text("Location"));
  }

  /**
   * The answer does not repeat the VPC that it was asked for; who saves it may put it beside the
   * list or into it.
   */
  static HostedZone hostedZone(JsonObject zone, JsonObject answer) {
    return new HostedZone(zone.text("Name"), vpcId(zone).or(() -> vpcId(answer)));
  }

  private static Optional<String> vpcId(JsonObject object) {
    return object
        .optionalText("VPCId")
        .or(() -> object.optionalText("VpcId"))
        .or(() -> object.optionalObject("VPC").flatMap(vpc -> vpc.optionalText("VPCId")));
  }

  static ProfileAssociation profileAssociation(JsonObject association) {
    return new ProfileAssociation(association.text("ResourceId"), association.text("Status"));
  }

  private static String cidr(JsonObject object, String member) {
    return optionalCidr(object, member).orElseThrow(() -> object.missing(member));
  }

  /** An address range of the family that the member's name says. */
  static Optional<String> optionalCidr(JsonObject object, String member) {
    boolean ipv6 = member.contains("pv6");
    return object
        .optionalText(member)
        .map(text ->
            checked(text, range -> range.ipv6() == ipv6)
                .orElseThrow(() ->
                    object.malformed(member, "is not an IPv%d range".formatted(ipv6 ? 6 : 4))));
  }

  private static Optional<List<String>> cidrs(JsonObject object, String member) {
    var cidrs = object.optionalTexts(member);
    if (!cidrs.orElse(List.of()).stream().allMatch(text -> checked(text, _ -> true).isPresent())) {
      throw object.malformed(member, "holds something that is not an address range");
    }
    return cidrs;
  }

  private static String entry(JsonObject entry) {
    return checked(entry.text("Cidr"), _ -> true)
        .orElseThrow(() -> entry.malformed("Cidr", "is not an address range"));
  }

  private static Optional<String> checked(String text, Predicate<Cidr> condition) {
    try {
      return condition.test(Cidr.parse(text)) ? Optional.of(text) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
