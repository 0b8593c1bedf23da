package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.Permission.tcp;
import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.World;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@DisplayName("R-11: what unread makes undetermined")
class UnreadFactsTest {
  private final World world = World.compliant();

  /**
   * The compliant world: S3 by gateway, SageMaker by interface endpoints, groups of the VPC itself.
   */
  private static List<String> undeterminedWithout(Fact fact) {
    return switch (fact) {
      case SUBNETS ->
          List.of(
              "job Clarify.3",
              "job Clarify.4",
              "job Clarify.5",
              "job Clarify.6",
              "job Clarify.7",
              "job Clarify.8",
              "job Clarify.10",
              "job Clarify.11",
              "job Clarify.12",
              "job Clarify.13",
              "job Clarify.15",
              "job Clarify.16",
              "job Clarify.20",
              "model Clarify.3",
              "model Clarify.4",
              "model Clarify.5",
              "model Clarify.6",
              "model Clarify.10",
              "model Clarify.11",
              "model Clarify.14",
              "model Clarify.20");
      case ROUTE_TABLES ->
          List.of(
              "job Clarify.4",
              "job Clarify.6",
              "job Clarify.16",
              "model Clarify.4",
              "model Clarify.6",
              "model Clarify.10",
              "model Clarify.11");
      case VPC_ENDPOINTS ->
          List.of(
              "job Clarify.6",
              "job Clarify.7",
              "job Clarify.8",
              "job Clarify.10",
              "job Clarify.11",
              "job Clarify.12",
              "job Clarify.16",
              "model Clarify.6",
              "model Clarify.10",
              "model Clarify.11");
      case SECURITY_GROUPS ->
          List.of(
              "job Clarify.3",
              "job Clarify.7",
              "job Clarify.8",
              "job Clarify.9",
              "job Clarify.10",
              "job Clarify.12",
              "job Clarify.16",
              "model Clarify.3",
              "model Clarify.10");
      case NETWORK_ACLS -> List.of("job Clarify.11", "job Clarify.16", "model Clarify.11");
      case VPCS, DHCP_OPTIONS -> List.of("job Clarify.12", "job Clarify.20", "model Clarify.20");
      case VPC_ATTRIBUTES -> List.of("job Clarify.12");
      case INSTANCE_TYPE_OFFERINGS -> List.of("job Clarify.15");
      case ANALYSIS_CONFIGURATION, MODEL ->
          List.of("job Clarify.13", "job Clarify.15", "job Clarify.16");
      case SECURITY_GROUP_VPC_ASSOCIATIONS,
          PREFIX_LISTS,
          NAT_GATEWAYS,
          HOSTED_ZONES,
          PROFILE_ASSOCIATIONS,
          PROCESSING_JOB,
          JOB_DEFINITION,
          ENDPOINT,
          ENDPOINT_CONFIG ->
          List.of();
      case REGION -> throw new IllegalArgumentException("read from nowhere");
    };
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "REGION")
  void one_fact_unread(Fact fact) {
    world.unread(fact);

    assertThat(world).isUndeterminedExactlyIn(undeterminedWithout(fact));
  }

  @Test
  void route_tables_unread_where_no_interface_endpoint_answers() {
    world.without("vpce-api").unread(Fact.ROUTE_TABLES);

    assertThat(world)
        .isUndeterminedExactlyIn(
            List.of(
                "job Clarify.4",
                "job Clarify.6",
                "job Clarify.7",
                "job Clarify.16",
                "model Clarify.4",
                "model Clarify.6",
                "model Clarify.10",
                "model Clarify.11"));
  }

  @Test
  void security_groups_unread_where_an_interface_endpoint_answers_for_s3() {
    world.addEndpoint("vpce-s3-if", "com.amazonaws.us-east-1.s3");
    world.unread(Fact.SECURITY_GROUPS);

    assertThat(world)
        .isUndeterminedExactlyIn(
            List.of(
                "job Clarify.3",
                "job Clarify.6",
                "job Clarify.7",
                "job Clarify.8",
                "job Clarify.9",
                "job Clarify.10",
                "job Clarify.11",
                "job Clarify.12",
                "job Clarify.16",
                "model Clarify.3",
                "model Clarify.6",
                "model Clarify.10",
                "model Clarify.11"));
  }

  @Test
  void nat_gateways_unread_under_allow_nat() {
    world.routeTable("rtb-a").without("pl-s3").route("0.0.0.0/0", "nat-1");
    world.unread(Fact.NAT_GATEWAYS).parameters("EndpointPolicy", "ALLOW_NAT");

    assertThat(world)
        .isUndeterminedExactlyIn(List.of("job Clarify.6", "job Clarify.16", "model Clarify.6"));
  }

  @Test
  void prefix_lists_unread_with_narrow_ranges() {
    world.securityGroup("sg-job").outbound(tcp(443).range("10.0.0.0/8").range("52.216.0.0/15"));
    world.job().instances(1);
    world.unread(Fact.PREFIX_LISTS);

    assertThat(world)
        .isUndeterminedExactlyIn(List.of("job Clarify.10", "job Clarify.16", "model Clarify.10"));
  }

  @Test
  void prefix_lists_unread_with_a_rule_through_a_customers_list() {
    world
        .securityGroup("sg-job")
        .outbound(tcp(443).prefixList("pl-s3"), tcp(443).prefixList("pl-mine"));
    world.job().instances(1);
    world.unread(Fact.PREFIX_LISTS);

    assertThat(world).isUndeterminedExactlyIn(List.of("job Clarify.10"));
  }

  /** */
  @Test
  void prefix_lists_unread_with_a_narrow_network_acl() {
    world
        .networkAcl("acl-of-vpc-1")
        .passingNothing()
        .passingEverything(100, "10.0.0.0/8")
        .passingEverything(110, "52.216.0.0/15");
    world.unread(Fact.PREFIX_LISTS);

    assertThat(world)
        .isUndeterminedExactlyIn(List.of("job Clarify.11", "job Clarify.16", "model Clarify.11"));
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDPOINT", "ENDPOINT_CONFIG", "MODEL"})
  void endpoint_of_the_predictor_unread(Fact fact) {
    world.addSageMakerEndpoint("live", "credit").unread(fact).analysis().endpoint("live");

    assertThat(world).isUndeterminedExactlyIn(List.of("job Clarify.13"));
  }

  /** Nothing passes or fails for want of facts; what the workload itself says remains. */
  @Test
  void everything_unread() {
    world.unread(Fact.values());

    assertThat(world.assess().getFirst().findings())
        .filteredOn(finding -> finding.compliance() != Compliance.UNDETERMINED)
        .extracting(Finding::control, Finding::compliance)
        .containsExactly(
            tuple("Clarify.1", Compliance.COMPLIANT),
            tuple("Clarify.2", Compliance.COMPLIANT),
            tuple("Clarify.17", Compliance.COMPLIANT));
  }
}
