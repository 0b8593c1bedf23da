package io.clarifyvpc.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;

/** EC2, and the two services that tell who answers names. */
class VpcReaderTest {
  private static final String VPC = "vpc-0900d5a1e7c3b2f40";
  private static final Duration LEFT = Duration.ofSeconds(7);

  private final FakeAccount account = FakeAccount.sample();

  /** What is read; the call that reads it; the fact; the key and how many elements there are. */
  private static Stream<Arguments> readings() {
    return Stream.of(
        reading(
            reader -> reader.subnets("vpc-id", List.of(VPC)),
            "ec2:DescribeSubnets vpc-id=" + VPC,
            Fact.SUBNETS),
        reading(
            reader -> reader.subnets("subnet-id", List.of("subnet-0900da0000000000a", "subnet-x")),
            "ec2:DescribeSubnets subnet-id=subnet-0900da0000000000a,subnet-x",
            Fact.SUBNETS),
        reading(
            reader -> reader.routeTables(VPC),
            "ec2:DescribeRouteTables vpc-id=" + VPC,
            Fact.ROUTE_TABLES),
        reading(
            reader -> reader.securityGroups("vpc-id", List.of(VPC)),
            "ec2:DescribeSecurityGroups vpc-id=" + VPC,
            Fact.SECURITY_GROUPS),
        reading(
            reader -> reader.securityGroups("group-id", List.of("sg-0900d00000000000a")),
            "ec2:DescribeSecurityGroups group-id=sg-0900d00000000000a",
            Fact.SECURITY_GROUPS),
        reading(
            reader -> reader.securityGroupVpcAssociations(List.of("sg-1")),
            "ec2:DescribeSecurityGroupVpcAssociations group-id=sg-1",
            Fact.SECURITY_GROUP_VPC_ASSOCIATIONS),
        reading(
            reader -> reader.vpcEndpoints(VPC),
            "ec2:DescribeVpcEndpoints vpc-id=" + VPC,
            Fact.VPC_ENDPOINTS),
        reading(
            reader -> reader.natGateways(VPC),
            "ec2:DescribeNatGateways vpc-id=" + VPC,
            Fact.NAT_GATEWAYS),
        reading(VpcReader::prefixLists, "ec2:DescribePrefixLists", Fact.PREFIX_LISTS),
        reading(
            reader -> reader.networkAcls(VPC),
            "ec2:DescribeNetworkAcls vpc-id=" + VPC,
            Fact.NETWORK_ACLS),
        reading(reader -> reader.vpcs(VPC), "ec2:DescribeVpcs vpc-id=" + VPC, Fact.VPCS),
        reading(VpcReader::dhcpOptions, "ec2:DescribeDhcpOptions", Fact.DHCP_OPTIONS),
        reading(
            reader -> reader.instanceTypeOfferings("m5.large"),
            "ec2:DescribeInstanceTypeOfferings instance-type=m5.large",
            Fact.INSTANCE_TYPE_OFFERINGS));
  }

