package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.world.World;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Tag("R-11")
@DisplayName("R-11: what unread makes undetermined")
class UnreadFactsTest {
  private final World world = World.compliant();

  /**
   * The compliant world: S3 by gateway, SageMaker by interface endpoints, groups of the VPC itself.
   */
  private static List<String> undeterminedWithout(Fact fact) {
    return switch (fact) {
      case SUBNETS ->
          findings(
              List.of(3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 15, 16, 18, 19, 20),
              List.of(3, 4, 5, 6, 10, 11, 14, 18, 20));
      case ROUTE_TABLES -> findings(List.of(4, 6, 16, 18), List.of(4, 6, 10, 11, 18));
      case VPC_ENDPOINTS ->
          findings(List.of(6, 7, 8, 10, 11, 12, 16, 18, 19), List.of(6, 10, 11, 18));
      case SECURITY_GROUPS -> findings(List.of(3, 7, 8, 9, 10, 12, 16, 19), List.of(3, 10));
      case NETWORK_ACLS -> findings(List.of(11, 16), List.of(11));
      case VPCS, DHCP_OPTIONS -> findings(List.of(12, 20), List.of(20));
      case VPC_ATTRIBUTES -> findings(List.of(12), List.of());
      case INSTANCE_TYPE_OFFERINGS -> findings(List.of(15), List.of());
      case ANALYSIS_CONFIGURATION -> findings(List.of(13, 15, 16, 18), List.of());
      case MODEL -> findings(List.of(13, 15, 16), List.of());
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

  private static List<String> findings(List<Integer> ofJob, List<Integer> ofModel) {
    return Stream.concat(
            ofJob.stream().map(number -> "job Clarify." + number),
            ofModel.stream().map(number -> "model Clarify." + number))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "REGION")
  void one_fact_unread(Fact fact) {
    world.unread(fact);

    assertThat(world).isUndeterminedExactlyIn(undeterminedWithout(fact));
    assertThat(undetermined())
        .allSatisfy(finding -> assertThat(finding.gaps()).extracting(Gap::fact).contains(fact));
  }

  @Test
  void route_tables_unread_where_no_interface_endpoint_answers() {
    world.without("vpce-api").unread(Fact.ROUTE_TABLES);

    assertThat(world)
        .isUndeterminedExactlyIn(findings(List.of(4, 6, 7, 16, 18), List.of(4, 6, 10, 11, 18)));
  }

  @Test
  void security_groups_unread_where_an_interface_endpoint_answers_for_s3() {
    world.addEndpoint("vpce-s3-if", "com.amazonaws.us-east-1.s3");
    world.unread(Fact.SECURITY_GROUPS);

    assertThat(world)
        .isUndeterminedExactlyIn(
            findings(List.of(3, 6, 7, 8, 9, 10, 11, 12, 16, 18, 19), List.of(3, 6, 10, 11, 18)));
  }

  @Test
  void nat_gateways_unread_under_allow_nat() {
    world.routeTable("rtb-a").without("pl-s3").route("0.0.0.0/0", "nat-1");
    world.unread(Fact.NAT_GATEWAYS).parameters("EndpointPolicy", "ALLOW_NAT");

    assertThat(world)
        .isUndeterminedExactlyIn(List.of("job Clarify.6", "job Clarify.16", "model Clarify.6"));
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDPOINT", "ENDPOINT_CONFIG", "MODEL"})
  void endpoint_of_the_predictor_unread(Fact fact) {
    world.addSageMakerEndpoint("live", "credit").unread(fact).analysis().endpoint("live");

    assertThat(world).isUndeterminedExactlyIn(List.of("job Clarify.13"));
  }

  @Test
  void a_policy_that_is_unread_is_a_gap_of_the_endpoints() {
    world.endpoint("vpce-s3").policy("no JSON");

    assertThat(undetermined())
        .filteredOn(finding -> finding.control().equals("Clarify.18"))
        .isNotEmpty()
        .allSatisfy(finding ->
            assertThat(finding.gaps())
                .extracting(Gap::action)
                .containsExactly("ec2:DescribeVpcEndpoints"));
  }

  /** It was all read, and still nobody can tell: no action is to blame. */
  @Test
  void what_is_hidden_by_another_account_is_no_gap() {
    world.subnet("subnet-a").sharedBy("444455556666");
    world.subnet("subnet-b").sharedBy("444455556666");
    world.without("vpce-runtime");

    assertThat(undetermined())
        .extracting(Finding::control, Finding::gaps)
        .containsExactly(tuple("Clarify.8", List.of()));
  }

  private List<Finding> undetermined() {
    return world.assess().stream()
        .flatMap(assessment -> assessment.findings().stream())
        .filter(finding -> finding.compliance() == Compliance.UNDETERMINED)
        .toList();
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
