package io.clarifyvpc.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.assess.Assessor;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.assess.SnapshotSource;
import io.clarifyvpc.assess.Trigger;
import io.clarifyvpc.aws.FakeAccount.Call;
import io.clarifyvpc.aws.FakeAccount.Kind;
import io.clarifyvpc.catalogue.Catalogue;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.RuleParameters;
import io.clarifyvpc.json.Json;
import io.clarifyvpc.json.TriggerDecoder;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.model.DescribeModelResponse;

/** The live account as the judge sees it: the sample network behind the SDK's clients. */
class AwsSnapshotSourceTest {
  private static final Path EVENTS = Path.of("events");
  private static final RuleParameters DEFAULTS = RuleParameters.defaults();
  private static final RuleParameters ALLOW_NAT =
      RuleParameters.parse(Map.of("EndpointPolicy", "ALLOW_NAT"), Catalogue.ids());
  private static final String VPC = "vpc-0900d5a1e7c3b2f40";
  private static final String LEGACY_VPC = "vpc-0bad05a1e7c3b2f40";
  private static final String SUBNET_A = "subnet-0900da0000000000a";
  private static final String SUBNET_B = "subnet-0900db0000000000b";

  private final FakeAccount account = FakeAccount.sample();

  private static List<String> workloads() {
    try (Stream<Path> files = Files.list(EVENTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("cloudtrail-create-"))
          .filter(name -> !(trigger(name) instanceof Trigger.Malformed))
          // A folder may be of any account; a live one is of one, and reads nothing of another's.
          .filter(name -> !name.contains("-other-account"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Trigger trigger(String file) {
    return TriggerDecoder.decode(event(file));
  }

  private static ObjectNode event(String file) {
    try {
      return (ObjectNode) Json.parse(Files.readString(EVENTS.resolve(file)).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- The same verdicts as from files

  @ParameterizedTest
  @MethodSource("workloads")
  void the_account_and_the_folder_give_the_same_assessments(String event) {
    assertThat(assess(event, DEFAULTS)).isEqualTo(assess(new SampleFolder(), event, DEFAULTS));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void also_under_other_rule_parameters(String event) {
    assertThat(assess(event, ALLOW_NAT)).isEqualTo(assess(new SampleFolder(), event, ALLOW_NAT));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void also_when_every_listing_comes_in_pages_of_one(String event) {
    account.pageSize(1);

    assertThat(assess(event, DEFAULTS)).isEqualTo(assess(new SampleFolder(), event, DEFAULTS));
  }

  @Test
  void a_workload_that_is_named_is_described() {
    assertThat(verdicts(assess("cloudtrail-create-model-cut.json", DEFAULTS)))
        .containsExactly("COMPLIANT");
    assertThat(account.called()).contains("sagemaker:DescribeModel churn-cut");
  }

  @Test
  void a_named_workload_that_does_not_exist_is_nothing_to_judge() {
    account.remove(Kind.MODEL, "churn-cut");

    var judgement = assess("cloudtrail-create-model-cut.json", DEFAULTS);

    assertThat(judgement.assessments()).isEmpty();
    assertThat(judgement.nothingBecause()).contains("the model churn-cut does not exist");
    assertThat(account.calls()).hasSize(1);
  }

  @Test
  void a_named_workload_that_cannot_be_read_is_undetermined_and_costs_no_further_call() {
    account.deny("sagemaker:DescribeModel");

    var judgement = assess("cloudtrail-create-model-cut.json", DEFAULTS);

    assertThat(verdicts(judgement)).hasSize(1).allMatch(each -> each.startsWith("UNDETERMINED"));
    assertThat(judgement.assessments().getFirst().annotation())
        .contains("sagemaker:DescribeModel")
        .contains("denied");
    assertThat(account.calls()).hasSize(1);
  }

  // ---- Only what is required

  @ParameterizedTest
  @MethodSource("workloads")
  void no_request_lists_ids(String event) {
    assess(event, DEFAULTS);
    assess(event, ALLOW_NAT);

    assertThat(account.calls())
        .filteredOn(call -> call.action().startsWith("ec2:Describe"))
        .allSatisfy(call ->
            assertThat(List.copyOf(AnswerDocument.of(call.request()).properties()))
                .extracting(Map.Entry::getKey)
                .isSubsetOf(
                    "Filters", "Filter", "NextToken", "VpcId", "Attribute", "LocationType"));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void the_sample_never_asks_for_what_only_other_networks_need(String event) {
    assess(event, DEFAULTS);

    assertThat(account.calls())
        .extracting(Call::action)
        .doesNotContain(
            "ec2:DescribeNatGateways",
            "ec2:DescribeSecurityGroupVpcAssociations",
            "ec2:GetManagedPrefixListEntries",
            "route53:ListHostedZonesByVpc",
            "route53profiles:ListProfileAssociations");
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void no_call_is_made_twice(String event) {
    assess(event, DEFAULTS);

    assertThat(account.called()).doesNotHaveDuplicates();
  }

  @Test
  void nat_gateways_are_read_under_allow_nat_only() {
    assess("cloudtrail-create-processing-job-compliant.json", DEFAULTS);
    assertThat(account.calls()).extracting(Call::action).doesNotContain("ec2:DescribeNatGateways");

    assess("cloudtrail-create-processing-job-compliant.json", ALLOW_NAT);
    assertThat(account.called()).contains("ec2:DescribeNatGateways vpc-id=" + VPC);
  }

  @Test
  void a_job_with_another_image_costs_no_call() {
    assess("cloudtrail-create-processing-job-other-image.json", DEFAULTS);

    assertThat(account.calls()).isEmpty();
  }

  @Test
  void a_failed_call_costs_no_call() {
    assess("cloudtrail-create-processing-job-failed-call.json", DEFAULTS);

    assertThat(account.calls()).isEmpty();
  }

  @Test
  void a_workload_without_a_vpc_reads_no_network_of_its_own() {
    assess("cloudtrail-create-model-no-vpc.json", DEFAULTS);

    assertThat(account.called()).isSubsetOf("ec2:DescribePrefixLists");
  }

  @Test
  void a_bias_definition_reads_its_configuration_for_the_buckets_in_it_and_asks_for_no_model() {
    assess("cloudtrail-create-model-bias-job-definition-compliant.json", DEFAULTS);

    assertThat(account.called())
        .contains("s3:GetObject config/monitor-bias/analysis_config.json")
        .noneMatch(call -> call.startsWith("sagemaker:"));
  }

  @ParameterizedTest
  @CsvSource({
    "cloudtrail-create-processing-job-compliant.json, true, true",
    "cloudtrail-create-processing-job-closed-api-endpoint.json, true, false",
    "cloudtrail-create-processing-job-unread-configuration.json, true, false",
    "cloudtrail-create-processing-job-data-bias-compliant.json, false, false",
    "cloudtrail-create-model-bias-job-definition-compliant.json, false, false",
    "cloudtrail-create-model-compliant.json, false, false"
  })
  void attributes_are_read_where_sagemaker_is_called_and_offerings_with_a_shadow_instance_type(
      String event, boolean attributes, boolean offerings) {
    assess(event, DEFAULTS);

    var actions = account.calls().stream().map(Call::action).toList();
    assertThat(actions.contains("ec2:DescribeVpcAttribute")).isEqualTo(attributes);
    assertThat(actions.contains("ec2:DescribeInstanceTypeOfferings")).isEqualTo(offerings);
  }

  @Test
  void attributes_are_read_where_s3_is_reached_by_an_interface_endpoint() {
    account.add(
        "VpcEndpoints",
        """
        {"VpcEndpointId": "vpce-0900d0000000053b1", "VpcEndpointType": "Interface", "VpcId": "%s",
         "ServiceName": "com.amazonaws.us-east-1.s3", "State": "available", "SubnetIds": ["%s"],
         "Groups": [{"GroupId": "sg-0900d00000000000e"}], "PrivateDnsEnabled": true,
         "DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": false}}\
        """
            .formatted(VPC, SUBNET_A));

    var judgement = assess("cloudtrail-create-processing-job-data-bias-compliant.json", DEFAULTS);

    assertThat(account.called())
        .contains("ec2:DescribeVpcAttribute %s enableDnsSupport".formatted(VPC));
    assertThat(finding(judgement, "Clarify.12").compliance()).isEqualTo(Compliance.COMPLIANT);
  }

  @Test
  void the_vpc_of_a_model_costs_no_attributes() {
    assess("cloudtrail-create-processing-job-model-in-other-vpc.json", DEFAULTS);

    assertThat(account.called())
        .contains("ec2:DescribeNetworkAcls vpc-id=" + LEGACY_VPC)
        .noneMatch(call -> call.startsWith("ec2:DescribeVpcAttribute " + LEGACY_VPC));
  }

  @Test
  void zones_and_profiles_are_read_with_a_transit_gateway_route_and_no_endpoint_of_its_own() {
    account
        .element("RouteTables", "RouteTableId", "rtb-0900da0000000000a")
        .withArray("Routes")
        .add(
            FakeAccount.object(
                "{\"DestinationCidrBlock\": \"0.0.0.0/0\", \"TransitGatewayId\": \"tgw-1\","
                    + " \"State\": \"active\"}"));

    assess("cloudtrail-create-processing-job-compliant.json", DEFAULTS);
    assertThat(account.calls())
        .extracting(Call::action)
        .doesNotContain("route53:ListHostedZonesByVpc", "route53profiles:ListProfileAssociations");

    account.without("VpcEndpoints", "VpcEndpointId", "vpce-0900d0000000000a1");
    var judgement = assess("cloudtrail-create-processing-job-compliant.json", DEFAULTS);

    assertThat(account.called())
        .contains(
            "route53:ListHostedZonesByVpc " + VPC,
            "route53profiles:ListProfileAssociations " + VPC);
    assertThat(finding(judgement, "Clarify.7").compliance()).isEqualTo(Compliance.NON_COMPLIANT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"route53:ListHostedZonesByVpc", "route53profiles:ListProfileAssociations"})
  void zones_or_profiles_that_are_denied_leave_the_name_open(String denied) {
    account
        .element("RouteTables", "RouteTableId", "rtb-0900da0000000000a")
        .withArray("Routes")
        .add(
            FakeAccount.object(
                "{\"DestinationCidrBlock\": \"0.0.0.0/0\", \"TransitGatewayId\": \"tgw-1\"}"));
    account.without("VpcEndpoints", "VpcEndpointId", "vpce-0900d0000000000a1").deny(denied);

    var judgement = assess("cloudtrail-create-processing-job-data-bias-compliant.json", DEFAULTS);
    var predicting = assess("cloudtrail-create-processing-job-compliant.json", DEFAULTS);

    assertThat(verdicts(judgement)).containsExactly("COMPLIANT");
    // The other subnet has no such route, and no endpoint: that is decided whatever the zones say.
    assertThat(finding(predicting, "Clarify.7").compliance()).isEqualTo(Compliance.NON_COMPLIANT);
  }

  @Test
  void group_associations_are_read_for_a_group_of_another_vpc_only() {
    var event = event("cloudtrail-create-processing-job-data-bias-compliant.json");
    groups(event).removeAll().add("sg-0bad000000000000a");

    var judgement = assess(event, DEFAULTS);

    assertThat(account.called())
        .contains(
            "ec2:DescribeSecurityGroups group-id=sg-0bad000000000000a",
            "ec2:DescribeSecurityGroupVpcAssociations group-id=sg-0bad000000000000a");
    assertThat(finding(judgement, "Clarify.3").compliance()).isEqualTo(Compliance.NON_COMPLIANT);

    account.add(
        "SecurityGroupVpcAssociations",
        """
        {"GroupId": "sg-0bad000000000000a", "VpcId": "%s", "State": "associated",
         "VpcOwnerId": "111122223333"}\
        """
            .formatted(VPC));
    assertThat(finding(assess(event, DEFAULTS), "Clarify.3").compliance())
        .isEqualTo(Compliance.COMPLIANT);

    account.deny("ec2:DescribeSecurityGroupVpcAssociations");
    assertThat(finding(assess(event, DEFAULTS), "Clarify.3").compliance())
        .isEqualTo(Compliance.UNDETERMINED);
  }

  @Test
  void entries_are_read_of_prefix_lists_that_a_rule_names_and_aws_does_not() {
    ruleTo("pl-63a5400a");
    assess("cloudtrail-create-processing-job-data-bias-compliant.json", DEFAULTS);
    assertThat(account.calls())
        .extracting(Call::action)
        .doesNotContain("ec2:GetManagedPrefixListEntries");

    ruleTo("pl-0c0ffee");
    account.prefixListEntries("pl-0c0ffee", "10.20.0.0/16");
    assess("cloudtrail-create-processing-job-data-bias-compliant.json", DEFAULTS);
    assertThat(account.called()).contains("ec2:GetManagedPrefixListEntries pl-0c0ffee");
  }

  private void ruleTo(String prefixList) {
    account
        .element("SecurityGroups", "GroupId", "sg-0900d00000000000a")
        .withArray("IpPermissionsEgress")
        .add(
            FakeAccount.object(
                """
                {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [],
                 "PrefixListIds": [{"PrefixListId": "%s"}]}\
                """
                    .formatted(prefixList)));
  }

  /** A model that does not come along needs no reading, whatever the controls want. */
  @Test
  void the_models_of_a_live_endpoint_are_read_by_its_configuration() {
    var judgement =
        assess("cloudtrail-create-model-explainability-job-definition-compliant.json", DEFAULTS);

    assertThat(judgement.assessments()).hasSize(1);
    assertThat(account.called())
        .contains(
            "sagemaker:DescribeEndpoint churn-live",
            "sagemaker:DescribeEndpointConfig churn-live-1",
            "sagemaker:DescribeModel churn-two-zones");
  }

  // ---- What exists no longer is a fact

  @Test
  void a_subnet_that_no_longer_exists_is_a_fact() {
    account.without("Subnets", "SubnetId", SUBNET_B);

    var judgement = assess("cloudtrail-create-processing-job-data-bias-compliant.json", DEFAULTS);

    assertThat(finding(judgement, "Clarify.3"))
        .satisfies(finding -> {
          assertThat(finding.compliance()).isEqualTo(Compliance.NON_COMPLIANT);
          assertThat(finding.reason()).contains(SUBNET_B);
        });
    assertThat(undetermined(judgement)).isEmpty();
  }

  @Test
  void a_workload_of_which_no_subnet_exists_any_more_is_non_compliant() {
    account.without("Subnets", "SubnetId", SUBNET_A).without("Subnets", "SubnetId", SUBNET_B);

    var judgement = assess("cloudtrail-create-processing-job-data-bias-compliant.json", DEFAULTS);

    assertThat(finding(judgement, "Clarify.3").compliance()).isEqualTo(Compliance.NON_COMPLIANT);
    assertThat(judgement.assessments().getFirst().compliance()).isEqualTo(Compliance.NON_COMPLIANT);
  }

  @Test
  void a_security_group_that_no_longer_exists_is_a_fact() {
    account.without("SecurityGroups", "GroupId", "sg-0900d00000000000a");

    var judgement = assess("cloudtrail-create-processing-job-data-bias-compliant.json", DEFAULTS);

    assertThat(finding(judgement, "Clarify.3"))
        .satisfies(finding -> {
          assertThat(finding.compliance()).isEqualTo(Compliance.NON_COMPLIANT);
          assertThat(finding.reason()).contains("sg-0900d00000000000a");
        });
    assertThat(account.called())
        .contains("ec2:DescribeSecurityGroups group-id=sg-0900d00000000000a");
  }

  @Test
  void a_model_that_does_not_exist_is_a_fact() {
    var judgement = assess("cloudtrail-create-processing-job-missing-model.json", DEFAULTS);

    assertThat(finding(judgement, "Clarify.16").compliance()).isEqualTo(Compliance.NON_COMPLIANT);
    assertThat(judgement.assessments()).hasSize(1);
  }

  // ---- What cannot be read

  /**
   * One action denied: the controls that become undetermined, of the job and of the model behind it
   * . All others keep their verdicts, and none passes that did not pass before.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "ec2:DescribeSubnets        | 3 4 5 6 7 8 10 11 12 13 15 16 18 19 20 | 3 4 5 6 10 11 14 18 20",
        "ec2:DescribeRouteTables    | 4 6 16 18                              | 4 6 10 11 18",
        "ec2:DescribeVpcEndpoints   | 6 7 8 10 11 12 16 18 19                | 6 10 11 18",
        "ec2:DescribeSecurityGroups | 3 7 8 9 10 12 16 19                    | 3 10",
        "ec2:DescribeNetworkAcls    | 11 16                                  | 11",
        "ec2:DescribeVpcs           | 12 20                                  | 20",
        "ec2:DescribeVpcAttribute   | 12                                     | -",
        "ec2:DescribeDhcpOptions    | 12 20                                  | 20",
        "ec2:DescribeInstanceTypeOfferings | 15                              | -",
        "ec2:DescribePrefixLists    | -                                      | -",
        "s3:GetObject               | 13 15 16 18                            | -",
        "sagemaker:DescribeModel    | 13 15 16                               | -",
        "ec2:DescribeNatGateways    | -                                      | -"
      })
  void a_denied_fact_makes_exactly_those_controls_undetermined_that_rest_on_it(
      String action, String ofJob, String ofModel) {
    var before = assess("cloudtrail-create-processing-job-compliant.json", DEFAULTS);
    account.deny(action);

    var judgement = assess("cloudtrail-create-processing-job-compliant.json", DEFAULTS);

    assertThat(undetermined(judgement))
        .containsExactlyElementsOf(
            Stream.concat(controls("PROCESSING_JOB", ofJob), controls("MODEL", ofModel)).toList());
    assertNoneImproved(before, judgement);
    if (ofJob != null) {
      assertThat(judgement.assessments().getFirst().compliance())
          .isEqualTo(Compliance.UNDETERMINED);
      assertThat(judgement.assessments().getFirst().annotation()).contains(action);
    }
  }

  private static Stream<String> controls(String type, @Nullable String ids) {
    return ids == null
        ? Stream.empty()
        : Stream.of(ids.split(" ")).map(id -> type + " Clarify." + id);
  }

  static Stream<Supplier<RuntimeException>> failures() {
    return AwsFailures.all().stream();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whatever_a_call_fails_with_nothing_is_compliant_that_rests_on_it(
      Supplier<RuntimeException> failure) {
    var facts =
        List.of(
            "ec2:DescribeSubnets",
            "ec2:DescribeRouteTables",
            "ec2:DescribeVpcEndpoints",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeNetworkAcls",
            "ec2:DescribeVpcs",
            "ec2:DescribeVpcAttribute",
            "ec2:DescribeDhcpOptions",
            "ec2:DescribeInstanceTypeOfferings",
            "s3:GetObject",
            "sagemaker:DescribeModel");
    for (String action : facts) {
      var failing = FakeAccount.sample().fail(action, failure);

      var judgement =
          assess(source(failing), "cloudtrail-create-processing-job-compliant.json", DEFAULTS);

      assertThat(judgement.assessments().getFirst().compliance())
          .as(action)
          .isEqualTo(Compliance.UNDETERMINED);
      assertThat(judgement.toString()).doesNotContain(AwsFailures.SECRET);
    }
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void with_everything_denied_nothing_passes_that_needs_the_network(String event) {
    account.fail("ec2:DescribeSubnets", AwsFailures::denied);
    account.deny("ec2:DescribeRouteTables").deny("ec2:DescribeVpcEndpoints");
    account.deny("ec2:DescribeSecurityGroups").deny("ec2:DescribePrefixLists");
    account.deny("s3:GetObject").deny("sagemaker:DescribeModel").deny("sagemaker:DescribeEndpoint");

    assess(event, DEFAULTS)
        .assessments()
        .forEach(
            assessment -> assertThat(assessment.compliance()).isNotEqualTo(Compliance.COMPLIANT));
  }

  @Test
  void a_later_page_that_fails_is_a_gap_of_the_whole_list() {
    var answered = new AtomicInteger();
    account
        .pageSize(1)
        .fail(
            call ->
                call.action().equals("ec2:DescribeVpcEndpoints") && answered.incrementAndGet() == 3,
            AwsFailures::throttled);

    var judgement = assess("cloudtrail-create-processing-job-data-bias-compliant.json", DEFAULTS);

    assertThat(finding(judgement, "Clarify.6").compliance()).isEqualTo(Compliance.UNDETERMINED);
    assertThat(finding(judgement, "Clarify.6").reason())
        .contains("ec2:DescribeVpcEndpoints")
        .contains("throttled");
  }

  @Test
  void subnets_by_id_that_are_denied_name_no_vpc_and_nothing_else_is_read() {
    account.deny("ec2:DescribeSubnets subnet-id=%s,%s".formatted(SUBNET_A, SUBNET_B));

    var judgement = assess("cloudtrail-create-processing-job-data-bias-compliant.json", DEFAULTS);

    assertThat(verdicts(judgement)).hasSize(1).allMatch(each -> each.startsWith("UNDETERMINED"));
    assertThat(account.called()).noneMatch(call -> call.contains("vpc-id="));
  }

  @Test
  void a_malformed_answer_is_a_gap() {
    account.answer("sagemaker:DescribeModel", _ -> DescribeModelResponse.builder().build());

    var judgement = assess("cloudtrail-create-processing-job-compliant.json", DEFAULTS);

    assertThat(undetermined(judgement))
        .containsExactly(
            "PROCESSING_JOB Clarify.13", "PROCESSING_JOB Clarify.15", "PROCESSING_JOB Clarify.16");
  }

  @Test
  void an_interrupted_run_reads_nothing_as_compliant() {
    var source = source(account);
    Thread.currentThread().interrupt();
    try {
      var judgement = assess(source, "cloudtrail-create-model-cut.json", DEFAULTS);
      assertThat(verdicts(judgement)).allMatch(each -> each.startsWith("UNDETERMINED"));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** A fault of ours is no fact that is missing: it is told. */
  @Test
  void a_programming_error_is_not_a_gap() {
    account.fail("ec2:DescribePrefixLists", () -> new IllegalStateException("ours"));

    assertThatThrownBy(() -> assess("cloudtrail-create-processing-job-compliant.json", DEFAULTS))
        .hasRootCauseMessage("ours");
  }

  /** Its subnets do not exist here, and whatever was said of them would be made up. */
  @ParameterizedTest
  @CsvSource({"999900001111, us-east-1", "111122223333, eu-west-1"})
  void a_workload_of_another_account_or_region_is_undetermined_without_a_call(
      String accountId, String region) {
    var elsewhere =
        new AwsSnapshotSource(
            account.reading(), accountId, region, Deadline.perCall(Duration.ofSeconds(30)));

    var judgement = assess(elsewhere, "cloudtrail-create-processing-job-compliant.json", DEFAULTS);

    assertThat(judgement.undescribed())
        .contains(
            new Gap(
                Fact.PROCESSING_JOB,
                "",
                "it lies in account 111122223333 in us-east-1, and account %s in %s is read"
                    .formatted(accountId, region)));
    assertThat(judgement.assessments().getFirst().compliance()).isEqualTo(Compliance.UNDETERMINED);
    assertThat(account.calls()).isEmpty();
  }

  // ---- One run, many workloads

  @Test
  void one_run_reads_each_network_once_for_many_workloads() {
    var source = source(account);
    for (int round = 0; round < 3; round++) {
      for (String event : workloads()) {
        assess(source, event, DEFAULTS);
      }
    }

    assertReadOnce();
  }

  @Test
  void also_when_they_are_judged_side_by_side() throws Exception {
    var source = source(account);
    var tasks = new ArrayList<Callable<List<String>>>();
    for (int round = 0; round < 3; round++) {
      for (String event : workloads()) {
        tasks.add(() -> List.of(event, assess(source, event, DEFAULTS).toString()));
      }
    }
    var folder = new SampleFolder();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(tasks)) {
        var judged = result.get();
        assertThat(judged.getLast())
            .isEqualTo(assess(folder, judged.getFirst(), DEFAULTS).toString());
      }
    }

    assertReadOnce();
  }

  private void assertReadOnce() {
    assertThat(account.called().stream().filter(call -> call.startsWith("ec2:")))
        .doesNotHaveDuplicates()
        .contains(
            "ec2:DescribeSubnets vpc-id=" + VPC,
            "ec2:DescribeRouteTables vpc-id=" + LEGACY_VPC,
            "ec2:DescribePrefixLists");
  }

  @Test
  void another_run_reads_the_network_afresh() {
    assertThat(
            verdicts(assess("cloudtrail-create-processing-job-data-bias-compliant.json", DEFAULTS)))
        .containsExactly("COMPLIANT");

    account.without("VpcEndpoints", "VpcEndpointId", "vpce-0900d00000000053a");

    assertThat(
            verdicts(assess("cloudtrail-create-processing-job-data-bias-compliant.json", DEFAULTS)))
        .noneMatch("COMPLIANT"::equals);
  }

  // ----

  private Judgement assess(String event, RuleParameters parameters) {
    return assess(source(account), event, parameters);
  }

  private Judgement assess(ObjectNode event, RuleParameters parameters) {
    return assessor(source(account)).assess(TriggerDecoder.decode(event), parameters);
  }

  private static Judgement assess(SnapshotSource source, String event, RuleParameters parameters) {
    return assessor(source).assess(trigger(event), parameters);
  }

  private static Assessor assessor(SnapshotSource source) {
    return new Assessor(
        source,
        Catalogue.controls(),
        (control, workload, failure) -> {
          throw new AssertionError(control + " failed on " + workload.resource(), failure);
        });
  }

  private static AwsSnapshotSource source(FakeAccount account) {
    return new AwsSnapshotSource(
        account.reading(),
        FakeAccount.ID,
        FakeAccount.REGION,
        Deadline.perCall(Duration.ofSeconds(30)));
  }

  private static ArrayNode groups(JsonNode event) {
    return (ArrayNode)
        event.at("/detail/requestParameters/networkConfig/vpcConfig/securityGroupIds");
  }

  private static List<String> verdicts(Judgement judgement) {
    return judgement.assessments().stream()
        .map(assessment -> assessment.compliance().name())
        .toList();
  }

  private static Finding finding(Judgement judgement, String control) {
    return judgement.assessments().getFirst().findings().stream()
        .filter(finding -> finding.control().equals(control))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> undetermined(Judgement judgement) {
    return judgement.assessments().stream()
        .flatMap(assessment ->
            assessment.findings().stream()
                .filter(finding -> finding.compliance() == Compliance.UNDETERMINED)
                .map(finding -> assessment.resource().type() + " " + finding.control()))
        .toList();
  }

  private static void assertNoneImproved(Judgement before, Judgement after) {
    for (Assessment assessment : after.assessments()) {
      var passedBefore =
          before.assessments().stream()
              .filter(each -> each.resource().equals(assessment.resource()))
              .flatMap(each -> passed(each).stream())
              .collect(toCollection(TreeSet::new));
      assertThat(passed(assessment)).isSubsetOf(passedBefore);
    }
  }

  private static List<String> passed(Assessment assessment) {
    return assessment.findings().stream()
        .filter(finding -> finding.compliance() == Compliance.COMPLIANT)
        .map(Finding::control)
        .toList();
  }
}
