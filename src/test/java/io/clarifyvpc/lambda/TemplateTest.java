package io.clarifyvpc.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.cloudformation.YamlTemplate;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.InvalidRuleParameters;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.json.ReevaluationMessageDecoder;
import io.clarifyvpc.json.RuleParametersDecoder;
import io.clarifyvpc.snapshot.ResourceType;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** template.yaml and the code say the same, and the template grants nothing that nobody calls. */
@NullMarked
class TemplateTest {
  private static final JsonNode TEMPLATE = YamlTemplate.read(Path.of("template.yaml"));
  private static final JsonNode RESOURCES = TEMPLATE.path("Resources");
  private static final String FUNCTION = "AWS::Serverless::Function";
  private static final int MAX_VERSION_DESCRIPTION = 256;

  /** Needed whether or not the code calls them, and why. */
  private static final Map<String, String> NEEDED_IN_ANY_CASE =
      Map.of(
          "logs:CreateLogStream", "Lambda writes the logs",
          "logs:PutLogEvents", "Lambda writes the logs",
          "sqs:ReceiveMessage", "Lambda polls the queue",
          "sqs:DeleteMessage", "Lambda polls the queue",
          "sqs:GetQueueAttributes", "Lambda polls the queue",
          "kms:Decrypt", "S3 reading and SNS publishing ask KMS for it",
          "kms:GenerateDataKey*", "SNS publishing asks KMS for it");

  private static final List<String> READING =
      List.of(
          "ec2:DescribeDhcpOptions",
          "ec2:DescribeInstanceTypeOfferings",
          "ec2:DescribeNatGateways",
          "ec2:DescribeNetworkAcls",
          "ec2:DescribePrefixLists",
          "ec2:DescribeRouteTables",
          "ec2:DescribeSecurityGroupVpcAssociations",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcAttribute",
          "ec2:DescribeVpcEndpoints",
          "ec2:DescribeVpcs",
          "ec2:GetManagedPrefixListEntries",
          "route53:ListHostedZonesByVPC",
          "route53profiles:ListProfileAssociations",
          "sagemaker:DescribeEndpoint",
          "sagemaker:DescribeEndpointConfig",
          "sagemaker:DescribeModel",
          "sagemaker:DescribeModelBiasJobDefinition",
          "sagemaker:DescribeModelExplainabilityJobDefinition",
          "sagemaker:DescribeProcessingJob",
          "s3:GetObject",
          "s3:ListBucket",
          "kms:Decrypt");

  private static final List<String> LOGS = List.of("logs:CreateLogStream", "logs:PutLogEvents");

  // --- functions
  // ----------------------------------------------------------------------------------

  static Stream<String> functions() {
    return named(FUNCTION);
  }

