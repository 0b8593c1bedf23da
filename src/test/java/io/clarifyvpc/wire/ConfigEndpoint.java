package io.clarifyvpc.wire;

import static io.clarifyvpc.wire.JsonService.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.wire.JsonService.Refusal;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/**
 * AWS Config, as far as a rule of one's own sees it: gives out result tokens, takes evaluations as
 * strictly as the service does or more so, and starts rules.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/config/latest/APIReference/API_PutEvaluations.html">PutEvaluations</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/config/latest/APIReference/API_StartConfigRulesEvaluation.html">StartConfigRulesEvaluation</a>
 */
final class ConfigEndpoint implements AutoCloseable {
  private static final int MAX_EVALUATIONS = 100;
  private static final int MAX_ANNOTATION = 256;
  private static final int MAX_ID = 768;
  private static final String JOB = "AWS::SageMaker::ProcessingJob";
  private static final Set<String> RECORDED =
      Set.of(
          "AWS::SageMaker::Model",
          "AWS::SageMaker::ModelBiasJobDefinition",
          "AWS::SageMaker::ModelExplainabilityJobDefinition",
          "AWS::::Account");
  private static final Set<String> COMPLIANCE =
      Set.of("COMPLIANT", "NON_COMPLIANT", "NOT_APPLICABLE");

  private final String rule;
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private volatile boolean takesJobs = true;
  private final JsonService service = new JsonService(this::call);
  private final LocalServer server;

  /**
   * Starts it.
   *
   * @param rule name of the only rule that there is
   */
  ConfigEndpoint(String rule) throws IOException {
    this.rule = rule;
    server = new LocalServer(service::serve);
  }

  URI uri() {
    return server.uri();
  }

  /** The token of a new run. */
  String issueToken() {
    var token = "token-" + UUID.randomUUID();
    tokens.add(token);
    return token;
  }

  /** From now on jobs are refused, and with them their whole batch: their type is not published. */
  void refuseJobs() {
    takesJobs = false;
  }

  /** From now on jobs are taken: some accounts' lists are longer than the published one. */
  void takeJobs() {
    takesJobs = true;
  }

  /** The evaluations of each accepted call under a token, in the order of the calls. */
  List<List<JsonNode>> batches(String token) {
    return service.requests("PutEvaluations").stream()
        .filter(request -> request.path("ResultToken").asText().equals(token))
        .map(request -> elements(request.path("Evaluations")))
        .toList();
  }

  /** The evaluations of each accepted call in test mode, none of which is stored. */
  List<List<JsonNode>> tested() {
    return service.requests("PutEvaluations").stream()
        .filter(ConfigEndpoint::isTest)
        .map(request -> elements(request.path("Evaluations")))
        .toList();
  }

  /** The rules of each accepted StartConfigRulesEvaluation. */
  List<List<String>> started() {
    return service.requests("StartConfigRulesEvaluation").stream()
        .map(request -> texts(request.path("ConfigRuleNames")))
        .toList();
  }

  /** What was refused, and why. */
  List<String> refusals() {
    return service.refusals();
  }

  /** After a refusal that a test has provoked. */
  void forgetRefusals() {
    service.forgetRefusals();
  }

  List<String> failures() {
    return server.failures();
  }

  private ObjectNode call(String action, JsonNode request) throws Refusal {
    return switch (action) {
      case "PutEvaluations" -> put(request);
      case "StartConfigRulesEvaluation" -> start(request);
      case "DescribeConfigRuleEvaluationStatus" -> status(request);
      case "GetComplianceDetailsByConfigRule" -> results(request);
      // A recorder that records nothing.
      case "SelectResourceConfig" -> {
        var nothing = JsonNodeFactory.instance.objectNode();
        nothing.putArray("Results");
        yield nothing;
      }
      default -> throw new Refusal("UnknownOperationException", action + " is not served here");
    };
  }

  private ObjectNode put(JsonNode request) throws Refusal {
    var evaluations = elements(request.path("Evaluations"));
    if (evaluations.size() > MAX_EVALUATIONS) {
      throw constraint(evaluations.size() + " evaluations, at most " + MAX_EVALUATIONS);
    }
    var types = new HashSet<String>();
    for (JsonNode evaluation : evaluations) {
      check(evaluation);
      types.add(evaluation.path("ComplianceResourceType").asText());
    }
    boolean known = tokens.contains(request.path("ResultToken").asText());
    if (known && isTest(request)) {
      throw invalid("TestMode under a real token: it would store nothing");
    }
    if (!known && !isTest(request)) {
      throw new Refusal("InvalidResultTokenException", "The result token is invalid.");
    }
    for (String type : types) {
      checkIsTaken(type);
    }
    // The service takes them together, or refuses the type and the whole batch with it.
    if (types.contains(JOB) && types.size() > 1) {
      throw invalid("jobs in one batch with " + types);
    }
    var answer = object();
    answer.putArray("FailedEvaluations");
    return answer;
  }

  private static boolean isTest(JsonNode request) {
    return request.path("TestMode").asBoolean();
  }

  private void checkIsTaken(String type) throws Refusal {
    if (!(type.equals(JOB) ? takesJobs : RECORDED.contains(type))) {
      throw invalid("The resource type '%s' is not supported.".formatted(type));
    }
  }

  /** What the API's model says of each member, and that what a rule has to say is there. */
  private static void check(JsonNode evaluation) throws Refusal {
    var id = evaluation.path("ComplianceResourceId").asText();
    if (id.isEmpty() || id.length() > MAX_ID) {
      throw constraint("resource id '" + id + "'");
    }
    var compliance = evaluation.path("ComplianceType").asText();
    if (!COMPLIANCE.contains(compliance)) {
      throw invalid("compliance '" + compliance + "'");
    }
    var annotation = evaluation.path("Annotation");
    if (!annotation.isMissingNode()
        && (annotation.asText().isEmpty() || annotation.asText().length() > MAX_ANNOTATION)) {
      throw constraint("an annotation of " + annotation.asText().length() + " characters");
    }
    if (!evaluation.path("OrderingTimestamp").isNumber()) {
      throw constraint("no ordering timestamp");
    }
  }

  private ObjectNode start(JsonNode request) throws Refusal {
    for (String name : texts(request.path("ConfigRuleNames"))) {
      checkIsTheRule(name);
    }
    return object();
  }

  /** The rule has not run yet. */
  private ObjectNode status(JsonNode request) throws Refusal {
    for (String name : texts(request.path("ConfigRuleNames"))) {
      checkIsTheRule(name);
    }
    var answer = object();
    answer.putArray("ConfigRulesEvaluationStatus").addObject().put("ConfigRuleName", rule);
    return answer;
  }

  /** Shows nothing: each run of these tests is one of a new rule. */
  private ObjectNode results(JsonNode request) throws Refusal {
    checkIsTheRule(request.path("ConfigRuleName").asText());
    var answer = object();
    answer.putArray("EvaluationResults");
    return answer;
  }

  private void checkIsTheRule(String name) throws Refusal {
    if (!name.equals(rule)) {
      throw new Refusal("NoSuchConfigRuleException", "The ConfigRule '" + name + "' is unknown.");
    }
  }

  private static Refusal constraint(String what) {
    return new Refusal("ValidationException", what);
  }

  private static Refusal invalid(String what) {
    return new Refusal("InvalidParameterValueException", what);
  }

  private static List<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  private static List<String> texts(JsonNode list) {
    return elements(list).stream().map(JsonNode::asText).toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
