package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobAndModel;
import static io.clarifyvpc.world.ExpectedFinding.model;
import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.ExpectedFinding;
import io.clarifyvpc.world.World;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clarify.18 and 19: what the policies of endpoints let through. */
class EndpointPolicyScenariosTest {
  private static final String NOTHING = ExpectedFinding.NOTHING_RELIED_ON;
  private static final String BUCKET = "arn:aws:s3:::credit-data/";
  private static final String CONFIG = BUCKET + "explain-credit/analysis_config.json";
  private static final String TRAIN = BUCKET + "train";
  private static final String OUT = BUCKET + "explain-credit/out/*";
  private static final String FILES = BUCKET + "model.tar.gz";
  private static final String SAGEMAKER = "arn:aws:sagemaker:us-east-1:111122223333:";
  private static final String SHADOW = SAGEMAKER + "endpoint/sagemaker-clarify-endpoint-*";

  private final World world = World.compliant();

  private static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}"
        .formatted(String.join(",", statements));
  }

  private static String allow(String action, String resource) {
    return statement("Allow", action, resource, "");
  }

  private static String deny(String action, String resource) {
    return statement("Deny", action, resource, "");
  }

  private static String statement(String effect, String action, String resource, String more) {
    return "{\"Effect\":\"%s\",\"Principal\":\"*\",\"Action\":\"%s\",\"Resource\":\"%s\"%s}"
        .formatted(effect, action, resource, more);
  }

  private static String onlyIf(String effect, String action, String resource) {
    return statement(
        effect,
        action,
        resource,
        ",\"Condition\":{\"StringEquals\":{\"aws:ResourceAccount\":\"1\"}}");
  }

  private Finding finding(String control) {
    return world.assess().getFirst().findings().stream()
        .filter(each -> each.control().equals(control))
        .findFirst()
        .orElseThrow();
  }

  private Remediation remediation(String control) {
    return finding(control).remediation().orElseThrow();
  }

  @Nested
  class OfS3 {
    private ExpectedFinding fullAccess(String... endpoints) {
      return jobAndModel("Clarify.18")
          .nonCompliant(
              "the policy of %s gives full access to every bucket".formatted(endpoints[0]))
          .evidence(endpoints)
          .impact(Impact.EXPOSURE)
          .severity(Severity.LOW)
          .advisory();
    }

    private ExpectedFinding modelBlocked(String reason) {
      return job("Clarify.16")
          .nonCompliant("the model credit is non-compliant: Clarify.18, " + reason)
          .evidence("credit");
    }

    private ExpectedFinding blocked(ExpectedFinding of, String reason) {
      return of.nonCompliant(reason).evidence("vpce-s3");
    }

    @Test
    void buckets_and_nothing_else() {
      assertThat(world)
          .differsFromCompliantOnlyBy(
              jobAndModel("Clarify.18")
                  .compliant(
                      "the policy of vpce-s3 lets the workload's buckets through, and not everything")
                  .evidence("vpce-s3"));
    }

    @Test
    void interface_endpoint_in_place_of_the_gateway_is_judged() {
      world.addEndpoint("vpce-s3-if", "com.amazonaws.us-east-1.s3");
      world.endpoint("vpce-s3").policy(policy());

      assertThat(world)
          .differsFromCompliantOnlyBy(
              jobAndModel("Clarify.6")
                  .compliant("subnet-a, subnet-b: interface endpoint vpce-s3-if")
                  .evidence("subnet-a", "subnet-b", "vpce-s3-if"),
              jobAndModel("Clarify.18")
                  .compliant(
                      "the policy of vpce-s3-if lets the workload's buckets through, and not everything")
                  .evidence("vpce-s3-if"));
    }

    @Test
    void no_document_is_full_access() {
      world.endpoint("vpce-s3").withoutPolicyInTheAnswer();

      assertThat(world).differsFromCompliantOnlyBy(fullAccess("vpce-s3"));
    }

    @Tag("R-21")
    @ParameterizedTest
    @CsvSource({"*, *", "s3:*, *", "S3:*, arn:aws:s3:::*"})
    void full_access_in_other_words(String action, String resource) {
      world.endpoint("vpce-s3").policy(policy(allow(action, resource)));

      assertThat(world).differsFromCompliantOnlyBy(fullAccess("vpce-s3"));
    }

    @Tag("R-25")
    @Test
    void promoting_the_control_makes_the_default_policy_count() {
      world.endpoint("vpce-s3").withoutPolicyInTheAnswer();
      world.parameters("PromotedControls", "Clarify.18");

      assertThat(world).differsFromCompliantOnlyBy(fullAccess("vpce-s3").promoted());
    }

    @Tag("R-21")
    @Test
    void full_access_but_for_a_deny_that_spares_the_buckets() {
      world
          .endpoint("vpce-s3")
          .policy(policy(allow("*", "*"), deny("s3:*", "arn:aws:s3:::other/*")));

      assertThat(world).isAsCompliant();
    }

    @Test
    void policy_for_another_bucket() {
      world.endpoint("vpce-s3").policy(policy(allow("s3:*", "arn:aws:s3:::other/*")));
      var ofModel = "the policy of vpce-s3 does not allow s3:GetObject on " + FILES;

      assertThat(world)
          .differsFromCompliantOnlyBy(
              blocked(
                  job("Clarify.18"),
                  "the policy of vpce-s3 does not allow s3:GetObject on %s, %s and s3:PutObject on %s"
                      .formatted(TRAIN, CONFIG, OUT)),
              blocked(model("Clarify.18"), ofModel),
              modelBlocked(ofModel));
    }

    @Test
    void policy_for_reading_only() {
      world.endpoint("vpce-s3").policy(policy(allow("s3:Get*", BUCKET + "*")));

      assertThat(world)
          .differsFromCompliantOnlyBy(
              blocked(
                  job("Clarify.18"),
                  "the policy of vpce-s3 does not allow s3:PutObject on " + OUT));
    }

    @Tag("R-22")
    @Test
    void document_without_statements_blocks() {
      world.endpoint("vpce-s3").policy(policy());
      world.judgingModelAlone("credit");

      assertThat(world)
          .differsFromCompliantOnlyBy(
              blocked(
                  model("Clarify.18"),
                  "the policy of vpce-s3 does not allow s3:GetObject on " + FILES));
    }

    @Tag("R-22")
    @Test
    void plain_deny_blocks() {
      world
          .endpoint("vpce-s3")
          .policy(policy(allow("*", "*"), deny("s3:Put*", BUCKET + "explain-credit/*")));

      assertThat(world)
          .differsFromCompliantOnlyBy(
              blocked(job("Clarify.18"), "the policy of vpce-s3 denies s3:PutObject on " + OUT));
    }

    @Tag("R-22")
    @Test
    void conditional_deny_beside_a_plain_allow() {
      world
          .endpoint("vpce-s3")
          .policy(policy(allow("s3:*", "*"), onlyIf("Deny", "s3:PutObject", "*")));

      assertThat(world)
          .differsFromCompliantOnlyBy(
              job("Clarify.18")
                  .undetermined(
                      "whether the policy of vpce-s3 allows s3:PutObject on %s is open: a Condition"
                          .formatted(OUT))
                  .evidence("vpce-s3"));
    }

    @Test
    void conditional_deny_that_does_not_reach_the_buckets_is_ignored() {
      world
          .endpoint("vpce-s3")
          .policy(
              policy(
                  allow("s3:*", BUCKET + "*"),
                  onlyIf("Deny", "s3:*", "arn:aws:s3:::other/*"),
                  onlyIf("Deny", "s3:DeleteObject", "*")));

      assertThat(world).isAsCompliant();
    }

    @Test
    void conditional_allow_alone() {
      world.endpoint("vpce-s3").policy(policy(onlyIf("Allow", "*", "*")));
      world.judgingModelAlone("credit");

      assertThat(world)
          .differsFromCompliantOnlyBy(
              model("Clarify.18")
                  .undetermined(
                      "whether the policy of vpce-s3 allows s3:GetObject on %s is open: a Condition"
                          .formatted(FILES))
                  .evidence("vpce-s3"));
    }

    /** only 18 is undetermined, the endpoint is as good as before. */
    @Tag("R-11")
    @Test
    void policy_that_is_no_policy() {
      world.endpoint("vpce-s3").policy("no policy");

      assertThat(world)
          .differsFromCompliantOnlyBy(
              jobAndModel("Clarify.18")
                  .undetermined(
                      "VpcEndpoints unread (ec2:DescribeVpcEndpoints): the policy of vpce-s3 is not JSON (line 1, column 1)")
                  .evidence("vpce-s3"));
    }

    /** an object, or everything under a prefix. */
    @Tag("R-21")
    @ParameterizedTest
    @ValueSource(strings = {"train", "train/*", "tr*"})
    void address_without_a_slash_at_its_end_is_an_object_or_a_folder(String resource) {
      world
          .endpoint("vpce-s3")
          .policy(
              policy(allow("s3:*", BUCKET + resource), allow("s3:*", BUCKET + "explain-credit/*")));
      world.model("credit").withoutFilesInS3();

      assertThat(finding("Clarify.18").reason())
          .isEqualTo(
              "the policy of vpce-s3 lets the workload's buckets through, and not everything");
    }

    @Test
    void deny_below_an_address_that_may_be_a_folder() {
      world
          .endpoint("vpce-s3")
          .policy(policy(allow("s3:*", BUCKET + "*"), deny("s3:*", BUCKET + "train/*")));

      assertThat(world)
          .differsFromCompliantOnlyBy(
              job("Clarify.18")
                  .undetermined(
                      "whether the policy of vpce-s3 allows s3:GetObject on %s is open: whether it is an object or a prefix"
                          .formatted(TRAIN))
                  .evidence("vpce-s3"));
    }

    @Test
    void outputs_need_everything_under_their_prefix() {
      world
          .endpoint("vpce-s3")
          .policy(
              policy(
                  allow("s3:GetObject", BUCKET + "*"),
                  allow("s3:PutObject", BUCKET + "explain-credit/out/analysis.json")));

      assertThat(world)
          .differsFromCompliantOnlyBy(
              blocked(
                  job("Clarify.18"),
                  "the policy of vpce-s3 does not allow s3:PutObject on " + OUT));
    }

    @Test
    void uri_inside_the_analysis_configuration() {
      world.analysis().naming("s3://facets/credit/", "s3://credit-data/train");

      assertThat(world)
          .differsFromCompliantOnlyBy(
              blocked(
                  job("Clarify.18"),
                  "the policy of vpce-s3 does not allow s3:GetObject on arn:aws:s3:::facets/credit/*"));
    }

    @Test
    void file_of_the_container_named_in_the_analysis_configuration() {
      world.analysis().naming("/opt/ml/processing/input/data");

      assertThat(world).isAsCompliant();
    }

    @Tag("R-21")
    @ParameterizedTest
    @ValueSource(
        strings = {
          "s3://arn:aws:s3:us-east-1:111122223333:accesspoint/credit/train",
          "s3://credit-4dbvnfhrxyz-s3alias/train",
          "https://credit-data.s3.amazonaws.com/train",
        })
    void address_that_names_no_bucket(String uri) {
      world.analysis().naming(uri);

      assertThat(world)
          .differsFromCompliantOnlyBy(
              job("Clarify.18")
                  .undetermined(
                      "whether the policy of vpce-s3 allows s3:GetObject on * is open: which bucket %s leads to is unknown"
                          .formatted(uri))
                  .evidence("vpce-s3"));
    }

    @Test
    void address_that_names_no_bucket_under_full_access() {
      world.endpoint("vpce-s3").withoutPolicyInTheAnswer();
      world.analysis().naming("s3://credit-4dbvnfhrxyz-s3alias/train");

      assertThat(world).differsFromCompliantOnlyBy(fullAccess("vpce-s3"));
    }

    @Tag("R-11")
    @Test
    void analysis_configuration_unread_under_a_narrow_policy() {
      world.unread(Fact.ANALYSIS_CONFIGURATION);

      assertThat(finding("Clarify.18").reason())
          .isEqualTo(
              "whether the policy of vpce-s3 allows s3:GetObject on * is open: analysis configuration unread (s3:GetObject): AccessDenied");
    }

    @Tag("R-11")
    @Test
    void analysis_configuration_unread_under_a_policy_for_every_bucket() {
      world.unread(Fact.ANALYSIS_CONFIGURATION);
      world
          .endpoint("vpce-s3")
          .policy(policy(allow("s3:GetObject", "*"), allow("s3:PutObject", BUCKET + "*")));

      assertThat(finding("Clarify.18").reason())
          .isEqualTo(
              "the policy of vpce-s3 lets the workload's buckets through, and not everything");
    }

    @Test
    void analysis_configuration_unread_where_a_known_bucket_is_blocked() {
      world.unread(Fact.ANALYSIS_CONFIGURATION);
      world.endpoint("vpce-s3").policy(policy(allow("s3:GetObject", BUCKET + "*")));

      assertThat(finding("Clarify.18").reason())
          .isEqualTo("the policy of vpce-s3 does not allow s3:PutObject on " + OUT);
    }

    @Test
    void packaged_model_hides_its_files() {
      world.model("credit").packagedInItsSecondContainer();

      assertThat(world)
          .differsFromCompliantOnlyBy(
              model("Clarify.18")
                  .undetermined(
                      "whether the policy of vpce-s3 allows s3:GetObject on * is open: where the files of the model package credit-package lie is unknown")
                  .evidence("vpce-s3"),
              job("Clarify.16")
                  .undetermined(
                      "the model credit is undetermined: Clarify.18, whether the policy of vpce-s3 allows s3:GetObject on * is open: where the files of the model package credit-package lie is unknown")
                  .evidence("credit"));
    }

    /** blocked beats undetermined beats full access beats compliant. */
    @Tag("R-21")
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "blocks | unknown | the policy of vpce-s3 does not allow s3:GetObject on arn:aws:s3:::credit-data/model.tar.gz",
          "open | blocks | the policy of vpce-s3-b does not allow s3:GetObject on arn:aws:s3:::credit-data/model.tar.gz",
          "unknown | open | VpcEndpoints unread (ec2:DescribeVpcEndpoints): the policy of vpce-s3 is not JSON (line 1, column 1)",
          "open | holds | the policy of vpce-s3 gives full access to every bucket",
          "open | open | the policies of vpce-s3, vpce-s3-b give full access to every bucket",
          "holds | holds | the policies of vpce-s3, vpce-s3-b let the workload's buckets through, and not everything",
        })
    void worst_of_several_endpoints(String first, String second, String reason) {
      world.addEndpoint("vpce-s3-b", "com.amazonaws.us-east-1.s3").gateway("rtb-b");
      world.routeTable("rtb-b").without("pl-s3").route("pl-s3", "vpce-s3-b");
      world.endpoint("vpce-s3").policy(named(first));
      world.endpoint("vpce-s3-b").policy(named(second));
      world.judgingModelAlone("credit");

      assertThat(finding("Clarify.18").reason()).isEqualTo(reason);
    }

    private static String named(String name) {
      return switch (name) {
        case "blocks" -> policy();
        case "open" -> policy(allow("*", "*"));
        case "holds" -> policy(allow("s3:*", BUCKET + "*"));
        default -> name;
      };
    }

    /** An endpoint that answers and does not admit is not relied on. */
    @Tag("R-14")
    @Test
    void nothing_relied_on_where_the_way_to_s3_fails() {
      world.addSecurityGroup("sg-closed");
      world.addEndpoint("vpce-s3-if", "com.amazonaws.us-east-1.s3").groups("sg-closed");
      world.endpoint("vpce-s3").policy(policy());
      world.judgingModelAlone("credit");

      assertThat(finding("Clarify.18").reason()).isEqualTo(NOTHING);
    }

    /** The subnet that has an endpoint is judged, whatever becomes of the other. */
    @Test
    void one_subnet_relies_on_the_endpoint() {
      world.routeTable("rtb-b").without("pl-s3");
      world.endpoint("vpce-s3").withoutPolicyInTheAnswer();

      assertThat(finding("Clarify.18").reason())
          .isEqualTo("the policy of vpce-s3 gives full access to every bucket");
    }

    @Tag("R-17")
    @Test
    void gateway_of_the_subnets_owner_is_another_accounts_policy() {
      world.without("vpce-s3");
      world.subnet("subnet-a").sharedBy("444455556666");
      world.subnet("subnet-b").sharedBy("444455556666");

      assertThat(finding("Clarify.18").reason()).isEqualTo(NOTHING);
    }

    @Test
    void route_tables_unread() {
      world.unread(Fact.ROUTE_TABLES);

      assertThat(finding("Clarify.18").reason())
          .isEqualTo(
              "what it relies on for Amazon S3 is unknown: RouteTables unread (ec2:DescribeRouteTables): AccessDenied");
    }

    @Test
    void model_without_files_in_s3() {
      world.model("credit").withoutFilesInS3();
      world.endpoint("vpce-s3").policy(policy());
      world.judgingModelAlone("credit");

      assertThat(finding("Clarify.18").reason()).isEqualTo(NOTHING);
    }

    @Tag("R-21")
    @Test
    void definition_reads_ground_truth_and_configuration_and_writes_outputs() {
      world.job().asBiasDefinition();
      world.endpoint("vpce-s3").policy(policy(allow("s3:*", BUCKET + "model.tar.gz")));

      assertThat(finding("Clarify.18").reason())
          .isEqualTo(
              "the policy of vpce-s3 does not allow s3:GetObject on %s, %s and s3:PutObject on %s"
                  .formatted(CONFIG, TRAIN, OUT));
    }

    @ParameterizedTest
    @CsvSource({"cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov"})
    void arns_are_of_the_regions_partition(String region, String partition) {
      world.job().inRegion(region);
      world.endpoint("vpce-s3").service("com.amazonaws.%s.s3".formatted(region));
      world
          .addPrefixList("pl-s3", "com.amazonaws.%s.s3".formatted(region))
          .endpoint("vpce-s3")
          .policy(policy(allow("s3:Get*", "arn:%s:s3:::credit-data/*".formatted(partition))));

      assertThat(finding("Clarify.18").reason())
          .isEqualTo(
              "the policy of vpce-s3 does not allow s3:PutObject on arn:%s:s3:::credit-data/explain-credit/out/*"
                  .formatted(partition));
    }

    @Test
    void remediation_adds_statements_to_those_that_are_there() {
      world.endpoint("vpce-s3").policy(policy(allow("s3:Get*", BUCKET + "*")));
      var statement =
          "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"s3:PutObject\"],\"Resource\":[\"%s\"]}"
              .formatted(OUT);

      assertThat(remediation("Clarify.18"))
          .isEqualTo(
              new Remediation(
                  "Add to the policy of vpce-s3: %s.".formatted(statement),
                  List.of(
                      "aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id vpce-s3 --policy-document '%s'"
                          .formatted(policy(allow("s3:Get*", BUCKET + "*"), statement))),
                  List.of()));
    }

    @Test
    void remediation_of_a_deny_is_for_whoever_wrote_it() {
      world.endpoint("vpce-s3").policy(policy(allow("*", "*"), deny("s3:Put*", BUCKET + "*")));

      assertThat(remediation("Clarify.18"))
          .isEqualTo(
              Remediation.inWords(
                  "Narrow the Deny in the policy of vpce-s3 so that it spares s3:PutObject on %s: no Allow beside it helps."
                      .formatted(OUT)));
    }

    @Test
    void remediation_of_full_access_names_what_the_workload_needs() {
      world.endpoint("vpce-s3").withoutPolicyInTheAnswer();
      world.judgingModelAlone("credit");
      var statement =
          "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"s3:GetObject\"],\"Resource\":[\"%s\",\"%s\"]}"
              .formatted(FILES, FILES + "/*");

      assertThat(remediation("Clarify.18").text()).contains(statement);
      assertThat(remediation("Clarify.18").cli())
          .containsExactly(
              "aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id vpce-s3 --policy-document '%s'"
                  .formatted(policy(statement)));
    }
  }

  @Nested
  class OfSageMaker {
    private static final String LIFE = "sagemaker:CreateEndpointConfig";

    private ExpectedFinding blocked(String endpoint, String reason) {
      return job("Clarify.19").nonCompliant(reason).evidence(endpoint);
    }

    @Test
    void default_policies_let_every_call_through() {
      assertThat(world)
          .differsFromCompliantOnlyBy(
              job("Clarify.19")
                  .compliant("the policies of vpce-api, vpce-runtime let the job's calls through")
                  .evidence("vpce-api", "vpce-runtime"));
    }

    @Test
    void policy_for_invocations_only_on_the_api_endpoint() {
      world.endpoint("vpce-api").policy(policy(allow("sagemaker:InvokeEndpoint", "*")));

      assertThat(world)
          .differsFromCompliantOnlyBy(
              blocked(
                  "vpce-api",
                  "the policy of vpce-api does not allow sagemaker:DescribeModel on %smodel/credit and sagemaker:CreateEndpointConfig, sagemaker:DescribeEndpointConfig, sagemaker:DeleteEndpointConfig on %sendpoint-config/sagemaker-clarify-endpoint-* and sagemaker:CreateEndpoint, sagemaker:DescribeEndpoint, sagemaker:DeleteEndpoint on %s"
                      .formatted(SAGEMAKER, SAGEMAKER, SHADOW)));
    }

    @Test
    void policy_for_reading_only_on_the_api_endpoint() {
      world.endpoint("vpce-api").policy(policy(allow("sagemaker:Describe*", "*")));

      assertThat(finding("Clarify.19").reason()).contains(LIFE).doesNotContain("Describe");
    }

    /** F-19. */
    @Test
    void policy_for_another_endpoint_name() {
      world
          .endpoint("vpce-runtime")
          .policy(policy(allow("sagemaker:InvokeEndpoint", SAGEMAKER + "endpoint/live")));

      assertThat(world)
          .differsFromCompliantOnlyBy(
              blocked(
                  "vpce-runtime",
                  "the policy of vpce-runtime does not allow sagemaker:InvokeEndpoint on "
                      + SHADOW));
    }

    @Tag("R-22")
    @ParameterizedTest
    @ValueSource(
        strings = {
          "endpoint/*",
          "endpoint/sagemaker-clarify-endpoint*",
          "endpoint/sagemaker-clarify-endpoint-*",
          "endpoint/SageMaker-Clarify-*",
        })
    void policy_that_covers_the_generated_names(String resource) {
      world
          .endpoint("vpce-runtime")
          .policy(policy(allow("sagemaker:InvokeEndpoint", SAGEMAKER + resource)));

      assertThat(world).isAsCompliant();
    }

    @Test
    void prefix_of_the_configuration() {
      world.analysis().endpointNamePrefix("Credit");
      world
          .endpoint("vpce-runtime")
          .policy(policy(allow("sagemaker:InvokeEndpoint", SAGEMAKER + "endpoint/credit-*")));

      assertThat(world).isAsCompliant();
    }

    @Test
    void default_prefix_in_place_of_the_configurations() {
      world.analysis().endpointNamePrefix("credit");
      world.endpoint("vpce-runtime").policy(policy(allow("sagemaker:InvokeEndpoint", SHADOW)));

      assertThat(world)
          .differsFromCompliantOnlyBy(
              blocked(
                  "vpce-runtime",
                  "the policy of vpce-runtime does not allow sagemaker:InvokeEndpoint on %sendpoint/credit-*"
                      .formatted(SAGEMAKER)));
    }

    @Tag("R-22")
    @Test
    void statement_that_does_not_reach_the_call_is_ignored() {
      world
          .endpoint("vpce-runtime")
          .policy(
              policy(
                  allow("*", "*"),
                  deny("sagemaker:InvokeEndpoint", SAGEMAKER + "endpoint/live"),
                  onlyIf("Deny", "sagemaker:CreateEndpoint", "*")));

      assertThat(world).isAsCompliant();
    }

    @Tag("R-22")
    @Test
    void plain_deny_blocks() {
      world.endpoint("vpce-api").policy(policy(allow("*", "*"), deny("sagemaker:DeleteE*", "*")));

      assertThat(world)
          .differsFromCompliantOnlyBy(
              blocked(
                  "vpce-api",
                  "the policy of vpce-api denies sagemaker:DeleteEndpointConfig on %sendpoint-config/sagemaker-clarify-endpoint-* and sagemaker:DeleteEndpoint on %s"
                      .formatted(SAGEMAKER, SHADOW)));
    }

    @Tag("R-22")
    @Test
    void conditional_deny_beside_a_plain_allow() {
      world
          .endpoint("vpce-runtime")
          .policy(policy(allow("*", "*"), onlyIf("Deny", "sagemaker:*", "*")));

      assertThat(world)
          .differsFromCompliantOnlyBy(
              job("Clarify.19")
                  .undetermined(
                      "whether the policy of vpce-runtime allows sagemaker:InvokeEndpoint on %s is open: a Condition"
                          .formatted(SHADOW))
                  .evidence("vpce-runtime"));
    }

    @Test
    void blocked_beats_undetermined() {
      world.endpoint("vpce-api").policy("no policy");
      world.endpoint("vpce-runtime").policy(policy());

      assertThat(world)
          .differsFromCompliantOnlyBy(
              blocked(
                  "vpce-runtime",
                  "the policy of vpce-runtime does not allow sagemaker:InvokeEndpoint on "
                      + SHADOW));
    }

    @Test
    void policy_that_is_no_policy() {
      world.endpoint("vpce-api").policy("[]");

      assertThat(world)
          .differsFromCompliantOnlyBy(
              job("Clarify.19")
                  .undetermined(
                      "VpcEndpoints unread (ec2:DescribeVpcEndpoints): the policy of vpce-api is not an object")
                  .evidence("vpce-api"));
    }

    @Test
    void endpoint_that_the_configuration_names() {
      world.addSageMakerEndpoint("live", "credit").analysis().endpoint("live");
      world
          .endpoint("vpce-runtime")
          .policy(policy(allow("sagemaker:InvokeEndpoint", SAGEMAKER + "endpoint/Live")));
      world
          .endpoint("vpce-api")
          .policy(policy(allow("sagemaker:DescribeModel", SAGEMAKER + "model/*")));

      assertThat(finding("Clarify.19").reason())
          .isEqualTo("the policies of vpce-api, vpce-runtime let the job's calls through");
    }

    @Test
    void policy_for_another_endpoint_than_the_configuration_names() {
      world.addSageMakerEndpoint("live", "credit").analysis().endpoint("live");
      world.endpoint("vpce-runtime").policy(policy(allow("sagemaker:InvokeEndpoint", SHADOW)));

      assertThat(finding("Clarify.19").reason())
          .isEqualTo(
              "the policy of vpce-runtime does not allow sagemaker:InvokeEndpoint on %sendpoint/live"
                  .formatted(SAGEMAKER));
    }

    @Test
    void policy_for_one_model_where_another_may_be_behind_the_endpoint() {
      world.addSageMakerEndpoint("live", "credit").analysis().endpoint("live");
      world
          .endpoint("vpce-api")
          .policy(policy(allow("sagemaker:DescribeModel", SAGEMAKER + "model/credit")));

      assertThat(finding("Clarify.19").reason())
          .isEqualTo(
              "whether the policy of vpce-api allows sagemaker:DescribeModel on %smodel/* is open: which model answers for live"
                  .formatted(SAGEMAKER));
    }

    @Test
    void policy_for_no_model_where_some_model_is_behind_the_endpoint() {
      world.addSageMakerEndpoint("live", "credit").analysis().endpoint("live");
      world.endpoint("vpce-api").policy(policy(deny("sagemaker:*", "*")));

      assertThat(finding("Clarify.19").reason())
          .isEqualTo(
              "the policy of vpce-api denies sagemaker:DescribeModel on %smodel/*"
                  .formatted(SAGEMAKER));
    }

    @Tag("R-22")
    @Test
    void configuration_unread_and_one_name_allowed() {
      world.unread(Fact.ANALYSIS_CONFIGURATION);
      world.endpoint("vpce-runtime").policy(policy(allow("sagemaker:InvokeEndpoint", SHADOW)));

      assertThat(finding("Clarify.19").reason())
          .isEqualTo(
              "whether the policy of vpce-runtime allows sagemaker:InvokeEndpoint on %sendpoint/* is open: analysis configuration unread (s3:GetObject): AccessDenied"
                  .formatted(SAGEMAKER));
    }

    @Tag("R-22")
    @Test
    void configuration_unread_and_every_name_allowed() {
      world.unread(Fact.ANALYSIS_CONFIGURATION);
      world
          .endpoint("vpce-runtime")
          .policy(policy(allow("sagemaker:InvokeEndpoint", SAGEMAKER + "endpoint/*")));

      assertThat(finding("Clarify.19").reason())
          .isEqualTo("the policies of vpce-api, vpce-runtime let the job's calls through");
    }

    @Test
    void configuration_unread_and_nothing_allowed() {
      world.unread(Fact.ANALYSIS_CONFIGURATION);
      world.endpoint("vpce-runtime").policy(policy());

      assertThat(finding("Clarify.19").reason()).startsWith("whether the policy of vpce-runtime");
    }

    @Test
    void predictor_without_a_name_is_like_an_unread_configuration() {
      world.analysis().unnamedPredictor();
      world.endpoint("vpce-api").policy(policy(allow("sagemaker:DescribeModel", "*")));

      assertThat(finding("Clarify.19").reason())
          .isEqualTo(
              "whether the policy of vpce-api allows sagemaker:CreateEndpointConfig on %sendpoint-config/* is open: the predictor names neither a model nor an endpoint"
                  .formatted(SAGEMAKER));
    }

    @Test
    void account_that_nobody_knows() {
      world.job().ofUnknownAccount();
      world.endpoint("vpce-runtime").policy(policy(allow("sagemaker:InvokeEndpoint", SHADOW)));

      assertThat(finding("Clarify.19").reason())
          .isEqualTo(
              "whether the policy of vpce-runtime allows sagemaker:InvokeEndpoint on arn:aws:sagemaker:us-east-1:* is open: the account is unknown");
    }

    @Tag("R-14")
    @Test
    void only_the_endpoint_relied_on_is_judged() {
      world.without("vpce-runtime");
      world.endpoint("vpce-api").policy(policy());

      assertThat(finding("Clarify.19").evidence()).containsExactly("vpce-api");
    }

    @Test
    void no_endpoint_at_all() {
      world.without("vpce-runtime").without("vpce-api");

      assertThat(finding("Clarify.19").reason()).isEqualTo(NOTHING);
    }

    @Test
    void analysis_without_predictions() {
      world.analysis().methods("report").withoutPredictor();
      world.endpoint("vpce-api").policy(policy());

      assertThat(finding("Clarify.19").reason()).isEqualTo(NOTHING);
    }

    @Test
    void bias_definition_calls_nothing() {
      world.job().asBiasDefinition();
      world.endpoint("vpce-api").policy(policy());

      assertThat(finding("Clarify.19").reason()).isEqualTo(NOTHING);
    }

    @Test
    void explainability_definition_makes_the_jobs_calls() {
      world.job().asExplainabilityDefinition();
      world.endpoint("vpce-runtime").policy(policy());

      assertThat(finding("Clarify.19").reason())
          .isEqualTo(
              "the policy of vpce-runtime does not allow sagemaker:InvokeEndpoint on " + SHADOW);
    }

    @Test
    void definition_invokes_the_endpoint_that_it_monitors() {
      world.addSageMakerEndpoint("live", "credit").analysis().withoutPredictor();
      world.job().asExplainabilityDefinition().monitoring("live");
      world.endpoint("vpce-runtime").policy(policy());

      assertThat(finding("Clarify.19").reason())
          .isEqualTo(
              "the policy of vpce-runtime does not allow sagemaker:InvokeEndpoint on %sendpoint/live"
                  .formatted(SAGEMAKER));
    }

    @Test
    void remediation_adds_a_statement() {
      world.endpoint("vpce-runtime").policy(policy());
      var statement =
          "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"sagemaker:InvokeEndpoint\"],\"Resource\":[\"%s\"]}"
              .formatted(SHADOW);

      assertThat(remediation("Clarify.19"))
          .isEqualTo(
              new Remediation(
                  "Add to the policy of vpce-runtime: %s.".formatted(statement),
                  List.of(
                      "aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id vpce-runtime --policy-document '%s'"
                          .formatted(policy(statement))),
                  List.of()));
    }
  }
}
