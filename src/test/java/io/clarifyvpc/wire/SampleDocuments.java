package io.clarifyvpc.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Files of events/ and src/sample as the services' own documents. */
final class SampleDocuments {
  private SampleDocuments() {}

  static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Describe would answer of the thing that a CloudTrail event has created: just now. */
  static ObjectNode described(JsonNode event) {
    var detail = event.path("detail");
    var described = (ObjectNode) capitalised(detail.path("requestParameters"));
    described.setAll((ObjectNode) capitalised(detail.path("responseElements")));
    described.put("CreationTime", Instant.now().getEpochSecond());
    if (described.has("ProcessingJobName")) {
      described.put("ProcessingJobStatus", "InProgress");
    }
    return described;
  }

  /** An answer of the AWS CLI, with times as the API writes them: seconds since 1970. */
  static ObjectNode answer(JsonNode document) {
    var answer = (ObjectNode) document.deepCopy();
    document
        .fieldNames()
        .forEachRemaining(name -> {
          if (name.endsWith("Time")) {
            answer.put(name, Instant.parse(document.path(name).asText()).getEpochSecond());
          }
        });
    return answer;
  }

  /** CloudTrail writes SageMaker's members in lower camel case, the API capitalised. */
  private static JsonNode capitalised(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var answer = JsonService.object();
      object
          .properties()
          .forEach(member ->
              answer.set(
                  Character.toUpperCase(member.getKey().charAt(0)) + member.getKey().substring(1),
                  capitalised(member.getValue())));
      return answer;
    }
    if (node instanceof ArrayNode array) {
      var answer = JsonService.JSON.createArrayNode();
      array.forEach(element -> answer.add(capitalised(element)));
      return answer;
    }
    return node;
  }
}
