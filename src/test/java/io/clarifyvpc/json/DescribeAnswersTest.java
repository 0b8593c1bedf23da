package io.clarifyvpc.json;

import static io.clarifyvpc.json.WrittenAnswers.SUBNET;
import static io.clarifyvpc.json.WrittenAnswers.gapsOf;
import static io.clarifyvpc.json.WrittenAnswers.known;
import static io.clarifyvpc.json.WrittenAnswers.reason;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an answer, what is none, and what is there of all of them. */
class DescribeAnswersTest {
  private final WrittenAnswers answers = new WrittenAnswers();

  @Test
  void without_any_answer_everything_is_a_gap() {
    var nothing = answers.snapshot();

    assertThat(nothing.subnets())
        .isEqualTo(
            Reading.unread(
                Fact.SUBNETS.gap(
                    "no file has Subnets: add the answer of `aws ec2 describe-subnets`")));
    assertThat(
            List.of(
                nothing.routeTables(),
                nothing.securityGroups(),
                nothing.securityGroupVpcAssociations(),
                nothing.networkAcls(),
                nothing.vpcEndpoints(),
                nothing.vpcs(),
                nothing.vpcAttributes(),
                nothing.dhcpOptions(),
                nothing.prefixLists(),
                nothing.natGateways(),
                nothing.instanceTypeOfferings(),
                nothing.hostedZones(),
                nothing.profileAssociations(),
                nothing.models().named("m"),
                nothing.endpoints().named("e"),
                nothing.endpointConfigs().named("c")))
        .allSatisfy(reading -> assertThat(reason(reading)).contains("`aws "));
  }

