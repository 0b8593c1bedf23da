package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Answers of the AWS CLI as the SDK's objects: what is in the document is sent, what is not is not.
 */
public final class SdkAnswers {
  private SdkAnswers() {}

  /** The document as an answer, or a part of one, of the SDK. */
  public static <T extends SdkPojo> T of(Class<T> type, ObjectNode document) {
    try {
      var builder = (SdkPojo) type.getMethod("builder").invoke(null);
      return type.cast(built(builder, document));
    } catch (IllegalAccessException | InvocationTargetException | NoSuchMethodException e) {
      throw new IllegalArgumentException(type + " has no builder", e);
    }
  }

  private static Object built(SdkPojo builder, ObjectNode document) {
    for (SdkField<?> field : builder.sdkFields()) {
      var node = document.get(field.memberName());
      if (node != null) {
        field.set(builder, value(field, node));
      }
    }
    return ((Buildable) builder).build();
  }

  private static Object value(SdkField<?> field, JsonNode node) {
    return switch (field.marshallingType().getKnownType()) {
      case SDK_POJO -> built(field.constructor().get(), (ObjectNode) node);
      case LIST -> list(field.getTrait(ListTrait.class).memberFieldInfo(), node);
      case MAP -> map(field.getTrait(MapTrait.class).valueFieldInfo(), node);
      case STRING -> node.asText();
      case BOOLEAN -> node.booleanValue();
      case INTEGER -> node.intValue();
      case LONG -> node.longValue();
      case FLOAT -> node.floatValue();
      case DOUBLE -> node.doubleValue();
      case INSTANT -> OffsetDateTime.parse(node.asText()).toInstant();
      default ->
          throw new IllegalArgumentException(
              field.memberName() + " is of a type that no fixture has");
    };
  }

  private static List<Object> list(SdkField<?> element, JsonNode nodes) {
    var list = new ArrayList<>();
    nodes.forEach(node -> list.add(value(element, node)));
    return list;
  }

  private static Map<String, Object> map(SdkField<?> element, JsonNode nodes) {
    var map = new LinkedHashMap<String, Object>();
    nodes.properties().forEach(entry -> map.put(entry.getKey(), value(element, entry.getValue())));
    return map;
  }
}
