package io.clarifyvpc.lambda;

import static io.clarifyvpc.lambda.FakeLambda.event;
import static io.clarifyvpc.lambda.FakeLambda.scheduledEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.clarifyvpc.aws.FakeAccount;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one event costs. Each call waits until all others of its step have been made too: that the
 * run ends at all shows that a step needs nothing of its own answers.
 */
class CallCountTest {
  private static final int MOST_CALLS = 20;

  /** The model's VPC is read as the job's: its subnets by id, and six answers about it. */
  private static final int MOST_CALLS_WITH_A_SECOND_VPC = MOST_CALLS + 6;

  private static final int MOST_CALLS_WITHOUT_PREDICTIONS = 15;
  private static final int MOST_STEPS = 4;
  private static final int MOST_STEPS_TO_THE_ALERT = 5;

  private static final String VPC = "vpc-0900d5a1e7c3b2f40";
  private static final String SUBNETS = "subnet-0900da0000000000a,subnet-0900db0000000000b";
  private static final String LEGACY_VPC = "vpc-0bad05a1e7c3b2f40";
  private static final String LEGACY_SUBNET = "subnet-0bad0c0000000000c";
  private static final Set<String> REQUEST = Set.of("sqs:SendMessage");
  private static final Set<String> CLAIM =
      Set.of("sqs:SendMessage", "dynamodb:PutItem alert 111122223333");
  private static final Set<String> ALERT = Set.of("sns:Publish");
  private static final Set<String> MARK = Set.of("dynamodb:BatchWriteItem alert 111122223333");

  /** Up to the alert; what follows, nobody waits for. */
  private static final List<Set<String>> TELLING = List.of(CLAIM, ALERT, MARK);

  private static final List<Set<String>> QUIET = List.of(REQUEST);
  private static final Set<String> MEMORY =
      Set.of("dynamodb:PutItem workload AWS::SageMaker::ProcessingJob");

  /** An event, its dependent reads, and what is sent thereafter. */
  private static Stream<Arguments> costs() {
    return Stream.of(
        cost(
            "compliant",
            List.of(first(SUBNETS, "two-zones-model"), shadow("churn-two-zones")),
            QUIET),
        cost(
            "one-zone-model",
            List.of(first(SUBNETS, "one-zone-model"), shadow("churn-one-zone")),
            TELLING),
        cost(
            "missing-model",
            List.of(first(SUBNETS, "missing-model"), shadow("churn-typo")),
            TELLING),
        cost(
            "model-in-other-vpc",
            List.of(
                first(SUBNETS, "legacy-model"),
                shadow("churn-legacy"),
                Set.of(subnets(LEGACY_SUBNET)),
                whole(LEGACY_VPC)),
            TELLING),
        cost(
            "closed-api-endpoint",
            List.of(
                first(LEGACY_SUBNET, "legacy-endpoint"),
                predicting("sagemaker:DescribeEndpoint churn-legacy-live", LEGACY_VPC),
                Set.of("sagemaker:DescribeEndpointConfig churn-legacy-live-1"),
                Set.of(model("churn-legacy"))),
            TELLING),
        cost(
            "data-bias-compliant", List.of(first(SUBNETS, "pre-training-bias"), whole(VPC)), QUIET),
        cost(
            "public-subnet",
            List.of(first("subnet-0bad0e0000000000e", "pre-training-bias"), whole(LEGACY_VPC)),
            TELLING));
  }

  private static Arguments cost(
      String variant, List<Set<String>> reads, List<Set<String>> thereafter) {
    return arguments(job(variant), reads, thereafter);
  }

  private static String job(String variant) {
    return "cloudtrail-create-processing-job-%s.json".formatted(variant);
  }

  /** What can be read at once: region, configuration, and where the job lies. */
  private static Set<String> first(String subnets, String configuration) {
    return Set.of(
        "ec2:DescribePrefixLists",
        "ec2:DescribeDhcpOptions",
        "s3:GetObject config/%s/analysis_config.json".formatted(configuration),
        subnets(subnets));
  }

  private static String subnets(String ids) {
    return "ec2:DescribeSubnets subnet-id=" + ids;
  }

