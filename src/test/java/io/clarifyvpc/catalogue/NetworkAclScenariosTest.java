package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobAndModel;
import static io.clarifyvpc.world.ExpectedFinding.model;
import static io.clarifyvpc.world.WorldAssert.assertThat;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.ExpectedFinding;
import io.clarifyvpc.world.World;
import io.clarifyvpc.world.WorldNetworkAcl;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clarify.11: network ACLs are stateless, on both sides. */
class NetworkAclScenariosTest {
  private static final String ANYWHERE = "0.0.0.0/0";

  private final World world = World.compliant();

  /**
   * The job in subnet-a behind acl-a, the SageMaker endpoints in subnet-b behind acl-b, no entry
   * more than they need; the model relies on S3 from both.
   */
  private void jobAndEndpointsApart() {
    world.job().subnets("subnet-a");
    world.endpoint("vpce-api").subnets("subnet-b");
    world.endpoint("vpce-runtime").subnets("subnet-b");
    world
        .addNetworkAcl("acl-a")
        .forSubnets("subnet-a")
        .allowOut(100, 443, 443, ANYWHERE)
        .allowIn(100, 1024, 65535, ANYWHERE);
    world
        .addNetworkAcl("acl-b")
        .forSubnets("subnet-b")
        .allowIn(100, 443, 443, "10.0.1.0/24")
        .allowOut(100, 1024, 65535, "10.0.1.0/24")
        .allowOut(110, 443, 443, ANYWHERE)
        .allowIn(110, 1024, 65535, ANYWHERE);
  }

  private static ExpectedFinding bothEndpointsBlocked(String acl, String subnet, String what) {
    var blocked = "%s of %s does not pass TCP %s".formatted(acl, subnet, what);
    return job("Clarify.11")
        .nonCompliant("%1$s (vpce-api); %1$s (vpce-runtime)".formatted(blocked))
        .evidence(acl, subnet, "vpce-api", "vpce-runtime");
  }

