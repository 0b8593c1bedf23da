package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.model;
import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.world.ExpectedFinding;
import io.clarifyvpc.world.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clarify.5: free addresses for a job that is planned, and for its shadow endpoint. */
class AddressScenariosTest {
  private final World world = World.compliant();

  private World free(int inSubnetA, int inSubnetB) {
    world.subnet("subnet-a").freeAddresses(inSubnetA);
    world.subnet("subnet-b").freeAddresses(inSubnetB);
    return world;
  }

  private static ExpectedFinding modelNotAtIssue() {
    return model("Clarify.5").notApplicable("the model is not judged for a job that is planned");
  }

  @Test
  void planned_job_has_addresses_enough() {
    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.5")
                .compliant("subnet-a, subnet-b hold 500 free addresses, 2 instances need 4")
                .evidence("subnet-a", "subnet-b"),
            model("Clarify.5")
                .compliant("subnet-a, subnet-b hold 500 free addresses, one instance needs 2")
                .evidence("subnet-a", "subnet-b"));
  }

  @Test
  void addresses_of_several_subnets_add_up() {
    free(3, 1);

    assertThat(world).isAsCompliant();
  }

  @Test
  void one_address_short() {
    free(3, 0);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.5")
                .nonCompliant("subnet-a, subnet-b hold 3 free addresses, 2 instances need 4")
                .evidence("subnet-a", "subnet-b"));
  }

  @Test
  void addresses_of_other_subnets_do_not_count() {
    free(3, 250).job().subnets("subnet-a");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.5")
                .nonCompliant("subnet-a holds 3 free addresses, 2 instances need 4")
                .evidence("subnet-a"));
  }

  @Test
  void a_subnet_named_twice_counts_once() {
    free(3, 250).job().subnets("subnet-a", "subnet-a");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.5")
                .nonCompliant("subnet-a holds 3 free addresses, 2 instances need 4")
                .evidence("subnet-a"));
  }

  @Test
  void shortage_is_advisory() {
    free(0, 1);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.5")
                .nonCompliant("subnet-a, subnet-b hold one free address, 2 instances need 4")
                .evidence("subnet-a", "subnet-b"),
            model("Clarify.5")
                .nonCompliant("subnet-a, subnet-b hold one free address, one instance needs 2")
                .evidence("subnet-a", "subnet-b"));
    assertThat(world.assess())
        .allSatisfy(
            assessment -> assertThat(assessment.compliance()).isEqualTo(Compliance.COMPLIANT));
  }

  /** Promoted, the model's shortage is handed on to the job by Clarify.16. */
  @Test
  void promoted_shortage_counts() {
    free(2, 2).analysis().initialInstanceCount(3);
    world.parameters("PromotedControls", "Clarify.5");
    var shortOfTwo = "subnet-a, subnet-b hold 4 free addresses, 3 instances need 6";

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.5")
                .compliant("subnet-a, subnet-b hold 4 free addresses, 2 instances need 4")
                .evidence("subnet-a", "subnet-b")
                .promoted(),
            model("Clarify.5").nonCompliant(shortOfTwo).evidence("subnet-a", "subnet-b").promoted(),
            job("Clarify.16")
                .nonCompliant("the model credit is non-compliant: Clarify.5, " + shortOfTwo)
                .severity(Severity.MEDIUM)
                .evidence("credit"));
  }

  @Test
  void shadow_endpoint_needs_addresses_of_its_own() {
    world.analysis().initialInstanceCount(251);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.5")
                .nonCompliant("subnet-a, subnet-b hold 500 free addresses, 251 instances need 502")
                .evidence("subnet-a", "subnet-b"));
  }

  @Tag("R-3")
  @ParameterizedTest
  @ValueSource(strings = {"InProgress", "Completed", "Failed", "Stopping", "Stopped"})
  void job_that_runs_or_has_finished_took_its_addresses_already(String status) {
    free(0, 0).job().inStatus(status);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.5").notApplicable("the job has taken its addresses already"),
            modelNotAtIssue());
  }

  @Test
  void model_is_judged_only_as_that_of_a_planned_job() {
    free(0, 0).judgingModelAlone("credit");

    assertThat(world).differsFromCompliantOnlyBy(modelNotAtIssue());
  }

  @Tag("R-3")
  @Test
  void initial_instance_count_is_not_given() {
    world.analysis().withoutInitialInstanceCount();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.5")
                .undetermined("the analysis configuration does not give initial_instance_count"));
  }

  @Test
  void count_of_a_subnet_is_not_told() {
    var unknown =
        "Subnets unread (ec2:DescribeSubnets): the answer lacks AvailableIpAddressCount of subnet-b";
    free(1, 0).subnet("subnet-b").withoutFreeAddressesInTheAnswer();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.5").undetermined(unknown), model("Clarify.5").undetermined(unknown));
  }
}
