package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clarifyvpc.assess.RecordedModel;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.ResourceType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * One result of SelectResourceConfig: a configuration item as text, with the members that the query
 * asks for.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/config/latest/APIReference/API_SelectResourceConfig.html">SelectResourceConfig</a>
 */
public final class RecordedModelDecoder {
  private RecordedModelDecoder() {}

  /** The model; empty where the item does not hold it whole: then it has to be described. */
  public static Optional<RecordedModel> decode(String result, String accountId) {
    try {
      var item = JsonObject.of(Json.parse(result.getBytes(UTF_8)), "", Naming.AS_ASKED);
      var captured = Instant.parse(item.text("configurationItemCaptureTime"));
      return ConfigInvocationDecoder.workload(ResourceType.MODEL, item, accountId)
              instanceof WorkloadRef.Described(Model model)
          ? Optional.of(new RecordedModel(model, item.text("resourceId"), captured))
          : Optional.empty();
    } catch (MalformedDocument | DateTimeException e) {
      return Optional.empty();
    }
  }
}
