package io.clarifyvpc.json;

import static io.clarifyvpc.json.WrittenAnswers.SUBNET;
import static io.clarifyvpc.json.WrittenAnswers.endpoint;
import static io.clarifyvpc.json.WrittenAnswers.gapsOf;
import static io.clarifyvpc.json.WrittenAnswers.known;
import static io.clarifyvpc.json.WrittenAnswers.reason;
import static io.clarifyvpc.json.WrittenAnswers.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.snapshot.DhcpOptions;
import io.clarifyvpc.snapshot.HostedZone;
import io.clarifyvpc.snapshot.PrefixList;
import io.clarifyvpc.snapshot.RouteTarget;
import io.clarifyvpc.snapshot.SecurityGroupVpcAssociation;
import io.clarifyvpc.snapshot.VpcAttributes;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of the network: what cannot be relied on, and the same thing twice. */
class NetworkAnswersTest {
  private final WrittenAnswers answers = new WrittenAnswers();

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
        "{'SecurityGroups': [{'GroupId': 'g', 'IpPermissions': [{'IpProtocol': 'tcp', 'ToPort':"
            + " 80}]}]} | SecurityGroups[0].IpPermissions[0].FromPort is missing",
        "{'SecurityGroups': [{'GroupId': 'g', 'IpPermissions': [{'IpProtocol': 'tcp', 'FromPort':"
            + " 80}]}]} | SecurityGroups[0].IpPermissions[0].ToPort is missing",
        "{'RouteTables': [{'RouteTableId': 'r', 'VpcId': 'v', 'Routes': [], 'Associations':"
            + " [{'Main': false, 'SubnetId': ''}]}]} | RouteTables[0].Associations[0].SubnetId is"
            + " empty",
        "{'NetworkAcls': [{'NetworkAclId': 'a', 'VpcId': 'v', 'IsDefault': true, 'Associations':"
            + " []}]} | NetworkAcls[0].Entries is missing",
        "{'NetworkAcls': [{'NetworkAclId': 'a', 'VpcId': 'v', 'IsDefault': true, 'Associations':"
            + " [], 'Entries': [{'RuleNumber': 1, 'Protocol': '6', 'RuleAction': 'allow',"
            + " 'Egress': true, 'CidrBlock': '0.0.0.0/0', 'PortRange': {'To': 443}}]}]} |"
            + " NetworkAcls[0].Entries[0].PortRange.From is missing",
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
    answers.add("odd.json", answer);

