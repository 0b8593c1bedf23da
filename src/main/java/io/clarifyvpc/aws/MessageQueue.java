package io.clarifyvpc.aws;

import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** One SQS queue to send to. */
public final class MessageQueue {
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
}