  @Test
  void default_acl_passes_everything() {
    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.11")
                .compliant(
                    "TCP 443 and its replies pass to and from vpce-s3, vpce-api, vpce-runtime")
                .evidence("vpce-s3", "vpce-api", "vpce-runtime"),
            model("Clarify.11")
                .compliant("TCP 443 and its replies pass to and from vpce-s3")
                .evidence("vpce-s3"));
  }

  @Test
  void no_entry_more_than_needed() {
    jobAndEndpointsApart();

    assertThat(world).isAsCompliant();
  }

  private static Arguments block(
      String acl, String subnet, String what, Consumer<WorldNetworkAcl> change) {
    return Arguments.of(acl, subnet, what, change);
  }

  private static Stream<Arguments> blocks() {
    return Stream.of(
        block(
            "acl-a",
            "subnet-a",
            "443 out to 10.0.2.0/24",
            acl -> acl.denyOut(50, 443, 443, "10.0.2.0/24")),
        block(
            "acl-a",
            "subnet-a",
            "1024-65535 in from 10.0.2.0/24",
            acl -> acl.denyIn(50, 1024, 65535, "10.0.2.0/24")),
        block(
            "acl-b",
            "subnet-b",
            "443 in from 10.0.1.0/24",
            acl -> acl.denyIn(50, 443, 443, "10.0.1.0/24")),
        block(
            "acl-b",
            "subnet-b",
            "1024-65535 out to 10.0.1.0/24",
            acl -> acl.denyOut(50, 1024, 65535, "10.0.1.0/24")),
        // A range is passed when every address and every port of it is.
        block(
            "acl-a",
            "subnet-a",
            "443 out to 10.0.2.0/24",
            acl -> acl.denyOut(50, 443, 443, "10.0.2.128/25")),
        block(
            "acl-b",
            "subnet-b",
            "443 in from 10.0.1.0/24",
            acl -> acl.denyIn(50, 0, 65535, "10.0.1.7/32")),
        block(
            "acl-a",
            "subnet-a",
            "1024-65535 in from 10.0.2.0/24",
            acl -> acl.denyIn(50, 1024, 32767, "10.0.2.0/24")),
        block(
            "acl-a",
            "subnet-a",
            "1024-65535 in from 10.0.2.0/24",
            acl -> acl.denyIn(50, 65535, 65535, "10.0.2.0/24")),
        block(
            "acl-b",
            "subnet-b",
            "1024-65535 out to 10.0.1.0/24",
            acl -> acl.denyOut(50, 1024, 1024, "10.0.1.0/24")));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("blocks")
  void one_direction_is_blocked_on_one_side(
      String acl, String subnet, String what, Consumer<WorldNetworkAcl> change) {
    jobAndEndpointsApart();
    change.accept(world.networkAcl(acl));

    assertThat(world).differsFromCompliantOnlyBy(bothEndpointsBlocked(acl, subnet, what));
  }

  @Test
  void lowest_number_wins() {
    jobAndEndpointsApart();
    world.networkAcl("acl-a").denyOut(101, 443, 443, ANYWHERE).denyIn(200, 1024, 65535, ANYWHERE);

    assertThat(world).isAsCompliant();
  }

  @Test
  void entry_listed_last_may_have_the_lowest_number() {
    jobAndEndpointsApart();
    world
        .networkAcl("acl-a")
        .denyOut(50, 443, 443, "10.0.2.0/24")
        .allowOut(40, 443, 443, "10.0.0.0/16");

    assertThat(world).isAsCompliant();
  }

  @Test
  void denied_port_and_range_that_nobody_uses() {
    jobAndEndpointsApart();
    world
        .networkAcl("acl-a")
        .denyOut(50, 80, 80, ANYWHERE)
        .denyIn(50, 0, 1023, ANYWHERE)
        .denyOut(60, 443, 443, "10.0.3.0/24");

    assertThat(world).isAsCompliant();
  }

  @Test
  void ranges_and_ports_of_several_entries_add_up() {
    jobAndEndpointsApart();
    world
        .networkAcl("acl-a")
        .passingNothing()
        .allowOut(100, 443, 443, "0.0.0.0/1")
        .allowOut(110, 400, 500, "128.0.0.0/1")
        .allowIn(100, 1024, 32767, ANYWHERE)
        .allowIn(110, 32768, 65535, "0.0.0.0/1")
        .allowIn(120, 30000, 65535, "128.0.0.0/1");

    assertThat(world).isAsCompliant();
  }

  private static ExpectedFinding modelIsCutOffFromS3() {
    var to = "acl-of-vpc-1 of %s does not pass TCP 443 out to 52.216.0.0/15 (vpce-s3)";
    var from = "acl-of-vpc-1 of %s does not pass TCP 1024-65535 in from 52.216.0.0/15 (vpce-s3)";
    return model("Clarify.11")
        .nonCompliant(
            String.join(
                "; ",
                to.formatted("subnet-a"),
                from.formatted("subnet-a"),
                to.formatted("subnet-b"),
                from.formatted("subnet-b")))
        .evidence("acl-of-vpc-1", "subnet-a", "vpce-s3", "subnet-b");
  }

  @Test
  void subnet_without_an_association_uses_its_vpcs_default_acl() {
    world.judgingModelAlone("credit").networkAcl("acl-of-vpc-1").passingNothing();

    assertThat(world).differsFromCompliantOnlyBy(modelIsCutOffFromS3());
  }

  @Test
  void associations_replace_the_default_acl() {
    jobAndEndpointsApart();
    world.networkAcl("acl-of-vpc-1").passingNothing();

    assertThat(world).isAsCompliant();
  }

  @Test
  void default_acl_of_another_vpc_decides_nothing() {
    world.withAnotherVpc().networkAcl("acl-of-vpc-2").passingNothing();

    assertThat(world).isAsCompliant();
  }

  /** AWS guarantees a default ACL. */
  @Tag("R-8")
  @Test
  void default_acl_absent_from_the_answer() {
    world.without("acl-of-vpc-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.11")
                .undetermined(
                    "NetworkAcls unread (ec2:DescribeNetworkAcls): the answer lacks the default network ACL of vpc-1"));
  }

  /** nobody needs it. */
  @Tag("R-11")
  @Test
  void default_acl_absent_where_every_subnet_has_its_own() {
    jobAndEndpointsApart();
    world.without("acl-of-vpc-1");

    assertThat(world).isAsCompliant();
  }

  /** Non-compliant beats undetermined. */
  @Test
  void blocked_subnet_beside_one_whose_acl_is_unknown() {
    world.judgingModelAlone("credit").without("acl-of-vpc-1");
    world
        .addNetworkAcl("acl-b")
        .forSubnets("subnet-b")
        .allowOut(100, 443, 443, ANYWHERE)
        .allowIn(100, 1024, 65535, "52.216.0.0/15");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.11")
                .nonCompliant(
                    "acl-b of subnet-b does not pass TCP 1024-65535 in from 3.5.0.0/19 (vpce-s3)")
                .evidence("acl-b", "subnet-b", "vpce-s3"));
  }

  /** traffic inside one subnet passes no ACL. */
  @Tag("R-19")
  @Test
  void pair_inside_one_subnet_is_not_judged() {
    world.job().subnets("subnet-a");
    world.endpoint("vpce-api").subnets("subnet-a");
    world.endpoint("vpce-runtime").subnets("subnet-a");
    world
        .networkAcl("acl-of-vpc-1")
        .denyIn(50, 0, 65535, "10.0.0.0/16")
        .denyOut(50, 0, 65535, "10.0.0.0/16");

    assertThat(world).isAsCompliant();
  }

  /** the endpoint's name may resolve to any of its subnets. */
  @Tag("R-19")
  @Test
  void every_subnet_of_an_endpoint_is_judged() {
    world.job().subnets("subnet-a");
    world.addSubnet("subnet-c").range("10.0.3.0/24");
    world.endpoint("vpce-api").subnets("subnet-a", "subnet-b", "subnet-c");
    world
        .addNetworkAcl("acl-c")
        .forSubnets("subnet-c")
        .allowIn(100, 443, 443, "10.0.0.0/16")
        .allowOut(100, 1024, 65535, "10.0.2.0/24");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.11")
                .nonCompliant(
                    "acl-c of subnet-c does not pass TCP 1024-65535 out to 10.0.1.0/24 (vpce-api)")
                .evidence("acl-c", "subnet-c", "vpce-api"));
  }

  @Tag("R-8")
  @Test
  void subnet_of_an_endpoint_absent_from_the_answer() {
    world.endpoint("vpce-api").subnets("subnet-a", "subnet-unlisted");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.11")
                .undetermined(
                    "Subnets unread (ec2:DescribeSubnets): the answer lacks a subnet of vpce-api"));
  }

  /** A block that is seen outweighs a subnet that is not. */
  @Test
  void blocked_subnet_of_an_endpoint_beside_one_absent_from_the_answer() {
    world.job().subnets("subnet-a");
    world.endpoint("vpce-api").subnets("subnet-unlisted", "subnet-b");
    world.networkAcl("acl-of-vpc-1").forSubnets("subnet-a");
    world
        .addNetworkAcl("acl-b")
        .forSubnets("subnet-b")
        .passingEverything()
        .denyIn(50, 443, 443, "10.0.1.0/24");
    world.endpoint("vpce-runtime").subnets("subnet-a");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.11")
                .nonCompliant(
                    "acl-b of subnet-b does not pass TCP 443 in from 10.0.1.0/24 (vpce-api)")
                .evidence("acl-b", "subnet-b", "vpce-api"));
  }

  @Test
  void gateway_endpoint_is_judged_against_the_prefix_list() {
    world
        .networkAcl("acl-of-vpc-1")
        .passingNothing()
        .passingEverything(100, "10.0.0.0/16")
        .passingEverything(110, "52.216.0.0/15")
        .passingEverything(120, "3.5.0.0/19");

    assertThat(world).isAsCompliant();
  }

  @Test
  void one_range_of_the_prefix_list_is_blocked_in_part() {
    world.networkAcl("acl-of-vpc-1").denyOut(50, 443, 443, "3.5.31.255/32");
    var blocked = "acl-of-vpc-1 of %s does not pass TCP 443 out to 3.5.0.0/19 (vpce-s3)";

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.11")
                .nonCompliant(blocked.formatted("subnet-a") + "; " + blocked.formatted("subnet-b"))
                .evidence("acl-of-vpc-1", "subnet-a", "vpce-s3", "subnet-b"));
  }

  @Test
  void entry_of_a_protocol_to_come_might_block() {
    world.networkAcl("acl-of-vpc-1").denyOut(50, "a-protocol-to-come");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.11")
                .undetermined(
                    "NetworkAcls unread (ec2:DescribeNetworkAcls): acl-of-vpc-1 has an entry of a protocol that is not known here"));
  }

  /** compliant, and the reason says so. */
  @Tag("R-19")
  @Test
  void prefix_list_unread_and_everything_open() {
    world.judgingModelAlone("credit").unread(Fact.PREFIX_LISTS);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.11")
                .compliant(
                    "TCP 443 and its replies pass to and from vpce-s3; pl-s3 is unread, judged against 0.0.0.0/0")
                .evidence("vpce-s3"));
  }

  @Tag("R-19")
  @Test
  void prefix_list_unread_and_an_acl_that_is_narrower() {
    world.networkAcl("acl-of-vpc-1").denyIn(50, 1024, 65535, "198.51.100.0/24");
    world.addPrefixListWithUnreadEntries("pl-s3");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.11")
                .undetermined(
                    "PrefixLists unread (ec2:DescribePrefixLists): the entries of pl-s3 were not read"));
  }

  /** What AWS's own list holds was not read: there is no S3 without addresses. */
  @Tag("R-19")
  @Test
  void prefix_list_without_any_range() {
    world.addPrefixList("pl-s3", "com.amazonaws.us-east-1.s3");
    world.networkAcl("acl-of-vpc-1").denyOut(50, 443, 443, "52.216.0.0/15");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.11")
                .undetermined(
                    "PrefixLists unread (ec2:DescribePrefixLists): the entries of pl-s3 were not read"));
  }

  private void throughNatFromSubnetB() {
    world.parameters("EndpointPolicy", "ALLOW_NAT");
    world.routeTable("rtb-b").without("pl-s3").route("0.0.0.0/0", "nat-1");
    world.addSubnet("subnet-nat");
    world.addRouteTable("rtb-nat").forSubnet("subnet-nat").route("0.0.0.0/0", "igw-1");
    world.addNatGateway("nat-1").inSubnet("subnet-nat");
  }

  @Tag("R-19")
  @Test
  void subnet_of_the_nat_gateway_is_not_judged() {
    throughNatFromSubnetB();
    world.addNetworkAcl("acl-nat").forSubnets("subnet-nat");

    assertThat(world).isAsCompliant();
  }

  @Test
  void nat_gateway_wants_everything_passed() {
    throughNatFromSubnetB();
    world.networkAcl("acl-of-vpc-1").denyOut(50, 443, 443, "198.51.100.0/24");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.11")
                .nonCompliant(
                    "acl-of-vpc-1 of subnet-b does not pass TCP 443 out to 0.0.0.0/0 (nat-1)")
                .evidence("acl-of-vpc-1", "subnet-b", "nat-1"));
  }

  private void throughTrustedCentralEndpoint() {
    world.without("vpce-api").addHostedZone("api.sagemaker.us-east-1.amazonaws.com.");
    world.parameters("TrustCentralEndpoints", "true");
    world.routeTable("rtb-a").route("172.16.0.0/12", "tgw-1");
    world.routeTable("rtb-b").route("172.16.0.0/12", "tgw-1");
  }

  @Tag("R-15")
  @Test
  void trusted_central_endpoint_with_everything_passed() {
    throughTrustedCentralEndpoint();

    assertThat(world).isAsCompliant();
  }

  @Tag("R-15")
  @Test
  void trusted_central_endpoint_with_a_narrower_acl() {
    throughTrustedCentralEndpoint();
    world.networkAcl("acl-of-vpc-1").denyOut(50, 443, 443, "198.51.100.0/24");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.11")
                .undetermined(
                    "VpcEndpoints unread (ec2:DescribeVpcEndpoints): the addresses of the endpoint behind tgw-1 cannot be seen from here"));
  }

  private void ipv6OnlyEndpointSubnet() {
    world.subnet("subnet-b").ipv6Only("2001:db8:0:2::/64");
    world.job().subnets("subnet-a");
    world.endpoint("vpce-api").subnets("subnet-b");
    world.endpoint("vpce-runtime").subnets("subnet-a");
  }

  /** an IPv6-only subnet is judged by IPv6 ranges. */
  @Tag("R-19")
  @Test
  void ipv6_only_subnet_wants_ipv6_entries() {
    ipv6OnlyEndpointSubnet();
    var range = "2001:db8:0:2:0:0:0:0/64 (vpce-api)";

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.11")
                .nonCompliant(
                    "acl-of-vpc-1 of subnet-a does not pass TCP 443 out to %1$s; acl-of-vpc-1 of subnet-a does not pass TCP 1024-65535 in from %1$s"
                        .formatted(range))
                .evidence("acl-of-vpc-1", "subnet-a", "vpce-api"),
            job("Clarify.10")
                .nonCompliant("sg-job does not let TCP 443 out to vpce-api")
                .evidence("sg-job", "vpce-api"));
  }

  /** IPv4 decides: IPv6 entries stop nobody who has IPv4. */
  @Test
  void ipv6_entries_do_not_matter_to_ipv4() {
    world.networkAcl("acl-of-vpc-1").denyOut(50, 0, 65535, "::/0").denyIn(50, 0, 65535, "::/0");

    assertThat(world).isAsCompliant();
  }
}
