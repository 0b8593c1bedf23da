package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.model;
import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.world.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Controls that are switched off or promoted. */
class ParameterScenariosTest {
  private static final String OFF = "switched off by DisabledControls";

  private final World world = World.compliant();

  @Test
  void disabled_control_of_the_model_is_not_handed_on() {
    world.subnet("subnet-b").inZone("use1-az1");
    world.parameters("DisabledControls", "Clarify.14,Clarify.15");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.14").notApplicable(OFF), job("Clarify.15").notApplicable(OFF));
  }

  @Test
  void disabled_control_of_both() {
    world.routeTable("rtb-b").route("0.0.0.0/0", "igw-1");
    world.parameters("DisabledControls", "Clarify.4, Clarify.17");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.4").notApplicable(OFF),
            model("Clarify.4").notApplicable(OFF),
            job("Clarify.17").notApplicable(OFF));
  }

  /**
   * A job with a shadow endpoint brings its model's assessment along, whatever of the job's is
   * switched off.
   */
  @Test
  void model_comes_along_where_the_controls_that_name_it_are_disabled() {
    world.parameters("DisabledControls", "Clarify.13,Clarify.16");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.13").notApplicable(OFF), job("Clarify.16").notApplicable(OFF));
  }

  @Test
  void everything_disabled_is_not_applicable() {
    world.parameters("DisabledControls", String.join(",", Catalogue.ids()));

    assertThat(world.assess())
        .allSatisfy(
            assessment -> assertThat(assessment.compliance()).isEqualTo(Compliance.NOT_APPLICABLE));
  }

  @Test
  void advisory_failure_does_not_count() {
    world.job().unencrypted();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.17")
                .nonCompliant("EnableInterContainerTrafficEncryption is off for 2 instances")
                .impact(Impact.EXPOSURE)
                .severity(Severity.LOW));
    assertThat(world.assess().getFirst().compliance()).isEqualTo(Compliance.COMPLIANT);
  }

  @Test
  void promoted_failure_counts() {
    world.job().unencrypted();
    world.parameters("PromotedControls", "Clarify.17");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.17")
                .nonCompliant("EnableInterContainerTrafficEncryption is off for 2 instances")
                .promoted());
    assertThat(world.assess().getFirst().compliance()).isEqualTo(Compliance.NON_COMPLIANT);
  }

  @Test
  void advisory_undetermined_does_not_count() {
    world.job().withoutInstanceCount();
    world.parameters("DisabledControls", "Clarify.9");

    assertThat(world.assess().getFirst().compliance()).isEqualTo(Compliance.COMPLIANT);
  }

  @Tag("R-25")
  @Test
  void disabled_beats_promoted() {
    world.job().unencrypted();
    world.parameters("PromotedControls", "Clarify.17").parameters("DisabledControls", "Clarify.17");

    assertThat(world).differsFromCompliantOnlyBy(job("Clarify.17").notApplicable(OFF).promoted());
    assertThat(world.assess().getFirst().compliance()).isEqualTo(Compliance.COMPLIANT);
  }
}
