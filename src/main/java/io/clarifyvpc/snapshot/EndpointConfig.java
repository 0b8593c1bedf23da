package io.clarifyvpc.snapshot;

import java.util.List;
import java.util.Optional;

/**
 * A SageMaker endpoint configuration.
 *
 * @param productionVariantModelNames the model of each production variant; empty for an inference
 *     component's
 */
public record EndpointConfig(
    String endpointConfigName, List<Optional<String>> productionVariantModelNames) {
  public EndpointConfig {
    productionVariantModelNames = List.copyOf(productionVariantModelNames);
  }
}