    assertThat(gapsOf(answers.snapshot())).containsValue("odd.json: " + problem);
  }

  // The same thing twice

  @Test
  void the_same_thing_twice_is_one() {
    answers.add("a.json", "{'Subnets': [%s, %s]}".formatted(SUBNET, SUBNET));
    answers.add("b.json", "{'Subnets': [%s]}".formatted(SUBNET));

    assertThat(known(answers.snapshot().subnets())).hasSize(1);
  }

  @Test
  void two_different_accounts_of_one_thing_are_a_gap() {
    answers.add("a.json", "{'Subnets': [%s]}".formatted(SUBNET));
    answers.add("b.json", "{'Subnets': [%s]}".formatted(SUBNET.replace("vpc-a", "vpc-b")));

    assertThat(reason(answers.snapshot().subnets()))
        .isEqualTo("a.json and b.json describe subnet-a differently");
  }

  @Tag("R-10")
  @Test
  void of_the_same_endpoint_twice_the_available_one_counts() {
    answers.add(
        "a.json",
        "{'VpcEndpoints': [%s, %s, %s]}"
            .formatted(
                endpoint("").replace("available", "pending"),
                endpoint("").replace("available", "deleted"),
                endpoint(", 'SubnetIds': ['subnet-a']")));

    assertThat(answers.onlyEndpoint().isAvailable()).isTrue();
    assertThat(known(answers.snapshot().vpcEndpoints())).hasSize(1);
  }

  /** R-10, F-16: an endpoint that goes away is listed in several states. */
  @Tag("R-10")
  @Test
  void the_same_endpoint_in_two_states_that_do_not_serve_is_one_that_does_not() {
    answers.add(
        "a.json",
        "{'VpcEndpoints': [%s, %s]}"
            .formatted(
                endpoint("").replace("available", "deleting"),
                endpoint("").replace("available", "deleted")));

    assertThat(known(answers.snapshot().vpcEndpoints()))
        .extracting(VpcEndpoint::state)
        .containsExactly("deleting");
  }

  @Test
  void an_endpoint_of_a_resource_has_no_service() {
    answers.add(
        "a.json",
        "{'VpcEndpoints': [{'VpcEndpointId': 'vpce-r', 'VpcEndpointType': 'Resource', 'VpcId':"
            + " 'vpc-a', 'State': 'available'}]}");

    assertThat(known(answers.snapshot().vpcEndpoints()))
        .extracting(VpcEndpoint::serviceName)
        .containsExactly("");
  }

  @Test
  void a_blackhole_may_have_lost_its_target() {
    answers.add("a.json", table("{'DestinationCidrBlock': '0.0.0.0/0', 'State': 'blackhole'}"));

    assertThat(known(answers.snapshot().routeTables()).getFirst().routes())
        .extracting(route -> route.target().type())
        .containsExactly(RouteTarget.Type.OTHER);
  }

  @Tag("R-9")
  @Test
  void a_group_association_without_a_state_is_associated() {
    answers.add("a.json", "{'SecurityGroupVpcAssociations': [{'GroupId': 'g', 'VpcId': 'v'}]}");

    assertThat(known(answers.snapshot().securityGroupVpcAssociations()))
        .extracting(SecurityGroupVpcAssociation::state)
        .containsExactly("associated");
  }

  @Test
  void two_different_available_endpoints_of_one_id_are_a_gap() {
    answers.add("a.json", "{'VpcEndpoints': [%s]}".formatted(endpoint("")));
    answers.add(
        "b.json", "{'VpcEndpoints': [%s]}".formatted(endpoint(", 'SubnetIds': ['subnet-a']")));

    assertThat(reason(answers.snapshot().vpcEndpoints()))
        .isEqualTo("a.json and b.json describe vpce-a differently");
  }

  // Answers about one thing

  @Test
  void the_two_dns_attributes_of_a_vpc_are_put_together() {
    answers.add("a.json", "{'VpcId': 'vpc-a', 'EnableDnsSupport': {'Value': true}}");
    answers.add("b.json", "{'VpcId': 'vpc-a', 'EnableDnsHostnames': {'Value': false}}");
    answers.add("c.json", "{'VpcId': 'vpc-b', 'EnableDnsSupport': {'Value': true}}");

    assertThat(known(answers.snapshot().vpcAttributes()))
        .containsExactly(
            new VpcAttributes("vpc-a", Optional.of(true), Optional.of(false)),
            new VpcAttributes("vpc-b", Optional.of(true), Optional.empty()));
    assertThat(answers.read().remarks()).isEmpty();
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
    answers.add("a.json", "{'VpcId': 'vpc-a', 'EnableDnsSupport': {'Value': true}}");
    answers.add("b.json", other);

    assertThat(reason(answers.snapshot().vpcAttributes())).contains("b.json");
  }

  @Test
  void entries_with_a_prefix_list_id_are_that_lists() {
    answers.add("a.json", "{'PrefixLists': [{'PrefixListId': 'pl-a', 'PrefixListName': 'mine'}]}");
    answers.add("b.json", "{'PrefixListId': 'pl-a', 'Entries': [{'Cidr': '10.0.0.0/8'}]}");
    answers.add("c.json", "{'PrefixListId': 'pl-b', 'Entries': []}");

    assertThat(known(answers.snapshot().prefixLists()))
        .containsExactly(
            new PrefixList("pl-a", Optional.of("mine"), Optional.of(List.of("10.0.0.0/8"))),
            new PrefixList("pl-b", Optional.empty(), Optional.of(List.of())));
  }

  @Test
  void entries_that_nobody_owns_are_a_remark() {
    answers.add("a.json", "{'PrefixLists': []}");
    answers.add("b.json", "{'Entries': [{'Cidr': '10.0.0.0/8'}]}");

    assertThat(known(answers.snapshot().prefixLists())).isEmpty();
    assertThat(answers.read().remarks())
        .containsExactly(
            "b.json holds Entries without a PrefixListId beside them, so no list is known to have"
                + " them");
  }

  @Test
  void entries_alone_do_not_say_which_lists_there_are() {
    answers.add("b.json", "{'PrefixListId': 'pl-a', 'Entries': []}");

    assertThat(reason(answers.snapshot().prefixLists())).startsWith("no file has PrefixLists");
  }

  @Test
  void a_hosted_zone_may_be_told_its_vpc_in_several_ways() {
    answers.add("a.json", "{'HostedZoneSummaries': [{'Name': 'a.'}], 'VPCId': 'vpc-a'}");
    answers.add("b.json", "{'HostedZoneSummaries': [{'Name': 'b.', 'VPC': {'VPCId': 'vpc-b'}}]}");
    answers.add("c.json", "{'HostedZoneSummaries': [{'Name': 'c.', 'VpcId': 'vpc-c'}]}");
    answers.add("d.json", "{'HostedZoneSummaries': [{'Name': 'd.'}], 'MaxItems': '100'}");

    assertThat(known(answers.snapshot().hostedZones()))
        .containsExactly(
            new HostedZone("a.", Optional.of("vpc-a")),
            new HostedZone("b.", Optional.of("vpc-b")),
            new HostedZone("c.", Optional.of("vpc-c")),
            new HostedZone("d.", Optional.empty()));
    assertThat(answers.read().remarks()).isEmpty();
  }

  @Test
  void dhcp_options_are_read_by_key() {
    answers.add(
        "a.json",
        """
        {'DhcpOptions': [{'DhcpOptionsId': 'dopt-a', 'DhcpConfigurations': [
          {'Key': 'domain-name-servers', 'Values': [{'Value': 'AmazonProvidedDNS'}]}]}]}
        """);

    assertThat(known(answers.snapshot().dhcpOptions()))
        .containsExactly(
            new DhcpOptions("dopt-a", Map.of("domain-name-servers", List.of("AmazonProvidedDNS"))));
  }
}
