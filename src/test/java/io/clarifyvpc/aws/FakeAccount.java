package io.clarifyvpc.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mockito.invocation.InvocationOnMock;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.PutEvaluationsRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53profiles.Route53ProfilesClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The sample network as an account: clients of the SDK that answer from the files in src/sample,
 * apply filters exactly, page as they are told, and remember every call. A request that lists ids
 * is refused: by filter, a missing one is a fact.
 */
public final class FakeAccount {
  public static final String ID = "111122223333";
  public static final String REGION = "us-east-1";

  private static final Path NETWORK = Path.of("src/sample/network");
  private static final Path S3 = Path.of("src/sample/s3");

  /** When everything was created that does not say so itself. */
  private static final String CREATED = "2026-11-20T07:30:00Z";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * How long a call waits for the others of its step before the test fails: never, if all is well.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * One call.
   *
   * @param action service and operation
   * @param about what it asks for: filters, or a name
   */
  public record Call(String action, String about, AwsRequest request) {
    @Override
    public String toString() {
      return about.isEmpty() ? action : action + " " + about;
    }
  }

  /** EC2's listings by operation: the key of the list. */
  private static final Map<String, String> EC2_LISTS =
      Map.ofEntries(
          Map.entry("DescribeSubnets", "Subnets"),
          Map.entry("DescribeRouteTables", "RouteTables"),
          Map.entry("DescribeSecurityGroups", "SecurityGroups"),
          Map.entry("DescribeSecurityGroupVpcAssociations", "SecurityGroupVpcAssociations"),
          Map.entry("DescribeNetworkAcls", "NetworkAcls"),
          Map.entry("DescribeVpcEndpoints", "VpcEndpoints"),
          Map.entry("DescribeVpcs", "Vpcs"),
          Map.entry("DescribeDhcpOptions", "DhcpOptions"),
          Map.entry("DescribeNatGateways", "NatGateways"),
          Map.entry("DescribeInstanceTypeOfferings", "InstanceTypeOfferings"),
          Map.entry("DescribePrefixLists", "PrefixLists"));

  /** Listings that are read whole. */
  private static final Set<String> OF_REGION = Set.of("DescribePrefixLists", "DescribeDhcpOptions");

  private static final Map<String, String> MEMBER_OF_FILTER =
      Map.of(
          "vpc-id", "VpcId",
          "subnet-id", "SubnetId",
          "group-id", "GroupId",
          "instance-type", "InstanceType");

  private static final Set<String> ID_LISTS =
      Set.of(
          "SubnetIds",
          "RouteTableIds",
          "GroupIds",
          "GroupNames",
          "NetworkAclIds",
          "VpcIds",
          "DhcpOptionsIds",
          "VpcEndpointIds",
          "NatGatewayIds",
          "PrefixListIds");

  /** SageMaker's listings by operation: the key of the list and the kind of what is listed. */
  private static final Map<String, Map.Entry<String, Kind>> SAGEMAKER_LISTS =
      Map.of(
          "ListModels", Map.entry("Models", Kind.MODEL),
          "ListProcessingJobs", Map.entry("ProcessingJobSummaries", Kind.PROCESSING_JOB),
          "ListModelBiasJobDefinitions", Map.entry("JobDefinitionSummaries", Kind.BIAS),
          "ListModelExplainabilityJobDefinitions",
              Map.entry("JobDefinitionSummaries", Kind.EXPLAINABILITY));

  /** What SageMaker describes one at a time. */
  public enum Kind {
    MODEL("DescribeModel", "ModelName", "ModelName", "ModelArn"),
    PROCESSING_JOB(
        "DescribeProcessingJob", "ProcessingJobName", "ProcessingJobName", "ProcessingJobArn"),
    BIAS(
        "DescribeModelBiasJobDefinition",
        "JobDefinitionName",
        "MonitoringJobDefinitionName",
        "MonitoringJobDefinitionArn"),
    EXPLAINABILITY(
        "DescribeModelExplainabilityJobDefinition",
        "JobDefinitionName",
        "MonitoringJobDefinitionName",
        "MonitoringJobDefinitionArn"),
    ENDPOINT("DescribeEndpoint", "EndpointName", "EndpointName", "EndpointArn"),
    ENDPOINT_CONFIG(
        "DescribeEndpointConfig", "EndpointConfigName", "EndpointConfigName", "EndpointConfigArn");

