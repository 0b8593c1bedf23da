package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.NOTHING_RELIED_ON;
import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobAndModel;
import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every control. */
class CatalogueTest {
  private static Stream<ControlSpec> specs() {
    return Catalogue.controls().stream().map(Control::spec);
  }

  @Test
  void ids_are_unique_and_sorted_by_number() {
    assertThat(Catalogue.ids())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("Clarify\\.[1-9][0-9]?"));
    assertThat(
            Catalogue.ids().stream().map(id -> Integer.valueOf(id.substring("Clarify.".length()))))
        .isSorted();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void control_is_documented(ControlSpec spec) {
    assertThat(spec.title())
        .isNotBlank()
        .hasSizeLessThanOrEqualTo(80)
        .doesNotEndWith(".")
        .doesNotStartWithIgnoringCase("Ensure");
    assertThat(spec.meaning()).isNotBlank().endsWith(".");
    assertThat(spec.remediation()).isNotBlank().endsWith(".");
    assertThat(spec.references())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(url -> url.startsWith("https://docs.aws.amazon.com/"));
    assertThat(spec.appliesTo()).isNotEmpty();
  }

  /** controls.md names who conflicts, and who must not be presented so. */
  @Test
  void conflicts_with_generic_controls_are_named() {
    assertThat(specs().filter(spec -> !spec.conflictsWith().isEmpty()).map(ControlSpec::id))
        .containsExactly("Clarify.1", "Clarify.2", "Clarify.9", "Clarify.14");
    assertThat(conflictsOf("Clarify.2"))
        .contains(
            "SAGEMAKER_MODEL_EXPLAINABILITY_JOB_NETWORK_ISOLATION",
            "SAGEMAKER_MODEL_BIAS_JOB_ISOLATION",
            "SageMaker.12",
            "SageMaker.14",
            "Mondoo");
    assertThat(conflictsOf("Clarify.9")).contains("VPC_DEFAULT_SECURITY_GROUP_CLOSED", "EC2.2");
    assertThat(conflictsOf("Clarify.1")).contains("SAGEMAKER_MODEL_IN_VPC");
    assertThat(conflictsOf("Clarify.14")).contains("SAGEMAKER_MODEL_IN_VPC");
    assertThat(specs().map(spec -> String.join(" ", spec.conflictsWith())))
        .noneMatch(text ->
            text.contains("SAGEMAKER_MODEL_ISOLATION_ENABLED")
                || text.contains("SageMaker.5 ")
                || text.contains("CKV_AWS_370"));
  }

  private static String conflictsOf(String id) {
    return specs()
        .filter(spec -> spec.id().equals(id))
        .map(spec -> String.join(" ", spec.conflictsWith()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void compliant_world_passes_every_control_that_exists() {
    assertThat(World.compliant().assess())
        .hasSize(2)
        .allSatisfy(assessment -> {
          assertThat(assessment.compliance()).isEqualTo(Compliance.COMPLIANT);
          assertThat(assessment.findings())
              .extracting(Finding::compliance)
              .containsOnly(Compliance.COMPLIANT);
        });
  }

  @Test
  void every_control_of_the_type_has_exactly_one_finding_in_the_catalogues_order() {
    var assessments = World.compliant().assess();

    assertThat(assessments)
        .extracting(assessment -> assessment.resource().type())
        .containsExactly(ResourceType.PROCESSING_JOB, ResourceType.MODEL);
    assertThat(assessments)
        .allSatisfy(assessment ->
            assertThat(assessment.findings())
                .extracting(Finding::control)
                .containsExactlyElementsOf(idsFor(assessment.resource().type())));
  }

  private static List<String> idsFor(ResourceType type) {
    return specs().filter(spec -> spec.appliesTo().contains(type)).map(ControlSpec::id).toList();
  }

  /**
   * A bias definition has findings, if only "not applicable" ones, of every control of definitions
   * (R-2).
   */
  @Tag("R-2")
  @Test
  void definitions_have_the_controls_of_jobs_but_the_one_on_free_addresses() {
    var ofJobs = new ArrayList<>(idsFor(ResourceType.PROCESSING_JOB));
    ofJobs.remove("Clarify.5");

    assertThat(idsFor(ResourceType.MODEL_BIAS_JOB_DEFINITION))
        .isEqualTo(idsFor(ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION))
        .isEqualTo(ofJobs);
  }

  /** Clarify.16 reads the findings of other controls. */
  private static Stream<Control> controlsOnTheirOwn() {
    return Catalogue.controls().stream()
        .filter(control -> !control.spec().id().equals("Clarify.16"));
  }

  /** The world answers only what is required, so a fact that is read without is a gap here. */
  @ParameterizedTest
  @MethodSource("controlsOnTheirOwn")
  void control_requires_every_fact_that_it_reads(Control control) {
    for (World world :
        List.of(
            World.compliant(), throughNat(), throughCentralEndpoint(), throughOwnersGateway())) {
      if (!control.spec().appliesTo().contains(ResourceType.PROCESSING_JOB)) {
        world.judgingModelAlone("credit");
      }
      assertThat(findingOf(control, world.judgement(List.of(control)).assessments()))
          .isEqualTo(findingOf(control, world.assess()));
    }
  }

  private static Finding findingOf(Control control, List<Assessment> assessments) {
    return assessments.getFirst().findings().stream()
        .filter(finding -> finding.control().equals(control.spec().id()))
        .findFirst()
        .orElseThrow();
  }

  private static World throughNat() {
    var world = World.compliant().parameters("EndpointPolicy", "ALLOW_NAT");
    world.without("vpce-s3").without("vpce-api").without("vpce-runtime");
    for (String table : List.of("rtb-a", "rtb-b")) {
      world.routeTable(table).without("pl-s3").route("0.0.0.0/0", "nat-1");
    }
    world.addSubnet("subnet-nat");
    world.addRouteTable("rtb-nat").forSubnet("subnet-nat").route("0.0.0.0/0", "igw-1");
    world.addNatGateway("nat-1").inSubnet("subnet-nat");
    return world;
  }

  private static World throughCentralEndpoint() {
    var world = World.compliant().parameters("TrustCentralEndpoints", "true");
    world.without("vpce-s3").without("vpce-api").without("vpce-runtime");
    for (String table : List.of("rtb-a", "rtb-b")) {
      world.routeTable(table).without("pl-s3").route("0.0.0.0/0", "tgw-1");
    }
    return world
        .addHostedZone("us-east-1.amazonaws.com.")
        .addProfileAssociation("vpc-1", "COMPLETE");
  }

  private static World throughOwnersGateway() {
    var world = World.compliant().without("vpce-s3");
    world.subnet("subnet-a").sharedBy("444455556666");
    world.subnet("subnet-b").sharedBy("444455556666");
    return world;
  }

  /** Otherwise the test above compares gaps. */
  @Tag("R-15")
  @Test
  void other_ways_of_reaching_services_are_compliant_too() {
    var noEndpointOfS3 = jobAndModel("Clarify.18").notApplicable(NOTHING_RELIED_ON);
    var noEndpointOfSageMaker = job("Clarify.19").notApplicable(NOTHING_RELIED_ON);

    assertThat(throughNat())
        .differsFromCompliantOnlyBy(
            noEndpointOfS3,
            noEndpointOfSageMaker,
            job("Clarify.12").notApplicable(NOTHING_RELIED_ON));
    assertThat(throughCentralEndpoint())
        .differsFromCompliantOnlyBy(noEndpointOfS3, noEndpointOfSageMaker);
    assertThat(throughOwnersGateway()).differsFromCompliantOnlyBy(noEndpointOfS3);
  }
}
