package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers as tests write them, in single quotes, and what came of them. */
final class WrittenAnswers {
  static final String SUBNET =
      "{'SubnetId': 'subnet-a', 'VpcId': 'vpc-a', 'CidrBlock': '10.0.0.0/24'}";

  private final DescribeAnswers answers = new DescribeAnswers();

  DescribeAnswers read() {
    return answers;
  }

  void add(String file, String content) {
    answers.add(file, content.replace('\'', '"').getBytes(UTF_8));
  }

  Snapshot snapshot() {
    return answers.snapshot(AnalysisConfigurations.none());
  }

  VpcEndpoint onlyEndpoint() {
    return known(snapshot().vpcEndpoints()).getFirst();
  }

  static <T> T known(Reading<T> reading) {
    return reading.orElse(gap -> {
      throw new AssertionError(gap.describe());
    });
  }

  static String reason(Reading<?> reading) {
    assertThat(reading).isInstanceOf(Reading.Unread.class);
    return ((Reading.Unread<?>) reading).gap().reason();
  }

  static Map<String, String> gapsOf(Snapshot snapshot) {
    return List.<Reading<?>>of(
            snapshot.subnets(),
            snapshot.routeTables(),
            snapshot.securityGroups(),
            snapshot.securityGroupVpcAssociations(),
            snapshot.networkAcls(),
            snapshot.vpcEndpoints(),
            snapshot.vpcs(),
            snapshot.dhcpOptions(),
            snapshot.prefixLists(),
            snapshot.natGateways(),
            snapshot.instanceTypeOfferings(),
            snapshot.hostedZones(),
            snapshot.profileAssociations())
        .stream()
        .filter(reading -> reading instanceof Reading.Unread<?>)
        .map(reading -> ((Reading.Unread<?>) reading).gap())
        .collect(Collectors.toMap(gap -> gap.fact().label(), gap -> gap.reason()));
  }

  static String table(String route) {
    return "{'RouteTables': [{'RouteTableId': 'rtb-a', 'VpcId': 'vpc-a', 'Associations': [], 'Routes': [%s]}]}"
        .formatted(route);
  }

  static String endpoint(String more) {
    return "{'VpcEndpointId': 'vpce-a', 'VpcId': 'vpc-a', 'ServiceName': 's', 'State': 'available'"
        + more
        + "}";
  }
}