  private static String model(String name) {
    return "sagemaker:DescribeModel " + name;
  }

  private static Set<String> whole(String vpc) {
    return Set.of(
        "ec2:DescribeSubnets vpc-id=" + vpc,
        "ec2:DescribeRouteTables vpc-id=" + vpc,
        "ec2:DescribeSecurityGroups vpc-id=" + vpc,
        "ec2:DescribeVpcEndpoints vpc-id=" + vpc,
        "ec2:DescribeNetworkAcls vpc-id=" + vpc,
        "ec2:DescribeVpcs vpc-id=" + vpc);
  }

  /** The job's VPC where SageMaker is called by a private name, and who answers. */
  private static Set<String> predicting(String call, String vpc) {
    var step = new TreeSet<>(whole(vpc));
    step.add("ec2:DescribeVpcAttribute %s enableDnsSupport".formatted(vpc));
    step.add("ec2:DescribeVpcAttribute %s enableDnsHostnames".formatted(vpc));
    step.add(call);
    return step;
  }

  private static Set<String> shadow(String model) {
    var step = predicting(model(model), VPC);
    step.add("ec2:DescribeInstanceTypeOfferings instance-type=m5.xlarge");
    return step;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("costs")
  void an_event_costs_these_calls_in_these_dependent_steps(
      String event, List<Set<String>> reads, List<Set<String>> thereafter) {
    var steps = Stream.of(reads, thereafter, List.of(MEMORY)).flatMap(List::stream).toList();

    var calls = handle(FakeAccount.sample().inSteps(steps), event);

    System.out.printf(
        "COUNT %s: %d AWS calls, %d dependent steps of reads and %d of sending%n",
        event, calls.size(), reads.size(), thereafter.size());
    assertThat(calls)
        .containsExactlyInAnyOrderElementsOf(steps.stream().flatMap(Set::stream).toList());
    assertThat(calls).hasSizeLessThanOrEqualTo(mostCalls(event));
    assertThat(reads).hasSizeLessThanOrEqualTo(MOST_STEPS);
  }

  /** Where job and model share a VPC. */
  @Test
  void the_alert_on_a_job_with_a_shadow_endpoint_is_out_in_at_most_5_steps() {
    assertThat(costs().map(Arguments::get).filter(cost -> cost[0].equals(job("one-zone-model"))))
        .singleElement()
        .satisfies(cost ->
            assertThat(((List<?>) cost[1]).size() + TELLING.indexOf(ALERT) + 1)
                .isLessThanOrEqualTo(MOST_STEPS_TO_THE_ALERT));
  }

  private static Stream<String> judged() {
    return FakeLambda.events("cloudtrail").stream()
        .filter(name -> name.startsWith("cloudtrail-create-"))
        .filter(name -> !name.matches(".*(other-image|failed-call|malformed).*"));
  }

  @ParameterizedTest
  @MethodSource("judged")
  void no_event_costs_more_than_20_calls_for_one_vpc(String event) {
    var calls = handle(FakeAccount.sample(), event);

    System.out.printf("COUNT %s: %d AWS calls%n", event, calls.size());
    assertThat(calls).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(mostCalls(event));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data-bias-compliant", "no-s3-endpoint", "public-subnet"})
  void a_job_without_predictions_costs_at_most_15_calls(String variant) {
    assertThat(handle(FakeAccount.sample(), job(variant)))
        .hasSizeLessThanOrEqualTo(MOST_CALLS_WITHOUT_PREDICTIONS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cloudtrail-create-processing-job-other-image.json",
        "cloudtrail-create-processing-job-failed-call.json",
        "cloudtrail-delete-vpc-endpoints.json"
      })
  void what_is_not_ours_costs_nothing(String event) {
    assertThat(handle(FakeAccount.sample(), event)).isEmpty();
  }

  private static int mostCalls(String event) {
    return event.equals(job("model-in-other-vpc")) ? MOST_CALLS_WITH_A_SECOND_VPC : MOST_CALLS;
  }

  private static List<String> handle(FakeAccount account, String event) {
    FakeLambda.cloudTrailFunction(account)
        .handleRequest(scheduledEvent(event(event)), new FakeInvocation());
    return account.called();
  }
}
