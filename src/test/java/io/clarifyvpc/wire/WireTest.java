package io.clarifyvpc.wire;

import static io.clarifyvpc.wire.JsonService.JSON;
import static io.clarifyvpc.wire.SampleDocuments.answer;
import static io.clarifyvpc.wire.SampleDocuments.described;
import static io.clarifyvpc.wire.SampleDocuments.text;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.wire.FunctionProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The three functions of template.yaml as they are deployed, with nothing of the JVM that tests
 * them: an event goes in at the runtime API, and what comes out at SNS, SQS and AWS Config is read
 * there. Everything stays on 127.0.0.1.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WireTest {
  private static final String ACCOUNT = "111122223333";
  private static final String REGION = "us-east-1";
  private static final String RULE = "clarify-vpc";
  private static final String BUCKET = "churn-111122223333";
  private static final Path OBJECTS = Path.of("src", "sample", "s3", BUCKET);
  private static final String COMPLIANT_JOB =
      "events/cloudtrail-create-processing-job-compliant.json";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  private SampleNetwork network;
  private SqsClient sqs;
  private ConfigEndpoint config;
  private SageMakerEndpoint sageMaker;
  private Ec2Endpoint ec2Endpoint;
  private String inbox;
  private String reevaluationQueue;
  private String failureQueue;
  private FunctionProcess cloudTrailFunction;
  private FunctionProcess configRuleFunction;
  private FunctionProcess reevaluationFunction;

  @BeforeAll
  void start() throws Exception {
    var emulator = opened(new Emulator(ACCOUNT)).awaitReady();
    config = opened(new ConfigEndpoint(RULE));
    sageMaker = opened(new SageMakerEndpoint());
    ec2Endpoint = opened(new Ec2Endpoint(emulator.uri()));

    network = SampleNetwork.create(opened(client(Ec2Client.builder(), emulator)));
    putObjects(opened(client(S3Client.builder(), emulator)));
    describeWorkloads();
    sqs = opened(client(SqsClient.builder(), emulator));
    inbox = queue("findings");
    reevaluationQueue = queue("reevaluation");
    failureQueue = queue("failures");
    var topic = subscribed(opened(client(SnsClient.builder(), emulator)), inbox);

    cloudTrailFunction =
        function(
            "CloudTrailFunction",
            emulator,
            Map.of(
                "ACCOUNT_ID", FakeAccount.ID,
                "FINDINGS_TOPIC_ARN", topic,
                "REEVALUATION_QUEUE_URL", reevaluationQueue,
                "FAILURE_QUEUE_URL", failureQueue,
                "RULE_PARAMETERS", ruleParameters().toString()));
    configRuleFunction =
        function(
            "ConfigRuleFunction",
            emulator,
            Map.of("ACCOUNT_ID", FakeAccount.ID, "FAILURE_QUEUE_URL", failureQueue));
    reevaluationFunction =
        function("ReevaluationFunction", emulator, Map.of("CONFIG_RULE_NAME", RULE));
  }

  @AfterAll
  void stop() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @BeforeEach
  void emptyTheQueues() {
    Stream.of(inbox, reevaluationQueue, failureQueue).forEach(this::receiveAll);
  }

  @Test
  void compliant_job_is_not_published_but_asks_for_a_run_of_the_rule() throws Exception {
    succeeds(cloudTrailFunction, network.placed(text(COMPLIANT_JOB)));

    assertThat(receiveAll(inbox)).as(this::reports).isEmpty();
    assertThat(receiveAll(failureQueue)).as(this::reports).isEmpty();
    assertThat(receiveAll(reevaluationQueue)).as(this::reports).hasSize(1);
  }

  @Test
  void failing_job_is_published_at_once_and_asks_for_a_run_of_the_rule() throws Exception {
    succeeds(cloudTrailFunction, network.misplaced(text(COMPLIANT_JOB)));

    var messages = receiveAll(inbox);
    assertThat(messages).as(this::reports).hasSize(1);
    assertThat(receiveAll(failureQueue)).as(this::reports).isEmpty();
    assertThat(receiveAll(reevaluationQueue)).as(this::reports).hasSize(1);

    var envelope = JSON.readTree(messages.getFirst());
    assertThat(attributes(envelope))
        .containsExactly(
            entry("accountId", ACCOUNT),
            entry("compliance", "NON_COMPLIANT"),
            entry("controls", "[\"Clarify.6\"]"),
            entry("region", REGION),
            entry("resourceType", "AWS::SageMaker::ProcessingJob"),
            entry("severity", "HIGH"));

    var document = JSON.readTree(envelope.path("Message").asText());
    assertThat(document.path("alertId").asText()).isNotEmpty();
    assertThat(document.path("trigger").isObject()).isTrue();
    assertThat(document.path("time").asText()).isEqualTo("2026-11-20T08:01:07Z");
    var job = document.path("assessments").path(0);
    assertThat(job.at("/resource/id").asText()).isEqualToIgnoringCase("Churn-compliant");
    assertThat(job.path("compliance").asText()).isEqualTo("NON_COMPLIANT");
    assertThat(job.path("annotation").asText()).contains("Clarify.6", network.subnetIdWithoutS3());
    assertThat(job.path("findings"))
        .filteredOn(finding -> finding.path("compliance").asText().equals("NON_COMPLIANT"))
        .extracting(
            finding -> finding.path("control").asText(),
            finding -> finding.path("advisory").asBoolean())
        // The emulator's endpoints have the full-access policy, and its VPC no DHCP options.
        .containsExactly(
            tuple("Clarify.6", false), tuple("Clarify.18", true), tuple("Clarify.20", true));
  }

  @Test
  void malformed_event_goes_to_the_failure_queue_and_nowhere_else() throws Exception {
    succeeds(cloudTrailFunction, text("events/cloudtrail-create-processing-job-malformed.json"));

    assertThat(receiveAll(failureQueue)).as(this::reports).hasSize(1);
    assertThat(receiveAll(inbox)).as(this::reports).isEmpty();
    assertThat(receiveAll(reevaluationQueue)).as(this::reports).isEmpty();
  }

  @Test
  void scheduled_run_puts_one_evaluation_for_every_workload_and_jobs_apart() throws Exception {
    var token = config.issueToken();
    succeeds(configRuleFunction, scheduled(token));

    assertThat(config.refusals()).as(this::reports).isEmpty();
    assertThat(config.batches(token).stream().filter(batch -> !batch.isEmpty()).map(this::verdicts))
        .as(this::reports)
        .containsExactlyInAnyOrder(
            Map.of(
                "AWS::SageMaker::Model churn-two-zones", "COMPLIANT",
                "AWS::SageMaker::Model churn-one-zone", "NON_COMPLIANT",
                "AWS::SageMaker::Model churn-no-vpc", "NON_COMPLIANT",
                "AWS::SageMaker::ModelBiasJobDefinition churn-bias-compliant", "COMPLIANT",
                "AWS::SageMaker::ModelExplainabilityJobDefinition churn-explainability-compliant",
                    "COMPLIANT"),
            Map.of(
                "AWS::SageMaker::ProcessingJob churn-compliant", "COMPLIANT",
                "AWS::SageMaker::ProcessingJob churn-data-bias-compliant", "COMPLIANT",
                "AWS::SageMaker::ProcessingJob churn-without-s3", "NON_COMPLIANT"));
    assertThat(receiveAll(failureQueue)).as(this::reports).isEmpty();
  }

  @Test
  void token_that_is_refused_goes_to_the_failure_queue() throws Exception {
    succeeds(configRuleFunction, scheduled("token-of-somebody-else"));

    assertThat(receiveAll(failureQueue)).as(this::reports).hasSize(1);
    assertThat(config.refusals()).as(this::reports).isNotEmpty();
    assertThat(config.batches("token-of-somebody-else")).isEmpty();
    config.forgetRefusals();
  }

  @Test
  void messages_of_the_queue_start_the_rule_once() throws Exception {
    var before = config.started().size();
    succeeds(reevaluationFunction, queued(3));

    assertThat(config.started().stream().skip(before))
        .as(this::reports)
        .containsExactly(List.of(RULE));
  }

  // --- what goes in
  // -------------------------------------------------------------------------------

  private static String scheduled(String token) {
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

  private static ObjectNode ruleParameters() {
    return JsonService.object()
        .put("EndpointPolicy", "PRIVATE_ONLY")
        .put("TrustCentralEndpoints", "false")
        .put("JobLookbackHours", "24");
  }

  private static String queued(int messages) {
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

  // --- what comes out
  // -----------------------------------------------------------------------------

  private Outcome succeeds(FunctionProcess function, String event) throws InterruptedException {
    var outcome = function.invoke(event);
    assertThat(outcome.failed()).as(() -> outcome.body() + "\n" + reports()).isFalse();
    return outcome;
  }

  /** All that is there: a function has sent what it sends when it returns. */
  private List<String> receiveAll(String queue) {
    var bodies = new ArrayList<String>();
    while (true) {
      var messages =
          sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(0))
              .messages();
      if (messages.isEmpty()) {
        return bodies;
      }
      for (var message : messages) {
        bodies.add(message.body());
        sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()));
      }
    }
  }

  private static Map<String, String> attributes(JsonNode envelope) {
    var attributes = new TreeMap<String, String>();
    envelope
        .path("MessageAttributes")
        .properties()
        .forEach(attribute ->
            attributes.put(attribute.getKey(), attribute.getValue().path("Value").asText()));
    return attributes;
  }

  /**
   * Whether ids are names or ARNs is what AWS Config says of its own; the name is the end of both.
   */
  private Map<String, String> verdicts(List<JsonNode> batch) {
    var verdicts = new HashMap<String, String>();
    for (JsonNode evaluation : batch) {
      var id = evaluation.path("ComplianceResourceId").asText();
      var name = id.substring(id.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
      var key = evaluation.path("ComplianceResourceType").asText() + " " + name;
      var earlier = verdicts.put(key, evaluation.path("ComplianceType").asText());
      assertThat(earlier).as("second evaluation of " + key).isNull();
    }
    return verdicts;
  }

  private String reports() {
    var servers =
        Stream.of(
                config.refusals(),
                config.failures(),
                sageMaker.refusals(),
                sageMaker.failures(),
                ec2Endpoint.failures())
            .flatMap(List::stream);
    var functions =
        Stream.of(cloudTrailFunction, configRuleFunction, reevaluationFunction)
            .map(FunctionProcess::report);
    return Stream.concat(servers, functions).collect(joining("\n", "\n", "\n"));
  }

  // --- the world
  // ----------------------------------------------------------------------------------

  private FunctionProcess function(String name, Emulator emulator, Map<String, String> settings)
      throws IOException {
    var environment = new HashMap<>(settings);
    environment.put("AWS_ENDPOINT_URL", emulator.uri().toString());
    environment.put("AWS_ENDPOINT_URL_EC2", ec2Endpoint.uri().toString());
    environment.put("AWS_ENDPOINT_URL_ROUTE53PROFILES", ec2Endpoint.uri().toString());
    environment.put("AWS_ENDPOINT_URL_CONFIG_SERVICE", config.uri().toString());
    environment.put("AWS_ENDPOINT_URL_SAGEMAKER", sageMaker.uri().toString());
    environment.put("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "example");
    environment.put("AWS_REGION", REGION);
    environment.put("AWS_DEFAULT_REGION", REGION);
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    return opened(new FunctionProcess(name, environment));
  }

  private void describeWorkloads() throws IOException {
    for (String model : List.of("churn-two-zones", "churn-one-zone")) {
      sageMaker.put("Model", sample("describe-model-" + model));
    }
    sageMaker.put("Model", created("create-model-no-vpc"));
    sageMaker.put("Endpoint", sample("describe-endpoint-churn-live"));
    sageMaker.put("EndpointConfig", sample("describe-endpoint-config-churn-live"));
    sageMaker.put("ModelBiasJobDefinition", created("create-model-bias-job-definition-compliant"));
    sageMaker.put(
        "ModelExplainabilityJobDefinition",
        created("create-model-explainability-job-definition-compliant"));
    sageMaker.put("ProcessingJob", created("create-processing-job-compliant"));
    sageMaker.put("ProcessingJob", created("create-processing-job-data-bias-compliant"));
    sageMaker.put("ProcessingJob", created("create-processing-job-other-image"));
    var withoutS3 =
        text(COMPLIANT_JOB)
            .replace("Churn-compliant", "Churn-without-s3")
            .replace("churn-compliant", "churn-without-s3");
    sageMaker.put("ProcessingJob", described(JSON.readTree(network.misplaced(withoutS3))));
  }

  private ObjectNode created(String event) throws IOException {
    return described(JSON.readTree(network.placed(text("events/cloudtrail-" + event + ".json"))));
  }

  private ObjectNode sample(String file) throws IOException {
    return answer(JSON.readTree(network.placed(text("src/sample/network/" + file + ".json"))));
  }

  private static void putObjects(S3Client s3) throws IOException {
    s3.createBucket(r -> r.bucket(BUCKET));
    try (var files = Files.walk(OBJECTS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        var key = OBJECTS.relativize(file).toString().replace('\\', '/');
        s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromFile(file));
      }
    }
  }

  private String queue(String name) {
    return sqs.createQueue(r -> r.queueName(name)).queueUrl();
  }

  private String subscribed(SnsClient sns, String queue) {
    var topic = sns.createTopic(r -> r.name("findings")).topicArn();
    var arn =
        sqs.getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    sns.subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint(arn));
    return topic;
  }

  private static <B extends AwsClientBuilder<B, C>, C> C client(
      AwsClientBuilder<B, C> builder, Emulator emulator) {
    return builder
        .endpointOverride(emulator.uri())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAEXAMPLE", "example")))
        .overrideConfiguration(c -> c.apiCallTimeout(Duration.ofSeconds(30)))
        .build();
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    open.push(closeable);
    return closeable;
  }
}
