package io.clarifyvpc.aws;

import static java.util.stream.Collectors.toMap;

import io.clarifyvpc.assess.Alert;
import io.clarifyvpc.assess.AlertSink;
import io.clarifyvpc.json.AlertMessage;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Publishes alerts to the findings topic.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
public final class AlertTopic implements AlertSink {
  private final SnsClient client;
  private final String topicArn;
  private final Deadline deadline;

  public AlertTopic(SnsClient client, String topicArn, Deadline deadline) {
    this.client = client;
    this.topicArn = topicArn;
    this.deadline = deadline;
  }

  @Override
  public void publish(Alert alert) {
    var message = AlertMessage.of(alert);
    client.publish(
        deadline
            .bind(PublishRequest.builder())
            .topicArn(topicArn)
            .subject(message.subject())
            .messageStructure("json")
            .message(message.message())
            .messageAttributes(attributes(message))
            .build());
  }

  private static Map<String, MessageAttributeValue> attributes(AlertMessage message) {
    return message.attributes().entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                entry ->
                    MessageAttributeValue.builder()
                        .dataType(entry.getValue().dataType())
                        .stringValue(entry.getValue().stringValue())
                        .build()));
  }
}
