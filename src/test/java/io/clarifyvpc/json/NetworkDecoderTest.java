package io.clarifyvpc.json;

import static io.clarifyvpc.json.WrittenAnswers.SUBNET;
import static io.clarifyvpc.json.WrittenAnswers.endpoint;
import static io.clarifyvpc.json.WrittenAnswers.gapsOf;
import static io.clarifyvpc.json.WrittenAnswers.known;
import static io.clarifyvpc.json.WrittenAnswers.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.RouteTarget;
import io.clarifyvpc.snapshot.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members that old answers lack, and what AWS added. */
class NetworkDecoderTest {
  private final WrittenAnswers answers = new WrittenAnswers();

  @Tag("R-9")
  @Test
  void a_subnet_of_an_old_answer_lacks_much() {
    answers.add("a.json", "{'Subnets': [%s]}".formatted(SUBNET));

    assertThat(known(answers.snapshot().subnets()))
        .containsExactly(
            new Subnet(
                "subnet-a",
                "vpc-a",
                Optional.of("10.0.0.0/24"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void a_subnet_of_a_new_answer_is_read_whole() {
    answers.add(
        "a.json",
        """
        {'Subnets': [{'SubnetId': 'subnet-a', 'VpcId': 'vpc-a', 'OwnerId': '1',
          'AvailabilityZone': 'eu-west-1a', 'AvailabilityZoneId': 'euw1-az1',
          'AvailableIpAddressCount': 7,
          'Ipv6CidrBlockAssociationSet': [
            {'Ipv6CidrBlock': '2001:db8::/64', 'Ipv6CidrBlockState': {'State': 'associated'}},
            {'Ipv6CidrBlock': '2001:db8:1::/64', 'Ipv6CidrBlockState': {'State': 'disassociated'}},
            {'Ipv6CidrBlock': '2001:db8:2::/64'}],
          'BlockPublicAccessStates': {'InternetGatewayBlockMode': 'block-bidirectional'}}]}
        """);

    assertThat(known(answers.snapshot().subnets()))
        .containsExactly(
            new Subnet(
                "subnet-a",
                "vpc-a",
                Optional.empty(),
                List.of("2001:db8::/64", "2001:db8:2::/64"),
                Optional.of("eu-west-1a"),
                Optional.of("euw1-az1"),
                OptionalInt.of(7),
                Optional.of("1"),
                Optional.of("block-bidirectional")));
    assertThat(answers.read().regions()).containsExactly("eu-west-1");
  }

  @Tag("R-9")
  @Test
  void a_route_and_an_association_without_a_state_are_active_and_associated() {
    answers.add(
        "a.json",
        table("{'DestinationCidrBlock': '0.0.0.0/0', 'GatewayId': 'igw-a'}")
            .replace("'Associations': []", "'Associations': [{'Main': true}]"));

    var table = known(answers.snapshot().routeTables()).getFirst();
    assertThat(table.routes().getFirst().isActive()).isTrue();
    assertThat(table.associations().getFirst().state()).isEqualTo("associated");
  }

  @Test
  void a_state_that_is_given_is_kept() {
    answers.add(
        "a.json",
        table("{'DestinationCidrBlock': '0.0.0.0/0', 'GatewayId': 'igw-a', 'State': 'blackhole'}")
            .replace(
                "'Associations': []",
                "'Associations': [{'Main': false, 'AssociationState': {'State': 'failed'}}]"));

    var table = known(answers.snapshot().routeTables()).getFirst();
    assertThat(table.routes().getFirst().state()).isEqualTo("blackhole");
    assertThat(table.associations().getFirst().state()).isEqualTo("failed");
  }

  @ParameterizedTest
  @CsvSource({
    "GatewayId, local, LOCAL",
    "GatewayId, igw-a, INTERNET_GATEWAY",
    "GatewayId, vgw-a, VIRTUAL_PRIVATE_GATEWAY",
    "GatewayId, vpce-a, VPC_ENDPOINT",
    "GatewayId, nat-a, NAT_GATEWAY",
    "GatewayId, lgw-a, LOCAL_GATEWAY",
    "GatewayId, cagw-a, CARRIER_GATEWAY",
    "GatewayId, newgw-a, OTHER",
    "NatGatewayId, nat-a, NAT_GATEWAY",
    "TransitGatewayId, tgw-a, TRANSIT_GATEWAY",
    "VpcPeeringConnectionId, pcx-a, VPC_PEERING_CONNECTION",
    "EgressOnlyInternetGatewayId, eigw-a, EGRESS_ONLY_INTERNET_GATEWAY",
    "LocalGatewayId, lgw-a, LOCAL_GATEWAY",
    "CarrierGatewayId, cagw-a, CARRIER_GATEWAY",
    "CoreNetworkArn, arn:aws:networkmanager::1:core-network/c, CORE_NETWORK",
    "InstanceId, i-a, INSTANCE",
    "NetworkInterfaceId, eni-a, NETWORK_INTERFACE",
    "VpcEndpointId, vpce-a, VPC_ENDPOINT",
    "OdbNetworkArn, arn:aws:odb::1:odb-network/o, OTHER"
  })
  void the_target_of_a_route_is_told_by_its_member_and_prefix(
      String member, String id, RouteTarget.Type type) {
    answers.add(
        "a.json", table("{'DestinationCidrBlock': '0.0.0.0/0', '%s': '%s'}".formatted(member, id)));

    assertThat(known(answers.snapshot().routeTables()).getFirst().routes().getFirst().target())
        .isEqualTo(new RouteTarget(type, id));
  }

  @Test
  void a_route_to_an_instance_names_its_interface_as_well() {
    answers.add(
        "a.json",
        table(
            "{'DestinationCidrBlock': '0.0.0.0/0', 'NetworkInterfaceId': 'eni-a',"
                + " 'InstanceOwnerId': '1', 'InstanceId': 'i-a'}"));

    assertThat(known(answers.snapshot().routeTables()).getFirst().routes().getFirst().target())
        .isEqualTo(new RouteTarget(RouteTarget.Type.INSTANCE, "i-a"));
  }

  @Tag("R-9")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        ", 'RouteTableIds': ['rtb-a'] | Gateway",
        ", 'SubnetIds': ['subnet-a'], 'RouteTableIds': [] | Interface",
        ", 'VpcEndpointType': 'GatewayLoadBalancer', 'SubnetIds': ['s'] | GatewayLoadBalancer",
        ", 'SubnetIds': [] | ",
      })
  void the_type_of_an_old_endpoint_is_told_by_what_it_has(String members, String type) {
    answers.add("a.json", "{'VpcEndpoints': [%s]}".formatted(endpoint(members)));

    assertThat(answers.onlyEndpoint().vpcEndpointType()).isEqualTo(Optional.ofNullable(type));
  }

  @Tag("R-9")
  @Test
  void an_old_endpoint_lacks_much() {
    answers.add("a.json", "{'VpcEndpoints': [%s]}".formatted(endpoint("")));

    assertThat(answers.onlyEndpoint().groups()).isEmpty();
    assertThat(answers.onlyEndpoint().privateDnsEnabled()).isEmpty();
    assertThat(answers.onlyEndpoint().policyDocument()).isEmpty();
    assertThat(answers.onlyEndpoint().privateDnsOnlyForInboundResolverEndpoint()).isFalse();
  }

  @Test
  void an_endpoint_with_an_empty_list_of_groups_has_none_and_an_empty_policy_is_no_absent_one() {
    answers.add(
        "a.json",
        "{'VpcEndpoints': [%s]}"
            .formatted(
                endpoint(
                    ", 'Groups': [], 'PolicyDocument': '', 'DnsOptions':"
                        + " {'PrivateDnsOnlyForInboundResolverEndpoint': true}")));

    assertThat(answers.onlyEndpoint().groups()).contains(List.of());
    assertThat(answers.onlyEndpoint().policyDocument())
        .contains(Reading.unread(Fact.VPC_ENDPOINTS.gap("the policy of vpce-a is empty")));
    assertThat(answers.onlyEndpoint().privateDnsOnlyForInboundResolverEndpoint()).isTrue();
  }

  @Tag("R-9")
  @Test
  void permissions_that_are_absent_are_not_permissions_that_are_none() {
    answers.add("a.json", "{'SecurityGroups': [{'GroupId': 'sg-a', 'IpPermissionsEgress': []}]}");

    var group = known(answers.snapshot().securityGroups()).getFirst();
    assertThat(group.ipPermissions()).isEmpty();
    assertThat(group.ipPermissionsEgress()).contains(List.of());
  }

  @Tag("R-9")
  @Test
  void a_nat_gateway_of_an_old_answer_is_public_and_a_regional_one_has_no_subnet() {
    answers.add(
        "a.json",
        "{'NatGateways': [{'NatGatewayId': 'nat-a', 'State': 'available', 'RouteTableId':"
            + " 'rtb-a'}]}");

    var gateway = known(answers.snapshot().natGateways()).getFirst();
    assertThat(gateway.connectivityType()).isEqualTo("public");
    assertThat(gateway.subnetId()).isEmpty();
    assertThat(gateway.routeTableId()).contains("rtb-a");
  }

  /** what is null may be anything; only what is absent has the meaning of old answers. */
  @Tag("R-8")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Subnets | 'SubnetId': 's', 'VpcId': 'v', 'BlockPublicAccessStates': null | BlockPublicAccessStates",
        "Subnets | 'SubnetId': 's', 'VpcId': 'v', 'BlockPublicAccessStates': {'InternetGatewayBlockMode': null} | BlockPublicAccessStates.InternetGatewayBlockMode",
        "RouteTables | 'RouteTableId': 'r', 'VpcId': 'v', 'Associations': [], 'Routes': [{'DestinationCidrBlock': '0.0.0.0/0', 'GatewayId': 'igw-a', 'State': null}] | Routes[0].State",
        "RouteTables | 'RouteTableId': 'r', 'VpcId': 'v', 'Routes': [], 'Associations': [{'Main': true, 'AssociationState': null}] | Associations[0].AssociationState",
        "RouteTables | 'RouteTableId': 'r', 'VpcId': 'v', 'Routes': [], 'Associations': [{'Main': true, 'AssociationState': {'State': null}}] | Associations[0].AssociationState.State",
        "SecurityGroups | 'GroupId': 'g', 'IpPermissions': [{'IpProtocol': 'tcp', 'FromPort': null}] | IpPermissions[0].FromPort",
        "SecurityGroups | 'GroupId': 'g', 'IpPermissions': [{'IpProtocol': 'tcp', 'IpRanges': null}] | IpPermissions[0].IpRanges",
        "SecurityGroups | 'GroupId': 'g', 'IpPermissions': [{'IpProtocol': '-1', 'UserIdGroupPairs': [{'GroupId': 'g', 'VpcPeeringConnectionId': null}]}] | IpPermissions[0].UserIdGroupPairs[0].VpcPeeringConnectionId",
        "SecurityGroupVpcAssociations | 'GroupId': 'g', 'VpcId': 'v', 'State': null | State",
        "NetworkAcls | 'NetworkAclId': 'a', 'VpcId': 'v', 'IsDefault': true, 'Associations': [], 'Entries': [{'RuleNumber': 1, 'Protocol': '6', 'RuleAction': 'allow', 'Egress': true, 'CidrBlock': '0.0.0.0/0', 'PortRange': null}] | Entries[0].PortRange",
        "VpcEndpoints | 'VpcEndpointId': 'e', 'VpcId': 'v', 'ServiceName': 's', 'State': 'available', 'VpcEndpointType': null | VpcEndpointType",
        "VpcEndpoints | 'VpcEndpointId': 'e', 'VpcId': 'v', 'ServiceName': 's', 'State': 'available', 'ServiceRegion': null | ServiceRegion",
        "VpcEndpoints | 'VpcEndpointId': 'e', 'VpcId': 'v', 'ServiceName': 's', 'State': 'available', 'SubnetIds': null | SubnetIds",
        "VpcEndpoints | 'VpcEndpointId': 'e', 'VpcId': 'v', 'ServiceName': 's', 'State': 'available', 'Groups': null | Groups",
        "VpcEndpoints | 'VpcEndpointId': 'e', 'VpcId': 'v', 'ServiceName': 's', 'State': 'available', 'DnsOptions': null | DnsOptions",
        "VpcEndpoints | 'VpcEndpointId': 'e', 'VpcId': 'v', 'ServiceName': 's', 'State': 'available', 'DnsOptions': {'PrivateDnsOnlyForInboundResolverEndpoint': null} | DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint",
        "NatGateways | 'NatGatewayId': 'n', 'State': 'available', 'ConnectivityType': null | ConnectivityType",
      })
  void a_null_has_no_default(String key, String element, String member) {
    answers.add("a.json", "{'%s': [{%s}]}".formatted(key, element));

    assertThat(gapsOf(answers.snapshot()))
        .containsEntry(key, "a.json: %s[0].%s is null".formatted(key, member));
  }

  @Tag("R-8")
  @Test
  void an_empty_state_is_not_active() {
    answers.add(
        "a.json",
        table("{'DestinationCidrBlock': '0.0.0.0/0', 'GatewayId': 'igw-a', 'State': ''}"));

    assertThat(gapsOf(answers.snapshot()))
        .containsEntry("RouteTables", "a.json: RouteTables[0].Routes[0].State is empty");
  }

  /** full access is what an endpoint without the member has. */
  @Tag("R-8")
  @Test
  void a_policy_that_is_null_is_not_full_access() {
    answers.add("a.json", "{'VpcEndpoints': [%s]}".formatted(endpoint(", 'PolicyDocument': null")));

    assertThat(answers.onlyEndpoint().policyDocument())
        .contains(Reading.unread(Fact.VPC_ENDPOINTS.gap("the policy of vpce-a is null")));
  }
}
