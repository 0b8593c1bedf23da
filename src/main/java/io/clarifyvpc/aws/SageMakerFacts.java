package io.clarifyvpc.aws;

import io.clarifyvpc.network.Predictions;
import io.clarifyvpc.network.Predictions.Answering;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.ByName;
import io.clarifyvpc.snapshot.Endpoint;
import io.clarifyvpc.snapshot.EndpointConfig;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What answers a workload's predictions: the model of its shadow endpoint, or the endpoint with its
 * models.
 */
record SageMakerFacts(
    ByName<Model> models, ByName<Endpoint> endpoints, ByName<EndpointConfig> endpointConfigs) {
  private static final String NOT_NAMED = "the analysis configuration does not name it";

  static SageMakerFacts of(
      Workload workload, AnalysisConfigurations configurations, SageMakerReader reader) {
    return Predictions.of(workload, configurations)
        .predictor()
        .map(answering -> of(answering, reader))
        .orElse(_ -> none());
  }

  private static SageMakerFacts of(Answering answering, SageMakerReader reader) {
    return switch (answering) {
      case Answering.Nobody _, Answering.Unnamed _ -> none();
      case Answering.ShadowEndpoint shadow ->
          new SageMakerFacts(
              only(Fact.MODEL, shadow.modelName(), reader.model(shadow.modelName())),
              ByName.unread(Fact.ENDPOINT.gap(NOT_NAMED)),
              ByName.unread(Fact.ENDPOINT_CONFIG.gap(NOT_NAMED)));
      case Answering.ExistingEndpoint(var name) -> ofEndpoint(name, reader);
    };
  }

  private static SageMakerFacts none() {
    return new SageMakerFacts(
        ByName.unread(Fact.MODEL.gap(NOT_NAMED)),
        ByName.unread(Fact.ENDPOINT.gap(NOT_NAMED)),
        ByName.unread(Fact.ENDPOINT_CONFIG.gap(NOT_NAMED)));
  }

  private static SageMakerFacts ofEndpoint(String name, SageMakerReader reader) {
    var endpoint = reader.endpoint(name);
    var configs = new HashMap<String, Reading<Optional<EndpointConfig>>>();
    var models = new HashMap<String, CompletableFuture<Reading<Optional<Model>>>>();
    value(endpoint)
        .map(Endpoint::endpointConfigName)
        .ifPresent(configName -> {
          var config = reader.endpointConfig(configName);
          configs.put(configName, config);
          value(config).stream()
              .flatMap(known -> known.productionVariantModelNames().stream())
              .flatMap(Optional::stream)
              .forEach(model ->
                  models.computeIfAbsent(model, _ -> SideBySide.start(() -> reader.model(model))));
        });
    var readModels = new HashMap<String, Reading<Optional<Model>>>();
    models.forEach((model, reading) -> readModels.put(model, reading.join()));
    return new SageMakerFacts(
        new ByName<>(readModels, Reading.unread(Fact.MODEL.gap(NOT_NAMED))),
        only(Fact.ENDPOINT, name, endpoint),
        new ByName<>(configs, Reading.unread(Fact.ENDPOINT_CONFIG.gap(NOT_NAMED))));
  }

  private static <T> ByName<T> only(Fact fact, String name, Reading<Optional<T>> reading) {
    return new ByName<>(Map.of(name, reading), Reading.unread(fact.gap(NOT_NAMED)));
  }

  private static <T> Optional<T> value(Reading<Optional<T>> reading) {
    return reading.orElse(_ -> Optional.empty());
  }

  /** The models that were read. */
  List<Model> read() {
    return models.described().values().stream()
        .map(SageMakerFacts::value)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Where the models lie. */
  List<VpcConfig> vpcConfigs() {
    return read().stream().map(Model::vpcConfig).flatMap(Optional::stream).toList();
  }

  /** The snapshot with these facts in it. */
  Snapshot in(Snapshot snapshot) {
    return snapshot.with(models, endpoints, endpointConfigs);
  }
}
