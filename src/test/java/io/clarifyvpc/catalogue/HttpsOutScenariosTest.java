package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobAndModel;
import static io.clarifyvpc.world.ExpectedFinding.model;
import static io.clarifyvpc.world.Permission.allTraffic;
import static io.clarifyvpc.world.Permission.protocol;
import static io.clarifyvpc.world.Permission.tcp;
import static io.clarifyvpc.world.WorldAssert.assertThat;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.Difference;
import io.clarifyvpc.world.ExpectedFinding;
import io.clarifyvpc.world.Permission;
import io.clarifyvpc.world.World;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clarify.10: HTTPS out of the security groups to what is relied on. */
class HttpsOutScenariosTest {
  private static final Permission TO_S3 = tcp(443).prefixList("pl-s3");
  private static final Permission TO_ENDPOINTS = tcp(443).group("sg-endpoint");

  private final World world = World.compliant();

  /** The outbound rules of the job's and the model's group, beside what Clarify.9 wants. */
  private void outbound(Permission... rules) {
    world
        .securityGroup("sg-job")
        .outbound(
            Stream.concat(Stream.of(allTraffic().group("sg-job")), Stream.of(rules))
                .toArray(Permission[]::new));
  }

  private static Difference closedToS3() {
    return jobAndModel("Clarify.10")
        .nonCompliant("sg-job does not let TCP 443 out to vpce-s3")
        .evidence("sg-job", "vpce-s3");
  }

  private static ExpectedFinding closedToSageMaker() {
    return job("Clarify.10")
        .nonCompliant("sg-job does not let TCP 443 out to vpce-api, vpce-runtime")
        .evidence("sg-job", "vpce-api", "vpce-runtime");
  }

  /** The model, which relies on S3 alone, keeps its own words. */
  private static Difference closedToEverything() {
    return Difference.all(
        closedToS3(),
        job("Clarify.10")
            .nonCompliant("sg-job does not let TCP 443 out to vpce-api, vpce-runtime, vpce-s3")
            .evidence("sg-job", "vpce-api", "vpce-runtime", "vpce-s3"));
  }

