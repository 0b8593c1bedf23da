package io.clarifyvpc.lambda;

import static io.clarifyvpc.lambda.FakeLambda.configEvent;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.aws.FakeAccount.Call;
import io.clarifyvpc.aws.FakeAccount.Kind;
import io.clarifyvpc.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a run costs that finds nothing new. */
class RunCountTest {
  private static final int VPCS = 12;
  private static final int MODELS = 2_000;
  private static final int JOBS = 2_000;
  private static final int CLARIFY_JOBS = 400;
  private static final int MOST_A_VPC = 10;
  private static final int MOST_BESIDE = 20;
  private static final Pattern PAGES =
      Pattern.compile("sagemaker:List\\w+|config:GetComplianceDetailsByConfigRule|dynamodb:Query");
  private static final List<String> LISTS =
      List.of(
          "Subnets",
          "RouteTables",
          "SecurityGroups",
          "NetworkAcls",
          "VpcEndpoints",
          "Vpcs",
          "DhcpOptions");

  private final FakeAccount account = FakeAccount.sample().pageSize(100);
  private final FakeInvocation invocation = new FakeInvocation();

  @Test
  void a_second_run_costs_pages_and_the_networks() {
    for (int vpc = 1; vpc < VPCS; vpc++) {
      copyNetwork(vpc);
    }
    List.of("churn-cut", "churn-legacy", "churn-one-zone")
        .forEach(name -> account.remove(Kind.MODEL, name));
    for (int model = 1; model < MODELS; model++) {
      copyModel(model);
    }
    for (int job = 0; job < JOBS; job++) {
      job(job);
    }
    run();
    System.out.printf("COUNT first run: %s%n", counts());
    account.forgetCalls();

    assertThat(run()).isEqualTo("0 evaluations");

    var counts = counts();
    System.out.printf("COUNT second run: %d calls: %s%n", account.calls().size(), counts);
    long pages = account.calls().stream().filter(RunCountTest::isPage).count();
    assertThat(account.calls().size() - pages).isLessThanOrEqualTo(VPCS * MOST_A_VPC + MOST_BESIDE);
    assertThat(pages).isLessThanOrEqualTo(150);
    assertThat(account.shown()).hasSize(MODELS + CLARIFY_JOBS);
  }

  private static boolean isPage(Call call) {
    return PAGES.matcher(call.action()).matches();
  }

  private Map<String, Integer> counts() {
    var counts = new TreeMap<String, Integer>();
    account.calls().forEach(call -> counts.merge(call.action(), 1, Integer::sum));
    return counts;
  }

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

  private void copyModel(int model) {
    var copy = renamed(account.described(Kind.MODEL, "churn-two-zones"), model % VPCS);
    account.describe(Kind.MODEL, copy.put("ModelName", "model-%04d".formatted(model)));
  }

  private static ObjectNode renamed(JsonNode node, int vpc) {
    var text = node.toString().replaceAll("-0900", "-%02d00".formatted(10 + vpc));
    return (ObjectNode) Json.parse((vpc == 0 ? node.toString() : text).getBytes(UTF_8));
  }

  private void job(int number) {
    var job = FakeLambda.json(Path.of("src/sample/job.json"));
    var name = "job-%04d".formatted(number);
    job.put("ProcessingJobName", name)
        .put("ProcessingJobStatus", "Completed")
        .put("ProcessingJobArn", "arn:aws:sagemaker:us-east-1:111122223333:processing-job/" + name)
        .put("CreationTime", "2026-11-20T07:30:00Z");
    if (number >= CLARIFY_JOBS) {
      ((ObjectNode) job.get("AppSpecification"))
          .put("ImageUri", "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1");
    }
    ((ObjectNode) job.at("/ProcessingInputs/0/S3Input"))
        .put("S3Uri", "s3://churn-111122223333/config/two-zones-model/analysis_config.json");
    account.describe(Kind.PROCESSING_JOB, job);
  }

  private String run() {
    var event =
        FakeAccount.object(
                """
                {"resultToken": "a-token", "accountId": "111122223333", "eventLeftScope": false,
                 "configRuleName": "clarify-vpc", "ruleParameters": "{}"}
                """)
            .put(
                "invokingEvent",
                "{\"messageType\": \"ScheduledNotification\", \"awsAccountId\": \"111122223333\","
                    + " \"notificationCreationTime\": \"2026-11-20T08:00:00Z\"}");
    return FakeLambda.configRuleFunction(account).handleRequest(configEvent(event), invocation);
  }
}
