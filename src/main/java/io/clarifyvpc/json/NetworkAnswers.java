package io.clarifyvpc.json;

import static java.util.stream.Collectors.toMap;

import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.DhcpOptions;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.HostedZone;
import io.clarifyvpc.snapshot.InstanceTypeOffering;
import io.clarifyvpc.snapshot.NatGateway;
import io.clarifyvpc.snapshot.NetworkAcl;
import io.clarifyvpc.snapshot.PrefixList;
import io.clarifyvpc.snapshot.ProfileAssociation;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.snapshot.SecurityGroupVpcAssociation;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.Vpc;
import io.clarifyvpc.snapshot.VpcAttributes;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the answers say of the network: lists under a top-level key each, and the two answers that
 * come one thing at a time, a VPC's attributes and a prefix list's entries.
 */
final class NetworkAnswers {
  private static final String ENTRIES = "Entries";
  private static final List<String> VPC_ATTRIBUTES =
      List.of("EnableDnsSupport", "EnableDnsHostnames");

  private final Whereabouts whereabouts;
  private final Remarks remarks;

  private final AnswerList<Subnet> subnets =
      AnswerList.of(
          Fact.SUBNETS,
          "the answer of `aws ec2 describe-subnets`",
          (element, _) -> subnet(element),
          Subnet::subnetId);
  private final AnswerList<RouteTable> routeTables =
      AnswerList.of(
          Fact.ROUTE_TABLES,
          "the answer of `aws ec2 describe-route-tables`",
          (element, _) -> NetworkDecoder.routeTable(element),
          RouteTable::routeTableId);
  private final AnswerList<SecurityGroup> securityGroups =
      AnswerList.of(
          Fact.SECURITY_GROUPS,
          "the answer of `aws ec2 describe-security-groups`",
          (element, _) -> NetworkDecoder.securityGroup(element),
          SecurityGroup::groupId);
  private final AnswerList<SecurityGroupVpcAssociation> securityGroupVpcAssociations =
      AnswerList.of(
          Fact.SECURITY_GROUP_VPC_ASSOCIATIONS,
          "the answer of `aws ec2 describe-security-group-vpc-associations`",
          (element, _) -> NetworkDecoder.securityGroupVpcAssociation(element),
          Function.identity());
  private final AnswerList<NetworkAcl> networkAcls =
      AnswerList.of(
          Fact.NETWORK_ACLS,
          "the answer of `aws ec2 describe-network-acls`",
          (element, _) -> NetworkDecoder.networkAcl(element),
          NetworkAcl::networkAclId);
  private final AnswerList<VpcEndpoint> vpcEndpoints =
      new AnswerList<>(
          Fact.VPC_ENDPOINTS,
          Fact.VPC_ENDPOINTS.label(),
          "the answer of `aws ec2 describe-vpc-endpoints`",
          (element, _) -> VpcEndpointDecoder.vpcEndpoint(element),
          VpcEndpoint::vpcEndpointId,
          VpcEndpoint::isAvailable,
          NetworkAnswers::together);
  private final AnswerList<Vpc> vpcs =
      AnswerList.of(
          Fact.VPCS,
          "the answer of `aws ec2 describe-vpcs`",
          (element, _) -> NetworkDecoder.vpc(element),
          Vpc::vpcId);
  private final AnswerList<VpcAttributes> vpcAttributes =
      new AnswerList<>(
          Fact.VPC_ATTRIBUTES,
          "EnableDnsSupport or EnableDnsHostnames",
          "the answers of `aws ec2 describe-vpc-attribute --attribute enableDnsSupport` and"
              + " `… --attribute enableDnsHostnames`",
          (element, _) -> NetworkDecoder.vpcAttributes(element),
          VpcAttributes::vpcId,
          _ -> false,
          NetworkAnswers::together);
  private final AnswerList<DhcpOptions> dhcpOptions =
      AnswerList.of(
          Fact.DHCP_OPTIONS,
          "the answer of `aws ec2 describe-dhcp-options`",
          (element, _) -> NetworkDecoder.dhcpOptions(element),
          DhcpOptions::dhcpOptionsId);
  private final AnswerList<PrefixList> prefixLists =
      new AnswerList<>(
          Fact.PREFIX_LISTS,
          Fact.PREFIX_LISTS.label(),
          "the answer of `aws ec2 describe-prefix-lists`",
          (element, _) -> NetworkDecoder.prefixList(element),
          PrefixList::prefixListId,
          _ -> false,
          NetworkAnswers::together);
  private final AnswerList<NatGateway> natGateways =
      AnswerList.of(
          Fact.NAT_GATEWAYS,
          "the answer of `aws ec2 describe-nat-gateways`",
          (element, _) -> NetworkDecoder.natGateway(element),
          NatGateway::natGatewayId);
  private final AnswerList<InstanceTypeOffering> instanceTypeOfferings =
      AnswerList.of(
          Fact.INSTANCE_TYPE_OFFERINGS,
          "the answer of `aws ec2 describe-instance-type-offerings --location-type"
              + " availability-zone-id`",
          (element, _) -> NetworkDecoder.instanceTypeOffering(element),
          Function.identity());
  private final AnswerList<HostedZone> hostedZones =
      AnswerList.of(
          Fact.HOSTED_ZONES,
          "the answer of `aws route53 list-hosted-zones-by-vpc`",
          NetworkDecoder::hostedZone,
          Function.identity());
  private final AnswerList<ProfileAssociation> profileAssociations =
      AnswerList.of(
          Fact.PROFILE_ASSOCIATIONS,
          "the answer of `aws route53profiles list-profile-associations`",
          (element, _) -> NetworkDecoder.profileAssociation(element),
          Function.identity());

