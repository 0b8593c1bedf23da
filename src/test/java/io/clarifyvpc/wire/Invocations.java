package io.clarifyvpc.wire;

import static io.clarifyvpc.wire.SampleDocuments.text;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What AWS invokes the functions with, where events/ has no file of it that could be used. */
final class Invocations {
  static final String ACCOUNT = "111122223333";
  static final String REGION = "us-east-1";
  static final String RULE = "clarify-vpc";
  static final String COMPLIANT_JOB = "events/cloudtrail-create-processing-job-compliant.json";

  private Invocations() {}

  /** A scheduled run of the rule. */
  static String scheduled(String token) {
    var invokingEvent = JsonService.object();
    invokingEvent.put("awsAccountId", ACCOUNT);
    invokingEvent.put("notificationCreationTime", "2026-11-20T12:00:00.000Z");
    invokingEvent.put("messageType", "ScheduledNotification");
    invokingEvent.put("recordVersion", "1.0");
    var event = JsonService.object();
    event.put("version", "1.0");
    event.put("invokingEvent", invokingEvent.toString());
    event.put("ruleParameters", ruleParameters().toString());
    event.put("resultToken", token);
    event.put("eventLeftScope", false);
    event.put(
        "executionRoleArn",
        "arn:aws:iam::%s:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
            .formatted(ACCOUNT));
    event.put(
        "configRuleArn",
        "arn:aws:config:%s:%s:config-rule/config-rule-wire00".formatted(REGION, ACCOUNT));
    event.put("configRuleName", RULE);
    event.put("configRuleId", "config-rule-wire00");
    event.put("accountId", ACCOUNT);
    return event.toString();
  }

  static ObjectNode ruleParameters() {
    return JsonService.object()
        .put("EndpointPolicy", "PRIVATE_ONLY")
        .put("TrustCentralEndpoints", "false")
        .put("JobLookbackHours", "24");
  }

  /** A batch of the re-evaluation queue. */
  static String queued(int messages) {
    var event = JsonService.object();
    var records = event.putArray("Records");
    for (int i = 0; i < messages; i++) {
      var attributes =
          records
              .addObject()
              .put("messageId", "00000000-0000-0000-0000-00000000000" + i)
              .put("receiptHandle", "handle-" + i)
              .put("body", text("events/cloudtrail-delete-vpc-endpoints.json"))
              .put("md5OfBody", "d41d8cd98f00b204e9800998ecf8427e")
              .put("eventSource", "aws:sqs")
              .put("eventSourceARN", "arn:aws:sqs:us-east-1:111122223333:reevaluation")
              .put("awsRegion", REGION)
              .putObject("attributes");
      attributes
          .put("ApproximateReceiveCount", "1")
          .put("SentTimestamp", "1795161667000")
          .put("SenderId", "AIDAEXAMPLE")
          .put("ApproximateFirstReceiveTimestamp", "1795161667001");
    }
    return event.toString();
  }
}
