package io.clarifyvpc.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.clarifyvpc.aws.MessageQueue;
import java.nio.charset.StandardCharsets;

/**
 * What can never succeed goes here, with the reason: Lambda retries every exception alike, and a
 * retry mends nothing.
 */
final class FailureQueue {
  /** SQS takes 256 KiB; what does not fit is told by its reason alone. */
  private static final int MOST_BYTES = 200 * 1024;

  private final MessageQueue queue;
  private final String function;

  FailureQueue(MessageQueue queue, String function) {
    this.queue = queue;
    this.function = function;
  }

  void send(String reason, JsonNode event) {
    var message = JsonNodeFactory.instance.objectNode();
    message.put("function", function).put("reason", reason);
    var text = event.toString();
    if (text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
      message.set("event", event);
    } else {
      message.put("omitted", "the event is too large for this queue");
    }
    queue.send(message.toString());
  }
}