  private final Map<String, AnswerList<?>> lists =
      Stream.of(
              subnets,
              routeTables,
              securityGroups,
              securityGroupVpcAssociations,
              networkAcls,
              vpcEndpoints,
              vpcs,
              dhcpOptions,
              prefixLists,
              natGateways,
              instanceTypeOfferings,
              hostedZones,
              profileAssociations)
          .collect(toMap(AnswerList::key, Function.identity()));

  NetworkAnswers(Whereabouts whereabouts, Remarks remarks) {
    this.whereabouts = whereabouts;
    this.remarks = remarks;
  }

  /** Takes in the list under a key; false where the key is none of the network's. */
  boolean add(String file, String key, JsonObject answer) {
    if (key.equals(ENTRIES)) {
      addEntries(file, answer);
      return true;
    }
    if (!lists.containsKey(key)) {
      return false;
    }
    lists.get(key).add(file, answer);
    return true;
  }

  private void addEntries(String file, JsonObject answer) {
    if (!answer.mentions("PrefixListId")) {
      remarks.add(
          "%s holds Entries without a PrefixListId beside them, so no list is known to have them"
              .formatted(file));
      return;
    }
    if (AnswerList.stopsShort(answer)) {
      prefixLists.spoil(file, "Entries stops at a NextToken: the rest of the answer is missing");
    }
    try {
      prefixLists.keep(file, NetworkDecoder.prefixListEntries(answer));
    } catch (MalformedDocument e) {
      prefixLists.spoil(file, e.getMessage());
    }
  }

  /** Takes in an attribute of a VPC; false where the answer holds none. */
  boolean addVpcAttributes(String file, JsonObject answer) {
    if (VPC_ATTRIBUTES.stream().noneMatch(answer::mentions)) {
      return false;
    }
    vpcAttributes.appeared();
    try {
      vpcAttributes.keep(file, NetworkDecoder.vpcAttributes(answer));
    } catch (MalformedDocument e) {
      vpcAttributes.spoil(file, e.getMessage());
    }
    return true;
  }

  /** Makes gaps of what an answer that cannot be read begins with. */
  void spoil(String file, Set<String> keys, String problem) {
    for (var key : keys) {
      if (lists.containsKey(key)) {
        lists.get(key).spoil(file, problem);
      }
      if (VPC_ATTRIBUTES.contains(key)) {
        vpcAttributes.spoil(file, problem);
      }
      if (key.equals(ENTRIES)) {
        prefixLists.spoil(file, problem);
      }
    }
  }

  /** Takes in that something was not read: a gap, whatever other answers say of the same fact. */
  void unread(Gap gap) {
    if (gap.fact() == Fact.VPC_ATTRIBUTES) {
      vpcAttributes.spoil(gap);
      return;
    }
    lists.get(gap.fact().label()).spoil(gap);
  }

  /**
   * Nothing more will come: what has not appeared was not asked for, because nothing requires it.
   */
  void nothingMore() {
    lists.values().forEach(AnswerList::notAsked);
    vpcAttributes.notAsked();
  }

  /** The whole, with what SageMaker describes beside it. */
  Snapshot snapshot(SageMakerAnswers described, AnalysisConfigurations analysisConfigurations) {
    return new Snapshot(
        subnets.reading(),
        routeTables.reading(),
        securityGroups.reading(),
        securityGroupVpcAssociations.reading(),
        networkAcls.reading(),
        vpcEndpoints.reading(),
        vpcs.reading(),
        vpcAttributes.reading(),
        dhcpOptions.reading(),
        prefixLists.reading(),
        natGateways.reading(),
        instanceTypeOfferings.reading(),
        hostedZones.reading(),
        profileAssociations.reading(),
        described.models(),
        described.endpoints(),
        described.endpointConfigs(),
        analysisConfigurations);
  }

  private Subnet subnet(JsonObject element) {
    var subnet = NetworkDecoder.subnet(element);
    subnet.availabilityZone().ifPresent(whereabouts::noteZone);
    element.optionalText("SubnetArn").ifPresent(whereabouts::noteArn);
    return subnet;
  }

  /** An endpoint that is going away is listed in several states at once; none of them serves. */
  private static Optional<VpcEndpoint> together(VpcEndpoint one, VpcEndpoint other) {
    boolean eitherServes = one.isAvailable() || other.isAvailable();
    return one.equals(other) || !eitherServes ? Optional.of(one) : Optional.empty();
  }

  private static Optional<VpcAttributes> together(VpcAttributes one, VpcAttributes other) {
    return agree(one.enableDnsSupport(), other.enableDnsSupport())
            && agree(one.enableDnsHostnames(), other.enableDnsHostnames())
        ? Optional.of(
            new VpcAttributes(
                one.vpcId(),
                one.enableDnsSupport().or(other::enableDnsSupport),
                one.enableDnsHostnames().or(other::enableDnsHostnames)))
        : Optional.empty();
  }

  private static Optional<PrefixList> together(PrefixList one, PrefixList other) {
    return agree(one.prefixListName(), other.prefixListName())
            && agree(one.cidrs().map(Set::copyOf), other.cidrs().map(Set::copyOf))
        ? Optional.of(
            new PrefixList(
                one.prefixListId(),
                one.prefixListName().or(other::prefixListName),
                one.cidrs().or(other::cidrs)))
        : Optional.empty();
  }

  private static <T> boolean agree(Optional<T> one, Optional<T> other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }
}
