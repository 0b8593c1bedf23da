package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.definitionInPlaceOfTheJob;
import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobNotApplicable;
import static io.clarifyvpc.world.ExpectedFinding.noAssessmentOfTheModel;
import static io.clarifyvpc.world.WhatRestsOn.whatRestsOn;
import static io.clarifyvpc.world.WorldAssert.assertThat;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.Difference;
import io.clarifyvpc.world.World;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the analysis configuration asks for, and who answers the predictions. */
class AnalysisScenariosTest {
  private static final String UNNAMED = "the predictor names neither a model nor an endpoint";
  private static final String NO_PREDICTOR = "the analysis configuration has no predictor";
  private static final String LIVE = "the endpoint live answers, there is no shadow endpoint";

  private final World world = World.compliant();

  private static Difference sameVpcAs(String models, String... evidence) {
    return job("Clarify.13").compliant("the job lies in the VPC of " + models).evidence(evidence);
  }

  private static Difference[] assumed(String why) {
    return new Difference[] {
      noAssessmentOfTheModel(),
      job("Clarify.7")
          .compliant(
              "subnet-a, subnet-b: interface endpoint vpce-api; that the analysis needs the SageMaker API is assumed: "
                  + why)
          .evidence("subnet-a", "subnet-b", "vpce-api"),
      job("Clarify.8")
          .compliant(
              "subnet-a, subnet-b: interface endpoint vpce-runtime; that the analysis needs SageMaker Runtime is assumed: "
                  + why)
          .evidence("subnet-a", "subnet-b", "vpce-runtime"),
      job("Clarify.13").undetermined(why),
      job("Clarify.15").undetermined(why),
      job("Clarify.16").undetermined(why)
    };
  }

  /** Where it is unread, the data that it names are unknown too. */
  private static Difference[] unread(String why) {
    var differences = Arrays.copyOf(assumed(why), 7);
    differences[6] =
        job("Clarify.18")
            .undetermined("whether the policy of vpce-s3 allows s3:GetObject on * is open: " + why)
            .evidence("vpce-s3");
    return differences;
  }

