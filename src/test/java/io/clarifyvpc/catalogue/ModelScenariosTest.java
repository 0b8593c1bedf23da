package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobAndModel;
import static io.clarifyvpc.world.ExpectedFinding.jobNotApplicable;
import static io.clarifyvpc.world.ExpectedFinding.model;
import static io.clarifyvpc.world.ExpectedFinding.modelNotApplicable;
import static io.clarifyvpc.world.ExpectedFinding.noAssessmentOfTheModel;
import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clarify.13, 14 and 16: the model behind the shadow endpoint. */
class ModelScenariosTest {
  private static final String MODEL_UNREAD =
      "DescribeModel unread (sagemaker:DescribeModel): AccessDenied";

  private final World world = World.compliant();

  @Test
  void two_subnets_in_one_zone_are_one_zone() {
    world.subnet("subnet-b").inZone("use1-az1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.14")
                .nonCompliant("subnet-a, subnet-b all lie in use1-az1")
                .evidence("subnet-a", "subnet-b"),
            job("Clarify.16")
                .nonCompliant(
                    "the model credit is non-compliant: Clarify.14, subnet-a, subnet-b all lie in use1-az1")
                .evidence("credit"),
            job("Clarify.15")
                .nonCompliant(
                    "by EC2's offering, ml.m5.xlarge is to be had in one, use1-az1, of the model's zones")
                .evidence("subnet-a", "subnet-b"));
  }

  @Test
  void model_in_one_subnet() {
    world.model("credit").subnets("subnet-a");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.14").nonCompliant("subnet-a lies in use1-az1").evidence("subnet-a"),
            job("Clarify.16")
                .nonCompliant(
                    "the model credit is non-compliant: Clarify.14, subnet-a lies in use1-az1")
                .evidence("credit"),
            job("Clarify.15")
                .nonCompliant(
                    "by EC2's offering, ml.m5.xlarge is to be had in one, use1-az1, of the model's zones")
                .evidence("subnet-a"));
  }

  @Test
  void two_zones_are_predicted_to_be_missing_in_the_words_of_the_error() {
    world.model("credit").subnets("subnet-a");

    assertThat(world.assess())
        .flatExtracting(assessment -> assessment.findings())
        .filteredOn(finding -> finding.predictedError().isPresent())
        .extracting(finding -> finding.control())
        .containsExactly("Clarify.15", "Clarify.16", "Clarify.14");
  }

  /** F-20: the same name may be another zone in another account. */
  @Test
  void zones_are_counted_by_id_and_not_by_name() {
    world.subnet("subnet-b").inZoneNamed("us-east-1a");

    assertThat(world).isAsCompliant();
  }

  /** names where ids are absent, for all subnets alike. */
  @Tag("R-9")
  @Test
  void zones_are_counted_by_name_where_ids_are_absent() {
    world.subnet("subnet-a").inZone("use1-az1");
    world.subnet("subnet-b").withoutZoneId();
    world
        .withoutOfferings()
        .addOffering("m5.xlarge", "availability-zone", "us-east-1a")
        .addOffering("m5.xlarge", "availability-zone", "us-east-1b");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.14")
                .compliant("subnet-a, subnet-b lie in us-east-1a, us-east-1b")
                .evidence("subnet-a", "subnet-b"));
  }

  @Test
  void zones_are_not_told() {
    var unknown = "Subnets unread (ec2:DescribeSubnets): the answer lacks Availability Zones";
    world.subnet("subnet-b").withoutZone();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.14").undetermined(unknown),
            job("Clarify.16")
                .undetermined("the model credit is undetermined: Clarify.14, " + unknown)
                .evidence("credit"),
            job("Clarify.15").undetermined(unknown));
  }

  @Test
  void job_in_one_subnet_is_no_concern_of_the_model() {
    world.job().subnets("subnet-a");

    assertThat(world).isAsCompliant();
  }

  @Test
  void model_in_another_vpc() {
    world.withAnotherVpc().model("credit").subnets("subnet-x", "subnet-y").securityGroups("sg-x");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.13")
                .nonCompliant("the model credit lies in vpc-2, the job in vpc-1")
                .evidence("credit", "vpc-1", "vpc-2"));
  }

  @Test
  void neither_job_nor_model_in_a_vpc() {
    world.job().withoutVpcConfig();
    world.model("credit").withoutVpcConfig();

    assertThat(world.assess())
        .flatExtracting(assessment -> assessment.findings())
        .filteredOn(finding -> finding.control().equals("Clarify.13"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.compliance().name()).isEqualTo("NOT_APPLICABLE");
          assertThat(finding.reason()).isEqualTo("the model has no VpcConfig");
        });
  }

  /** 13 is not applicable, and there is no assessment. */
  @Tag("R-6")
  @Test
  void model_that_does_not_exist() {
    world.without("credit");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            jobNotApplicable(
                "the model credit does not exist, which Clarify.16 reports",
                "Clarify.13",
                "Clarify.15"),
            job("Clarify.16").nonCompliant("the model credit does not exist").evidence("credit"));
  }

  @Tag("R-6")
  @Test
  void model_unread() {
    world.unread(Fact.MODEL);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            job("Clarify.13").undetermined(MODEL_UNREAD),
            job("Clarify.16").undetermined(MODEL_UNREAD),
            job("Clarify.15").undetermined(MODEL_UNREAD));
  }

  /** F-10: SageMaker lower-cases names in ARNs. */
  @Test
  void model_named_in_another_case() {
    world.analysis().model("CREDIT");

    assertThat(world).isAsCompliant();
  }

  /** the subnets of the model are gone, so that its VPC is not known. */
  @Tag("R-4")
  @Test
  void none_of_the_subnets_of_the_model_exists() {
    var none = "none of its subnets exists, which Clarify.3 reports";
    world.model("credit").subnets("subnet-gone");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.3").nonCompliant("subnet-gone does not exist").evidence("subnet-gone"),
            modelNotApplicable(
                none,
                "Clarify.4",
                "Clarify.5",
                "Clarify.6",
                "Clarify.10",
                "Clarify.11",
                "Clarify.14",
                "Clarify.18",
                "Clarify.20"),
            job("Clarify.13")
                .undetermined(
                    "Subnets unread (ec2:DescribeSubnets): none of the subnets of the model credit exists"),
            job("Clarify.16")
                .nonCompliant(
                    "the model credit is non-compliant: Clarify.3, subnet-gone does not exist")
                .evidence("credit"),
            job("Clarify.15").notApplicable("none of the model's subnets exists"));
  }

  /** of one severity, a failure before an exposure. */
  @Tag("R-7")
  @Test
  void worst_failing_control_of_the_model_is_handed_on() {
    world.routeTable("rtb-b").without("pl-s3").route("0.0.0.0/0", "igw-1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.4")
                .nonCompliant("subnet-b: rtb-b routes 0.0.0.0/0 to igw-1")
                .evidence("subnet-b", "rtb-b", "igw-1"),
            jobAndModel("Clarify.6")
                .nonCompliant(
                    "subnet-b: no endpoint (vpce-s3 is not routed to by rtb-b) and no egress through"
                        + " rtb-b (igw-1 needs public addresses, which SageMaker's interfaces have"
                        + " not)")
                .evidence("subnet-b", "rtb-b", "igw-1", "vpce-s3"));
  }

  @Tag("R-7")
  @Test
  void worse_severity_is_handed_on_before_the_worse_impact() {
    world.routeTable("rtb-b").route("0.0.0.0/0", "igw-1");
    world.addSecurityGroup("sg-mute").outbound();
    world.model("credit").securityGroups("sg-mute");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.10")
                .nonCompliant("sg-mute does not let TCP 443 out to vpce-s3")
                .evidence("sg-mute", "vpce-s3"),
            jobAndModel("Clarify.4")
                .nonCompliant("subnet-b: rtb-b routes 0.0.0.0/0 to igw-1")
                .evidence("subnet-b", "rtb-b", "igw-1"));
  }

  @Test
  void model_alone_is_judged_like_the_model_of_a_job() {
    world.judgingModelAlone("credit");
    world.subnet("subnet-b").inZone("use1-az1");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.14")
                .nonCompliant("subnet-a, subnet-b all lie in use1-az1")
                .evidence("subnet-a", "subnet-b"));
  }
}
