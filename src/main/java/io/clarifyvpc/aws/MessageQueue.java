package io.clarifyvpc.aws;

import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** One SQS queue to send to. */
public final class MessageQueue {
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

  private final SqsClient client;
  private final String queueUrl;
  private final Deadline deadline;

  public MessageQueue(SqsClient client, String queueUrl, Deadline deadline) {
    this.client = client;
    this.queueUrl = queueUrl;
    this.deadline = deadline;
  }

  /** Sends one message. What goes wrong is thrown: the caller is invoked again. */
  public void send(String body) {
    client.sendMessage(
        deadline.bind(SendMessageRequest.builder()).queueUrl(queueUrl).messageBody(body).build());
  }

  /** Sends one message that shows up after a delay, or after the longest that SQS knows. */
  public void send(String body, Duration delay) {
    var seconds = Math.clamp(delay.plusMillis(999).toSeconds(), 0, LONGEST_DELAY.toSeconds());
    client.sendMessage(
        deadline
            .bind(SendMessageRequest.builder())
            .queueUrl(queueUrl)
            .messageBody(body)
            .delaySeconds((int) seconds)
            .build());
  }
}