  @Test
  void functions_are_the_three_of_the_design() {
    assertThat(functions())
        .containsExactlyInAnyOrder(
            "CloudTrailFunction", "ConfigRuleFunction", "ReevaluationFunction");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void handler_is_a_method_of_the_class_of_that_name(String function) {
    var handler = properties(function).path("Handler").asText();

    assertThat(handler).isEqualTo("io.clarifyvpc.lambda." + function + "::handleRequest");
    assertThat(RequestHandler.class).isAssignableFrom(handlerClass(function));
    assertThat(handlerClass(function)).hasPublicMethods("handleRequest");
  }

  /** Otherwise Lambda takes any other answer as "all failed", or this one as "all done". */
  @ParameterizedTest
  @MethodSource("functions")
  void batch_item_failures_are_reported_where_the_handler_returns_them(String function) {
    var returnsThem =
        Arrays.stream(handlerClass(function).getMethods())
            .filter(method -> method.getName().equals("handleRequest") && !method.isBridge())
            .map(Method::getReturnType)
            .anyMatch(SQSBatchResponse.class::equals);
    var announced =
        properties(function)
            .findValues("FunctionResponseTypes")
            .toString()
            .contains("ReportBatchItemFailures");

    assertThat(announced).isEqualTo(returnsThem);
  }

  @Test
  void environment_is_what_the_code_reads() {
    var environment = new TreeMap<String, List<String>>();
    functions()
        .forEach(function ->
            environment.put(function, keys(properties(function).at("/Environment/Variables"))));

    assertThat(environment)
        .isEqualTo(
            Map.of(
                "CloudTrailFunction",
                List.of(
                    "ACCOUNT_ID",
                    "FAILURE_QUEUE_URL",
                    "FINDINGS_TOPIC_ARN",
                    "REEVALUATION_QUEUE_URL",
                    "RULE_PARAMETERS",
                    "STATE_TABLE",
                    "STOP_ON_CONTROLS"),
                "ConfigRuleFunction",
                List.of(
                    "ACCOUNT_ID",
                    "FAILURE_QUEUE_URL",
                    "FINDINGS_TOPIC_ARN",
                    "REEVALUATION_QUEUE_URL",
                    "STATE_TABLE",
                    "STOP_ON_CONTROLS"),
                "ReevaluationFunction",
                List.of("CONFIG_RULE_NAME", "REEVALUATION_MINUTES", "REEVALUATION_QUEUE_URL")));
    // The region is Lambda's own to set.
    assertThat(
            Stream.concat(
                Stream.of("AWS_REGION"),
                environment.values().stream().flatMap(List::stream).distinct()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Settings.Variable.values()).map(Enum::name).toList());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void function_has_a_role_and_logs_of_its_own(String function) {
    var properties = properties(function);

    assertThat(properties.at("/Role/Fn::GetAtt").asText()).isEqualTo(function + "Role.Arn");
    assertThat(properties.at("/LoggingConfig/LogGroup/Ref").asText()).isEqualTo(function + "Logs");
    assertThat(properties.at("/LoggingConfig/LogFormat").asText()).isEqualTo("JSON");
    assertThat(properties(function + "Logs").at("/RetentionInDays/Ref").asText())
        .isEqualTo("LogRetentionDays");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "software.amazon.awssdk.http.apache.ApacheHttpClient",
        "software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient",
        "io.netty.channel.Channel"
      })
  void no_second_http_client_is_on_the_class_path(String type) {
    assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
  }

  // --- rule parameters
  // ----------------------------------------------------------------------------

  @Test
  void rule_parameters_are_those_of_the_code_in_both_places() throws IOException {
    var valid = validRuleParameters();

    assertThat(keys(properties("ConfigRule").path("InputParameters"))).isEqualTo(valid);
    assertThat(keys(ruleParameters())).isEqualTo(valid);
    for (String name : valid) {
      assertThat(ruleParameters().path(name).asText()).isEqualTo("${" + name + "}");
      assertThat(properties("ConfigRule").at("/InputParameters/" + name).toString()).contains(name);
      assertThat(TEMPLATE.path("Parameters").has(name)).as(name).isTrue();
    }
  }

  @Test
  void defaults_of_the_template_are_those_of_the_code() throws IOException {
    var text = ruleParametersText();
    for (String name : keys(TEMPLATE.path("Parameters"))) {
      text =
          text.replace("${" + name + "}", TEMPLATE.at("/Parameters/" + name + "/Default").asText());
    }
    var values = RuleParametersDecoder.decode(new ObjectMapper().readTree(text));

    assertThat(RuleParameters.parse(values, Catalogue.ids())).isEqualTo(RuleParameters.defaults());
  }

  @Test
  void allowed_values_are_those_of_the_code() {
    for (String name : validRuleParameters()) {
      var parameter = TEMPLATE.path("Parameters").path(name);
      for (JsonNode value : parameter.path("AllowedValues")) {
        assertThat(RuleParameters.parse(Map.of(name, value.asText()), Catalogue.ids()))
            .as(name + " " + value)
            .isNotNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DisabledControls", "PromotedControls"})
  void every_control_can_be_named(String name) {
    var parameter = TEMPLATE.path("Parameters").path(name);
    var all = String.join(",", Catalogue.ids());

    assertThat(all).matches(parameter.path("AllowedPattern").asText());
    assertThat(
            Stream.of(
                "Clarify.0", "Clarify.07", "Clarify.%d".formatted(Catalogue.ids().size() + 1)))
        .noneMatch(id -> id.matches(parameter.path("AllowedPattern").asText()));
    assertThat(all.length()).isLessThanOrEqualTo(parameter.path("MaxLength").asInt());
  }

  /**
   * SAM makes a new version when the template's text changes, not when a parameter does. Without
   * the parameters in the version's description the alias would go on with the old ones.
   */
  @Test
  void version_of_the_cloud_trail_function_changes_with_the_rule_parameters() {
    var description = properties("CloudTrailFunction").path("VersionDescription");
    var named = new TreeSet<String>();
    description.findValues("Ref").forEach(name -> named.add(name.asText()));
    var ofOtherAccounts = Set.of("ExecutionRoleName", "ExecutionRoleRegion", "AssumeRoleMode");
    var ofAwsConfig = Set.of("UndeterminedCompliance", "ProcessingJobResourceType");

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(validRuleParameters().stream(), Stream.of("StopOnControls"))
                .filter(name -> !ofOtherAccounts.contains(name) && !ofAwsConfig.contains(name))
                .toList());
    assertThat(named.stream().mapToInt(TemplateTest::longest).sum() + named.size() - 1)
        .isLessThanOrEqualTo(MAX_VERSION_DESCRIPTION);
  }

  /** The same for what a function is told of the stack's parameters beside the rule's. */
  @ParameterizedTest
  @MethodSource("functions")
  void version_of_each_function_changes_with_the_parameters_in_its_environment(String function) {
    var description = properties(function).path("VersionDescription").toString();
    var parameters = TEMPLATE.path("Parameters");

    assertThat(properties(function).at("/Environment/Variables").findValues("Ref"))
        .extracting(JsonNode::asText)
        .filteredOn(parameters::has)
        .allSatisfy(name -> assertThat(description).contains(name));
  }

  @Test
  void every_parameter_is_in_a_group_and_has_a_label() {
    var metadata = TEMPLATE.at("/Metadata/AWS::CloudFormation::Interface");
    var grouped = new TreeSet<String>();
    metadata
        .path("ParameterGroups")
        .forEach(group -> grouped.addAll(texts(group.path("Parameters"))));

    assertThat(grouped).containsExactlyInAnyOrderElementsOf(keys(TEMPLATE.path("Parameters")));
    assertThat(keys(metadata.path("ParameterLabels")))
        .containsExactlyInAnyOrderElementsOf(keys(TEMPLATE.path("Parameters")));
  }

  private static int longest(String parameter) {
    var definition = TEMPLATE.path("Parameters").path(parameter);
    if (definition.has("MaxValue")) {
      return definition.path("MaxValue").asText().length();
    }
    if (definition.has("AllowedValues")) {
      return texts(definition.path("AllowedValues")).stream()
          .mapToInt(String::length)
          .max()
          .orElseThrow();
    }
    // Ids without "Clarify.", as the template joins them.
    var longestId = "Clarify.00,";
    int ids = definition.path("MaxLength").asInt() / longestId.length() + 1;
    return ids * longestId.replace("Clarify.", "").length();
  }

  private static List<String> validRuleParameters() {
    var refused =
        catchThrowableOfType(
            InvalidRuleParameters.class,
            () -> RuleParameters.parse(Map.of("no such parameter", ""), Catalogue.ids()));
    var message = refused.getMessage();
    var names = message.substring(message.indexOf("valid are: ") + "valid are: ".length());
    return Stream.of(names.split(", ")).map(String::strip).sorted().toList();
  }

  private static String ruleParametersText() {
    return properties("CloudTrailFunction")
        .at("/Environment/Variables/RULE_PARAMETERS/Fn::Sub")
        .asText();
  }

  private static JsonNode ruleParameters() throws IOException {
    return new ObjectMapper().readTree(ruleParametersText());
  }

  // --- permissions
  // --------------------------------------------------------------------------------

  @Test
  void roles_allow_exactly_this() {
    assertThat(actions("CloudTrailFunctionRole"))
        .containsExactlyInAnyOrderElementsOf(
            union(
                Stream.of(
                    READING,
                    LOGS,
                    List.of(
                        "sns:Publish",
                        "kms:Decrypt",
                        "kms:GenerateDataKey*",
                        "sqs:SendMessage",
                        "dynamodb:BatchWriteItem",
                        "dynamodb:DeleteItem",
                        "dynamodb:PutItem",
                        "dynamodb:UpdateItem",
                        "sagemaker:StopProcessingJob"))));
    assertThat(actions("ConfigRuleFunctionRole"))
        .containsExactlyInAnyOrderElementsOf(
            union(
                Stream.of(
                    READING,
                    LOGS,
                    List.of(
                        "sagemaker:ListModels",
                        "sagemaker:ListModelBiasJobDefinitions",
                        "sagemaker:ListModelExplainabilityJobDefinitions",
                        "sagemaker:ListProcessingJobs",
                        "sagemaker:StopProcessingJob",
                        "config:GetComplianceDetailsByConfigRule",
                        "config:PutEvaluations",
                        "config:SelectResourceConfig",
                        "dynamodb:BatchWriteItem",
                        "dynamodb:PutItem",
                        "dynamodb:Query",
                        "sns:Publish",
                        "kms:Decrypt",
                        "kms:GenerateDataKey*",
                        "sqs:SendMessage"))));
    assertThat(actions("ReevaluationFunctionRole"))
        .containsExactlyInAnyOrderElementsOf(
            union(
                Stream.of(
                    LOGS,
                    List.of(
                        "config:DescribeConfigRuleEvaluationStatus",
                        "config:StartConfigRulesEvaluation",
                        "sqs:SendMessage",
                        "sqs:ReceiveMessage",
                        "sqs:DeleteMessage",
                        "sqs:GetQueueAttributes"))));
  }

  /** Off by default means that it is not allowed either. */
  @Test
  void jobs_may_be_stopped_only_where_a_control_is_named_for_it() {
    var stopping =
        Stream.of("AWS::IAM::Role", "AWS::IAM::ManagedPolicy", "AWS::IAM::Policy")
            .flatMap(TemplateTest::named)
            .filter(name ->
                statements(RESOURCES.path(name))
                    .anyMatch(each -> texts(each.path("Action")).toString().contains(":Stop")))
            .toList();

    assertThat(stopping).containsExactly("StoppingPolicy");
    assertThat(RESOURCES.at("/StoppingPolicy/Condition").asText()).isEqualTo("StopsJobs");
    assertThat(TEMPLATE.at("/Conditions/StopsJobs").toString())
        .isEqualTo("{\"Fn::Not\":[{\"Fn::Equals\":[{\"Ref\":\"StopOnControls\"},\"\"]}]}");
    assertThat(TEMPLATE.at("/Parameters/StopOnControls/Default").asText("none")).isEmpty();
    assertThat(
            statements(RESOURCES.path("StoppingPolicy"))
                .map(each -> texts(each.path("Action")) + " " + each.path("Resource")))
        .containsExactly(
            "[sagemaker:StopProcessingJob] {\"Fn::Sub\":\"arn:${AWS::Partition}:sagemaker:"
                + "${AWS::Region}:${AWS::AccountId}:processing-job/*\"}");
  }

  @Test
  void controls_that_stop_a_job_can_be_named_and_no_others() {
    var parameter = TEMPLATE.at("/Parameters/StopOnControls");
    var pattern = parameter.path("AllowedPattern").asText();
    var jobs =
        Catalogue.controls().stream()
            .map(Control::spec)
            .filter(spec -> spec.appliesTo().contains(ResourceType.PROCESSING_JOB))
            .map(ControlSpec::id)
            .toList();

    assertThat(Catalogue.ids().stream().filter(id -> id.matches(pattern))).isEqualTo(jobs);
    assertThat(String.join(",", jobs))
        .matches(pattern)
        .hasSizeLessThanOrEqualTo(parameter.path("MaxLength").asInt());
    assertThat(Stream.of("Clarify.0", "Clarify.07", "Clarify.21", "Clarify.1, Clarify.2", ","))
        .noneMatch(id -> id.matches(pattern));
  }

  /** Compared with the calls in the byte code, so that neither a call nor a grant is left over. */
  @Test
  void granted_is_what_the_functions_call() {
    var granted = new TreeSet<String>();
    named("AWS::IAM::Role").forEach(role -> granted.addAll(actions(role)));
    granted.removeAll(NEEDED_IN_ANY_CASE.keySet());
    var called = called();
    called.removeAll(NEEDED_IN_ANY_CASE.keySet());

    assertThat(granted).isEqualTo(called);
  }

  private static Set<String> called() {
    var client =
        Pattern.compile("software\\.amazon\\.awssdk\\.services\\.([a-z0-9]+)\\.\\w+Client");
    var notCalls =
        Set.of("builder", "close", "create", "serviceName", "serviceClientConfiguration");
    var called = new TreeSet<String>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.clarifyvpc.aws", "io.clarifyvpc.lambda")
            .stream()
            .flatMap(type -> type.getAccessesFromSelf().stream())
            .forEach(access -> {
              var service = client.matcher(access.getTargetOwner().getFullName());
              if (service.matches() && !notCalls.contains(access.getTarget().getName())) {
                called.add(action(service.group(1), access.getTarget().getName()));
              }
            });
    return called;
  }

  private static String action(String service, String method) {
    var operation = method.replaceFirst("Paginator$", "");
    // The one action in use that is named otherwise than the call.
    if (service.equals("s3") && operation.startsWith("listObjects")) {
      return "s3:ListBucket";
    }
    return service + ":" + Character.toUpperCase(operation.charAt(0)) + operation.substring(1);
  }

  @Test
  void facts_of_the_controls_may_be_read() {
    var needed = new TreeSet<String>();
    Catalogue.controls()
        .forEach(
            control -> control.spec().requires().forEach(fact -> needed.addAll(fact.actions())));

    assertThat(READING).containsAll(needed);
  }

  /**
   * Each is an action that AWS lets be restricted to no resource (Service Authorization Reference).
   */
  @Test
  void wildcard_resources_are_only_where_aws_has_no_other() {
    var unrestricted = new TreeSet<String>();
    RESOURCES.properties().stream()
        .filter(resource -> resource.getValue().path("Type").asText().startsWith("AWS::IAM::"))
        .flatMap(resource -> statements(resource.getValue()))
        .filter(statement -> texts(statement.path("Resource")).contains("*"))
        .forEach(statement -> unrestricted.addAll(texts(statement.path("Action"))));

    assertThat(unrestricted)
        .containsExactly(
            "config:PutEvaluations",
            "config:SelectResourceConfig",
            "ec2:DescribeDhcpOptions",
            "ec2:DescribeInstanceTypeOfferings",
            "ec2:DescribeNatGateways",
            "ec2:DescribeNetworkAcls",
            "ec2:DescribePrefixLists",
            "ec2:DescribeRouteTables",
            "ec2:DescribeSecurityGroupVpcAssociations",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets",
            "ec2:DescribeVpcAttribute",
            "ec2:DescribeVpcEndpoints",
            "ec2:DescribeVpcs",
            "route53:ListHostedZonesByVPC",
            "route53profiles:ListProfileAssociations",
            "sagemaker:ListModelBiasJobDefinitions",
            "sagemaker:ListModelExplainabilityJobDefinitions",
            "sagemaker:ListModels",
            "sagemaker:ListProcessingJobs");
  }

  @Test
  void keys_are_used_through_s3_only_or_are_the_topics_own() {
    var grants =
        RESOURCES.properties().stream()
            .filter(resource -> resource.getValue().path("Type").asText().startsWith("AWS::IAM::"))
            .flatMap(resource -> statements(resource.getValue()))
            .filter(statement -> statement.path("Action").toString().contains("kms:"))
            .toList();

    assertThat(grants)
        .allSatisfy(grant ->
            assertThat(
                    grant.at("/Condition/StringLike/kms:ViaService/Fn::Sub").asText()
                        + grant.at("/Resource/Fn::GetAtt").asText())
                .isIn("s3.*.${AWS::URLSuffix}", "TopicKey.Arn"));
  }

  @Test
  void config_may_invoke_for_this_account_only() {
    assertThat(named("AWS::Lambda::Permission")).containsExactly("ConfigRulePermission");
    var permission = properties("ConfigRulePermission");
    assertThat(permission.path("Principal").asText()).isEqualTo("config.amazonaws.com");
    assertThat(permission.at("/SourceAccount/Ref").asText()).isEqualTo("AWS::AccountId");
    assertThat(permission.at("/FunctionName/Ref").asText()).isEqualTo("ConfigRuleFunction.Alias");
    assertThat(properties("ConfigRule").at("/Source/SourceIdentifier/Ref").asText())
        .isEqualTo("ConfigRuleFunction.Alias");
    assertThat(texts(RESOURCES.at("/ConfigRule/DependsOn")))
        .containsExactly("ConfigRulePermission");
  }

  // --- table
  // --------------------------------------------------------------------------------------

  @Test
  void table_has_the_keys_that_the_code_asks_by_and_is_encrypted_and_forgets() {
    var table = properties("StateTable");

    assertThat(named("AWS::DynamoDB::Table")).containsExactly("StateTable");
    assertThat(table.path("KeySchema").findValuesAsText("AttributeName"))
        .containsExactly("kind", "name");
    assertThat(table.path("KeySchema").findValuesAsText("KeyType"))
        .containsExactly("HASH", "RANGE");
    assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
    assertThat(table.at("/TimeToLiveSpecification/AttributeName").asText()).isEqualTo("expires");
    assertThat(table.at("/TimeToLiveSpecification/Enabled").asBoolean()).isTrue();
    assertThat(table.at("/SSESpecification/SSEEnabled").asBoolean()).isTrue();
  }

  // --- queues, topics, alarms
  // ---------------------------------------------------------------------

  @Test
  void queue_takes_messages_of_the_event_rules_alone() {
    var senders = new HashMap<String, List<String>>();
    named("AWS::SQS::QueuePolicy")
        .forEach(policy -> {
          var queues = properties(policy).path("Queues");
          assertThat(queues).as(policy).hasSize(1);
          var allowed =
              statements(RESOURCES.path(policy))
                  .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                  .toList();
          assertThat(allowed).as(policy).hasSize(1);
          var statement = allowed.getFirst();
          assertThat(statement.at("/Principal/Service").asText()).isEqualTo("events.amazonaws.com");
          assertThat(texts(statement.path("Action"))).containsExactly("sqs:SendMessage");
          senders.put(
              queues.path(0).path("Ref").asText(),
              statement.at("/Condition/ArnEquals/aws:SourceArn").findValues("Fn::GetAtt").stream()
                  .map(JsonNode::asText)
                  .toList());
        });

    assertThat(senders)
        .isEqualTo(
            Map.of(
                "ReevaluationQueue",
                List.of("NetworkRule.Arn"),
                "FailureQueue",
                List.of("CloudTrailFunctionWorkloads.Arn", "NetworkRule.Arn")));
  }

  @Test
  void every_queue_is_encrypted_and_watched_or_has_a_queue_for_its_dead_letters() {
    var watched =
        named("AWS::CloudWatch::Alarm")
            .flatMap(alarm -> properties(alarm).findValues("Fn::GetAtt").stream())
            .map(JsonNode::asText)
            .toList();
    named("AWS::SQS::Queue")
        .forEach(queue -> {
          assertThat(properties(queue).path("SqsManagedSseEnabled").asBoolean()).as(queue).isTrue();
          assertThat(watched).contains(queue + ".QueueName");
        });
    assertThat(properties("ReevaluationQueue").at("/RedrivePolicy/deadLetterTargetArn").toString())
        .contains("FailureQueue.Arn");
  }

  @Test
  void queue_hides_a_message_for_longer_than_the_function_may_take() {
    var trigger = properties("ReevaluationFunction").at("/Events/Changes/Properties");
    var needed =
        6 * properties("ReevaluationFunction").path("Timeout").asInt()
            + trigger.path("MaximumBatchingWindowInSeconds").asInt();

    assertThat(properties("ReevaluationQueue").path("VisibilityTimeout").asInt())
        .isGreaterThanOrEqualTo(needed);
    assertThat(trigger.at("/ScalingConfig/MaximumConcurrency").asInt()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void nothing_that_fails_is_dropped() {
    var targets = new ArrayList<JsonNode>();
    targets.add(properties("CloudTrailFunction").at("/Events/Workloads/Properties"));
    properties("NetworkRule").path("Targets").forEach(targets::add);

    assertThat(targets)
        .hasSize(2)
        .allSatisfy(target -> {
          assertThat(target.at("/DeadLetterConfig/Arn/Fn::GetAtt").asText())
              .isEqualTo("FailureQueue.Arn");
          assertThat(keys(target.path("RetryPolicy")))
              .containsExactly("MaximumEventAgeInSeconds", "MaximumRetryAttempts");
        });
    for (String function : List.of("CloudTrailFunction", "ConfigRuleFunction")) {
      var invocation = properties(function).path("EventInvokeConfig");
      assertThat(invocation.path("MaximumRetryAttempts").asInt()).isEqualTo(2);
      assertThat(invocation.at("/DestinationConfig/OnFailure/Destination/Fn::GetAtt").asText())
          .isEqualTo("FailureQueue.Arn");
    }
  }

  @Test
  void topics_are_under_the_customer_key_and_alarms_have_their_own() {
    assertThat(named("AWS::SNS::Topic")).containsExactlyInAnyOrder("AlarmTopic", "FindingsTopic");
    named("AWS::SNS::Topic")
        .forEach(topic ->
            assertThat(properties(topic).at("/KmsMasterKeyId/Ref").asText()).isEqualTo("TopicKey"));
    var services =
        statements(properties("TopicKey").path("KeyPolicy"))
            .map(statement -> statement.at("/Principal/Service").asText())
            .filter(service -> !service.isEmpty());
    assertThat(services).containsExactly("cloudwatch.amazonaws.com");
    named("AWS::CloudWatch::Alarm")
        .forEach(alarm ->
            assertThat(properties(alarm).path("AlarmActions").findValues("Ref").toString())
                .isEqualTo("[\"AlarmTopic\"]"));
  }

  // --- events
  // -------------------------------------------------------------------------------------

  static Stream<Path> events() throws IOException {
    try (var files = Files.list(Path.of("events"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("cloudtrail-"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void every_sample_event_meets_the_rule_that_it_is_for(Path file) throws IOException {
    var event = new ObjectMapper().readTree(file.toFile());
    var workload = event.path("source").asText().equals("aws.sagemaker");

    assertThat(
            matches(
                properties("CloudTrailFunction").at("/Events/Workloads/Properties/Pattern"), event))
        .as("workloads")
        .isEqualTo(workload);
    assertThat(matches(properties("NetworkRule").path("EventPattern"), event))
        .as("network")
        .isEqualTo(!workload);
  }

  @Test
  void calls_of_the_network_rule_are_those_that_the_code_takes() {
    assertThat(texts(properties("NetworkRule").at("/EventPattern/detail/eventName")))
        .containsExactlyInAnyOrderElementsOf(ReevaluationMessageDecoder.NETWORK_CALLS);
  }

  @Test
  void patterns_are_short_enough_for_event_bridge() {
    assertThat(properties("NetworkRule").path("EventPattern").toString()).hasSizeLessThan(2048);
  }

  /** Plain lists only: that is all the patterns here are made of. */
  private static boolean matches(JsonNode pattern, JsonNode event) {
    return pattern.properties().stream()
        .allMatch(member -> {
          var value = event.path(member.getKey());
          return member.getValue().isObject()
              ? matches(member.getValue(), value)
              : texts(member.getValue()).contains(value.asText());
        });
  }

  // --- reading the template
  // -----------------------------------------------------------------------

  private static Class<?> handlerClass(String function) {
    try {
      return Class.forName(properties(function).path("Handler").asText().split("::", -1)[0]);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<String> named(String type) {
    return RESOURCES.properties().stream()
        .filter(resource -> resource.getValue().path("Type").asText().equals(type))
        .map(Map.Entry::getKey);
  }

  private static JsonNode properties(String resource) {
    assertThat(RESOURCES.has(resource)).as(resource).isTrue();
    return RESOURCES.path(resource).path("Properties");
  }

  /** The actions of a role's own policies and of the managed ones that it names. */
  private static Set<String> actions(String role) {
    var actions = new TreeSet<String>();
    statements(properties(role).path("Policies"))
        .forEach(statement -> actions.addAll(texts(statement.path("Action"))));
    for (JsonNode policy : properties(role).path("ManagedPolicyArns")) {
      statements(RESOURCES.path(policy.path("Ref").asText()))
          .forEach(statement -> actions.addAll(texts(statement.path("Action"))));
    }
    named("AWS::IAM::Policy")
        .filter(policy -> properties(policy).path("Roles").findValuesAsText("Ref").contains(role))
        .flatMap(policy -> statements(properties(policy)))
        .forEach(statement -> actions.addAll(texts(statement.path("Action"))));
    return actions;
  }

  private static Stream<JsonNode> statements(JsonNode within) {
    return within.findValues("Statement").stream()
        .flatMap(list -> StreamSupport.stream(list.spliterator(), false));
  }

  /** One text, or the texts of a list; other than texts are left out. */
  private static List<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.asText());
    }
    return StreamSupport.stream(node.spliterator(), false)
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asText)
        .toList();
  }

  private static List<String> keys(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).sorted().toList();
  }

  private static Set<String> union(Stream<List<String>> lists) {
    var all = new TreeSet<String>();
    lists.forEach(all::addAll);
    return all;
  }
}
