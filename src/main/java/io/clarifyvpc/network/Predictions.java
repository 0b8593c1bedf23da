package io.clarifyvpc.network;

import io.clarifyvpc.snapshot.AnalysisConfiguration;
import io.clarifyvpc.snapshot.AnalysisConfiguration.Predictor;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.ClarifyWorkload;
import io.clarifyvpc.snapshot.Endpoint;
import io.clarifyvpc.snapshot.EndpointConfig;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Workload;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether a workload asks a model for predictions, and how it gets at that model.
 *
 * @param needed the SageMaker API and Runtime have to be reached: for predictions, or for a shadow
 *     endpoint
 * @param assumedBecause given where the need is not known and therefore assumed
 * @param predictor who answers, or why that is not known
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-configure-analysis.html">Analysis
 *     configuration files</a>
 */
public record Predictions(
    boolean needed, Optional<String> assumedBecause, Reading<Answering> predictor) {
  /** Who answers the predictions. */
  public sealed interface Answering {
    /** Nobody has to. */
    record Nobody(String because) implements Answering {}

    /** A predictor is configured, but neither a model nor an endpoint is named in it. */
    record Unnamed() implements Answering {}

    /** An endpoint that exists already. */
    record ExistingEndpoint(String endpointName) implements Answering {}

    /** A shadow endpoint that the container creates from a model, and deletes again. */
    record ShadowEndpoint(
        String modelName, Optional<String> instanceType, OptionalInt initialInstanceCount)
        implements Answering {}
  }

  /**
   * What the workload's analysis configuration asks for; nothing for a model or a bias definition.
   */
  public static Predictions of(Workload workload, Snapshot snapshot) {
    return of(workload, snapshot.analysisConfigurations());
  }

  /** The same, as long as nothing else of a snapshot is there. */
  public static Predictions of(Workload workload, AnalysisConfigurations configurations) {
    return switch (workload) {
      case Model _ -> nobody("a model asks nobody for predictions");
      case JobDefinition definition when definition.isBias() ->
          nobody("a bias definition uses captured predictions and calls no endpoint");
      case ClarifyWorkload clarify ->
          switch (configurations.of(clarify)) {
            case Reading.Unread<AnalysisConfiguration>(Gap gap) ->
                new Predictions(true, Optional.of(gap.describe()), Reading.unread(gap));
            case Reading.Known<AnalysisConfiguration>(AnalysisConfiguration configuration) ->
                of(clarify, configuration);
          };
    };
  }

  private static Predictions nobody(String because) {
    return new Predictions(false, Optional.empty(), Reading.known(new Answering.Nobody(because)));
  }

  private static Predictions of(ClarifyWorkload workload, AnalysisConfiguration configuration) {
    var answering = answering(workload, configuration.predictor());
    return switch (answering) {
      case Answering.Unnamed _ ->
          new Predictions(
              true,
              Optional.of("the predictor names neither a model nor an endpoint"),
              Reading.known(answering));
      case Answering.ShadowEndpoint _ ->
          new Predictions(true, Optional.empty(), Reading.known(answering));
      case Answering.Nobody _, Answering.ExistingEndpoint _ ->
          new Predictions(
              configuration.needsPredictions(), Optional.empty(), Reading.known(answering));
    };
  }

  private static Answering answering(ClarifyWorkload workload, Optional<Predictor> predictor) {
    if (predictor.isEmpty()) {
      return workload instanceof JobDefinition definition && definition.endpointName().isPresent()
          ? new Answering.ExistingEndpoint(definition.endpointName().get())
          : new Answering.Nobody("the analysis configuration has no predictor");
    }
    var given = predictor.get();
    if (given.endpointName().isPresent()) {
      return new Answering.ExistingEndpoint(given.endpointName().get());
    }
    return given
        .modelName()
        .<Answering>map(name ->
            new Answering.ShadowEndpoint(name, given.instanceType(), given.initialInstanceCount()))
        .orElseGet(Answering.Unnamed::new);
  }

  /** The name of the model behind the shadow endpoint, where there is one. */
  public Optional<String> shadowModelName() {
    return predictor instanceof Reading.Known<Answering>(Answering.ShadowEndpoint shadow)
        ? Optional.of(shadow.modelName())
        : Optional.empty();
  }

  /** The model behind the shadow endpoint, where there is one and it was read. */
  public Optional<Model> shadowModel(Snapshot snapshot) {
    return shadowModelName()
        .flatMap(name -> snapshot.models().named(name).orElse(_ -> Optional.empty()));
  }

  /** How many instances the shadow endpoint starts with, where there is one and that is given. */
  public OptionalInt initialInstanceCount() {
    return predictor instanceof Reading.Known<Answering>(Answering.ShadowEndpoint shadow)
        ? shadow.initialInstanceCount()
        : OptionalInt.empty();
  }

  /**
   * The models behind the production variants of an existing endpoint, each on its own; a variant
   * that names no model (an inference component's), or one that is gone, is a gap.
   */
  public static Reading<List<Reading<Model>>> modelsOf(
      Answering.ExistingEndpoint existing, Snapshot snapshot) {
    return snapshot
        .endpoints()
        .named(existing.endpointName())
        .flatMap(found -> required(found, Fact.ENDPOINT, "the endpoint " + existing.endpointName()))
        .map(Endpoint::endpointConfigName)
        .flatMap(name ->
            snapshot
                .endpointConfigs()
                .named(name)
                .flatMap(found ->
                    required(found, Fact.ENDPOINT_CONFIG, "the endpoint configuration " + name)))
        .flatMap(configuration -> modelsOf(configuration, snapshot));
  }

  private static Reading<List<Reading<Model>>> modelsOf(
      EndpointConfig configuration, Snapshot snapshot) {
    var names = configuration.productionVariantModelNames();
    return names.isEmpty()
        ? Reading.unread(
            Fact.ENDPOINT_CONFIG.gap(
                configuration.endpointConfigName() + " names no production variant"))
        : Reading.known(
            names.stream().map(name -> modelOf(name, configuration, snapshot)).toList());
  }

  private static Reading<Model> modelOf(
      Optional<String> modelName, EndpointConfig configuration, Snapshot snapshot) {
    if (modelName.isEmpty()) {
      return Reading.unread(
          Fact.ENDPOINT_CONFIG.gap(
              "a production variant of %s names no model"
                  .formatted(configuration.endpointConfigName())));
    }
    return snapshot
        .models()
        .named(modelName.get())
        .flatMap(found -> required(found, Fact.MODEL, "the model " + modelName.get()));
  }

  private static <T> Reading<T> required(Optional<T> found, Fact fact, String what) {
    return found
        .map(Reading::known)
        .orElseGet(() -> Reading.unread(fact.gap(what + " does not exist")));
  }
}