  /** The document's general case: 7 and 8 apply, and the reason says that the need was assumed. */
  @Test
  void analysis_configuration_unread() {
    world.unread(Fact.ANALYSIS_CONFIGURATION);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            unread("analysis configuration unread (s3:GetObject): AccessDenied"));
  }

  @Test
  void job_names_no_analysis_configuration() {
    world.job().withoutAnalysisConfig();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            unread(
                "analysis configuration unread (s3:GetObject): the workload names no analysis configuration"));
  }

  @Test
  void need_that_is_assumed_still_fails_without_an_endpoint() {
    world.unread(Fact.ANALYSIS_CONFIGURATION).without("vpce-api");
    var differences = unread("analysis configuration unread (s3:GetObject): AccessDenied");
    differences[1] =
        job("Clarify.7")
            .nonCompliant(
                "subnet-a: no endpoint and no egress through rtb-a; subnet-b: no endpoint and no egress through rtb-b; that the analysis needs the SageMaker API is assumed: analysis configuration unread (s3:GetObject): AccessDenied")
            .evidence("subnet-a", "subnet-b", "rtb-a", "rtb-b");

    assertThat(world).differsFromCompliantOnlyBy(differences);
  }

  /** R-5, F-2. */
  @Tag("R-5")
  @Test
  void predictor_with_an_instance_type_and_no_name() {
    world.analysis().unnamedPredictor();

    assertThat(world).differsFromCompliantOnlyBy(assumed(UNNAMED));
  }

  /** SHAP needs predictions, so 7 and 8 still apply. */
  @Tag("R-5")
  @Test
  void no_predictor_at_all() {
    world.analysis().withoutPredictor();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            job("Clarify.13").notApplicable(NO_PREDICTOR),
            jobNotApplicable(NO_PREDICTOR, "Clarify.15", "Clarify.16"));
  }

  private static Difference[] noPredictions() {
    return new Difference[] {
      noAssessmentOfTheModel(),
      job("Clarify.7").notApplicable("no predictions are needed: " + NO_PREDICTOR),
      job("Clarify.8").notApplicable("no predictions are needed: " + NO_PREDICTOR),
      job("Clarify.13").notApplicable(NO_PREDICTOR),
      jobNotApplicable(NO_PREDICTOR, "Clarify.15", "Clarify.16"),
      whatRestsOn("Clarify.7", "Clarify.8").ofJob()
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"pre_training_bias", "report", "a_method_to_come"})
  void methods_that_need_no_predictions(String method) {
    world.analysis().methods(method).withoutPredictor();

    assertThat(world).differsFromCompliantOnlyBy(noPredictions());
  }

  /** {@code methods: {}} is a valid configuration. */
  @Tag("R-5")
  @Test
  void no_methods() {
    world.analysis().methods().withoutPredictor();

    assertThat(world).differsFromCompliantOnlyBy(noPredictions());
  }

  @Test
  void post_training_bias_with_predicted_labels_needs_no_predictions() {
    world.analysis().methods("post_training_bias").predictedLabelGiven().withoutPredictor();

    assertThat(world).differsFromCompliantOnlyBy(noPredictions());
  }

  @ParameterizedTest
  @ValueSource(strings = {"shap", "pdp", "asymmetric_shapley_value", "post_training_bias"})
  void methods_that_need_predictions(String method) {
    world.analysis().methods("pre_training_bias", method).withoutPredictor();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            job("Clarify.13").notApplicable(NO_PREDICTOR),
            jobNotApplicable(NO_PREDICTOR, "Clarify.15", "Clarify.16"));
  }

  /**
   * The container creates the shadow endpoint "if a model name is provided", whatever the methods.
   */
  @Test
  void shadow_endpoint_that_no_method_asks() {
    world.analysis().methods("pre_training_bias");

    assertThat(world).isAsCompliant();
  }

  @Test
  void endpoint_whose_models_lie_in_the_same_vpc() {
    world.addSageMakerEndpoint("live", "credit", "second").addModel("second");
    world.analysis().endpoint("live");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            sameVpcAs("credit, second", "credit", "second"),
            jobNotApplicable(LIVE, "Clarify.15", "Clarify.16"));
  }

  @Test
  void endpoint_name_takes_precedence_over_the_model_name() {
    world.addSageMakerEndpoint("live", "credit");
    world.analysis().modelAndEndpoint("a-model-that-is-gone", "live");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            sameVpcAs("credit", "credit"),
            jobNotApplicable(LIVE, "Clarify.15", "Clarify.16"));
  }

  @Test
  void endpoint_that_no_method_asks() {
    world.addSageMakerEndpoint("live", "credit");
    world.analysis().methods("pre_training_bias").endpoint("live");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            job("Clarify.7").notApplicable("none of the analysis methods needs predictions"),
            job("Clarify.8").notApplicable("none of the analysis methods needs predictions"),
            sameVpcAs("credit", "credit"),
            jobNotApplicable(LIVE, "Clarify.15", "Clarify.16"),
            whatRestsOn("Clarify.7", "Clarify.8").ofJob());
  }

  /** any variant in another VPC decides, also beside one that is unread. */
  @Tag("R-6")
  @Test
  void endpoint_with_a_variant_in_another_vpc() {
    world.withAnotherVpc().addSageMakerEndpoint("live", "credit", "unread", "apart");
    world.addModel("apart").subnets("subnet-x", "subnet-y").securityGroups("sg-x");
    world.unreadModel("unread").analysis().endpoint("live");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            job("Clarify.13")
                .nonCompliant("the model apart lies in vpc-2, the job in vpc-1")
                .evidence("apart", "vpc-1", "vpc-2"),
            jobNotApplicable(LIVE, "Clarify.15", "Clarify.16"));
  }

  /** one unread and the others fine or without VPC. */
  @Tag("R-6")
  @Test
  void endpoint_with_a_variant_that_is_unread() {
    world.addSageMakerEndpoint("live", "credit", "unread", "outside").unreadModel("unread");
    world.addModel("outside").withoutVpcConfig();
    world.analysis().endpoint("live");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            job("Clarify.13")
                .undetermined("DescribeModel unread (sagemaker:DescribeModel): AccessDenied"),
            jobNotApplicable(LIVE, "Clarify.15", "Clarify.16"));
  }

  /** none with a VPC. */
  @Tag("R-6")
  @Test
  void endpoint_whose_models_have_no_vpc() {
    world.addSageMakerEndpoint("live", "outside").addModel("outside").withoutVpcConfig();
    world.analysis().endpoint("live");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            job("Clarify.13").notApplicable("the model has no VpcConfig"),
            jobNotApplicable(LIVE, "Clarify.15", "Clarify.16"));
  }

  @Test
  void endpoint_of_inference_components() {
    world.addSageMakerEndpointOfInferenceComponents("live").analysis().endpoint("live");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            job("Clarify.13")
                .undetermined(
                    "DescribeEndpointConfig unread (sagemaker:DescribeEndpointConfig): a production variant of live-config names no model"),
            jobNotApplicable(LIVE, "Clarify.15", "Clarify.16"));
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDPOINT", "ENDPOINT_CONFIG"})
  void endpoint_unread(Fact fact) {
    world.addSageMakerEndpoint("live", "credit").unread(fact).analysis().endpoint("live");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            noAssessmentOfTheModel(),
            job("Clarify.13").undetermined(fact.gap(World.DENIED).describe()),
            jobNotApplicable(LIVE, "Clarify.15", "Clarify.16"));
  }

  @Test
  void explainability_definition_is_judged_like_a_job() {
    world.job().asExplainabilityDefinition();

    assertThat(world).differsFromCompliantOnlyBy(definitionInPlaceOfTheJob());
  }

  /** Its configuration has no predictor: the monitored endpoint's model is looked up. */
  @Test
  void explainability_definition_without_a_predictor() {
    world.withAnotherVpc().addSageMakerEndpoint("live", "apart");
    world.addModel("apart").subnets("subnet-x", "subnet-y").securityGroups("sg-x");
    world.job().asExplainabilityDefinition().monitoring("live");
    world.analysis().withoutPredictor();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            definitionInPlaceOfTheJob(),
            noAssessmentOfTheModel(),
            job("Clarify.13")
                .nonCompliant("the model apart lies in vpc-2, the job in vpc-1")
                .evidence("apart", "vpc-1", "vpc-2"),
            jobNotApplicable(LIVE, "Clarify.15", "Clarify.16"));
  }

  /** it uses captured predictions; its configuration is not even asked. */
  @Tag("R-2")
  @Test
  void bias_definition() {
    var captured = "a bias definition uses captured predictions and calls no endpoint";
    world.job().asBiasDefinition().isolated();
    world.unread(Fact.ANALYSIS_CONFIGURATION);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            definitionInPlaceOfTheJob(),
            noAssessmentOfTheModel(),
            job("Clarify.2").notApplicable(captured),
            job("Clarify.7").notApplicable("no predictions are needed: " + captured),
            job("Clarify.8").notApplicable("no predictions are needed: " + captured),
            job("Clarify.13").notApplicable(captured),
            jobNotApplicable(captured, "Clarify.15", "Clarify.16"),
            job("Clarify.18")
                .undetermined(
                    "whether the policy of vpce-s3 allows s3:GetObject on * is open: analysis configuration unread (s3:GetObject): AccessDenied")
                .evidence("vpce-s3"),
            whatRestsOn("Clarify.7", "Clarify.8").ofJob());
  }

  @Test
  void instance_count_of_a_definition_is_not_given() {
    var unknown =
        "job definition unread (sagemaker:DescribeModelExplainabilityJobDefinition): ClusterConfig.InstanceCount is not given";
    world.job().asExplainabilityDefinition().withoutInstanceCount();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            definitionInPlaceOfTheJob(),
            job("Clarify.9").undetermined(unknown),
            job("Clarify.17").undetermined(unknown));
  }
}