    private final String operation;
    private final String name;
    private final String nameInList;
    private final String arnInList;

    Kind(String operation, String name, String nameInList, String arnInList) {
      this.operation = operation;
      this.name = name;
      this.nameInList = nameInList;
      this.arnInList = arnInList;
    }
  }

  private final Map<String, ArrayNode> lists = new HashMap<>();
  private final Map<String, ObjectNode> vpcAttributes = new HashMap<>();
  private final Map<Kind, Map<String, ObjectNode>> described = new HashMap<>();
  private final Map<String, List<String>> prefixListEntries = new HashMap<>();
  private final Map<String, byte[]> objects = new TreeMap<>();
  private final Map<String, ObjectNode> results = Collections.synchronizedMap(new TreeMap<>());
  private final Map<Predicate<Call>, Supplier<? extends RuntimeException>> failures =
      new LinkedHashMap<>();
  private final Map<String, Function<AwsRequest, Object>> answers = new HashMap<>();
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, CountDownLatch> steps = new HashMap<>();
  private final AtomicInteger bytesRead = new AtomicInteger();
  private volatile boolean aborted;
  private volatile int pageSize = Integer.MAX_VALUE;

  private final ReadingClients reading =
      new ReadingClients(
          client("ec2", Ec2Client.class),
          client("sagemaker", SageMakerClient.class),
          client("s3", S3Client.class),
          client("route53", Route53Client.class),
          client("route53profiles", Route53ProfilesClient.class));
  private final ConfigClient config = client("config", ConfigClient.class);
  private final SnsClient sns = client("sns", SnsClient.class);
  private final SqsClient sqs = client("sqs", SqsClient.class);
  private final DynamoDbClient dynamoDb = client("dynamodb", DynamoDbClient.class);
  private final FakeTable table = new FakeTable();
  private final Map<String, ObjectNode> recorded = new TreeMap<>();

  private FakeAccount() {}

  /** An account without anything in it. */
  public static FakeAccount empty() {
    return new FakeAccount();
  }

