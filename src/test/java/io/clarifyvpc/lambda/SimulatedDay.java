package io.clarifyvpc.lambda;

import static io.clarifyvpc.lambda.FakeLambda.configEvent;
import static io.clarifyvpc.lambda.FakeLambda.scheduledEvent;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.AlertState;
import io.clarifyvpc.assess.Assessor;
import io.clarifyvpc.assess.Origin;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.aws.AwsFailures;
import io.clarifyvpc.aws.AwsSnapshotSource;
import io.clarifyvpc.aws.Deadline;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.aws.FakeAccount.Call;
import io.clarifyvpc.aws.FakeAccount.Kind;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.json.Json;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import software.amazon.awssdk.services.config.model.ConfigRuleEvaluationStatus;
import software.amazon.awssdk.services.config.model.DescribeConfigRuleEvaluationStatusResponse;
import software.amazon.awssdk.services.config.model.PutEvaluationsRequest;
import software.amazon.awssdk.services.config.model.ResourceInUseException;
import software.amazon.awssdk.services.config.model.StartConfigRulesEvaluationResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/**
 * One account with the three functions in it, and with what AWS does between them: EventBridge that
 * delivers at least once and in any order or not at all, Lambda that tries three times, a queue,
 * and AWS Config that runs the rule when it is asked to. Time goes on from one happening to the
 * next.
 */
final class SimulatedDay {
  private static final int VPCS = 12;
  private static final int ATTEMPTS = 3;
  private static final double THROTTLED = 0.2;
  private static final Duration RUN = Duration.ofMinutes(2);
  private static final Duration JOB = Duration.ofMinutes(50);
  private static final Duration BATCH_WINDOW = Duration.ofMinutes(5);
  private static final Duration BETWEEN_RUNS = Duration.ofMinutes(60);
  private static final String BROKEN_VPC = "-1300";
  private static final List<String> LISTS =
      List.of(
          "Subnets",
          "RouteTables",
          "SecurityGroups",
          "NetworkAcls",
          "VpcEndpoints",
          "Vpcs",
          "DhcpOptions");

  /** A process that dies is no exception that anybody could catch. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** A model or a Clarify job; the variant says what it is like. */
  record Workload(ResourceType type, String name, int vpc, String variant, Instant created) {
    String key() {
      return type.typeName() + " " + name;
    }
  }

  private record Happening(Instant at, long order, Runnable what) {}

  private record Message(Instant visible, Instant sent, String body) {}

