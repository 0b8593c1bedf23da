package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.DhcpOptions;
import io.clarifyvpc.snapshot.Endpoint;
import io.clarifyvpc.snapshot.EndpointConfig;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.HostedZone;
import io.clarifyvpc.snapshot.PrefixList;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.RouteTarget;
import io.clarifyvpc.snapshot.SecurityGroupVpcAssociation;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.VpcAttributes;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescribeAnswersTest {
  private static final String SUBNET =
      "{'SubnetId': 'subnet-a', 'VpcId': 'vpc-a', 'CidrBlock': '10.0.0.0/24'}";

  private final DescribeAnswers answers = new DescribeAnswers();

  private void add(String file, String content) {
    answers.add(file, content.replace('\'', '"').getBytes(UTF_8));
  }

  private Snapshot snapshot() {
    return answers.snapshot(AnalysisConfigurations.none());
  }

  private static <T> T known(Reading<T> reading) {
    return reading.orElse(gap -> {
      throw new AssertionError(gap.describe());
    });
  }

  private static String reason(Reading<?> reading) {
    assertThat(reading).isInstanceOf(Reading.Unread.class);
    return ((Reading.Unread<?>) reading).gap().reason();
  }

  private static String table(String route) {
    return "{'RouteTables': [{'RouteTableId': 'rtb-a', 'VpcId': 'vpc-a', 'Associations': [], 'Routes': [%s]}]}"
        .formatted(route);
  }

  private static String endpoint(String more) {
    return ("{'VpcEndpointId': 'vpce-a', 'VpcId': 'vpc-a', 'ServiceName': 's', 'State': 'available'"
        + more
        + "}");
  }

  private VpcEndpoint onlyEndpoint() {
    return known(snapshot().vpcEndpoints()).getFirst();
  }

  // What is there, and what is not

  @Test
  void without_any_answer_everything_is_a_gap() {
    var nothing = snapshot();

    assertThat(nothing.subnets())
        .isEqualTo(
            Reading.unread(
                Fact.SUBNETS.gap(
                    "no file has Subnets: add the answer of `aws ec2 describe-subnets`")));
    assertThat(
            List.of(
                nothing.routeTables(),
                nothing.securityGroups(),
                nothing.securityGroupVpcAssociations(),
                nothing.networkAcls(),
                nothing.vpcEndpoints(),
                nothing.vpcs(),
                nothing.vpcAttributes(),
                nothing.dhcpOptions(),
                nothing.prefixLists(),
                nothing.natGateways(),
                nothing.instanceTypeOfferings(),
                nothing.hostedZones(),
                nothing.profileAssociations(),
                nothing.models().named("m"),
                nothing.endpoints().named("e"),
                nothing.endpointConfigs().named("c")))
        .allSatisfy(reading -> assertThat(reason(reading)).contains("`aws "));
  }

  @Tag("R-8")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subnets",
        "RouteTables",
        "SecurityGroups",
        "SecurityGroupVpcAssociations",
        "NetworkAcls",
        "VpcEndpoints",
        "Vpcs",
        "DhcpOptions",
        "PrefixLists",
        "NatGateways",
        "InstanceTypeOfferings",
        "HostedZoneSummaries",
        "ProfileAssociations"
      })
  void an_empty_list_is_a_fact_a_null_and_half_an_answer_are_gaps(String key) {
    add("a.json", "{'%s': []}".formatted(key));
    assertThat(gapsOf(snapshot())).doesNotContainKey(key);
    assertThat(answers.remarks()).isEmpty();

    var withNull = new DescribeAnswers();
    withNull.add("a.json", Json.parse("{\"%s\": []}".formatted(key).getBytes(UTF_8)));
    withNull.add("b.json", Json.parse("{\"%s\": null}".formatted(key).getBytes(UTF_8)));
    assertThat(gapsOf(withNull.snapshot(AnalysisConfigurations.none())))
        .containsEntry(key, "b.json: %s is null".formatted(key));

    add("c.json", "{'%s': [], 'NextToken': 'x'}".formatted(key));
    assertThat(gapsOf(snapshot()))
        .containsEntry(
            key,
            "c.json: %s stops at a NextToken: the rest of the answer is missing".formatted(key));
  }

  private static Map<String, String> gapsOf(Snapshot snapshot) {
    return List.<Reading<?>>of(
            snapshot.subnets(),
            snapshot.routeTables(),
            snapshot.securityGroups(),
            snapshot.securityGroupVpcAssociations(),
            snapshot.networkAcls(),
            snapshot.vpcEndpoints(),
            snapshot.vpcs(),
            snapshot.dhcpOptions(),
            snapshot.prefixLists(),
            snapshot.natGateways(),
            snapshot.instanceTypeOfferings(),
            snapshot.hostedZones(),
            snapshot.profileAssociations())
        .stream()
        .filter(reading -> reading instanceof Reading.Unread<?>)
        .map(reading -> ((Reading.Unread<?>) reading).gap())
        .collect(Collectors.toMap(gap -> gap.fact().label(), gap -> gap.reason()));
  }

  @Tag("R-8")
  @ParameterizedTest
  @ValueSource(strings = {"null", "''"})
  void a_next_token_without_content_is_the_end_of_the_answer(String token) {
    add("a.json", "{'Subnets': [], 'Models': [], 'NextToken': %s}".formatted(token));

    assertThat(known(snapshot().subnets())).isEmpty();
    assertThat(known(snapshot().models().named("m"))).isEmpty();
  }

  @Test
  void several_answers_in_one_file_are_all_read() {
    add("all.json", "{'Subnets': [%s], 'NatGateways': [], 'Vpcs': []}".formatted(SUBNET));

    assertThat(known(snapshot().subnets())).hasSize(1);
    assertThat(known(snapshot().natGateways())).isEmpty();
    assertThat(known(snapshot().vpcs())).isEmpty();
  }

  @Test
  void unknown_keys_and_other_shapes_are_remarks() {
    add("a.json", "{'Reservations': []}");
    add("b.json", "[]");
    add("c.json", "{'Subnets': [], 'a secret!': 1, 'B': 2, 'C': 3, 'D': 4}");
    add("d.json", "{'InternetGateways': []}");

    assertThat(answers.remarks())
        .containsExactly(
            "a.json holds nothing under Reservations that is read",
            "b.json is not an answer of the AWS CLI and is not used",
            "c.json holds nothing under …, B, C and 1 more keys that is read");
  }

  @Test
  void keys_in_another_case_are_not_taken_for_answers() {
    add("expected.json", "{'subnets': []}");

    assertThat(snapshot().subnets()).isInstanceOf(Reading.Unread.class);
    assertThat(answers.remarks()).hasSize(1);
  }

  @Tag("R-10")
  @Test
  void a_file_that_is_not_json_is_a_remark_and_what_it_begins_with_are_gaps() {
    add("a.json", "{'Subnets': [], 'NatGateways': []}");
    add("b.json", "{'Vpcs': [], 'Subnets': [%s".formatted(SUBNET));

    assertThat(answers.remarks())
        .singleElement()
        .asString()
        .startsWith("b.json is not JSON (line 1, column ");
    assertThat(reason(snapshot().subnets())).startsWith("b.json: is not JSON");
    assertThat(snapshot().vpcs()).isInstanceOf(Reading.Unread.class);
    assertThat(known(snapshot().natGateways())).isEmpty();
  }

  // Elements that cannot be relied on

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'Subnets': {}} | Subnets is not a list",
        "{'Subnets': [1]} | Subnets[0] is not an object",
        "{'Subnets': [{'VpcId': 'v', 'CidrBlock': '10.0.0.0/24'}]} | Subnets[0].SubnetId is"
            + " missing",
        "{'Subnets': [{'SubnetId': 's', 'CidrBlock': '10.0.0.0/24'}]} | Subnets[0].VpcId is"
            + " missing",
        "{'Subnets': [{'SubnetId': 's', 'VpcId': 'v', 'CidrBlock': '10.0.0.0'}]} |"
            + " Subnets[0].CidrBlock is not an IPv4 range",
        "{'Subnets': [{'SubnetId': 's', 'VpcId': 'v', 'CidrBlock': '::/0'}]} | Subnets[0].CidrBlock"
            + " is not an IPv4 range",
        "{'Subnets': [{'SubnetId': 's', 'VpcId': 'v', 'CidrBlock': '10.0.0.0/24',"
            + " 'AvailableIpAddressCount': '5'}]} | Subnets[0].AvailableIpAddressCount is not an"
            + " integer",
        "{'RouteTables': [{'RouteTableId': 'r', 'VpcId': 'v', 'Associations': []}]} |"
            + " RouteTables[0].Routes is missing",
        "{'RouteTables': [{'RouteTableId': 'r', 'VpcId': 'v', 'Routes': []}]} |"
            + " RouteTables[0].Associations is missing",
        "{'RouteTables': [{'RouteTableId': 'r', 'VpcId': 'v', 'Associations': [{'Main': 'yes'}],"
            + " 'Routes': []}]} | RouteTables[0].Associations[0].Main is not a boolean",
        "{'RouteTables': [{'RouteTableId': 'r', 'VpcId': 'v', 'Associations': [], 'Routes':"
            + " [{'DestinationCidrBlock': '0.0.0.0/0'}]}]} | RouteTables[0].Routes[0].GatewayId is"
            + " missing, and so is every other target",
        "{'RouteTables': [{'RouteTableId': 'r', 'VpcId': 'v', 'Associations': [], 'Routes':"
            + " [{'GatewayId': 'local'}]}]} | RouteTables[0].Routes[0].DestinationCidrBlock is"
            + " missing",
        "{'SecurityGroups': [{}]} | SecurityGroups[0].GroupId is missing",
        "{'SecurityGroups': [{'GroupId': 'g', 'IpPermissions': [{}]}]} |"
            + " SecurityGroups[0].IpPermissions[0].IpProtocol is missing",
        "{'SecurityGroups': [{'GroupId': 'g', 'IpPermissionsEgress': [{'IpProtocol': '-1',"
            + " 'IpRanges': [{'CidrIp': 'all'}]}]}]} |"
            + " SecurityGroups[0].IpPermissionsEgress[0].IpRanges[0].CidrIp is not an IPv4 range",
        "{'NetworkAcls': [{'NetworkAclId': 'a', 'VpcId': 'v', 'IsDefault': true, 'Associations':"
            + " []}]} | NetworkAcls[0].Entries is missing",
        "{'NetworkAcls': [{'NetworkAclId': 'a', 'VpcId': 'v', 'IsDefault': true, 'Associations':"
            + " [], 'Entries': [{'CidrBlock': '0.0.0.0/0', 'RuleNumber': 1.5}]}]} |"
            + " NetworkAcls[0].Entries[0].RuleNumber is not an integer",
        "{'VpcEndpoints': [{'VpcEndpointId': 'e', 'VpcId': 'v', 'ServiceName': 's'}]} |"
            + " VpcEndpoints[0].State is missing",
        "{'VpcEndpoints': [{'VpcEndpointId': 'e', 'VpcId': 'v', 'ServiceName': 's', 'State':"
            + " 'available', 'SubnetIds': [5]}]} | VpcEndpoints[0].SubnetIds[0] is not a string",
        "{'DhcpOptions': [{'DhcpOptionsId': 'd'}]} | DhcpOptions[0].DhcpConfigurations is missing",
        "{'NatGateways': [{'NatGatewayId': 'n'}]} | NatGateways[0].State is missing",
        "{'PrefixLists': [{'PrefixListId': 'p', 'Cidrs': ['x']}]} | PrefixLists[0].Cidrs holds"
            + " something that is not an address range",
        "{'HostedZoneSummaries': [{}]} | HostedZoneSummaries[0].Name is missing",
        "{'ProfileAssociations': [{'ResourceId': 'v'}]} | ProfileAssociations[0].Status is missing",
        "{'InstanceTypeOfferings': [{'InstanceType': 'm5.large', 'Location': 'l'}]} |"
            + " InstanceTypeOfferings[0].LocationType is missing",
        "{'SecurityGroupVpcAssociations': [{'GroupId': 'g'}]} |"
            + " SecurityGroupVpcAssociations[0].VpcId is missing",
      })
  void an_element_that_cannot_be_relied_on_makes_a_gap_of_its_key(String answer, String problem) {
    add("odd.json", answer);

    assertThat(gapsOf(snapshot())).containsValue("odd.json: " + problem);
  }

  // The same thing twice

  @Test
  void the_same_thing_twice_is_one() {
    add("a.json", "{'Subnets': [%s, %s]}".formatted(SUBNET, SUBNET));
    add("b.json", "{'Subnets': [%s]}".formatted(SUBNET));

    assertThat(known(snapshot().subnets())).hasSize(1);
  }

  @Test
  void two_different_accounts_of_one_thing_are_a_gap() {
    add("a.json", "{'Subnets': [%s]}".formatted(SUBNET));
    add("b.json", "{'Subnets': [%s]}".formatted(SUBNET.replace("vpc-a", "vpc-b")));

    assertThat(reason(snapshot().subnets()))
        .isEqualTo("a.json and b.json describe subnet-a differently");
  }

  @Tag("R-10")
  @Test
  void of_the_same_endpoint_twice_the_available_one_counts() {
    add(
        "a.json",
        "{'VpcEndpoints': [%s, %s, %s]}"
            .formatted(
                endpoint("").replace("available", "pending"),
                endpoint("").replace("available", "deleted"),
                endpoint(", 'SubnetIds': ['subnet-a']")));

    assertThat(onlyEndpoint().isAvailable()).isTrue();
    assertThat(known(snapshot().vpcEndpoints())).hasSize(1);
  }

  /** R-10, F-16: an endpoint that goes away is listed in several states. */
  @Tag("R-10")
  @Test
  void the_same_endpoint_in_two_states_that_do_not_serve_is_one_that_does_not() {
    add(
        "a.json",
        "{'VpcEndpoints': [%s, %s]}"
            .formatted(
                endpoint("").replace("available", "deleting"),
                endpoint("").replace("available", "deleted")));

    assertThat(known(snapshot().vpcEndpoints()))
        .extracting(VpcEndpoint::state)
        .containsExactly("deleting");
  }

  @Test
  void an_endpoint_of_a_resource_has_no_service() {
    add(
        "a.json",
        "{'VpcEndpoints': [{'VpcEndpointId': 'vpce-r', 'VpcEndpointType': 'Resource', 'VpcId':"
            + " 'vpc-a', 'State': 'available'}]}");

    assertThat(known(snapshot().vpcEndpoints()))
        .extracting(VpcEndpoint::serviceName)
        .containsExactly("");
  }

  @Test
  void a_blackhole_may_have_lost_its_target() {
    add("a.json", table("{'DestinationCidrBlock': '0.0.0.0/0', 'State': 'blackhole'}"));

    assertThat(known(snapshot().routeTables()).getFirst().routes())
        .extracting(route -> route.target().type())
        .containsExactly(RouteTarget.Type.OTHER);
  }

  @Tag("R-9")
  @Test
  void a_group_association_without_a_state_is_associated() {
    add("a.json", "{'SecurityGroupVpcAssociations': [{'GroupId': 'g', 'VpcId': 'v'}]}");

    assertThat(known(snapshot().securityGroupVpcAssociations()))
        .extracting(SecurityGroupVpcAssociation::state)
        .containsExactly("associated");
  }

  @Test
  void two_different_available_endpoints_of_one_id_are_a_gap() {
    add("a.json", "{'VpcEndpoints': [%s]}".formatted(endpoint("")));
    add("b.json", "{'VpcEndpoints': [%s]}".formatted(endpoint(", 'SubnetIds': ['subnet-a']")));

    assertThat(reason(snapshot().vpcEndpoints()))
        .isEqualTo("a.json and b.json describe vpce-a differently");
  }

  // Members that old answers lack, and what AWS added

  @Tag("R-9")
  @Test
  void a_subnet_of_an_old_answer_lacks_much() {
    add("a.json", "{'Subnets': [%s]}".formatted(SUBNET));

    assertThat(known(snapshot().subnets()))
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
    add(
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

    assertThat(known(snapshot().subnets()))
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
    assertThat(answers.regions()).containsExactly("eu-west-1");
  }

  @Tag("R-9")
  @Test
  void a_route_and_an_association_without_a_state_are_active_and_associated() {
    add(
        "a.json",
        table("{'DestinationCidrBlock': '0.0.0.0/0', 'GatewayId': 'igw-a'}")
            .replace("'Associations': []", "'Associations': [{'Main': true}]"));

    var table = known(snapshot().routeTables()).getFirst();
    assertThat(table.routes().getFirst().isActive()).isTrue();
    assertThat(table.associations().getFirst().state()).isEqualTo("associated");
  }

  @Test
  void a_state_that_is_given_is_kept() {
    add(
        "a.json",
        table("{'DestinationCidrBlock': '0.0.0.0/0', 'GatewayId': 'igw-a', 'State': 'blackhole'}")
            .replace(
                "'Associations': []",
                "'Associations': [{'Main': false, 'AssociationState': {'State': 'failed'}}]"));

    var table = known(snapshot().routeTables()).getFirst();
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
    add("a.json", table("{'DestinationCidrBlock': '0.0.0.0/0', '%s': '%s'}".formatted(member, id)));

    assertThat(known(snapshot().routeTables()).getFirst().routes().getFirst().target())
        .isEqualTo(new RouteTarget(type, id));
  }

  @Test
  void a_route_to_an_instance_names_its_interface_as_well() {
    add(
        "a.json",
        table(
            "{'DestinationCidrBlock': '0.0.0.0/0', 'NetworkInterfaceId': 'eni-a',"
                + " 'InstanceOwnerId': '1', 'InstanceId': 'i-a'}"));

    assertThat(known(snapshot().routeTables()).getFirst().routes().getFirst().target())
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
    add("a.json", "{'VpcEndpoints': [%s]}".formatted(endpoint(members)));

    assertThat(onlyEndpoint().vpcEndpointType()).isEqualTo(Optional.ofNullable(type));
  }

  @Tag("R-9")
  @Test
  void an_old_endpoint_lacks_much() {
    add("a.json", "{'VpcEndpoints': [%s]}".formatted(endpoint("")));

    assertThat(onlyEndpoint().groups()).isEmpty();
    assertThat(onlyEndpoint().privateDnsEnabled()).isEmpty();
    assertThat(onlyEndpoint().policyDocument()).isEmpty();
    assertThat(onlyEndpoint().privateDnsOnlyForInboundResolverEndpoint()).isFalse();
  }

  @Test
  void an_endpoint_with_an_empty_list_of_groups_has_none_and_an_empty_policy_is_no_absent_one() {
    add(
        "a.json",
        "{'VpcEndpoints': [%s]}"
            .formatted(
                endpoint(
                    ", 'Groups': [], 'PolicyDocument': '', 'DnsOptions':"
                        + " {'PrivateDnsOnlyForInboundResolverEndpoint': true}")));

    assertThat(onlyEndpoint().groups()).contains(List.of());
    assertThat(onlyEndpoint().policyDocument())
        .contains(Reading.unread(Fact.VPC_ENDPOINTS.gap("the policy of vpce-a is empty")));
    assertThat(onlyEndpoint().privateDnsOnlyForInboundResolverEndpoint()).isTrue();
  }

  @Tag("R-9")
  @Test
  void permissions_that_are_absent_are_not_permissions_that_are_none() {
    add("a.json", "{'SecurityGroups': [{'GroupId': 'sg-a', 'IpPermissionsEgress': []}]}");

    var group = known(snapshot().securityGroups()).getFirst();
    assertThat(group.ipPermissions()).isEmpty();
    assertThat(group.ipPermissionsEgress()).contains(List.of());
  }

  @Tag("R-9")
  @Test
  void a_nat_gateway_of_an_old_answer_is_public_and_a_regional_one_has_no_subnet() {
    add(
        "a.json",
        "{'NatGateways': [{'NatGatewayId': 'nat-a', 'State': 'available', 'RouteTableId':"
            + " 'rtb-a'}]}");

    var gateway = known(snapshot().natGateways()).getFirst();
    assertThat(gateway.connectivityType()).isEqualTo("public");
    assertThat(gateway.subnetId()).isEmpty();
    assertThat(gateway.routeTableId()).contains("rtb-a");
  }

  // Answers about one thing

  @Test
  void the_two_dns_attributes_of_a_vpc_are_put_together() {
    add("a.json", "{'VpcId': 'vpc-a', 'EnableDnsSupport': {'Value': true}}");
    add("b.json", "{'VpcId': 'vpc-a', 'EnableDnsHostnames': {'Value': false}}");
    add("c.json", "{'VpcId': 'vpc-b', 'EnableDnsSupport': {'Value': true}}");

    assertThat(known(snapshot().vpcAttributes()))
        .containsExactly(
            new VpcAttributes("vpc-a", Optional.of(true), Optional.of(false)),
            new VpcAttributes("vpc-b", Optional.of(true), Optional.empty()));
    assertThat(answers.remarks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'VpcId': 'vpc-a', 'EnableDnsSupport': {'Value': false}}",
        "{'VpcId': 'vpc-a', 'EnableDnsSupport': null}",
        "{'VpcId': 'vpc-a', 'EnableDnsSupport': {}}",
        "{'EnableDnsSupport': {'Value': true}}"
      })
  void a_doubtful_dns_attribute_is_a_gap(String other) {
    add("a.json", "{'VpcId': 'vpc-a', 'EnableDnsSupport': {'Value': true}}");
    add("b.json", other);

    assertThat(reason(snapshot().vpcAttributes())).contains("b.json");
  }

  @Test
  void entries_with_a_prefix_list_id_are_that_lists() {
    add("a.json", "{'PrefixLists': [{'PrefixListId': 'pl-a', 'PrefixListName': 'mine'}]}");
    add("b.json", "{'PrefixListId': 'pl-a', 'Entries': [{'Cidr': '10.0.0.0/8'}]}");
    add("c.json", "{'PrefixListId': 'pl-b', 'Entries': []}");

    assertThat(known(snapshot().prefixLists()))
        .containsExactly(
            new PrefixList("pl-a", Optional.of("mine"), Optional.of(List.of("10.0.0.0/8"))),
            new PrefixList("pl-b", Optional.empty(), Optional.of(List.of())));
  }

  @Test
  void entries_that_nobody_owns_are_a_remark() {
    add("a.json", "{'PrefixLists': []}");
    add("b.json", "{'Entries': [{'Cidr': '10.0.0.0/8'}]}");

    assertThat(known(snapshot().prefixLists())).isEmpty();
    assertThat(answers.remarks())
        .containsExactly(
            "b.json holds Entries without a PrefixListId beside them, so no list is known to have"
                + " them");
  }

  @Test
  void entries_alone_do_not_say_which_lists_there_are() {
    add("b.json", "{'PrefixListId': 'pl-a', 'Entries': []}");

    assertThat(reason(snapshot().prefixLists())).startsWith("no file has PrefixLists");
  }

  @Test
  void a_hosted_zone_may_be_told_its_vpc_in_several_ways() {
    add("a.json", "{'HostedZoneSummaries': [{'Name': 'a.'}], 'VPCId': 'vpc-a'}");
    add("b.json", "{'HostedZoneSummaries': [{'Name': 'b.', 'VPC': {'VPCId': 'vpc-b'}}]}");
    add("c.json", "{'HostedZoneSummaries': [{'Name': 'c.', 'VpcId': 'vpc-c'}]}");
    add("d.json", "{'HostedZoneSummaries': [{'Name': 'd.'}], 'MaxItems': '100'}");

    assertThat(known(snapshot().hostedZones()))
        .containsExactly(
            new HostedZone("a.", Optional.of("vpc-a")),
            new HostedZone("b.", Optional.of("vpc-b")),
            new HostedZone("c.", Optional.of("vpc-c")),
            new HostedZone("d.", Optional.empty()));
    assertThat(answers.remarks()).isEmpty();
  }

  @Test
  void dhcp_options_are_read_by_key() {
    add(
        "a.json",
        """
        {'DhcpOptions': [{'DhcpOptionsId': 'dopt-a', 'DhcpConfigurations': [
          {'Key': 'domain-name-servers', 'Values': [{'Value': 'AmazonProvidedDNS'}]}]}]}
        """);

    assertThat(known(snapshot().dhcpOptions()))
        .containsExactly(
            new DhcpOptions("dopt-a", Map.of("domain-name-servers", List.of("AmazonProvidedDNS"))));
  }

  @Test
  void endpoints_and_their_configurations_are_told_apart() {
    add(
        "a.json",
        "{'EndpointName': 'E', 'EndpointConfigName': 'C', 'ProductionVariants': [{'VariantName':"
            + " 'v'}]}");
    add(
        "b.json",
        "{'EndpointConfigName': 'C', 'ProductionVariants': [{'ModelName': 'M'}, {'VariantName':"
            + " 'ic'}]}");

    assertThat(known(snapshot().endpoints().named("e"))).contains(new Endpoint("E", "C"));
    assertThat(known(snapshot().endpointConfigs().named("C")))
        .contains(new EndpointConfig("C", List.of(Optional.of("M"), Optional.empty())));
  }

  @Test
  void a_model_is_missing_only_where_a_complete_list_does_not_name_it() {
    var model = "{'ModelName': 'M', 'ModelArn': 'arn:aws:sagemaker:eu-west-1:1:model/m'}";
    add("m.json", model);
    assertThat(known(snapshot().models().named("m"))).isPresent();
    assertThat(reason(snapshot().models().named("other")))
        .isEqualTo("no file describes it: add the answer of `aws sagemaker describe-model`");

    add("list.json", "{'Models': [%s, {'ModelName': 'Listed'}]}".formatted(model));
    assertThat(known(snapshot().models().named("other"))).isEmpty();
    assertThat(reason(snapshot().models().named("listed")))
        .isEqualTo(
            "list.json lists it, no file describes it: add the answer of `aws sagemaker"
                + " describe-model`");

    add("rest.json", "{'Models': [], 'NextToken': 'x'}");
    assertThat(reason(snapshot().models().named("other"))).startsWith("rest.json: Models stops");
    assertThat(known(snapshot().models().named("M"))).isPresent();
    assertThat(answers.accounts()).containsExactly("1");
    assertThat(answers.regions()).containsExactly("eu-west-1");
  }

  @Test
  void a_model_that_is_described_in_two_ways_is_a_gap() {
    add("a.json", "{'ModelName': 'M', 'ModelArn': 'x'}");
    add("b.json", "{'ModelName': 'M', 'ModelArn': 'x', 'EnableNetworkIsolation': true}");

    assertThat(reason(snapshot().models().named("M")))
        .isEqualTo("a.json and b.json describe it differently");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'ModelName': 'M', 'ModelArn': 'x', 'EnableNetworkIsolation': 'no'}",
        "{'ModelName': 'M', 'ModelArn': 'x', ",
      })
  void a_model_that_is_described_badly_is_a_gap_also_where_another_file_has_it(String broken) {
    add("a.json", "{'ModelName': 'M', 'ModelArn': 'x'}");
    add("b.json", broken);
    add("list.json", "{'Models': []}");

    assertThat(reason(snapshot().models().named("M"))).startsWith("b.json: ");
    assertThat(known(snapshot().models().named("other"))).isEmpty();
  }

  @Test
  void a_broken_answer_that_hides_its_name_may_be_about_anything() {
    add("a.json", "{'Models': []}");
    add("b.json", "{'ModelArn': 'x', ");

    assertThat(reason(snapshot().models().named("M"))).startsWith("b.json: is not JSON");
  }

  @Test
  void a_request_in_the_folder_is_no_answer() {
    add("job.json", "{'ProcessingJobName': 'J', 'AppSpecification': {'ImageUri': 'i'}}");

    assertThat(answers.processingJobs().named("J")).isInstanceOf(Reading.Unread.class);
    assertThat(answers.remarks()).hasSize(1);
  }

  @Test
  void jobs_and_definitions_are_read_by_kind() {
    add(
        "j.json",
        "{'ProcessingJobName': 'J', 'ProcessingJobArn': 'x', 'AppSpecification': {'ImageUri':"
            + " 'i'}}");
    add(
        "b.json",
        "{'JobDefinitionName': 'D', 'JobDefinitionArn': 'x', 'ModelBiasAppSpecification': {}}");
    add(
        "e.json",
        "{'JobDefinitionName': 'D', 'JobDefinitionArn': 'x', 'ModelExplainabilityAppSpecification':"
            + " {}, 'NetworkConfig': {}}");
    add("l.json", "{'ProcessingJobSummaries': []}");

    assertThat(known(answers.processingJobs().named("j"))).isPresent();
    assertThat(known(answers.processingJobs().named("k"))).isEmpty();
    assertThat(known(answers.biasJobDefinitions().named("D")).orElseThrow().isBias()).isTrue();
    assertThat(known(answers.explainabilityJobDefinitions().named("D")).orElseThrow().isBias())
        .isFalse();
    assertThat(answers.remarks()).isEmpty();
  }

  @Tag("R-1")
  @Test
  void an_account_is_never_taken_from_a_subnet() {
    add(
        "a.json",
        "{'Subnets': [{'SubnetId': 's', 'VpcId': 'v', 'CidrBlock': '10.0.0.0/24', 'OwnerId': '9',"
            + " 'SubnetArn': 'arn:aws:ec2:us-gov-west-1:9:subnet/s'}]}");

    assertThat(answers.accounts()).isEmpty();
    assertThat(answers.regions()).isEqualTo(Set.of("us-gov-west-1"));
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1a, us-east-1",
    "us-west-2-lax-1a, us-west-2",
    "us-east-1-wl1-bos-wlz-1, us-east-1",
    "us-gov-west-1a, us-gov-west-1",
    "eusc-de-east-1b, eusc-de-east-1",
    "use1-az1,",
    "us-east-1,"
  })
  void the_region_of_a_zone_is_told_by_its_name(String zone, String region) {
    assertThat(DescribeAnswers.regionOf(zone)).isEqualTo(Optional.ofNullable(region));
  }

  @Tag("R-24")
  @Test
  void block_public_access_is_read_from_the_subnet_and_not_from_its_vpc() {
    var blocked = "'BlockPublicAccessStates': {'InternetGatewayBlockMode': 'block-bidirectional'}";
    add("vpcs.json", "{'Vpcs': [{'VpcId': 'vpc-a', %s}]}".formatted(blocked));
    add(
        "subnets.json",
        "{'Subnets': [{'SubnetId': 'subnet-a', 'VpcId': 'vpc-a'}, {'SubnetId': 'subnet-b', 'VpcId': 'vpc-a', %s}]}"
            .formatted(blocked));

    assertThat(known(snapshot().subnets()))
        .extracting(Subnet::subnetId, Subnet::internetGatewayBlockMode)
        .containsExactly(
            tuple("subnet-a", Optional.empty()),
            tuple("subnet-b", Optional.of("block-bidirectional")));
  }

  @Test
  void thousands_of_subnets_are_fine() {
    var subnets =
        IntStream.range(0, 5_000)
            .mapToObj(i -> SUBNET.replace("subnet-a", "subnet-" + i))
            .collect(Collectors.joining(","));
    add("a.json", "{'Subnets': [%s]}".formatted(subnets));
    add("b.json", "{'Subnets': [%s]}".formatted(subnets));

    assertThat(new ArrayList<>(known(snapshot().subnets()))).hasSize(5_000);
  }
}
