package io.clarifyvpc.json;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One element each of EC2's and Route 53's answers, as the AWS CLI writes them. What AWS always
 * sends has to be there: a route table without {@code Routes} is a cut answer, not one without
 * routes. What older answers lack has the meaning that it had before the member was invented; a
 * null has none.
 */
final class NetworkDecoder {
  private static final String ASSOCIATED = "associated";
  private static final String PUBLIC = "public";

  private NetworkDecoder() {}

  static Subnet subnet(JsonObject subnet) {
    return new Subnet(
        subnet.text("SubnetId"),
        subnet.text("VpcId"),
        AddressRanges.optionalCidr(subnet, "CidrBlock"),
        ipv6CidrBlocks(subnet),
        subnet.optionalText("AvailabilityZone"),
        subnet.optionalText("AvailabilityZoneId"),
        subnet.optionalInteger("AvailableIpAddressCount"),
        subnet.optionalText("OwnerId"),
        subnet
            .defaulted("BlockPublicAccessStates", subnet::object)
            .flatMap(states -> states.defaulted("InternetGatewayBlockMode", states::text)));
  }

  private static List<String> ipv6CidrBlocks(JsonObject subnet) {
    var blocks = new ArrayList<String>();
    for (var association : listed(subnet, "Ipv6CidrBlockAssociationSet")) {
      var block = AddressRanges.cidr(association, "Ipv6CidrBlock");
      if (state(association, "Ipv6CidrBlockState").equalsIgnoreCase(ASSOCIATED)) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  /** The objects of a list; none where the list is absent. */
  private static List<JsonObject> listed(JsonObject object, String member) {
    return object.defaulted(member, object::objects).orElse(List.of());
  }

  /** {@code {"State": …}}; absent means associated. */
  private static String state(JsonObject association, String member) {
    return association
        .defaulted(member, association::object)
        .flatMap(state -> state.defaulted("State", state::text))
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
    boolean main = association.bool("Main");
    var gatewayId = association.optionalText("GatewayId");
    return new RouteTableAssociation(
        main,
        main || gatewayId.isPresent()
            ? association.optionalText("SubnetId")
            : association.defaulted("SubnetId", association::text),
        gatewayId,
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
    refuseHalf(permission, "FromPort", "ToPort");
    return new IpPermission(
        permission.text("IpProtocol"),
        port(permission, "FromPort"),
        port(permission, "ToPort"),
        listed(permission, "UserIdGroupPairs").stream()
            .map(NetworkDecoder::userIdGroupPair)
            .toList(),
        listed(permission, "IpRanges").stream()
            .map(range -> AddressRanges.cidr(range, "CidrIp"))
            .toList(),
        listed(permission, "Ipv6Ranges").stream()
            .map(range -> AddressRanges.cidr(range, "CidrIpv6"))
            .toList(),
        listed(permission, "PrefixListIds").stream()
            .map(list -> list.text("PrefixListId"))
            .toList());
  }

  /** Neither end means all ports; one end alone says nothing. */
  private static void refuseHalf(JsonObject ports, String from, String to) {
    if (ports.has(from) != ports.has(to)) {
      throw ports.missing(ports.has(from) ? to : from);
    }
  }

  private static OptionalInt port(JsonObject ports, String member) {
    return ports.defaulted(member, ports::optionalInteger).orElse(OptionalInt.empty());
  }

  private static UserIdGroupPair userIdGroupPair(JsonObject pair) {
    return new UserIdGroupPair(
        pair.optionalText("GroupId"), pair.defaulted("VpcPeeringConnectionId", pair::text));
  }

  static SecurityGroupVpcAssociation securityGroupVpcAssociation(JsonObject association) {
    return new SecurityGroupVpcAssociation(
        association.text("GroupId"),
        association.text("VpcId"),
        association.defaulted("State", association::text).orElse(ASSOCIATED));
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
    var cidrBlock = AddressRanges.optionalCidr(entry, "CidrBlock");
    var ipv6CidrBlock = AddressRanges.optionalCidr(entry, "Ipv6CidrBlock");
    if (cidrBlock.isEmpty() && ipv6CidrBlock.isEmpty()) {
      throw entry.missing("CidrBlock");
    }
    var ports = entry.defaulted("PortRange", entry::object);
    ports.ifPresent(range -> refuseHalf(range, "From", "To"));
    return new NetworkAcl.Entry(
        entry.integer("RuleNumber"),
        entry.text("Protocol"),
        entry.text("RuleAction"),
        entry.bool("Egress"),
        cidrBlock,
        ipv6CidrBlock,
        ports.map(range -> port(range, "From")).orElse(OptionalInt.empty()),
        ports.map(range -> port(range, "To")).orElse(OptionalInt.empty()));
  }

  static Vpc vpc(JsonObject vpc) {
    return new Vpc(
        vpc.text("VpcId"),
        AddressRanges.optionalCidr(vpc, "CidrBlock"),
        vpc.optionalText("DhcpOptionsId"));
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
          listed(configuration, "Values").stream().map(value -> value.text("Value")).toList();
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
        list.text("PrefixListId"),
        list.optionalText("PrefixListName"),
        AddressRanges.cidrs(list, "Cidrs"));
  }

  /** The answer of GetManagedPrefixListEntries with the list's id beside it. */
  static PrefixList prefixListEntries(JsonObject answer) {
    return new PrefixList(
        answer.text("PrefixListId"),
        Optional.empty(),
        Optional.of(
            answer.objects("Entries").stream()
                .map(entry -> AddressRanges.cidrOfAnyFamily(entry, "Cidr"))
                .toList()));
  }

  static NatGateway natGateway(JsonObject gateway) {
    return new NatGateway(
        gateway.text("NatGatewayId"),
        gateway.optionalText("SubnetId"),
        gateway.optionalText("RouteTableId"),
        gateway.text("State"),
        gateway.defaulted("ConnectivityType", gateway::text).orElse(PUBLIC));
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
}
