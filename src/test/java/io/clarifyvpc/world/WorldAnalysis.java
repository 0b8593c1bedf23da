package io.clarifyvpc.world;

import io.clarifyvpc.snapshot.AnalysisConfiguration;
import io.clarifyvpc.snapshot.AnalysisConfiguration.Predictor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The analysis configuration of the world: SHAP on a shadow endpoint of the model "credit". */
public final class WorldAnalysis {
  private Set<String> methods = Set.of("shap");
  private boolean predictedLabel;
  private List<String> s3Uris = List.of("s3://credit-data/train");
  private Optional<Predictor> predictor =
      predictor(Optional.of("credit"), Optional.empty(), Optional.of("ml.m5.xlarge"));

  WorldAnalysis() {}

  private static Optional<Predictor> predictor(
      Optional<String> model, Optional<String> endpoint, Optional<String> instanceType) {
    return Optional.of(
        new Predictor(
            model,
            endpoint,
            Optional.empty(),
            instanceType,
            instanceType.isPresent() ? OptionalInt.of(1) : OptionalInt.empty()));
  }

  public WorldAnalysis methods(String... names) {
    methods = Set.of(names);
    return this;
  }

  public WorldAnalysis predictedLabelGiven() {
    predictedLabel = true;
    return this;
  }

  public WorldAnalysis model(String name) {
    predictor = predictor(Optional.of(name), Optional.empty(), Optional.of("ml.m5.xlarge"));
    return this;
  }

  public WorldAnalysis endpoint(String name) {
    predictor = predictor(Optional.empty(), Optional.of(name), Optional.empty());
    return this;
  }

  public WorldAnalysis modelAndEndpoint(String model, String endpoint) {
    predictor = predictor(Optional.of(model), Optional.of(endpoint), Optional.of("ml.m5.xlarge"));
    return this;
  }

  public WorldAnalysis unnamedPredictor() {
    predictor = predictor(Optional.empty(), Optional.empty(), Optional.of("ml.m5.xlarge"));
    return this;
  }

  public WorldAnalysis withoutPredictor() {
    predictor = Optional.empty();
    return this;
  }

  /** {@code endpoint_name_prefix} of the predictor that is there. */
  public WorldAnalysis endpointNamePrefix(String value) {
    predictor =
        predictor.map(given ->
            new Predictor(
                given.modelName(),
                given.endpointName(),
                Optional.of(value),
                given.instanceType(),
                given.initialInstanceCount()));
    return this;
  }

  /** The data sets and baselines in it. */
  public WorldAnalysis naming(String... uris) {
    s3Uris = List.of(uris);
    return this;
  }

  /** {@code predictor.instance_type} of the shadow endpoint of "credit". */
  public WorldAnalysis instanceType(String value) {
    return shadowEndpoint(Optional.of(value), OptionalInt.of(1));
  }

  public WorldAnalysis withoutInstanceType() {
    return shadowEndpoint(Optional.empty(), OptionalInt.of(1));
  }

  /** {@code predictor.initial_instance_count} of the shadow endpoint of "credit". */
  public WorldAnalysis initialInstanceCount(int value) {
    return shadowEndpoint(Optional.of("ml.m5.xlarge"), OptionalInt.of(value));
  }

  public WorldAnalysis withoutInitialInstanceCount() {
    return shadowEndpoint(Optional.of("ml.m5.xlarge"), OptionalInt.empty());
  }

  private WorldAnalysis shadowEndpoint(Optional<String> instanceType, OptionalInt instances) {
    predictor =
        Optional.of(
            new Predictor(
                Optional.of("credit"),
                Optional.empty(),
                Optional.empty(),
                instanceType,
                instances));
    return this;
  }

  AnalysisConfiguration build() {
    return new AnalysisConfiguration(methods, predictedLabel, predictor, s3Uris);
  }
}