  @Test
  void default_outbound_rule_satisfies() {
    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.10")
                .compliant("sg-job lets TCP 443 out to vpce-api, vpce-runtime, vpce-s3")
                .evidence("sg-job"),
            model("Clarify.10").compliant("sg-job lets TCP 443 out to vpce-s3").evidence("sg-job"));
  }

  @Test
  void rules_that_name_the_prefix_list_and_the_endpoints_group() {
    outbound(TO_S3, TO_ENDPOINTS);

    assertThat(world).isAsCompliant();
  }

  @Test
  void no_outbound_rule_for_https() {
    outbound();

    assertThat(world).differsFromCompliantOnlyBy(closedToEverything());
  }

  @Test
  void rules_on_another_port_protocol_family_or_peer() {
    outbound(
        tcp(80).range("0.0.0.0/0"),
        protocol("udp", 443, 443).range("0.0.0.0/0"),
        tcp(443).range("::/0"),
        tcp(443).peeredGroup("sg-endpoint", "pcx-1"),
        tcp(443).prefixList("pl-dynamodb"));

    assertThat(world).differsFromCompliantOnlyBy(closedToEverything());
  }

  @Test
  void any_attached_group_may_let_it_out() {
    outbound();
    world.addSecurityGroup("sg-second").outbound(TO_S3, TO_ENDPOINTS);
    world.job().securityGroups("sg-job", "sg-second");
    world.model("credit").securityGroups("sg-second");

    assertThat(world).isAsCompliant();
  }

  @Test
  void closed_to_s3() {
    outbound(TO_ENDPOINTS);

    assertThat(world).differsFromCompliantOnlyBy(closedToS3());
  }

  @Test
  void ranges_that_cover_the_prefix_list() {
    outbound(
        TO_ENDPOINTS,
        tcp(443).range("52.216.0.0/16"),
        tcp(400, 500).range("52.217.0.0/16").range("3.5.0.0/16"));

    assertThat(world).isAsCompliant();
  }

  @Test
  void ranges_that_cover_the_prefix_list_in_part() {
    outbound(TO_ENDPOINTS, tcp(443).range("52.216.0.0/15").range("3.5.0.0/20"));

    assertThat(world).differsFromCompliantOnlyBy(closedToS3());
  }

  @Test
  void closed_to_the_interface_endpoints() {
    outbound(TO_S3);

    assertThat(world).differsFromCompliantOnlyBy(closedToSageMaker());
  }

  @Test
  void any_group_of_the_endpoint_will_do() {
    world.addSecurityGroup("sg-also");
    world.endpoint("vpce-api").groups("sg-also", "sg-endpoint");
    outbound(TO_S3, TO_ENDPOINTS);

    assertThat(world).isAsCompliant();
  }

  /** an endpoint without groups has the default group. */
  @Tag("R-9")
  @Test
  void default_group_of_an_endpoint() {
    world.endpoint("vpce-api").groups();
    world.endpoint("vpce-runtime").groups();
    world.securityGroup("sg-default").inbound(tcp(443).group("sg-job"));
    outbound(TO_S3, tcp(443).group("sg-default"));

    assertThat(world).isAsCompliant();
  }

  @Tag("R-18")
  @Test
  void ranges_of_all_subnets_of_an_endpoint() {
    outbound(TO_S3, tcp(443).range("10.0.1.0/24"), tcp(443).range("10.0.2.0/24"));

    assertThat(world).isAsCompliant();
  }

  @Tag("R-18")
  @Test
  void range_of_one_of_two_subnets_of_an_endpoint() {
    outbound(TO_S3, tcp(443).range("10.0.1.0/24"));

    assertThat(world).differsFromCompliantOnlyBy(closedToSageMaker());
  }

  @Test
  void range_of_the_only_subnet_of_an_endpoint() {
    world.endpoint("vpce-api").subnets("subnet-a");
    outbound(TO_S3, tcp(443).range("10.0.1.0/24"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.10")
                .nonCompliant("sg-job does not let TCP 443 out to vpce-runtime")
                .evidence("sg-job", "vpce-runtime"));
  }

  @Test
  void customers_prefix_list_that_is_known() {
    world.addPrefixList("pl-mine", "mine", "10.0.0.0/16", "52.216.0.0/15", "3.5.0.0/19");
    outbound(tcp(443).prefixList("pl-mine"));

    assertThat(world).isAsCompliant();
  }

  @Tag("R-11")
  @Test
  void customers_prefix_list_that_is_unread_might_satisfy() {
    world.addPrefixListWithUnreadEntries("pl-mine");
    outbound(TO_ENDPOINTS, tcp(443).prefixList("pl-mine"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.10")
                .undetermined(
                    "PrefixLists unread (ec2:DescribePrefixLists): the entries of pl-mine were not read"));
  }

  @Test
  void unread_prefix_list_beside_rules_that_satisfy() {
    world.addPrefixListWithUnreadEntries("pl-mine");
    outbound(TO_S3, TO_ENDPOINTS, tcp(443).prefixList("pl-mine"));

    assertThat(world).isAsCompliant();
  }

  @Test
  void unread_prefix_list_on_another_port_cannot_satisfy() {
    world.addPrefixListWithUnreadEntries("pl-mine");
    outbound(TO_ENDPOINTS, tcp(80).prefixList("pl-mine"));

    assertThat(world).differsFromCompliantOnlyBy(closedToS3());
  }

  /** IPv4 decides. */
  @Test
  void default_outbound_rule_satisfies_a_prefix_list_of_both_families() {
    world.addPrefixList("pl-s3", "com.amazonaws.us-east-1.s3", "2600:1fa0::/32", "52.216.0.0/15");

    assertThat(world).isAsCompliant();
  }

  @Test
  void prefix_list_of_ipv6_routed_before_the_service_s_own() {
    world.addPrefixList("pl-0", "com.amazonaws.us-east-1.ipv6.s3", "2600:1fa0::/32");
    for (var table : List.of("rtb-a", "rtb-b")) {
      world.routeTable(table).without("pl-s3").route("pl-0", "vpce-s3").route("pl-s3", "vpce-s3");
    }

    assertThat(world).isAsCompliant();
  }

  /** The names are not read with the ranges of GetManagedPrefixListEntries. */
  @Test
  void prefix_list_of_ipv6_routed_before_one_of_ipv4_without_their_names() {
    world.addPrefixList("pl-0", "", "2600:1fa0::/32");
    world.addPrefixList("pl-s3", "", "52.216.0.0/15", "3.5.0.0/19");
    for (var table : List.of("rtb-a", "rtb-b")) {
      world.routeTable(table).without("pl-s3").route("pl-0", "vpce-s3").route("pl-s3", "vpce-s3");
    }

    assertThat(world).isAsCompliant();
  }

  @Test
  void customers_prefix_list_that_is_empty_names_nobody() {
    world.addPrefixList("pl-mine", "mine");
    outbound(TO_ENDPOINTS, tcp(443).prefixList("pl-mine"));

    assertThat(world).differsFromCompliantOnlyBy(closedToS3());
  }

  @Tag("R-19")
  @Test
  void s3_prefix_list_without_any_range_might_be_reached() {
    world.addPrefixList("pl-s3", "com.amazonaws.us-east-1.s3");
    outbound(TO_ENDPOINTS, tcp(443).range("52.216.0.0/15"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.10")
                .undetermined(
                    "PrefixLists unread (ec2:DescribePrefixLists): the entries of pl-s3 were not read"));
  }

  @Tag("R-19")
  @Test
  void s3_prefix_list_unread_and_everything_open() {
    world.unread(Fact.PREFIX_LISTS);

    assertThat(world).isAsCompliant();
  }

  @Test
  void s3_prefix_list_unread_and_named_by_its_id() {
    outbound(TO_S3, TO_ENDPOINTS);
    world.unread(Fact.PREFIX_LISTS);

    assertThat(world).isAsCompliant();
  }

  @Tag("R-11")
  @Tag("R-19")
  @Test
  void s3_prefix_list_unread_and_narrow_ranges() {
    outbound(TO_ENDPOINTS, tcp(443).range("52.216.0.0/15").range("3.5.0.0/19"));
    world.unread(Fact.PREFIX_LISTS);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.10")
                .undetermined("PrefixLists unread (ec2:DescribePrefixLists): AccessDenied"));
  }

  /** whatever the list holds, nothing lets TCP 443 out: the verdict does not need the gap. */
  @Tag("R-11")
  @Test
  void s3_prefix_list_unread_and_ranges_on_another_port_only() {
    outbound(TO_ENDPOINTS, tcp(80).range("0.0.0.0/0"));
    world.unread(Fact.PREFIX_LISTS);

    assertThat(world).differsFromCompliantOnlyBy(closedToS3());
  }

  @Test
  void closed_endpoint_beside_an_unread_prefix_list_is_non_compliant() {
    outbound(tcp(443).range("52.216.0.0/15"));
    world.unread(Fact.PREFIX_LISTS);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.10")
                .undetermined("PrefixLists unread (ec2:DescribePrefixLists): AccessDenied"),
            closedToSageMaker());
  }

  /** the owner's gateway endpoint is seen by its route. */
  @Tag("R-17")
  @Test
  void gateway_endpoint_of_the_subnets_owner() {
    world.subnet("subnet-a").sharedBy("444455556666");
    world.subnet("subnet-b").sharedBy("444455556666");
    world.without("vpce-s3");
    outbound(TO_S3, TO_ENDPOINTS);

    var policyOfTheOwner =
        jobAndModel("Clarify.18").notApplicable("nothing of the kind is relied on");
    assertThat(world).differsFromCompliantOnlyBy(policyOfTheOwner);

    outbound(TO_ENDPOINTS);

    assertThat(world).differsFromCompliantOnlyBy(policyOfTheOwner, closedToS3());
  }

  private void throughNatFromSubnetB() {
    world.parameters("EndpointPolicy", "ALLOW_NAT");
    world.routeTable("rtb-b").without("pl-s3").route("0.0.0.0/0", "nat-1");
    world.addSubnet("subnet-nat");
    world.addRouteTable("rtb-nat").forSubnet("subnet-nat").route("0.0.0.0/0", "igw-1");
    world.addNatGateway("nat-1").inSubnet("subnet-nat");
  }

  @Test
  void nat_gateway_wants_everything_open() {
    throughNatFromSubnetB();

    assertThat(world).isAsCompliant();

    outbound(TO_ENDPOINTS, TO_S3, tcp(443).range("0.0.0.0/1"), tcp(443).range("128.0.0.0/1"));

    assertThat(world).isAsCompliant();
  }

  @Test
  void narrow_rules_do_not_reach_a_nat_gateway() {
    throughNatFromSubnetB();
    outbound(TO_ENDPOINTS, TO_S3, tcp(443).range("0.0.0.0/1"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.10")
                .nonCompliant("sg-job does not let TCP 443 out to nat-1")
                .evidence("sg-job", "nat-1"));
  }

  private void throughTrustedCentralEndpoint() {
    world.without("vpce-api").addHostedZone("api.sagemaker.us-east-1.amazonaws.com.");
    world.parameters("TrustCentralEndpoints", "true");
    world.routeTable("rtb-a").route("172.16.0.0/12", "tgw-1");
    world.routeTable("rtb-b").route("172.16.0.0/12", "tgw-1");
  }

  @Tag("R-15")
  @Test
  void trusted_central_endpoint_with_everything_open() {
    throughTrustedCentralEndpoint();

    assertThat(world).isAsCompliant();
  }

  @Tag("R-15")
  @Test
  void trusted_central_endpoint_with_narrower_rules() {
    throughTrustedCentralEndpoint();
    outbound(TO_S3, TO_ENDPOINTS, tcp(443).range("172.16.0.0/12"));

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.10")
                .undetermined(
                    "VpcEndpoints unread (ec2:DescribeVpcEndpoints): the addresses of the endpoint behind tgw-1 cannot be seen from here"));
  }

  @Tag("R-4")
  @Test
  void no_security_group_is_left() {
    world.model("credit").securityGroups("sg-gone");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.3").nonCompliant("sg-gone does not exist").evidence("sg-gone"),
            model("Clarify.10")
                .notApplicable("none of its security groups exists, which Clarify.3 reports"),
            job("Clarify.16")
                .nonCompliant(
                    "the model credit is non-compliant: Clarify.3, sg-gone does not exist")
                .evidence("credit"));
  }

  @Tag("R-9")
  @Test
  void outbound_rules_are_not_told() {
    var unknown =
        "SecurityGroups unread (ec2:DescribeSecurityGroups): the answer lacks the outbound rules of sg-job";
    world.securityGroup("sg-job").withoutIpPermissionsEgressInTheAnswer();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.9").undetermined(unknown),
            jobAndModel("Clarify.10").undetermined(unknown));
  }

  /** which subnets an endpoint has matters only where ranges decide. */
  @Tag("R-8")
  @Test
  void subnet_of_an_endpoint_is_absent_from_the_answer() {
    world.endpoint("vpce-api").subnets("subnet-a", "subnet-unlisted");
    outbound(TO_S3, tcp(443).range("10.0.0.0/16"));

    var unknown = "Subnets unread (ec2:DescribeSubnets): the answer lacks a subnet of vpce-api";
    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.10").undetermined(unknown), job("Clarify.11").undetermined(unknown));
  }
}
