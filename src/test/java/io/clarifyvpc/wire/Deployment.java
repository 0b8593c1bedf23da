package io.clarifyvpc.wire;

import static io.clarifyvpc.wire.Invocations.ACCOUNT;
import static io.clarifyvpc.wire.Invocations.COMPLIANT_JOB;
import static io.clarifyvpc.wire.Invocations.REGION;
import static io.clarifyvpc.wire.Invocations.RULE;
import static io.clarifyvpc.wire.JsonService.JSON;
import static io.clarifyvpc.wire.SampleDocuments.answer;
import static io.clarifyvpc.wire.SampleDocuments.described;
import static io.clarifyvpc.wire.SampleDocuments.text;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The three functions of template.yaml as they are deployed, and the account around them: network,
 * workloads, topic and queues. Everything stays on 127.0.0.1.
 */
final class Deployment implements AutoCloseable {
  /** Gives the tests one deployment, made for the first of them and ended after the last. */
  static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Deployment.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(Deployment.class))
          .getOrComputeIfAbsent(Deployment.class, _ -> started(), Deployment.class);
    }

    private static Deployment started() {
      var deployment = new Deployment();
      try {
        deployment.start();
        return deployment;
      } catch (Exception | AssertionError e) {
        deployment.close();
        throw new AssertionError("the deployment does not start", e);
      }
    }
  }

  static final String TABLE = "clarify-vpc-state";

  private static final String BUCKET = "churn-111122223333";
  private static final Path OBJECTS = Path.of("src", "sample", "s3", BUCKET);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  private SampleNetwork network;
  private SqsClient sqs;
  private ConfigEndpoint config;
  private SageMakerEndpoint sageMaker;
  private Relay relay;
  private DynamoDbClient dynamoDb;
  private String topic;
  private String inbox;
  private String reevaluationQueue;
  private String failureQueue;
  private FunctionProcess cloudTrailFunction;
  private FunctionProcess configRuleFunction;
  private FunctionProcess reevaluationFunction;

  private Deployment() {}

  private void start() throws Exception {
    var emulator = opened(new Emulator(ACCOUNT)).awaitReady();
    config = opened(new ConfigEndpoint(RULE));
    sageMaker = opened(new SageMakerEndpoint());
    relay = opened(new Relay(emulator.uri()));

    network = SampleNetwork.create(opened(client(Ec2Client.builder(), emulator)));
    putObjects(opened(client(S3Client.builder(), emulator)));
    describeWorkloads();
    sqs = opened(client(SqsClient.builder(), emulator));
    dynamoDb = opened(client(DynamoDbClient.builder(), emulator));
    makeTable();
    inbox = queue("findings");
    reevaluationQueue = queue("reevaluation");
    failureQueue = queue("failures");
    topic = subscribed(opened(client(SnsClient.builder(), emulator)), inbox);

    cloudTrailFunction =
        function(
            "CloudTrailFunction",
            Map.of(
                "FINDINGS_TOPIC_ARN", topic,
                "REEVALUATION_QUEUE_URL", reevaluationQueue,
                "FAILURE_QUEUE_URL", failureQueue,
                "STATE_TABLE", TABLE,
                "RULE_PARAMETERS", Invocations.ruleParameters().toString()));
    configRuleFunction = anotherConfigRuleFunction();
    reevaluationFunction =
        function(
            "ReevaluationFunction",
            Map.of(
                "CONFIG_RULE_NAME", RULE,
                "REEVALUATION_QUEUE_URL", reevaluationQueue,
                "REEVALUATION_MINUTES", "15"));
  }

  /** With the keys of the template's. */
  private void makeTable() {
    dynamoDb.createTable(request ->
        request
            .tableName(TABLE)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                AttributeDefinition.builder().attributeName("kind").attributeType("S").build(),
                AttributeDefinition.builder().attributeName("name").attributeType("S").build())
            .keySchema(
                KeySchemaElement.builder().attributeName("kind").keyType(KeyType.HASH).build(),
                KeySchemaElement.builder().attributeName("name").keyType(KeyType.RANGE).build()));
  }

  // --- what tests work on

  DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  SampleNetwork network() {
    return network;
  }

  ConfigEndpoint config() {
    return config;
  }

  SageMakerEndpoint sageMaker() {
    return sageMaker;
  }

  Relay relay() {
    return relay;
  }

  FunctionProcess cloudTrailFunction() {
    return cloudTrailFunction;
  }

  FunctionProcess configRuleFunction() {
    return configRuleFunction;
  }

  /** An execution environment that remembers nothing. */
  FunctionProcess anotherConfigRuleFunction() throws IOException {
    return function(
        "ConfigRuleFunction",
        Map.of(
            "FINDINGS_TOPIC_ARN", topic,
            "FAILURE_QUEUE_URL", failureQueue,
            "REEVALUATION_QUEUE_URL", reevaluationQueue,
            "STATE_TABLE", TABLE));
  }

  FunctionProcess reevaluationFunction() {
    return reevaluationFunction;
  }

  /** Empty queues, every service well, and nobody told of anything. */
  void reset() {
    relay.heal();
    config.takeJobs();
    config.forgetRefusals();
    Stream.of(inbox, reevaluationQueue, failureQueue).forEach(this::receiveAll);
    ledger()
        .forEach(item ->
            dynamoDb.deleteItem(request ->
                request
                    .tableName(TABLE)
                    .key(Map.of("kind", item.get("kind"), "name", item.get("name")))));
  }

  /** Who was told what. */
  List<Map<String, AttributeValue>> ledger() {
    return dynamoDb
        .queryPaginator(request ->
            request
                .tableName(TABLE)
                .keyConditionExpression("kind = :kind")
                .expressionAttributeValues(
                    Map.of(":kind", AttributeValue.fromS("alert " + ACCOUNT))))
        .items()
        .stream()
        .toList();
  }

  // --- what comes out

  Outcome succeeds(FunctionProcess function, String event) throws InterruptedException {
    var outcome = function.invoke(event);
    assertThat(outcome.failed()).as(() -> outcome.body() + "\n" + reports()).isFalse();
    return outcome;
  }

  /** The envelopes in which SNS has delivered alerts, since last asked. */
  List<JsonNode> published() {
    return receiveAll(inbox);
  }

  /** What asks for a run of the rule, since last asked. */
  List<JsonNode> askedForRun() {
    return receiveAll(reevaluationQueue);
  }

  /** What was given up, since last asked. */
  List<JsonNode> givenUp() {
    return receiveAll(failureQueue);
  }

  /** All that is there: a function has sent what it sends when it returns. */
  private List<JsonNode> receiveAll(String queue) {
    var bodies = new ArrayList<JsonNode>();
    while (true) {
      var messages =
          sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(0))
              .messages();
      if (messages.isEmpty()) {
        return bodies;
      }
      for (var message : messages) {
        bodies.add(parsed(message.body()));
        sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()));
      }
    }
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a message that is not JSON: " + body, e);
    }
  }

  /** What everybody has to say, for the message of a failed assertion. */
  String reports() {
    var servers =
        Stream.of(
                config.refusals(),
                config.failures(),
                sageMaker.refusals(),
                sageMaker.failures(),
                relay.failures())
            .flatMap(List::stream);
    var functions =
        Stream.of(cloudTrailFunction, configRuleFunction, reevaluationFunction)
            .map(FunctionProcess::report);
    return Stream.concat(servers, functions).collect(joining("\n", "\n", "\n"));
  }

  // --- how it is made

  private FunctionProcess function(String name, Map<String, String> settings) throws IOException {
    var environment = new HashMap<>(settings);
    environment.put("ACCOUNT_ID", ACCOUNT);
    environment.put("AWS_ENDPOINT_URL", relay.uri().toString());
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

  /** What Describe would answer of the thing that an event of events/ has created. */
  ObjectNode created(String event) throws IOException {
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

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new AssertionError("the deployment does not end", e);
      }
    }
  }
}