  /** The sample network and its objects in S3. */
  public static FakeAccount sample() {
    var account = new FakeAccount();
    files(NETWORK).forEach(file -> account.describe((ObjectNode) json(file)));
    files(S3)
        .forEach(file ->
            account.object(
                S3.relativize(file).toString().replace('\\', '/'), text(file).getBytes(UTF_8)));
    return account;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(Path file) {
    return Json.parse(text(file).getBytes(UTF_8));
  }

  /** Adds what an answer of the AWS CLI holds. */
  public FakeAccount describe(ObjectNode answer) {
    for (Kind kind : List.of(Kind.ENDPOINT, Kind.ENDPOINT_CONFIG, Kind.MODEL)) {
      if (answer.has(kind.name)) {
        return describe(kind, answer);
      }
    }
    for (String attribute : List.of("EnableDnsSupport", "EnableDnsHostnames")) {
      if (answer.has(attribute)) {
        vpcAttributes.put(text(answer, "VpcId") + " " + decapitalized(attribute), answer);
      }
    }
    answer
        .properties()
        .forEach(entry -> {
          if (entry.getValue() instanceof ArrayNode elements) {
            list(entry.getKey()).addAll(elements);
          }
        });
    return this;
  }

  private static String decapitalized(String text) {
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  /** Adds what can be described by its name. */
  public FakeAccount describe(Kind kind, ObjectNode answer) {
    described
        .computeIfAbsent(kind, _ -> new TreeMap<>())
        .put(answer.get(kind.name).textValue(), answer);
    return this;
  }

  public FakeAccount describe(Kind kind, String json) {
    return describe(kind, object(json));
  }

  public FakeAccount remove(Kind kind, String name) {
    described.get(kind).remove(name);
    return this;
  }

  public ObjectNode described(Kind kind, String name) {
    return described.get(kind).get(name);
  }

  /** The elements of a list, to be changed. */
  public ArrayNode list(String key) {
    return lists.computeIfAbsent(key, _ -> NODES.arrayNode());
  }

  /** Adds one element to a list. */
  public FakeAccount add(String key, String json) {
    list(key).add(object(json));
    return this;
  }

  /** The one element of a list in which a member has a value, to be changed. */
  public ObjectNode element(String key, String member, String value) {
    for (JsonNode element : list(key)) {
      if (element.path(member).asText().equals(value)) {
        return (ObjectNode) element;
      }
    }
    throw new IllegalArgumentException("no %s with %s %s".formatted(key, member, value));
  }

  /** Takes an element out of a list. */
  public FakeAccount without(String key, String member, String value) {
    var gone = element(key, member, value);
    list(key).removeIf(gone::equals);
    return this;
  }

  /** A customer's prefix list. */
  public FakeAccount prefixListEntries(String id, String... cidrs) {
    prefixListEntries.put(id, List.of(cidrs));
    return this;
  }

  /** An object in S3, by bucket and key. */
  public FakeAccount object(String address, byte[] content) {
    objects.put(address, content.clone());
    return this;
  }

  public FakeAccount object(String address, String content) {
    return object(address, content.getBytes(UTF_8));
  }

  /** Every listing comes in pages of so many elements. */
  public FakeAccount pageSize(int size) {
    pageSize = size;
    return this;
  }

  /** A call fails from now on, given as the call's description or its action alone. */
  public FakeAccount fail(String call, Supplier<? extends RuntimeException> failure) {
    return fail(each -> each.action().equals(call) || each.toString().equals(call), failure);
  }

  /** Those calls fail from now on. */
  public FakeAccount fail(Predicate<Call> which, Supplier<? extends RuntimeException> failure) {
    failures.put(which, failure);
    return this;
  }

  /** A call fails once. */
  public FakeAccount failOnce(String call, Supplier<? extends RuntimeException> failure) {
    var failed = new AtomicBoolean();
    return fail(
        each ->
            (each.action().equals(call) || each.toString().equals(call))
                && failed.compareAndSet(false, true),
        failure);
  }

  public FakeAccount deny(String call) {
    return fail(call, AwsFailures::denied);
  }

  /** Another answer to an action. */
  public FakeAccount answer(String action, Function<AwsRequest, Object> answer) {
    answers.put(action, answer);
    return this;
  }

  /** Another answer to the next call of an action. */
  public FakeAccount answerOnce(String action, Function<AwsRequest, Object> answer) {
    return answer(
        action,
        request -> {
          answers.remove(action);
          return answer.apply(request);
        });
  }

  /**
   * Each call waits until all others of its step have been made too. That a run ends at all shows
   * that no call of a step needs the answer of another; a call that no step names fails.
   */
  public FakeAccount inSteps(List<Set<String>> callsOfSteps) {
    callsOfSteps.forEach(step -> {
      var latch = new CountDownLatch(step.size());
      step.forEach(call -> steps.put(call, latch));
    });
    return this;
  }

  public ReadingClients reading() {
    return reading;
  }

  public ConfigClient config() {
    return config;
  }

  public SnsClient sns() {
    return sns;
  }

  public SqsClient sqs() {
    return sqs;
  }

  public DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  /** The one table. */
  public FakeTable table() {
    return table;
  }

  /** A model that AWS Config has recorded, as SelectResourceConfig answers it. */
  public FakeAccount recorded(String name, String json) {
    recorded.put(name, object(json));
    return this;
  }

  /** All calls so far, in the order of their beginning. */
  public List<Call> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** All calls so far, in words and sorted, because side by side they have no order. */
  public List<String> called() {
    return calls().stream().map(Call::toString).sorted().toList();
  }

  /** The requests of one action, in their order. */
  public <R extends AwsRequest> List<R> requests(Class<R> type) {
    return calls().stream().map(Call::request).filter(type::isInstance).map(type::cast).toList();
  }

  public void forgetCalls() {
    calls.clear();
  }

  /** How much of objects in S3 was read. */
  public int bytesRead() {
    return bytesRead.get();
  }

  /** Whether the last object was let go before its end. */
  public boolean aborted() {
    return aborted;
  }

  public static ObjectNode object(String json) {
    return (ObjectNode) Json.parse(json.getBytes(UTF_8));
  }

  private <C> C client(String service, Class<C> type) {
    return mock(
        type, withSettings().stubOnly().defaultAnswer(invocation -> answer(service, invocation)));
  }

  private @Nullable Object answer(String service, InvocationOnMock invocation) {
    var method = invocation.getMethod();
    if (method.getName().equals("toString")) {
      return "fake " + service;
    }
    if (invocation.getArguments().length != 1
        || !(invocation.getArgument(0) instanceof AwsRequest request)) {
      throw new UnsupportedOperationException("nobody should call " + method);
    }
    var operation = request.getClass().getSimpleName().replaceFirst("Request$", "");
    var call = new Call(service + ":" + operation, about(request), request);
    calls.add(call);
    awaitStep(call);
    failures.forEach((fails, failure) -> {
      if (fails.test(call)) {
        throw failure.get();
      }
    });
    var other = answers.get(call.action());
    if (other != null) {
      return other.apply(request);
    }
    return switch (request) {
      case GetObjectRequest get -> object(get);
      case ListObjectsV2Request list -> objects(list);
      case DynamoDbRequest tableRequest -> table.answer(tableRequest, pageSize);
      default ->
          SdkAnswers.of(
              method.getReturnType().asSubclass(SdkPojo.class),
              answer(service, operation, document(request)));
    };
  }

  private void awaitStep(Call call) {
    if (steps.isEmpty()) {
      return;
    }
    var step = steps.get(call.toString());
    if (step == null) {
      throw new AssertionError("no step names the call " + call);
    }
    step.countDown();
    try {
      if (!step.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("a call of the same step was not made beside " + call);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What is asked for: filters, the members that name something, or nothing. */
  private static String about(AwsRequest request) {
    var document = document(request);
    if (request instanceof DynamoDbRequest) {
      return kindOfItem(document);
    }
    var filters = document.has("Filters") ? document.get("Filters") : document.path("Filter");
    if (!filters.isEmpty()) {
      var words = new ArrayList<String>();
      filters.forEach(
          filter -> words.add(filter.get("Name").asText() + "=" + sorted(filter.get("Values"))));
      return String.join(" ", words);
    }
    return Stream.of(
            "ModelName",
            "ProcessingJobName",
            "JobDefinitionName",
            "EndpointName",
            "EndpointConfigName",
            "PrefixListId",
            "VpcId",
            "Attribute",
            "VPCId",
            "ResourceId",
            "Key",
            "Prefix")
        .filter(document::has)
        .map(name -> document.get(name).asText())
        .collect(joining(" "));
  }

  /** The state table holds items of several kinds; each is somebody else's business. */
  private static String kindOfItem(ObjectNode request) {
    return Stream.of(
            "/Item/kind/S",
            "/Key/kind/S",
            "/ExpressionAttributeValues/:kind/S",
            "/RequestItems/state/0/PutRequest/Item/kind/S",
            "/RequestItems/state/0/DeleteRequest/Key/kind/S")
        .map(request::at)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .findFirst()
        .orElse("");
  }

  private static String sorted(JsonNode values) {
    var texts = new ArrayList<String>();
    values.forEach(value -> texts.add(value.asText()));
    return texts.stream().sorted().collect(joining(","));
  }

  private static ObjectNode document(SdkPojo request) {
    return AnswerDocument.of(request);
  }

  private ObjectNode answer(String service, String operation, ObjectNode request) {
    return switch (service) {
      case "ec2" -> ec2(operation, request);
      case "sagemaker" -> sageMaker(operation, request);
      case "config" -> config(operation, request);
      case "route53" ->
          listed("HostedZoneSummaries", ofVpc(list("HostedZoneSummaries"), request), request);
      case "route53profiles" ->
          listed(
              "ProfileAssociations",
              where(list("ProfileAssociations"), "ResourceId", Set.of(text(request, "ResourceId"))),
              request);
      default -> NODES.objectNode();
    };
  }

  /** Keeps what is put, as AWS Config does; of what is not applicable it shows nothing. */
  private ObjectNode config(String operation, ObjectNode request) {
    return switch (operation) {
      case "PutEvaluations" -> {
        if (!request.path("TestMode").asBoolean()) {
          request.path("Evaluations").forEach(this::show);
        }
        yield NODES.objectNode().set("FailedEvaluations", NODES.arrayNode());
      }
      case "GetComplianceDetailsByConfigRule" ->
          listed("EvaluationResults", List.copyOf(results.values()), request);
      case "SelectResourceConfig" -> {
        var expression = text(request, "Expression");
        yield listed(
            "Results",
            recorded.entrySet().stream()
                .filter(each -> expression.contains("'%s'".formatted(each.getKey())))
                .<JsonNode>map(each -> NODES.textNode(each.getValue().toString()))
                .toList(),
            request);
      }
      default -> NODES.objectNode();
    };
  }

  /** Shows what is put, where an answer of a test's own takes the place of the usual one. */
  public void show(PutEvaluationsRequest request) {
    document(request).path("Evaluations").forEach(this::show);
  }

  /** AWS Config shows nothing any more, as after the rule was deleted. */
  public void forgetResults() {
    results.clear();
  }

  /** The usual answer again. */
  public FakeAccount forgetAnswer(String action) {
    answers.remove(action);
    return this;
  }

  private void show(JsonNode evaluation) {
    var type = evaluation.get("ComplianceResourceType");
    var id = evaluation.get("ComplianceResourceId");
    var key = type.asText() + " " + id.asText();
    if (evaluation.get("ComplianceType").asText().equals("NOT_APPLICABLE")) {
      results.remove(key);
      return;
    }
    var result = NODES.objectNode();
    var qualifier =
        result.putObject("EvaluationResultIdentifier").putObject("EvaluationResultQualifier");
    qualifier.set("ResourceType", type);
    qualifier.set("ResourceId", id);
    result.set("ComplianceType", evaluation.get("ComplianceType"));
    result.set("Annotation", evaluation.get("Annotation"));
    result.set("ResultRecordedTime", evaluation.get("OrderingTimestamp"));
    results.put(key, result);
  }

  /** What AWS Config shows: type, id and compliance, sorted. */
  public List<String> shown() {
    return results.entrySet().stream()
        .map(entry -> entry.getKey() + " " + text(entry.getValue(), "ComplianceType"))
        .toList();
  }

  /** The answer does not repeat the VPC; the fixture's element may say in which it is. */
  private static List<JsonNode> ofVpc(ArrayNode zones, ObjectNode request) {
    if (!text(request, "VPCRegion").equals(REGION)) {
      throw new IllegalArgumentException("VPCRegion is " + text(request, "VPCRegion"));
    }
    return Stream.of(zones)
        .flatMap(all -> all.valueStream())
        .filter(
            zone -> zone.path("of").asText(text(request, "VPCId")).equals(text(request, "VPCId")))
        .toList();
  }

  private ObjectNode ec2(String operation, ObjectNode request) {
    ID_LISTS.stream()
        .filter(request::has)
        .findAny()
        .ifPresent(ids -> {
          throw new IllegalArgumentException(operation + " lists ids: " + ids);
        });
    if (operation.equals("GetManagedPrefixListEntries")) {
      var entries = new ArrayList<JsonNode>();
      prefixListEntries
          .getOrDefault(text(request, "PrefixListId"), List.of())
          .forEach(cidr -> entries.add(NODES.objectNode().put("Cidr", cidr)));
      return listed("Entries", entries, request);
    }
    if (operation.equals("DescribeVpcAttribute")) {
      var vpc = text(request, "VpcId");
      var attribute = vpcAttributes.get(vpc + " " + text(request, "Attribute"));
      if (attribute == null) {
        throw AwsFailures.of(
            400, "InvalidVpcID.NotFound", "The vpc ID '%s' does not exist".formatted(vpc));
      }
      return attribute;
    }
    var key = EC2_LISTS.get(operation);
    if (key == null) {
      throw new UnsupportedOperationException("nobody should call " + operation);
    }
    List<JsonNode> elements = list(key).valueStream().toList();
    var filters = request.has("Filters") ? request.get("Filters") : request.path("Filter");
    for (JsonNode filter : filters) {
      var member = MEMBER_OF_FILTER.get(filter.get("Name").asText());
      if (member == null) {
        throw new IllegalArgumentException("unknown filter " + filter);
      }
      var values = filter.get("Values").valueStream().map(JsonNode::asText).toList();
      elements = where(elements, member, Set.copyOf(values));
    }
    if (request.has("LocationType")) {
      elements = where(elements, "LocationType", Set.of(text(request, "LocationType")));
    }
    if (filters.isEmpty() && !OF_REGION.contains(operation)) {
      throw new IllegalArgumentException(operation + " reads the whole account");
    }
    return listed(key, elements, request);
  }

  private static List<JsonNode> where(
      Iterable<JsonNode> elements, String member, Set<String> values) {
    var kept = new ArrayList<JsonNode>();
    elements.forEach(element -> {
      if (values.contains(element.path(member).asText())) {
        kept.add(element);
      }
    });
    return kept;
  }

  private ObjectNode sageMaker(String operation, ObjectNode request) {
    var listing = SAGEMAKER_LISTS.get(operation);
    if (listing != null) {
      var kind = listing.getValue();
      var elements = new ArrayList<JsonNode>();
      described
          .getOrDefault(kind, Map.of())
          .forEach((name, answer) -> {
            var arn = kind.operation.replace("Describe", "") + "Arn";
            var summary =
                NODES
                    .objectNode()
                    .put(kind.nameInList, name)
                    .put(kind.arnInList, answer.path(arn).asText("arn:of:" + name))
                    .put("CreationTime", answer.path("CreationTime").asText(CREATED));
            if (kind == Kind.PROCESSING_JOB) {
              summary.put(
                  "ProcessingJobStatus", answer.path("ProcessingJobStatus").asText("InProgress"));
            }
            if (isAskedFor(summary, request)) {
              elements.add(summary);
            }
          });
      return listed(listing.getKey(), elements, request);
    }
    for (Kind kind : Kind.values()) {
      if (kind.operation.equals(operation)) {
        return found(kind, request);
      }
    }
    if (operation.equals("StopProcessingJob")) {
      stop(found(Kind.PROCESSING_JOB, request));
      return NODES.objectNode();
    }
    throw new UnsupportedOperationException("nobody should call " + operation);
  }

  private ObjectNode found(Kind kind, ObjectNode request) {
    var name = text(request, kind.name);
    var answer = described.getOrDefault(kind, Map.of()).get(name);
    if (answer == null) {
      throw AwsFailures.of(400, "ValidationException", "Could not find %s".formatted(name));
    }
    return answer;
  }

  /** What does not run cannot be stopped. */
  private static void stop(ObjectNode job) {
    if (!job.path("ProcessingJobStatus").asText("InProgress").equals("InProgress")) {
      throw AwsFailures.of(400, "ValidationException");
    }
    job.put("ProcessingJobStatus", "Stopping");
  }

  private static boolean isAskedFor(ObjectNode summary, ObjectNode request) {
    var created = OffsetDateTime.parse(text(summary, "CreationTime")).toInstant();
    return (!request.has("StatusEquals")
            || text(request, "StatusEquals").equals(text(summary, "ProcessingJobStatus")))
        && (!request.has("CreationTimeAfter")
            || created.isAfter(Instant.parse(text(request, "CreationTimeAfter"))))
        && (!request.has("CreationTimeBefore")
            || created.isBefore(Instant.parse(text(request, "CreationTimeBefore"))));
  }

  private ObjectNode listed(String key, List<JsonNode> elements, ObjectNode request) {
    int from = request.has("NextToken") ? Integer.parseInt(text(request, "NextToken")) : 0;
    int to = (int) Math.min((long) from + pageSize, elements.size());
    var answer = NODES.objectNode();
    elements.subList(from, to).forEach(answer.putArray(key)::add);
    if (to < elements.size()) {
      answer.put("NextToken", Integer.toString(to));
    }
    return answer;
  }

  private static String text(ObjectNode document, String member) {
    return document.path(member).asText();
  }

  private ResponseInputStream<GetObjectResponse> object(GetObjectRequest request) {
    var content = objects.get(request.bucket() + "/" + request.key());
    if (content == null) {
      throw NoSuchKeyException.builder()
          .statusCode(404)
          .awsErrorDetails(AwsFailures.of(404, "NoSuchKey").awsErrorDetails())
          .message(AwsFailures.SECRET)
          .build();
    }
    aborted = false;
    var bytes =
        new ByteArrayInputStream(content) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            int read = super.read(into, offset, length);
            bytesRead.addAndGet(Math.max(read, 0));
            return read;
          }
        };
    return new ResponseInputStream<>(
        GetObjectResponse.builder().contentLength((long) content.length).build(),
        AbortableInputStream.create(bytes, () -> aborted = true));
  }

  private ListObjectsV2Response objects(ListObjectsV2Request request) {
    var address = request.bucket() + "/" + request.prefix();
    var keys = objects.keySet().stream().filter(key -> key.startsWith(address)).toList();
    int shown = Math.min(keys.size(), request.maxKeys() == null ? 1000 : request.maxKeys());
    return ListObjectsV2Response.builder()
        .contents(
            keys.subList(0, shown).stream()
                .map(key ->
                    S3Object.builder().key(key.substring(request.bucket().length() + 1)).build())
                .toList())
        .isTruncated(shown < keys.size())
        .build();
  }
}
