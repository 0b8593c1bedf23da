package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.ExpectedFinding.job;
import static io.clarifyvpc.world.ExpectedFinding.jobAndModel;
import static io.clarifyvpc.world.ExpectedFinding.model;
import static io.clarifyvpc.world.Permission.tcp;
import static io.clarifyvpc.world.WhatRestsOn.whatRestsOn;
import static io.clarifyvpc.world.WorldAssert.assertThat;

import io.clarifyvpc.network.Service;
import io.clarifyvpc.world.ExpectedFinding;
import io.clarifyvpc.world.World;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clarify.6: the way to S3. */
class S3ScenariosTest {
  private static final String S3 = "com.amazonaws.us-east-1.s3";

  private final World world = World.compliant();

  private static ExpectedFinding onlySubnetBFails(String nearMiss) {
    return jobAndModel("Clarify.6")
        .nonCompliant("subnet-b: no endpoint (%s) and no egress through rtb-b".formatted(nearMiss))
        .evidence("subnet-b", "rtb-b", "vpce-s3");
  }

  private static ExpectedFinding bothSubnetsFail(String nearMiss) {
    return jobAndModel("Clarify.6")
        .nonCompliant(
            "subnet-a: no endpoint (%1$s) and no egress through rtb-a; subnet-b: no endpoint (%1$s) and no egress through rtb-b"
                .formatted(nearMiss))
        .evidence("subnet-a", "subnet-b", "rtb-a", "vpce-s3", "rtb-b");
  }

  private static ExpectedFinding noEndpointAtAll() {
    return jobAndModel("Clarify.6")
        .nonCompliant(
            "subnet-a: no endpoint and no egress through rtb-a; subnet-b: no endpoint and no egress through rtb-b")
        .evidence("subnet-a", "subnet-b", "rtb-a", "rtb-b");
  }

  @Test
  void no_s3_endpoint() {
    world.without("vpce-s3");
    world.routeTable("rtb-a").without("pl-s3");
    world.routeTable("rtb-b").without("pl-s3");

    assertThat(world).differsFromCompliantOnlyBy(noEndpointAtAll(), whatRestsOn("Clarify.6"));
  }