  @Tag("R-8")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subnets",
        "RouteTables",
        "SecurityGroups",
        "SecurityGroupVpcAssociations",
        "NetworkAcls",
        "VpcEndpoints",
        "Vpcs",
        "DhcpOptions",
        "PrefixLists",
        "NatGateways",
        "InstanceTypeOfferings",
        "HostedZoneSummaries",
        "ProfileAssociations"
      })
  void an_empty_list_is_a_fact_a_null_and_half_an_answer_are_gaps(String key) {
    answers.add("a.json", "{'%s': []}".formatted(key));
    assertThat(gapsOf(answers.snapshot())).doesNotContainKey(key);
    assertThat(answers.read().remarks()).isEmpty();

    var withNull = new DescribeAnswers();
    withNull.add("a.json", Json.parse("{\"%s\": []}".formatted(key).getBytes(UTF_8)));
    withNull.add("b.json", Json.parse("{\"%s\": null}".formatted(key).getBytes(UTF_8)));
    assertThat(gapsOf(withNull.snapshot(AnalysisConfigurations.none())))
        .containsEntry(key, "b.json: %s is null".formatted(key));

    answers.add("c.json", "{'%s': [], 'NextToken': 'x'}".formatted(key));
    assertThat(gapsOf(answers.snapshot()))
        .containsEntry(
            key,
            "c.json: %s stops at a NextToken: the rest of the answer is missing".formatted(key));
  }

  @Tag("R-8")
  @ParameterizedTest
  @ValueSource(strings = {"null", "''"})
  void a_next_token_without_content_is_the_end_of_the_answer(String token) {
    answers.add("a.json", "{'Subnets': [], 'Models': [], 'NextToken': %s}".formatted(token));

    assertThat(known(answers.snapshot().subnets())).isEmpty();
    assertThat(known(answers.snapshot().models().named("m"))).isEmpty();
  }

  @Test
  void several_answers_in_one_file_are_all_read() {
    answers.add("all.json", "{'Subnets': [%s], 'NatGateways': [], 'Vpcs': []}".formatted(SUBNET));

    assertThat(known(answers.snapshot().subnets())).hasSize(1);
    assertThat(known(answers.snapshot().natGateways())).isEmpty();
    assertThat(known(answers.snapshot().vpcs())).isEmpty();
  }

  @Test
  void unknown_keys_and_other_shapes_are_remarks() {
    answers.add("a.json", "{'Reservations': []}");
    answers.add("b.json", "[]");
    answers.add("c.json", "{'Subnets': [], 'a secret!': 1, 'B': 2, 'C': 3, 'D': 4}");
    answers.add("d.json", "{'InternetGateways': []}");

    assertThat(answers.read().remarks())
        .containsExactly(
            "a.json holds nothing under Reservations that is read",
            "b.json is not an answer of the AWS CLI and is not used",
            "c.json holds nothing under …, B, C and 1 more keys that is read");
  }

  @Test
  void many_files_with_keys_that_nothing_reads_are_one_remark() {
    for (int i = 1; i <= 25; i++) {
      answers.add("instances-%02d.json".formatted(i), "{'Reservations': []}");
    }
    answers.add("broken.json", "{");

    assertThat(answers.read().remarks())
        .satisfiesExactly(
            remark -> assertThat(remark).startsWith("broken.json is not JSON"),
            remark ->
                assertThat(remark)
                    .isEqualTo(
                        "25 files hold keys that nothing reads: instances-01.json,"
                            + " instances-02.json, instances-03.json and 22 more files"));
  }

  @Test
  void keys_in_another_case_are_not_taken_for_answers() {
    answers.add("expected.json", "{'subnets': []}");

    assertThat(answers.snapshot().subnets()).isInstanceOf(Reading.Unread.class);
    assertThat(answers.read().remarks()).hasSize(1);
  }

  @Tag("R-10")
  @Test
  void a_file_that_is_not_json_is_a_remark_and_what_it_begins_with_are_gaps() {
    answers.add("a.json", "{'Subnets': [], 'NatGateways': []}");
    answers.add("b.json", "{'Vpcs': [], 'Subnets': [%s".formatted(SUBNET));

    assertThat(answers.read().remarks())
        .singleElement()
        .asString()
        .startsWith("b.json is not JSON (line 1, column ");
    assertThat(reason(answers.snapshot().subnets())).startsWith("b.json: is not JSON");
    assertThat(answers.snapshot().vpcs()).isInstanceOf(Reading.Unread.class);
    assertThat(known(answers.snapshot().natGateways())).isEmpty();
  }

  @Tag("R-1")
  @Test
  void an_account_is_never_taken_from_a_subnet() {
    answers.add(
        "a.json",
        "{'Subnets': [{'SubnetId': 's', 'VpcId': 'v', 'CidrBlock': '10.0.0.0/24', 'OwnerId': '9',"
            + " 'SubnetArn': 'arn:aws:ec2:us-gov-west-1:9:subnet/s'}]}");

    assertThat(answers.read().accounts()).isEmpty();
    assertThat(answers.read().regions()).isEqualTo(Set.of("us-gov-west-1"));
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1a, us-east-1",
    "us-west-2-lax-1a, us-west-2",
    "us-east-1-wl1-bos-wlz-1, us-east-1",
    "us-gov-west-1a, us-gov-west-1",
    "eusc-de-east-1b, eusc-de-east-1",
    "use1-az1,",
    "us-east-1,"
  })
  void the_region_of_a_zone_is_told_by_its_name(String zone, String region) {
    assertThat(DescribeAnswers.regionOf(zone)).isEqualTo(Optional.ofNullable(region));
  }

  @Tag("R-24")
  @Test
  void block_public_access_is_read_from_the_subnet_and_not_from_its_vpc() {
    var blocked = "'BlockPublicAccessStates': {'InternetGatewayBlockMode': 'block-bidirectional'}";
    answers.add("vpcs.json", "{'Vpcs': [{'VpcId': 'vpc-a', %s}]}".formatted(blocked));
    answers.add(
        "subnets.json",
        "{'Subnets': [{'SubnetId': 'subnet-a', 'VpcId': 'vpc-a'}, {'SubnetId': 'subnet-b', 'VpcId': 'vpc-a', %s}]}"
            .formatted(blocked));

    assertThat(known(answers.snapshot().subnets()))
        .extracting(Subnet::subnetId, Subnet::internetGatewayBlockMode)
        .containsExactly(
            tuple("subnet-a", Optional.empty()),
            tuple("subnet-b", Optional.of("block-bidirectional")));
  }

  @Test
  void thousands_of_subnets_are_fine() {
    var subnets =
        IntStream.range(0, 5_000)
            .mapToObj(i -> SUBNET.replace("subnet-a", "subnet-" + i))
            .collect(Collectors.joining(","));
    answers.add("a.json", "{'Subnets': [%s]}".formatted(subnets));
    answers.add("b.json", "{'Subnets': [%s]}".formatted(subnets));

    assertThat(new ArrayList<>(known(answers.snapshot().subnets()))).hasSize(5_000);
  }
}
