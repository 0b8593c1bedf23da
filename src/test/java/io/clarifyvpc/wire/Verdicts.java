package io.clarifyvpc.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Evaluations as type, name and compliance. */
final class Verdicts {
  private Verdicts() {}

  /** Each batch that is not empty, in the order of the calls. */
  static List<Map<String, String>> ofBatches(List<List<JsonNode>> batches) {
    return batches.stream().filter(batch -> !batch.isEmpty()).map(Verdicts::of).toList();
  }

  /**
   * Whether ids are names or ARNs is what AWS Config says of its own; the name is the end of both.
   */
  private static Map<String, String> of(List<JsonNode> batch) {
    var verdicts = new HashMap<String, String>();
    for (JsonNode evaluation : batch) {
      var id = evaluation.path("ComplianceResourceId").asText();
      var name = id.substring(id.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
      var key = evaluation.path("ComplianceResourceType").asText() + " " + name;
      var earlier = verdicts.put(key, evaluation.path("ComplianceType").asText());
      assertThat(earlier).as("second evaluation of " + key).isNull();
    }
    return verdicts;
  }
}
