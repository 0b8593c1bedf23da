package io.clarifyvpc.json;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.Creator;
import io.clarifyvpc.assess.Creator.Detail;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.Tag;
import java.util.Arrays;
import java.util.List;

/** Who created a workload, and its tags, as members of the object that tells of the call. */
final class CreatorDocument {
  private static final String TAGS = "tags";

  private CreatorDocument() {}

  /** Every member, null where it is not known: a reader need not ask which there are. */
  static void putAll(ObjectNode call, Origin origin) {
    for (Detail detail : Detail.values()) {
      AssessmentDocument.put(call, detail.member(), origin.creator().get(detail));
    }
    call.set(TAGS, array(origin.tags()));
  }

  /** Only what is known: a run reads thousands of them. */
  static void putKnown(ObjectNode call, Origin origin) {
    origin.creator().details().forEach((detail, text) -> call.put(detail.member(), text));
    if (!origin.tags().isEmpty()) {
      call.set(TAGS, array(origin.tags()));
    }
  }

  private static ArrayNode array(List<Tag> tags) {
    var array = JsonNodeFactory.instance.arrayNode();
    tags.forEach(tag -> array.addObject().put("key", tag.key()).put("value", tag.value()));
    return array;
  }

  static Creator creator(JsonObject call) {
    return new Creator(
        Arrays.stream(Detail.values())
            .filter(detail -> call.optionalText(detail.member()).isPresent())
            .collect(toMap(detail -> detail, detail -> call.text(detail.member()))));
  }

  static List<Tag> tags(JsonObject call) {
    return call.anyObjects(TAGS).stream()
        .map(tag -> new Tag(tag.text("key"), tag.presentText("value").orElse("")))
        .toList();
  }
}
