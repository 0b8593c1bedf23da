package io.clarifyvpc.snapshot;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the analysis configuration of a Clarify job says about the network that it needs.
 *
 * @param methods the names under {@code methods}
 * @param predictedLabelGiven {@code predicted_label} or {@code predicted_label_dataset_uri} is
 *     given
 * @param s3Uris the data sets and baselines that it names
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-configure-analysis.html">Analysis
 *     configuration files</a>
 */
public record AnalysisConfiguration(
    Set<String> methods,
    boolean predictedLabelGiven,
    Optional<Predictor> predictor,
    List<String> s3Uris) {
  private static final Set<String> PREDICTING = Set.of("shap", "pdp", "asymmetric_shapley_value");
  private static final String POST_TRAINING_BIAS = "post_training_bias";

  public AnalysisConfiguration {
    methods = Set.copyOf(methods);
    s3Uris = List.copyOf(s3Uris);
  }

  /** Whether one of the methods has to ask a model for predictions. */
  public boolean needsPredictions() {
    return methods.stream().anyMatch(PREDICTING::contains)
        || (methods.contains(POST_TRAINING_BIAS) && !predictedLabelGiven);
  }

  /** Whether the container creates a shadow endpoint: for a model name, whatever the methods. */
  public boolean usesShadowEndpoint() {
    return shadowModelName().isPresent();
  }

  /** The model behind the shadow endpoint; an endpoint name takes precedence over it. */
  public Optional<String> shadowModelName() {
    return predictor.filter(p -> p.endpointName().isEmpty()).flatMap(Predictor::modelName);
  }

  /** {@code predictor}: which model answers, and on what. */
  public record Predictor(
      Optional<String> modelName,
      Optional<String> endpointName,
      Optional<String> endpointNamePrefix,
      Optional<String> instanceType,
      OptionalInt initialInstanceCount) {}
}