  /** F-16: an available gateway endpoint may have no route table at all. */
  @Test
  void s3_gateway_endpoint_without_a_route_table() {
    world.endpoint("vpce-s3").gateway();
    world.routeTable("rtb-a").without("pl-s3");
    world.routeTable("rtb-b").without("pl-s3");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .nonCompliant(
                    "subnet-a: no endpoint (vpce-s3 is not routed to by rtb-a) and no egress through rtb-a; subnet-b: no endpoint (vpce-s3 is not routed to by rtb-b) and no egress through rtb-b")
                .evidence("subnet-a", "subnet-b", "rtb-a", "vpce-s3", "rtb-b"),
            whatRestsOn("Clarify.6"));
  }

  @Test
  void s3_gateway_endpoint_on_the_wrong_route_table() {
    world.routeTable("rtb-b").without("pl-s3");
    world.routeTable("rtb-main").route("pl-s3", "vpce-s3");

    assertThat(world)
        .differsFromCompliantOnlyBy(onlySubnetBFails("vpce-s3 is not routed to by rtb-b"));
  }

  @Test
  void s3_gateway_endpoint_covers_one_subnet_of_two() {
    world.routeTable("rtb-b").without("pl-s3");

    assertThat(world)
        .differsFromCompliantOnlyBy(onlySubnetBFails("vpce-s3 is not routed to by rtb-b"));
  }

  @Test
  void subnet_moved_to_the_main_table_loses_the_gateway_endpoint() {
    world.routeTable("rtb-b").withoutAssociations();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .nonCompliant(
                    "subnet-b: no endpoint (vpce-s3 is not routed to by rtb-main) and no egress through rtb-main")
                .evidence("subnet-b", "rtb-main", "vpce-s3"));
  }

  @Test
  void dynamodb_gateway_endpoint_in_place_of_s3() {
    world.addEndpoint("vpce-dynamodb", "com.amazonaws.us-east-1.dynamodb").gateway("rtb-b");
    world.routeTable("rtb-b").without("pl-s3").route("pl-dynamodb", "vpce-dynamodb");

    assertThat(world)
        .differsFromCompliantOnlyBy(onlySubnetBFails("vpce-s3 is not routed to by rtb-b"));
  }

  @Test
  void firewall_route_is_no_gateway_endpoint() {
    world.routeTable("rtb-b").without("pl-s3").route("10.9.0.0/16", "vpce-firewall");

    assertThat(world)
        .differsFromCompliantOnlyBy(onlySubnetBFails("vpce-s3 is not routed to by rtb-b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"blackhole", "a-state-to-come"})
  void prefix_list_route_that_is_not_active(String state) {
    world.routeTable("rtb-b").without("pl-s3").route("pl-s3", "vpce-s3", state);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            onlySubnetBFails("vpce-s3 is behind a route in state %s in rtb-b".formatted(state)));
  }

  @Test
  void prefix_list_route_to_another_endpoint_than_the_listed_one() {
    world.routeTable("rtb-b").without("pl-s3").route("pl-s3", "vpce-deleted");

    assertThat(world)
        .differsFromCompliantOnlyBy(onlySubnetBFails("vpce-s3 is not routed to by rtb-b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pending",
        "pendingAcceptance",
        "deleting",
        "Deleted",
        "failed",
        "a-state-to-come"
      })
  void s3_gateway_endpoint_that_is_not_available(String state) {
    world.endpoint("vpce-s3").state(state);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            bothSubnetsFail("vpce-s3 is " + state), whatRestsOn("Clarify.6"));
  }

  /** F-15: the API's spelling and the SDK's. */
  @ParameterizedTest
  @ValueSource(strings = {"available", "Available", "AVAILABLE"})
  void available_is_read_without_regard_to_case(String state) {
    world.endpoint("vpce-s3").state(state);
    world.endpoint("vpce-api").state(state);

    assertThat(world).isAsCompliant();
  }

  @Tag("R-10")
  @Test
  void same_endpoint_listed_twice_counts_as_available() {
    world.endpoint("vpce-s3").listedBeforeInState("pending");
    world.endpoint("vpce-api").listedBeforeInState("deleting");

    assertThat(world).isAsCompliant();
  }

  /** F-13. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.amazonaws.us-west-2.s3",
        "com.amazonaws.us-east-1.s3express",
        "com.amazonaws.us-east-1.s3tables",
        "com.amazonaws.us-east-1.s3vectors",
        "com.amazonaws.us-east-1.s3-outposts",
        "com.amazonaws.s3-global.accesspoint",
        "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b",
        "cn.com.amazonaws.us-east-1.s3"
      })
  void gateway_endpoint_of_another_service(String service) {
    world.endpoint("vpce-s3").service(service);

    assertThat(world).differsFromCompliantOnlyBy(noEndpointAtAll(), whatRestsOn("Clarify.6"));
  }

  @Test
  void gateway_endpoint_of_another_service_region() {
    world.endpoint("vpce-s3").ofRegion("us-west-2");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            bothSubnetsFail("vpce-s3 serves region us-west-2"), whatRestsOn("Clarify.6"));
  }

  @Test
  void gateway_endpoint_that_names_its_own_region() {
    world.endpoint("vpce-s3").ofRegion("us-east-1");

    assertThat(world).isAsCompliant();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GatewayLoadBalancer", "ServiceNetwork", "ATypeToCome"})
  void endpoint_of_a_type_that_serves_no_s3(String type) {
    world.endpoint("vpce-s3").type(type);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            bothSubnetsFail("vpce-s3 is of type " + type), whatRestsOn("Clarify.6"));
  }

  @Test
  void gateway_endpoint_of_another_vpc() {
    world.endpoint("vpce-s3").inVpc("vpc-2");

    assertThat(world).differsFromCompliantOnlyBy(noEndpointAtAll(), whatRestsOn("Clarify.6"));
  }

  /** F-16: two gateways for one service. */
  @Test
  void second_gateway_endpoint_for_the_second_table() {
    world.addEndpoint("vpce-s3-b", S3).gateway("rtb-b");
    world.routeTable("rtb-b").without("pl-s3").route("pl-s3", "vpce-s3-b");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .compliant(
                    "subnet-a: gateway endpoint vpce-s3; subnet-b: gateway endpoint vpce-s3-b")
                .evidence("subnet-a", "subnet-b", "vpce-s3", "rtb-a", "vpce-s3-b", "rtb-b"));
  }

  @Test
  void closed_interface_endpoint_without_private_dns_leaves_the_gateway_in_use() {
    world.addSecurityGroup("sg-closed");
    world.addEndpoint("vpce-s3-if", S3).groups("sg-closed").privateDns(false);

    assertThat(world).isAsCompliant();
  }

  @Test
  void closed_interface_endpoint_that_is_pending_leaves_the_gateway_in_use() {
    world.addSecurityGroup("sg-closed");
    world.addEndpoint("vpce-s3-if", S3).groups("sg-closed").state("pending");

    assertThat(world).isAsCompliant();
  }

  @Test
  void closed_interface_endpoint_without_a_subnet_leaves_the_gateway_in_use() {
    world.addSecurityGroup("sg-closed");
    world.addEndpoint("vpce-s3-if", S3).groups("sg-closed").subnets();

    assertThat(world).isAsCompliant();
  }

  @Test
  void open_interface_endpoint_serves_subnets_that_no_gateway_covers() {
    world.addEndpoint("vpce-s3-if", S3);
    world.routeTable("rtb-b").without("pl-s3");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .compliant("subnet-a, subnet-b: interface endpoint vpce-s3-if")
                .evidence("subnet-a", "subnet-b", "vpce-s3-if"));
  }

  @Test
  void one_of_two_interface_endpoints_that_answer_admits_the_workload() {
    world.addSecurityGroup("sg-closed");
    world.addEndpoint("vpce-s3-closed", S3).groups("sg-closed");
    world.addEndpoint("vpce-s3-open", S3);

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .compliant("subnet-a, subnet-b: interface endpoint vpce-s3-open")
                .evidence("subnet-a", "subnet-b", "vpce-s3-open"));
  }

  /** its groups unread, nothing else is looked at, not even the good gateway. */
  @Tag("R-8")
  @Tag("R-13")
  @Test
  void interface_endpoint_whose_group_is_absent_from_the_answer() {
    world.addEndpoint("vpce-s3-if", S3).groups("sg-unlisted");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .undetermined(
                    "subnet-a, subnet-b: SecurityGroups unread (ec2:DescribeSecurityGroups): the answer lacks sg-unlisted")
                .evidence("subnet-a", "subnet-b"),
            whatRestsOn("Clarify.6")
                .isUndetermined(
                    Service.S3,
                    "SecurityGroups unread (ec2:DescribeSecurityGroups): the answer lacks sg-unlisted"));
  }

  @Tag("R-9")
  @Test
  void interface_endpoint_whose_private_dns_is_not_told() {
    world.addEndpoint("vpce-s3-if", S3).withoutPrivateDnsInTheAnswer();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .undetermined(
                    "subnet-a, subnet-b: VpcEndpoints unread (ec2:DescribeVpcEndpoints): the answer lacks PrivateDnsEnabled of vpce-s3-if")
                .evidence("subnet-a", "subnet-b"),
            whatRestsOn("Clarify.6")
                .isUndetermined(
                    Service.S3,
                    "VpcEndpoints unread (ec2:DescribeVpcEndpoints): the answer lacks PrivateDnsEnabled of vpce-s3-if"));
  }

  /** judged subnet by subnet. */
  @Tag("R-13")
  @Test
  void interface_endpoint_admits_one_subnet_of_two() {
    world.addSecurityGroup("sg-half").inbound(tcp(443).range("10.0.1.0/24"));
    world.addEndpoint("vpce-s3-if", S3).groups("sg-half");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            jobAndModel("Clarify.6")
                .nonCompliant(
                    "subnet-b: vpce-s3-if answers the service's name for the whole VPC and does not admit TCP 443 from here")
                .evidence("subnet-b", "vpce-s3-if", "sg-half"));
  }

  @Test
  void model_without_files_in_s3_needs_no_s3() {
    world.model("credit").withoutFilesInS3();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.6").notApplicable("the model has no model files in S3"),
            whatRestsOn("Clarify.6").ofModel());
  }

  @Test
  void model_without_files_in_s3_stays_compliant_where_the_job_fails() {
    world.model("credit").withoutFilesInS3();
    world.routeTable("rtb-b").without("pl-s3");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            model("Clarify.6").notApplicable("the model has no model files in S3"),
            job("Clarify.6")
                .nonCompliant(
                    "subnet-b: no endpoint (vpce-s3 is not routed to by rtb-b) and no egress through rtb-b")
                .evidence("subnet-b", "rtb-b", "vpce-s3"),
            whatRestsOn("Clarify.6").ofModel());
  }

  @Test
  void packaged_model_is_taken_to_have_files_in_s3() {
    world.model("credit").packagedInItsSecondContainer();
    world.routeTable("rtb-b").without("pl-s3");

    assertThat(world)
        .differsFromCompliantOnlyBy(
            onlySubnetBFails("vpce-s3 is not routed to by rtb-b"),
            model("Clarify.18")
                .undetermined(
                    "whether the policy of vpce-s3 allows s3:GetObject on * is open: where the files of the model package credit-package lie is unknown")
                .evidence("vpce-s3"));
  }

  @Test
  void region_that_nobody_knows() {
    var unknown =
        "region unknown: no ARN, zone or setting tells it, and with it the service's name";
    world.job().inUnknownRegion();

    assertThat(world)
        .differsFromCompliantOnlyBy(
            job("Clarify.6").undetermined(unknown),
            job("Clarify.7").undetermined(unknown),
            job("Clarify.8").undetermined(unknown),
            whatRestsOn("Clarify.6", "Clarify.7", "Clarify.8").ofJob().isUndetermined(unknown));
  }
}
