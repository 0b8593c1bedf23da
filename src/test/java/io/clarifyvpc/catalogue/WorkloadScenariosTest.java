package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.definitionInPlaceOfTheJob;
import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobNotApplicable;
import static io.clarifyvpc.world.ExpectedFinding.model;
import static io.clarifyvpc.world.ExpectedFinding.modelNotApplicable;
import static io.clarifyvpc.world.WhatRestsOn.whatRestsOn;
import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.Impact;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clarify.1, 2, 3 and 17, and which jobs count: what the workload itself says. */
class WorkloadScenariosTest {
  private static final String NO_VPC_CONFIG =
      "the workload has no VpcConfig, which Clarify.1 reports";

  /** The controls of a job over its VpcConfig. */
  private static final String[] OVER_VPC_CONFIG = {
    "Clarify.3",
    "Clarify.4",
    "Clarify.5",
    "Clarify.6",
    "Clarify.7",
    "Clarify.8",
    "Clarify.9",
    "Clarify.10",
    "Clarify.11",
    "Clarify.12",
    "Clarify.18",
    "Clarify.19",
    "Clarify.20"
  };

  private final World world = World.compliant();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sagemaker-clarify-processing",
        "205585389593.dkr.ecr.us-east-1.amazonaws.com/sagemaker-clarify-processing:1.0",
        "122526803553.dkr.ecr.cn-north-1.amazonaws.com.cn/sagemaker-clarify-processing:1.0",
        "111122223333.dkr.ecr.us-east-1.amazonaws.com/mirror/sagemaker-clarify-processing",
        "registry:5000/sagemaker-clarify-processing@sha256:0a1b",
        "registry/sagemaker-clarify-processing:1.0@sha256:0a1b"
      })
  void a_job_counts_by_the_repository_of_its_image(String image) {
    world.job().image(image);

    assertThat(world).isAsCompliant();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry/my-sagemaker-clarify-processing:1.0",
        "registry/sagemaker-clarify-processing-mirror:1.0",
        "registry/sagemaker-clarify-processing/other:1.0",
        "registry/sagemaker-xgboost:sagemaker-clarify-processing",
        "registry/other@sha256:sagemaker-clarify-processing"
      })
  void a_job_on_another_image_is_not_judged(String image) {
    world.job().image(image).withoutVpcConfig();

    assertThat(world.judgement().assessments()).isEmpty();
    assertThat(world.judgement().nothingBecause())
        .contains("not a Clarify job: its image is " + image);
  }

  @Test
  void job_without_vpc_config_beside_a_model_in_a_vpc() {
    world.job().withoutVpcConfig();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.1")
                .nonCompliant(
                    "VpcConfig missing: the processing job explain-credit names no subnet"),
            jobNotApplicable(NO_VPC_CONFIG, OVER_VPC_CONFIG),
            job("Clarify.13")
                .nonCompliant("the model credit lies in vpc-1, the job in no VPC")
                .evidence("credit", "vpc-1"));
  }

  @Test
  void job_without_network_config() {
    world.job().withoutNetworkConfig().instances(1);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.1")
                .nonCompliant(
                    "VpcConfig missing: the processing job explain-credit names no subnet"),
            jobNotApplicable(NO_VPC_CONFIG, OVER_VPC_CONFIG),
            job("Clarify.13")
                .nonCompliant("the model credit lies in vpc-1, the job in no VPC")
                .evidence("credit", "vpc-1"),
            job("Clarify.17").notApplicable("the job runs on one instance"));
  }

  @Test
  void model_without_vpc_config() {
    world.model("credit").withoutVpcConfig();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.1").nonCompliant("VpcConfig missing: the model credit names no subnet"),
            modelNotApplicable(
                NO_VPC_CONFIG,
                "Clarify.3",
                "Clarify.4",
                "Clarify.5",
                "Clarify.6",
                "Clarify.10",
                "Clarify.11",
                "Clarify.14",
                "Clarify.18",
                "Clarify.20"),
            jobNotApplicable("the model has no VpcConfig", "Clarify.13", "Clarify.15"),
            job("Clarify.16")
                .nonCompliant(
                    "the model credit is non-compliant: Clarify.1, VpcConfig missing: the model credit names no subnet")
                .impact(Impact.EXPOSURE)
                .evidence("credit"));
  }

  @Test
  void isolated_job() {
    world.job().isolated();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.2").nonCompliant("EnableNetworkIsolation is true"));
  }

  @Test
  void isolated_explainability_definition() {
    world.job().asExplainabilityDefinition().isolated();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            definitionInPlaceOfTheJob(),
            job("Clarify.2").nonCompliant("EnableNetworkIsolation is true"));
  }

  @Test
  void unencrypted_traffic_between_two_instances() {
    world.job().unencrypted();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.17")
                .nonCompliant("EnableInterContainerTrafficEncryption is off for 2 instances"));
  }

  @Test
  void one_instance_talks_to_nobody() {
    world.job().instances(1).unencrypted();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.9").notApplicable("the job runs on one instance"),
            job("Clarify.17").notApplicable("the job runs on one instance"));
  }

  @Test
  void instance_count_is_not_given() {
    var unknown =
        "DescribeProcessingJob unread (sagemaker:DescribeProcessingJob): ClusterConfig.InstanceCount is not given";
    world.job().withoutInstanceCount();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.5").undetermined(unknown),
            job("Clarify.9").undetermined(unknown),
            job("Clarify.17").undetermined(unknown));
  }

  @Tag("R-4")
  @Tag("R-8")
  @Test
  void subnet_that_does_not_exist() {
    world.job().subnets("subnet-a", "subnet-gone");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.3").nonCompliant("subnet-gone does not exist").evidence("subnet-gone"));
  }

  /**
   * the controls over subnets have nothing left, 13 cannot tell the VPC, and 9 judges the
   * group.
   */
  @Tag("R-4")
  @Test
  void none_of_the_subnets_exists() {
    var none = "none of its subnets exists, which Clarify.3 reports";
    world.job().subnets("subnet-gone");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.3").nonCompliant("subnet-gone does not exist").evidence("subnet-gone"),
            jobNotApplicable(
                none,
                "Clarify.4",
                "Clarify.5",
                "Clarify.6",
                "Clarify.7",
                "Clarify.8",
                "Clarify.10",
                "Clarify.11",
                "Clarify.12",
                "Clarify.18",
                "Clarify.19",
                "Clarify.20"),
            job("Clarify.13")
                .undetermined(
                    "Subnets unread (ec2:DescribeSubnets): none of the subnets of the job exists"));
  }

  @Tag("R-4")
  @Test
  void security_group_that_does_not_exist() {
    world.job().securityGroups("sg-job", "sg-gone");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.3").nonCompliant("sg-gone does not exist").evidence("sg-gone"));
  }

  /**
   * where no group is left, 9 is not applicable; an endpoint that admits a group admits
   * nobody.
   */
  @Tag("R-4")
  @Test
  void no_security_group() {
    world.job().securityGroups();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.3").nonCompliant("VpcConfig names no security group"),
            job("Clarify.7").nonCompliant(closed("vpce-api")).evidence(evidence("vpce-api")),
            job("Clarify.8")
                .nonCompliant(closed("vpce-runtime"))
                .evidence(evidence("vpce-runtime")),
            jobNotApplicable(
                "none of its security groups exists, which Clarify.3 reports",
                "Clarify.9",
                "Clarify.10"),
            whatRestsOn("Clarify.7", "Clarify.8"));
  }

  private static String closed(String endpoint) {
    return "subnet-a, subnet-b: %s answers the service's name for the whole VPC and does not admit TCP 443 from here"
        .formatted(endpoint);
  }

  private static String[] evidence(String endpoint) {
    return new String[] {"subnet-a", "subnet-b", endpoint, "sg-endpoint"};
  }

  /** two sets of VPCs that are not equal are not the same VPC. */
  @Tag("R-6")
  @Test
  void subnets_of_two_vpcs() {
    world.withAnotherVpc().job().subnets("subnet-a", "subnet-x");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.3")
                .nonCompliant("the subnets lie in vpc-1, vpc-2")
                .evidence("subnet-a", "subnet-x"),
            job("Clarify.7")
                .nonCompliant("subnet-x: no endpoint and no egress through rtb-x")
                .evidence("subnet-x", "rtb-x"),
            job("Clarify.8")
                .nonCompliant("subnet-x: no endpoint and no egress through rtb-x")
                .evidence("subnet-x", "rtb-x"),
            job("Clarify.13")
                .nonCompliant("the model credit lies in vpc-1, the job in vpc-1, vpc-2")
                .evidence("credit", "vpc-1", "vpc-2"));
  }

  @Test
  void group_of_another_vpc() {
    world.withAnotherVpc().job().securityGroups("sg-job", "sg-x");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.3")
                .nonCompliant("sg-x is of vpc-2, the subnets of vpc-1")
                .evidence("sg-x"));
  }

  @Test
  void group_of_another_vpc_that_is_associated() {
    world.withAnotherVpc().associateGroup("sg-x", "vpc-1", "associated");
    world.job().securityGroups("sg-job", "sg-x");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.3")
                .compliant("all lie in vpc-1; sg-x of vpc-2 is associated with vpc-1")
                .evidence("vpc-1"));
  }

  @Test
  void group_of_another_vpc_that_is_no_longer_associated() {
    world.withAnotherVpc().associateGroup("sg-x", "vpc-1", "disassociated");
    world.job().securityGroups("sg-job", "sg-x");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.3")
                .nonCompliant("sg-x is of vpc-2, the subnets of vpc-1")
                .evidence("sg-x"));
  }

  /** that list matters only with a group of another VPC. */
  @Tag("R-11")
  @Test
  void group_of_another_vpc_with_its_associations_unread() {
    world.withAnotherVpc().unread(Fact.SECURITY_GROUP_VPC_ASSOCIATIONS);
    world.job().securityGroups("sg-job", "sg-x");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.3")
                .undetermined(
                    "SecurityGroupVpcAssociations unread (ec2:DescribeSecurityGroupVpcAssociations): AccessDenied"));
  }

  /** A fault that is seen outweighs a gap. */
  @Test
  void missing_subnet_with_the_groups_unread_is_non_compliant() {
    world.judgingModelAlone("credit").unread(Fact.SECURITY_GROUPS);
    world.model("credit").subnets("subnet-a", "subnet-b", "subnet-gone");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.3").nonCompliant("subnet-gone does not exist").evidence("subnet-gone"),
            model("Clarify.10")
                .undetermined("SecurityGroups unread (ec2:DescribeSecurityGroups): AccessDenied"));
  }
}