  private static Arguments reading(
      Function<VpcReader, Reading<ObjectNode>> read, String call, Fact fact) {
    return arguments(call, read, fact);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readings")
  void a_reading_is_one_call_by_filter(
      String call, Function<VpcReader, Reading<ObjectNode>> read, Fact fact) {
    var document = known(read.apply(reader()));

    assertThat(account.called()).containsExactly(call);
    assertThat(document.get(fact.label()).isArray()).isTrue();
    assertThat(document.has("NextToken")).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readings")
  void pages_make_no_difference(
      String call, Function<VpcReader, Reading<ObjectNode>> read, Fact fact) {
    var whole = known(read.apply(reader()));

    account.pageSize(1);

    assertThat(known(read.apply(reader()))).isEqualTo(whole);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readings")
  void every_page_asks_for_the_same(
      String call, Function<VpcReader, Reading<ObjectNode>> read, Fact fact) {
    account.pageSize(1);
    int elements = known(read.apply(reader())).get(fact.label()).size();

    assertThat(account.called()).hasSize(Math.max(1, elements)).containsOnly(call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readings")
  void a_denied_call_is_a_gap(
      String call, Function<VpcReader, Reading<ObjectNode>> read, Fact fact) {
    account.deny(call);

    assertThat(read.apply(reader()))
        .isEqualTo(
            Reading.unread(
                new Gap(
                    fact,
                    call.replaceFirst(" .*", ""),
                    "denied (AccessDenied): allow the action in the role")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readings")
  void every_call_is_bound_to_the_time_that_is_left(
      String call, Function<VpcReader, Reading<ObjectNode>> read, Fact fact) {
    account.pageSize(1);
    var _ = read.apply(reader());

    assertThat(account.calls())
        .allSatisfy(each -> assertThat(timeout(each.request())).isEqualTo(LEFT));
  }

  @Test
  void what_does_not_exist_is_left_out_and_not_a_failure() {
    var document =
        known(reader().subnets("subnet-id", List.of("subnet-gone", "subnet-0900da0000000000a")));

    assertThat(document.get("Subnets").valueStream().map(each -> each.get("SubnetId").asText()))
        .containsExactly("subnet-0900da0000000000a");
  }

  @Test
  void entries_of_a_prefix_list_carry_its_id() {
    account
        .prefixListEntries("pl-own", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
        .pageSize(2);

    assertThat(known(reader().prefixListEntries("pl-own")))
        .isEqualTo(
            FakeAccount.object(
                """
                {"Entries": [{"Cidr": "10.0.0.0/8"}, {"Cidr": "172.16.0.0/12"},
                             {"Cidr": "192.168.0.0/16"}],
                 "PrefixListId": "pl-own"}\
                """));
    assertThat(account.called()).hasSize(2).containsOnly("ec2:GetManagedPrefixListEntries pl-own");
  }

  @Test
  void a_prefix_list_of_which_no_entry_can_be_read_is_a_gap() {
    account.deny("ec2:GetManagedPrefixListEntries");

    assertThat(reader().prefixListEntries("pl-own"))
        .isEqualTo(
            Reading.unread(
                new Gap(
                    Fact.PREFIX_LISTS,
                    "ec2:GetManagedPrefixListEntries",
                    "denied (AccessDenied): allow the action in the role")));
  }

  @Test
  void both_attributes_of_a_vpc_are_one_document_of_two_calls() {
    assertThat(known(reader().vpcAttributes(VPC)))
        .isEqualTo(
            FakeAccount.object(
                """
                {"VpcId": "%s", "EnableDnsSupport": {"Value": true},
                 "EnableDnsHostnames": {"Value": true}}\
                """
                    .formatted(VPC)));
    assertThat(account.called())
        .containsExactly(
            "ec2:DescribeVpcAttribute %s enableDnsHostnames".formatted(VPC),
            "ec2:DescribeVpcAttribute %s enableDnsSupport".formatted(VPC));
  }

  @ParameterizedTest
  @ValueSource(strings = {"enableDnsHostnames", "enableDnsSupport"})
  void one_attribute_that_is_denied_makes_a_gap_of_both(String attribute) {
    account.deny("ec2:DescribeVpcAttribute %s %s".formatted(VPC, attribute));

    assertThat(reader().vpcAttributes(VPC))
        .isEqualTo(
            Reading.unread(
                new Gap(
                    Fact.VPC_ATTRIBUTES,
                    "ec2:DescribeVpcAttribute",
                    "denied (AccessDenied): allow the action in the role")));
  }

  /** Names of zones differ between accounts (F-20). */
  @Test
  void offerings_are_asked_for_by_zone_id() {
    reader().instanceTypeOfferings("m5.large");

    assertThat(
            account.requests(DescribeInstanceTypeOfferingsRequest.class).stream()
                .map(each -> each.locationTypeAsString()))
        .containsExactly("availability-zone-id");
  }

  @Test
  void hosted_zones_carry_the_vpc_that_was_asked_for() {
    account
        .add("HostedZoneSummaries", "{\"HostedZoneId\": \"Z1\", \"Name\": \"a.\"}")
        .add("HostedZoneSummaries", "{\"HostedZoneId\": \"Z2\", \"Name\": \"b.\"}")
        .pageSize(1);

    assertThat(known(names().hostedZones(VPC)))
        .isEqualTo(
            FakeAccount.object(
                """
                {"HostedZoneSummaries": [{"HostedZoneId": "Z1", "Name": "a."},
                                         {"HostedZoneId": "Z2", "Name": "b."}],
                 "VPCId": "%s"}\
                """
                    .formatted(VPC)));
    assertThat(account.called()).hasSize(2).containsOnly("route53:ListHostedZonesByVpc " + VPC);
  }

  @Test
  void profile_associations_are_asked_for_by_vpc() {
    account
        .add("ProfileAssociations", "{\"Id\": \"1\", \"ResourceId\": \"%s\"}".formatted(VPC))
        .add("ProfileAssociations", "{\"Id\": \"2\", \"ResourceId\": \"vpc-other\"}");

    assertThat(known(names().profileAssociations(VPC)))
        .isEqualTo(
            FakeAccount.object(
                "{\"ProfileAssociations\": [{\"Id\": \"1\", \"ResourceId\": \"%s\"}]}"
                    .formatted(VPC)));
  }

  @Test
  void zones_and_profiles_that_are_denied_are_gaps_with_their_own_actions() {
    account.deny("route53:ListHostedZonesByVpc").deny("route53profiles:ListProfileAssociations");

    assertThat(names().hostedZones(VPC))
        .isEqualTo(
            Reading.unread(
                new Gap(
                    Fact.HOSTED_ZONES,
                    "route53:ListHostedZonesByVPC",
                    "denied (AccessDenied): allow the action in the role")));
    assertThat(names().profileAssociations(VPC))
        .isEqualTo(
            Reading.unread(
                new Gap(
                    Fact.PROFILE_ASSOCIATIONS,
                    "route53profiles:ListProfileAssociations",
                    "denied (AccessDenied): allow the action in the role")));
  }

  @Test
  void no_time_left_is_a_millisecond_and_never_none() {
    new VpcReader(account.reading().ec2(), new Answers(), Deadline.perCall(Duration.ZERO))
        .prefixLists();
    new VpcReader(account.reading().ec2(), new Answers(), Deadline.perCall(Duration.ofSeconds(-3)))
        .prefixLists();

    assertThat(account.calls())
        .hasSize(2)
        .allSatisfy(each -> assertThat(timeout(each.request())).isEqualTo(Duration.ofMillis(1)));
  }

  private VpcReader reader() {
    return new VpcReader(account.reading().ec2(), new Answers(), Deadline.perCall(LEFT));
  }

  private NameResolutionReader names() {
    return new NameResolutionReader(
        account.reading().route53(),
        account.reading().route53Profiles(),
        new Answers(),
        Deadline.perCall(LEFT),
        FakeAccount.REGION);
  }

  private static Duration timeout(AwsRequest request) {
    return request.overrideConfiguration().orElseThrow().apiCallTimeout().orElseThrow();
  }

  private static ObjectNode known(Reading<ObjectNode> reading) {
    return reading.orElse(gap -> {
      throw new AssertionError(gap.describe());
    });
  }
}
