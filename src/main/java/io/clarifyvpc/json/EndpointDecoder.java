package io.clarifyvpc.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.snapshot.Endpoint;
import io.clarifyvpc.snapshot.EndpointConfig;

/** Decodes the answers of DescribeEndpoint and DescribeEndpointConfig. */
public final class EndpointDecoder {
  private EndpointDecoder() {}

  /**
   * A SageMaker endpoint.
   *
   * @throws MalformedDocument if a member is missing or of the wrong type
   */
  public static Endpoint endpoint(JsonNode answer) {
    return endpoint(JsonObject.of(answer, "", Naming.AS_ASKED));
  }

  /**
   * A SageMaker endpoint configuration.
   *
   * @throws MalformedDocument if a member is missing or of the wrong type
   */
  public static EndpointConfig endpointConfig(JsonNode answer) {
    return endpointConfig(JsonObject.of(answer, "", Naming.AS_ASKED));
  }

  static Endpoint endpoint(JsonObject answer) {
    return new Endpoint(answer.text("EndpointName"), answer.text("EndpointConfigName"));
  }

  static EndpointConfig endpointConfig(JsonObject answer) {
    return new EndpointConfig(
        answer.text("EndpointConfigName"),
        answer.objects("ProductionVariants").stream()
            .map(variant -> variant.optionalText("ModelName"))
            .toList());
  }
}
