package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * An answer of the SDK in the form in which the AWS CLI prints it, so that one decoder reads the
 * live account and the folder on disk. Enumerations stay the raw strings that AWS sent: the SDK's
 * constants lose those that it does not know, and some that it knows in another case. A member that
 * AWS did not send is absent.
 */
final class AnswerDocument {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AnswerDocument() {}

  /** The answer as a tree. */
  static ObjectNode of(SdkPojo answer) {
    var object = NODES.objectNode();
    for (SdkField<?> field : answer.sdkFields()) {
      Object value = field.getValueOrDefault(answer);
      if (isSent(value)) {
        object.set(field.memberName(), node(value));
      }
    }
    return object;
  }

  private static boolean isSent(Object value) {
    return value != null
        && !(value instanceof SdkAutoConstructList)
        && !(value instanceof SdkAutoConstructMap);
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case SdkPojo pojo -> of(pojo);
      case String text -> NODES.textNode(text);
      case Boolean flag -> NODES.booleanNode(flag);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case BigDecimal number -> NODES.numberNode(number);
      case Number number -> NODES.numberNode(number.doubleValue());
      case Collection<?> list -> array(list);
      case Map<?, ?> map -> object(map);
      default -> NODES.textNode(value.toString());
    };
  }

  private static ArrayNode array(Collection<?> list) {
    var array = NODES.arrayNode(list.size());
    list.forEach(element -> array.add(element == null ? NODES.nullNode() : node(element)));
    return array;
  }

  private static ObjectNode object(Map<?, ?> map) {
    var object = NODES.objectNode();
    map.forEach(
        (key, value) -> object.set(key.toString(), value == null ? NODES.nullNode() : node(value)));
    return object;
  }
}
