package io.clarifyvpc.lambda;

import com.amazonaws.services.lambda.runtime.events.ConfigEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Events of the Lambda library as the documents that they were: what is absent is absent, not null.
 */
final class EventDocument {
  private EventDocument() {}

  /** An EventBridge envelope. */
  static ObjectNode of(@Nullable ScheduledEvent event) {
    var document = JsonNodeFactory.instance.objectNode();
    if (event == null) {
      return document;
    }
    put(document, "id", event.getId());
    put(document, "detail-type", event.getDetailType());
    put(document, "source", event.getSource());
    put(document, "account", event.getAccount());
    put(document, "region", event.getRegion());
    if (event.getDetail() != null) {
      document.set("detail", Json.mapper().valueToTree(event.getDetail()));
    }
    return document;
  }

  /** An invocation by AWS Config. */
  static ObjectNode of(@Nullable ConfigEvent event) {
    var document = JsonNodeFactory.instance.objectNode();
    if (event == null) {
      return document;
    }
    put(document, "accountId", event.getAccountId());
    put(document, "configRuleName", event.getConfigRuleName());
    put(document, "invokingEvent", event.getInvokingEvent());
    put(document, "ruleParameters", event.getRuleParameters());
    put(document, "resultToken", event.getResultToken());
    document.put("eventLeftScope", event.getEventLeftScope());
    return document;
  }

  private static void put(ObjectNode document, String member, @Nullable String value) {
    if (value != null) {
      document.put(member, value);
    }
  }
}
