package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobNotApplicable;
import static io.clarifyvpc.world.ExpectedFinding.noAssessmentOfTheModel;
import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.ExpectedFinding;
import io.clarifyvpc.world.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Clarify.15: EC2's offering of the shadow endpoint's instance type in the model's zones. The model
 * that is missing, unread or outside a VPC stands in {@link ModelScenariosTest} and {@link
 * WorkloadScenariosTest}, too.
 */
class OfferingScenariosTest {
  private static final String BY_ID = "availability-zone-id";
  private static final String BY_NAME = "availability-zone";

  private final World world = World.compliant();

  private World offered(String locationType, String... locations) {
    world.withoutOfferings();
    for (String location : locations) {
      world.addOffering("m5.xlarge", locationType, location);
    }
    return world;
  }

  private static ExpectedFinding toBeHadIn(String where, String... subnets) {
    return job("Clarify.15")
        .nonCompliant(
            "by EC2's offering, ml.m5.xlarge is to be had in %s of the model's zones"
                .formatted(where))
        .evidence(subnets);
  }

  private static ExpectedFinding inNoZone(String instanceType) {
    return job("Clarify.15")
        .undetermined("EC2 is not known to offer %s in any zone".formatted(instanceType));
  }

  @Test
  void two_zones_by_id() {
    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.15")
                .compliant("EC2 offers ml.m5.xlarge in use1-az1, use1-az2")
                .evidence("subnet-a", "subnet-b"));
  }

  @Test
  void two_zones_by_name() {
    offered(BY_NAME, "us-east-1a", "us-east-1b");

    assertThat(world).isAsCompliant();
  }

  @Test
  void one_zone_by_id_and_the_other_by_name() {
    offered(BY_ID, "use1-az1").addOffering("m5.xlarge", BY_NAME, "us-east-1b");

    assertThat(world).isAsCompliant();
  }

  @Test
  void one_zone_of_two_by_id() {
    offered(BY_ID, "use1-az2", "use1-az4");

    assertThat(world)
        .differsFromCompliantOnlyBy(toBeHadIn("one, use1-az2,", "subnet-a", "subnet-b"));
  }

  @Test
  void one_zone_of_two_by_name() {
    offered(BY_NAME, "us-east-1a", "us-east-1c");

    assertThat(world)
        .differsFromCompliantOnlyBy(toBeHadIn("one, use1-az1,", "subnet-a", "subnet-b"));
  }

  @Test
  void none_of_the_models_zones() {
    offered(BY_ID, "use1-az4", "use1-az6");

    assertThat(world).differsFromCompliantOnlyBy(toBeHadIn("none", "subnet-a", "subnet-b"));
  }

  @Test
  void two_of_three_zones_suffice() {
    world.addSubnet("subnet-c").inZone("use1-az6").inZoneNamed("us-east-1f").range("10.0.3.0/24");
    world.addRouteTable("rtb-c").forSubnet("subnet-c").route("pl-s3", "vpce-s3");
    world.model("credit").subnets("subnet-a", "subnet-c", "subnet-b");

    assertThat(world).isAsCompliant();
  }

  @Test
  void offering_of_another_type() {
    offered(BY_ID, "use1-az1").addOffering("m5.2xlarge", BY_ID, "use1-az2");

    assertThat(world)
        .differsFromCompliantOnlyBy(toBeHadIn("one, use1-az1,", "subnet-a", "subnet-b"));
  }

  @Test
  void error_is_predicted() {
    offered(BY_ID, "use1-az1");

    assertThat(world.assess().getFirst().findings())
        .filteredOn(finding -> finding.predictedError().isPresent())
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.predictedError().orElseThrow())
                .contains("Unable to locate at least 2 availability zone(s)"));
  }

  @Tag("R-23")
  @Test
  void region_wide_offering_only() {
    offered("region", "us-east-1");

    assertThat(world).differsFromCompliantOnlyBy(inNoZone("ml.m5.xlarge"));
  }

  /** R-23, F-20: a type of SageMaker's own. */
  @Tag("R-23")
  @Test
  void offered_nowhere() {
    world.analysis().instanceType("ml.eia2.medium");

    assertThat(world).differsFromCompliantOnlyBy(inNoZone("ml.eia2.medium"));
  }

  @Tag("R-23")
  @Test
  void instance_type_is_not_given() {
    world.analysis().withoutInstanceType();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.15").notApplicable("the predictor names no instance type"));
  }

  @Tag("R-6")
  @Test
  void model_is_unread() {
    var unread = "DescribeModel unread (sagemaker:DescribeModel): AccessDenied";
    world.unreadModel("credit");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            job("Clarify.13").undetermined(unread),
            job("Clarify.15").undetermined(unread),
            job("Clarify.16").undetermined(unread));
  }

  @Test
  void endpoint_in_place_of_a_model() {
    world.addSageMakerEndpoint("live", "credit").analysis().endpoint("live");
    offered(BY_ID, "use1-az1").unread(Fact.INSTANCE_TYPE_OFFERINGS);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            jobNotApplicable(
                "the endpoint live answers, there is no shadow endpoint",
                "Clarify.15",
                "Clarify.16"));
  }

  /** Job and model may lie apart: the model's zones count. */
  @Test
  void zones_of_the_job_do_not_matter() {
    world.job().subnets("subnet-a");

    assertThat(world).isAsCompliant();
  }

  /**
   * An old answer tells the subnet's zone by name only, EC2's offering by id only: whether
   * the type is to be had there cannot be told, and is not non-compliant.
   */
  @Tag("R-9")
  @Test
  void zone_told_in_other_terms_than_the_offering() {
    world.subnet("subnet-b").withoutZoneId();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.15")
                .undetermined(
                    "Subnets unread (ec2:DescribeSubnets): the answer lacks Availability Zones"));
  }

  /** The subnet whose zone is not told may be the second one: a gap that the verdict needs. */
  @Test
  void zone_of_a_third_subnet_is_not_told() {
    world.addSubnet("subnet-c").withoutZone().range("10.0.3.0/24");
    world.addRouteTable("rtb-c").forSubnet("subnet-c").route("pl-s3", "vpce-s3");
    world.model("credit").subnets("subnet-a", "subnet-b", "subnet-c");
    offered(BY_ID, "use1-az1", "use1-az4");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.15")
                .undetermined(
                    "Subnets unread (ec2:DescribeSubnets): the answer lacks Availability Zones"));
  }
}