  private final FakeAccount account = FakeAccount.sample().pageSize(100);
  private final Random random = new Random(20261120);
  private final PriorityQueue<Happening> happenings =
      new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparingLong(Happening::order));
  private final PriorityQueue<Message> queue =
      new PriorityQueue<>(Comparator.comparing(Message::visible));
  private final Map<String, Workload> workloads = new LinkedHashMap<>();
  private final Map<String, AlertState> oracle = new HashMap<>();
  private final List<JsonNode> published = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<JsonNode> brokenEndpoints = new ArrayList<>();
  private final FakeInvocation invocation = new FakeInvocation();
  private Consumer<List<JsonNode>> afterRun = _ -> {};
  private BiConsumer<Workload, List<JsonNode>> afterEvent = (_, _) -> {};
  private Instant now;
  private Optional<Instant> lastRun = Optional.empty();
  private long order;
  private boolean batchIsDue;
  private boolean inOracle;
  private boolean routeTablesDenied;
  private boolean dies;
  private boolean isBroken;
  private int calls;
  private int throttled;
  private int retries;
  private int lost;
  private int duplicates;
  private int put;

  SimulatedDay(Instant begin) {
    now = begin;
    for (int vpc = 1; vpc < VPCS; vpc++) {
      copyNetwork(vpc);
    }
    List.of("churn-cut", "churn-legacy", "churn-one-zone", "churn-two-zones")
        .forEach(name -> account.remove(Kind.MODEL, name));
    account.fail(this::fails, () -> AwsFailures.of(400, "ThrottlingException"));
    account.answer("sns:Publish", request -> publish((PublishRequest) request));
    account.answer("sqs:SendMessage", request -> send((SendMessageRequest) request));
    account.answer("config:StartConfigRulesEvaluation", _ -> start());
    account.answer("config:DescribeConfigRuleEvaluationStatus", _ -> status());
  }

  void afterRun(Consumer<List<JsonNode>> listener) {
    afterRun = listener;
  }

  void afterEvent(BiConsumer<Workload, List<JsonNode>> listener) {
    afterEvent = listener;
  }

  // ---- Time

  void until(Instant end) {
    while (!happenings.isEmpty() && !happenings.peek().at().isAfter(end)) {
      var next = happenings.remove();
      now = next.at();
      next.what().run();
    }
    now = end;
  }

  void untilQuiet() {
    while (!happenings.isEmpty()) {
      until(happenings.peek().at());
    }
  }

  private void at(Instant time, Runnable what) {
    happenings.add(new Happening(time, order++, what));
  }

  private Duration within(Duration most) {
    return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
  }

  // ---- What is there

  /** The sample's network once more, under ids of its own. */
  private void copyNetwork(int vpc) {
    for (String list : LISTS) {
      account
          .list(list)
          .valueStream()
          .filter(element -> element.toString().contains("-0900"))
          .toList()
          .forEach(element -> account.list(list).add(renamed(element, vpc)));
    }
    for (String attribute : List.of("support", "hostnames")) {
      account.describe(
          renamed(
              FakeLambda.json(
                  Path.of(
                      "src/sample/network/describe-vpc-attribute-clarify-dns-%s.json"
                          .formatted(attribute))),
              vpc));
    }
  }

  private static ObjectNode renamed(JsonNode node, int vpc) {
    var text = node.toString();
    return (ObjectNode)
        Json.parse((vpc == 0 ? text : text.replace("-0900", ids(vpc))).getBytes(UTF_8));
  }

  private static String ids(int vpc) {
    return "-%02d00".formatted(10 + vpc);
  }

  /** Models that were there before. */
  void models(int count) {
    for (int each = 0; each < count; each++) {
      var model = model(each, now.minus(Duration.ofDays(1)));
      describe(model);
      configuration(model);
    }
  }

  /** Every tenth in one zone. */
  private static Workload model(int number, Instant created) {
    return new Workload(
        ResourceType.MODEL,
        "model-%04d".formatted(number),
        number % VPCS,
        number % 10 == 7 ? "one-zone" : "two-zones",
        created);
  }

  private void describe(Workload model) {
    var sample =
        FakeLambda.json(
            Path.of("src/sample/network/describe-model-churn-%s.json".formatted(model.variant())));
    account.describe(
        Kind.MODEL,
        renamed(sample, model.vpc())
            .put("ModelName", model.name())
            .put("ModelArn", "arn:aws:sagemaker:us-east-1:111122223333:model/" + model.name())
            .put("CreationTime", model.created().toString()));
    workloads.put(model.key(), model);
  }

  /** An analysis configuration that names the first model of its kind in the VPC. */
  private void configuration(Workload model) {
    var address = configuration(model.vpc(), model.variant());
    if (!workloads.containsKey(address)) {
      workloads.put(address, model);
      var sample =
          FakeLambda.json(
              Path.of(
                  "src/sample/s3/churn-111122223333/config/two-zones-model/analysis_config.json"));
      ((ObjectNode) sample.get("predictor")).put("model_name", model.name());
      account.object(
          "churn-111122223333/%s/analysis_config.json".formatted(address), sample.toString());
    }
  }

  private static String configuration(int vpc, String variant) {
    return variant.equals("bias")
        ? "config/pre-training-bias"
        : "config/vpc-%02d-%s".formatted(vpc, variant);
  }

  void newModels(int count) {
    for (int each = 0; each < count; each++) {
      int number = 740 + each;
      at(
          now.plus(within(Duration.ofHours(20))),
          () -> {
            var model = model(number, now);
            describe(model);
            deliver(
                event("cloudtrail-create-model-%s.json".formatted(suffix(model)), model),
                Optional.of(model));
          });
    }
  }

  private static String suffix(Workload model) {
    return model.variant().equals("one-zone") ? "one-zone" : "compliant";
  }

  /** Some of them come back under their name. */
  void deletedModels(int count) {
    for (int each = 0; each < count; each++) {
      var model = model(300 + 11 * each, now);
      boolean comesBack = each % 2 == 0;
      at(
          now.plus(Duration.ofHours(2)).plus(within(Duration.ofHours(16))),
          () -> {
            account.remove(Kind.MODEL, model.name());
            workloads.remove(model.key());
            deliver(event("cloudtrail-delete-model.json", model), Optional.empty());
            if (comesBack) {
              at(now.plus(Duration.ofHours(1)), () -> comeBack(model));
            }
          });
    }
  }

  private void comeBack(Workload before) {
    var model = new Workload(before.type(), before.name(), before.vpc(), before.variant(), now);
    describe(model);
    deliver(
        event("cloudtrail-create-model-%s.json".formatted(suffix(model)), model),
        Optional.of(model));
  }

  void jobs(int count, int clarify) {
    for (int each = 0; each < count; each++) {
      boolean ours = each < clarify;
      var variant = each % 10 == 3 ? "one-zone" : each % 10 == 5 ? "bias" : "two-zones";
      var name = "job-%04d".formatted(each);
      // A VPC with a model in one zone has an odd number.
      int vpc =
          variant.equals("one-zone") ? 1 + 2 * random.nextInt(VPCS / 2) : random.nextInt(VPCS);
      at(
          now.plus(within(Duration.ofHours(22))),
          () -> create(new Workload(ResourceType.PROCESSING_JOB, name, vpc, variant, now), ours));
    }
  }

  private void create(Workload job, boolean ours) {
    var description = renamed(FakeLambda.json(Path.of("src/sample/job.json")), job.vpc());
    description
        .put("ProcessingJobName", job.name())
        .put("ProcessingJobStatus", "InProgress")
        .put(
            "ProcessingJobArn",
            "arn:aws:sagemaker:us-east-1:111122223333:processing-job/" + job.name())
        .put("CreationTime", job.created().toString());
    ((ObjectNode) description.at("/ProcessingInputs/0/S3Input")).put("S3Uri", uri(job));
    if (!ours) {
      ((ObjectNode) description.get("AppSpecification"))
          .put("ImageUri", "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1");
    } else {
      workloads.put(job.key(), job);
    }
    account.describe(Kind.PROCESSING_JOB, description);
    at(now.plus(JOB), () -> description.put("ProcessingJobStatus", "Completed"));
    deliver(
        ours
            ? event("cloudtrail-create-processing-job-compliant.json", job)
            : event("cloudtrail-create-processing-job-other-image.json", job),
        ours ? Optional.of(job) : Optional.empty());
  }

  private static String uri(Workload job) {
    return "s3://churn-111122223333/%s/analysis_config.json"
        .formatted(configuration(job.vpc(), job.variant()));
  }

  private ObjectNode event(String file, Workload workload) {
    var event = renamed(FakeLambda.event(file), workload.vpc());
    var detail = (ObjectNode) event.get("detail");
    detail.put("eventTime", workload.created().toString()).put("eventID", "event-" + order++);
    var request = (ObjectNode) detail.get("requestParameters");
    if (workload.type() == ResourceType.MODEL) {
      request.put("modelName", workload.name());
    } else {
      request.put("processingJobName", workload.name());
      if (request.at("/processingInputs/0/s3Input").isObject()) {
        ((ObjectNode) request.at("/processingInputs/0/s3Input")).put("s3Uri", uri(workload));
      }
    }
    detail.remove("responseElements");
    return event;
  }

  /** What the rule has to judge now. */
  List<Workload> targets() {
    return workloads.entrySet().stream()
        .filter(entry -> entry.getKey().equals(entry.getValue().key()))
        .map(Map.Entry::getValue)
        .toList();
  }

  boolean isFinished(Workload workload) {
    return workload.type() == ResourceType.PROCESSING_JOB
        && !now.isBefore(workload.created().plus(JOB));
  }

  // ---- What goes wrong

  void breakNetwork(Instant time) {
    at(
        time,
        () -> {
          isBroken = true;
          var endpoints = account.list("VpcEndpoints");
          for (int each = endpoints.size() - 1; each >= 0; each--) {
            if (endpoints.get(each).toString().contains(BROKEN_VPC)
                && endpoints.get(each).path("ServiceName").asText().endsWith(".s3")) {
              brokenEndpoints.add(endpoints.remove(each));
            }
          }
          if (brokenEndpoints.isEmpty()) {
            throw new IllegalStateException("nothing was there to break");
          }
          changed();
        });
  }

  void mendNetwork(Instant time) {
    at(
        time,
        () -> {
          isBroken = false;
          account.list("VpcEndpoints").addAll(brokenEndpoints);
          changed();
        });
  }

  /** One call may be several events. */
  private void changed() {
    for (int each = 0; each < 5; each++) {
      message(
          now.plus(within(Duration.ofMinutes(2))),
          now,
          FakeLambda.event("cloudtrail-delete-vpc-endpoints.json").toString());
    }
  }

  void denyRouteTables(Instant time, Duration duration) {
    at(time, () -> routeTablesDenied = true);
    at(time.plus(duration), () -> routeTablesDenied = false);
  }

  void dieBetweenPublishingAndMarking(Instant time) {
    at(time, () -> dies = true);
  }

  private synchronized boolean fails(Call call) {
    if (!inOracle) {
      calls++;
      if (dies && call.toString().startsWith("dynamodb:BatchWriteItem alert")) {
        dies = false;
        throw new Crash();
      }
    }
    if (routeTablesDenied && call.action().equals("ec2:DescribeRouteTables")) {
      return true;
    }
    return !inOracle && isThrottled(call);
  }

  /**
   * The SDK tries six times where it reads and three times where it sends; DynamoDB lets through.
   */
  private boolean isThrottled(Call call) {
    int attempt = 1;
    while (random.nextDouble() < THROTTLED) {
      throttled += attempt == 1 ? 1 : 0;
      if (call.action().matches("(sns|sqs):.*|config:PutEvaluations") && attempt == ATTEMPTS) {
        return true;
      }
      attempt++;
    }
    return false;
  }

  // ---- AWS

  /** EventBridge: late, sometimes twice, sometimes never. */
  private void deliver(ObjectNode event, Optional<Workload> workload) {
    if (random.nextDouble() < 0.05) {
      lost++;
      return;
    }
    arrive(event, workload);
    if (random.nextDouble() < 0.1) {
      duplicates++;
      arrive(event, workload);
    }
  }

  private void arrive(ObjectNode event, Optional<Workload> workload) {
    var request = "request-" + order++;
    at(
        now.plus(within(Duration.ofMinutes(6))),
        () ->
            invoke(
                request,
                1,
                () ->
                    new CloudTrailFunction(
                            FakeLambda.settings(),
                            FakeLambda.clients(account),
                            new FakeOutput().telemetry(),
                            () -> now)
                        .handleRequest(scheduledEvent(event), invocation),
                () -> workload.ifPresent(each -> afterEvent.accept(each, messages()))));
  }

  /** Lambda: three attempts under one id. */
  private void invoke(String request, int attempt, Runnable function, Runnable afterwards) {
    invocation.requestId(request);
    try {
      function.run();
    } catch (RuntimeException | Crash failure) {
      retries++;
      if (attempt == ATTEMPTS) {
        failures.add(request + ": " + failure);
        return;
      }
      at(
          now.plus(Duration.ofMinutes(attempt)),
          () -> invoke(request, attempt + 1, function, afterwards));
      return;
    }
    afterwards.run();
    account.forgetCalls();
  }

  private PublishResponse publish(PublishRequest request) {
    var message = Json.parse(request.message().getBytes(UTF_8)).get("sqs").asText();
    published.add(Json.parse(message.getBytes(UTF_8)));
    return PublishResponse.builder().build();
  }

  private List<JsonNode> messages() {
    var messages = List.copyOf(published);
    published.clear();
    return messages;
  }

  private SendMessageResponse send(SendMessageRequest request) {
    if (request.queueUrl().equals(FakeLambda.REEVALUATION_QUEUE)) {
      int delay = request.delaySeconds() == null ? 0 : request.delaySeconds();
      message(now.plusSeconds(delay), now, request.messageBody());
    } else {
      failures.add(request.messageBody());
    }
    return SendMessageResponse.builder().build();
  }

  private synchronized void message(Instant visible, Instant sent, String body) {
    queue.add(new Message(visible, sent, body));
    if (!batchIsDue) {
      batchIsDue = true;
      at(visible.plus(BATCH_WINDOW), this::batch);
    }
  }

  private void batch() {
    batchIsDue = false;
    var records = new ArrayList<SQSMessage>();
    while (!queue.isEmpty() && !queue.peek().visible().isAfter(now)) {
      var message = queue.remove();
      var sqs = new SQSMessage();
      sqs.setBody(message.body());
      sqs.setAttributes(Map.of("SentTimestamp", Long.toString(message.sent().toEpochMilli())));
      records.add(sqs);
    }
    if (!queue.isEmpty()) {
      batchIsDue = true;
      at(queue.peek().visible().plus(BATCH_WINDOW), this::batch);
    }
    if (!records.isEmpty()) {
      reevaluate(records);
    }
  }

  /** A batch that failed is visible again after its time. */
  private void reevaluate(List<SQSMessage> records) {
    var event = new SQSEvent();
    event.setRecords(records);
    var environment = new HashMap<>(FakeLambda.ENVIRONMENT);
    environment.put("REEVALUATION_MINUTES", Long.toString(BETWEEN_RUNS.toMinutes()));
    var settings = Settings.of(environment, EnumSet.allOf(Settings.Variable.class));
    try {
      new ReevaluationFunction(
              settings, FakeLambda.clients(account), new FakeOutput().telemetry(), () -> now)
          .handleRequest(event, invocation);
    } catch (RuntimeException failure) {
      retries++;
      at(now.plusSeconds(480), () -> reevaluate(records));
    }
  }

  private DescribeConfigRuleEvaluationStatusResponse status() {
    return DescribeConfigRuleEvaluationStatusResponse.builder()
        .configRulesEvaluationStatus(
            ConfigRuleEvaluationStatus.builder()
                .configRuleName(FakeLambda.RULE)
                .lastSuccessfulInvocationTime(lastRun.orElse(null))
                .build())
        .build();
  }

  private StartConfigRulesEvaluationResponse start() {
    if (lastRun.filter(run -> run.plus(RUN).isAfter(now)).isPresent()) {
      throw ResourceInUseException.builder().statusCode(400).build();
    }
    at(now.plusSeconds(5), this::run);
    return StartConfigRulesEvaluationResponse.builder().build();
  }

  /** AWS Config runs the rule. */
  void run() {
    lastRun = Optional.of(now);
    var notification =
        FakeAccount.object(
            """
            {"messageType": "ScheduledNotification", "awsAccountId": "111122223333",
             "notificationCreationTime": "%s"}
            """
                .formatted(now));
    var event =
        FakeAccount.object(
                """
                {"resultToken": "a-token", "accountId": "111122223333", "eventLeftScope": false,
                 "configRuleName": "clarify-vpc", "ruleParameters": "{}"}
                """)
            .put("invokingEvent", notification.toString());
    invoke(
        "run-" + order++,
        1,
        () -> {
          account.forgetCalls();
          new ConfigRuleFunction(
                  FakeLambda.settings(),
                  FakeLambda.clients(account),
                  new FakeOutput().telemetry(),
                  () -> now)
              .handleRequest(configEvent(event), invocation);
        },
        () -> {
          put +=
              account.requests(PutEvaluationsRequest.class).stream()
                  .mapToInt(request -> request.evaluations().size())
                  .sum();
          afterRun.accept(messages());
        });
  }

  // ---- What is so

  /** The verdict on the workload, as the network is and as far as it may be read now. */
  AlertState oracle(Workload workload) {
    var kind =
        "%s %d %s %s %s"
            .formatted(
                workload.type(), workload.vpc(), workload.variant(), isBroken, routeTablesDenied);
    return oracle.computeIfAbsent(kind, _ -> judged(workload));
  }

  private AlertState judged(Workload workload) {
    inOracle = true;
    try {
      var source =
          new AwsSnapshotSource(
              account.reading(),
              FakeAccount.ID,
              FakeAccount.REGION,
              Deadline.perCall(Duration.ofMinutes(1)));
      var resource =
          new Resource(
              workload.type(),
              workload.name(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      var judgement =
          new Assessor(
                  source,
                  Catalogue.controls(),
                  (_, _, failure) -> {
                    throw new IllegalStateException(failure);
                  })
              .assess(
                  new WorkloadRef.Named(resource),
                  Origin.file("oracle"),
                  RuleParameters.defaults());
      return AlertState.of(judgement.assessments().getFirst());
    } finally {
      inOracle = false;
    }
  }

  /** What AWS Config shows: type, name and compliance. */
  List<String> shown() {
    return account.shown();
  }

  int calls() {
    return calls;
  }

  int throttled() {
    return throttled;
  }

  int retries() {
    return retries;
  }

  int lost() {
    return lost;
  }

  int duplicates() {
    return duplicates;
  }

  int put() {
    return put;
  }

  /** What was given up, or put on the failure queue. */
  List<String> failures() {
    return failures;
  }
}
