package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.Permission.tcp;
import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.control.CloudFormationResource;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.world.Permission;
import io.clarifyvpc.world.World;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The smallest change that makes a control compliant, with the real ids. */
class RemediationScenariosTest {
  private final World world = World.compliant();

  private Remediation of(String control) {
    return remediation(world.assess().getFirst(), control);
  }

  private static Remediation remediation(Assessment assessment, String control) {
    return assessment.findings().stream()
        .filter(finding -> finding.control().equals(control))
        .filter(finding -> finding.compliance() == Compliance.NON_COMPLIANT)
        .findFirst()
        .flatMap(finding -> finding.remediation())
        .orElseThrow();
  }

  @Test
  void gateway_endpoint_is_added_to_the_table_at_fault_only() {
    world.routeTable("rtb-b").without("pl-s3");

    assertThat(of("Clarify.6").text())
        .isEqualTo("Associate the S3 gateway endpoint vpce-s3 with rtb-b.");
    assertThat(of("Clarify.6").cli())
        .containsExactly(
            "aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id vpce-s3 --add-route-table-ids rtb-b");
  }

  @Test
  void gateway_endpoint_is_created_for_the_tables_at_fault() {
    world.without("vpce-s3").routeTable("rtb-a").without("pl-s3");
    world.routeTable("rtb-b").without("pl-s3");

    assertThat(of("Clarify.6").cli())
        .containsExactly(
            "aws ec2 create-vpc-endpoint --region us-east-1 --vpc-id vpc-1 --vpc-endpoint-type Gateway --service-name com.amazonaws.us-east-1.s3 --route-table-ids rtb-a rtb-b --policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"s3:GetObject\",\"s3:PutObject\",\"s3:ListBucket\",\"s3:GetBucketLocation\"],\"Resource\":\"*\"}]}'");
  }

  @Test
  void private_dns_is_turned_on() {
    world.endpoint("vpce-api").privateDns(false);

    assertThat(of("Clarify.7").cli())
        .containsExactly(
            "aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id vpce-api --private-dns-enabled");
  }

  @Test
  void closed_endpoint_is_opened_to_the_workloads_group() {
    world.securityGroup("sg-endpoint").inbound(tcp(80).group("sg-job"));

    assertThat(of("Clarify.8").cli())
        .containsExactly(
            "aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-endpoint --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-job}]'");
  }

  /** F-22: one endpoint subnet a zone. */
  @Test
  void interface_endpoint_is_created_with_one_subnet_a_zone() {
    world
        .without("vpce-api")
        .without("vpce-runtime")
        .addSubnet("subnet-c")
        .inZone("use1-az1")
        .inZoneNamed("us-east-1a");
    world.job().subnets("subnet-a", "subnet-c", "subnet-b");

    assertThat(of("Clarify.7").cli())
        .last()
        .asString()
        .startsWith(
            "aws ec2 create-vpc-endpoint --region us-east-1 --vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sagemaker.api --subnet-ids subnet-a subnet-b ")
        .endsWith(" --private-dns-enabled");
  }

  @Test
  void interface_endpoint_is_created_like_the_one_beside_it() {
    world.without("vpce-api");

    assertThat(world).requireThatRemediationsMend();
    assertThat(of("Clarify.7").cli())
        .containsExactly(
            "aws ec2 create-vpc-endpoint --region us-east-1 --vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sagemaker.api --subnet-ids subnet-a subnet-b --security-group-ids sg-endpoint --private-dns-enabled");
  }

  /** Without any endpoint to copy from, a group of its own, which both sides let through. */
  @Test
  void first_interface_endpoint_has_a_group_that_lets_the_workload_in_and_is_let_out_to() {
    world.without("vpce-api").without("vpce-runtime");
    world
        .securityGroup("sg-job")
        .outbound(tcp(443).prefixList("pl-s3"), tcp(1, 65535).group("sg-job"));

    assertThat(world).requireThatRemediationsMend();
    assertThat(of("Clarify.7").cli())
        .containsExactly(
            "ENDPOINT_GROUP=$(aws ec2 create-security-group --region us-east-1 --vpc-id vpc-1 --group-name com-amazonaws-us-east-1-sagemaker-api --description 'HTTPS to com.amazonaws.us-east-1.sagemaker.api' --query GroupId --output text)",
            "aws ec2 authorize-security-group-ingress --region us-east-1 --group-id \"$ENDPOINT_GROUP\" --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-job}]'",
            "aws ec2 authorize-security-group-egress --region us-east-1 --group-id sg-job --ip-permissions \"IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=$ENDPOINT_GROUP}]\"",
            "aws ec2 create-vpc-endpoint --region us-east-1 --vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sagemaker.api --subnet-ids subnet-a subnet-b --security-group-ids \"$ENDPOINT_GROUP\" --private-dns-enabled");
    assertThat(of("Clarify.7").cloudFormation())
        .extracting(CloudFormationResource::logicalId)
        .containsExactly(
            "SecurityGroupVpc1SAGEMAKERAPI",
            "SecurityGroupIngressSAGEMAKERAPIHttpsSgJob",
            "SecurityGroupEgressSgJobHttpsSAGEMAKERAPI",
            "VPCEndpointInterfaceVpc1SAGEMAKERAPI");
  }

  /** Both interface endpoints have one group: a second, equal rule would be refused. */
  @Test
  void rule_towards_two_endpoints_of_one_group_is_added_once() {
    world
        .securityGroup("sg-job")
        .outbound(tcp(443).prefixList("pl-s3"), tcp(1, 400).group("sg-job"));

    assertThat(of("Clarify.10").cli()).hasSize(1);
    assertThat(world).requireThatRemediationsMend();
  }

  @Test
  void acl_entries_take_free_numbers_before_the_first_deny() {
    world
        .addNetworkAcl("acl-narrow")
        .forSubnets("subnet-a")
        .denyOut(100, 443, 443, "0.0.0.0/0")
        .allowOut(99, 80, 80, "0.0.0.0/0")
        .passingEverything(200, "0.0.0.0/0");

    assertThat(world).requireThatRemediationsMend();
    assertThat(of("Clarify.11").cli())
        .first()
        .isEqualTo(
            "aws ec2 create-network-acl-entry --region us-east-1 --network-acl-id acl-narrow --rule-number 98 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 52.216.0.0/15 --rule-action allow");
  }

  @Test
  void acl_without_a_free_number_is_left_to_people() {
    world
        .addNetworkAcl("acl-narrow")
        .forSubnets("subnet-a")
        .denyOut(1, 443, 443, "0.0.0.0/0")
        .passingEverything(200, "0.0.0.0/0");

    assertThat(of("Clarify.11").text()).startsWith("Make room in acl-narrow below rule 1");
    assertThat(of("Clarify.11").cli()).isEmpty();
  }

  /** Ranges of a prefix list count as entries; 20 a direction is the default quota. */
  @Test
  void many_acl_entries_become_one() {
    var ranges = IntStream.range(0, 20).mapToObj("3.%d.0.0/24"::formatted).toArray(String[]::new);
    world.without("pl-s3").addPrefixList("pl-s3", "com.amazonaws.us-east-1.s3", ranges);
    world.addNetworkAcl("acl-closed").forSubnets("subnet-a");

    assertThat(world).requireThatRemediationsMend();
    assertThat(of("Clarify.11").cli())
        .filteredOn(command -> command.contains("--egress"))
        .hasSize(2)
        .allMatch(command -> command.contains("--cidr-block 0.0.0.0/0"));
  }

  @Test
  void dns_attributes_are_turned_on_before_private_dns() {
    world.vpc("vpc-1").dnsHostnames(false);
    world.endpoint("vpce-api").privateDns(false);

    assertThat(world).requireThatRemediationsMend();
    assertThat(of("Clarify.7").cli())
        .first()
        .asString()
        .contains("modify-vpc-attribute", "--enable-dns-hostnames");
  }

  @Test
  void group_of_another_vpc_is_associated() {
    world.withAnotherVpc().job().securityGroups("sg-job", "sg-x");

    assertThat(world).requireThatRemediationsMend();
    assertThat(of("Clarify.3").cli())
        .containsExactly(
            "aws ec2 associate-security-group-vpc --region us-east-1 --group-id sg-x --vpc-id vpc-1");
  }

  @Test
  void default_group_cannot_be_associated() {
    world.withAnotherVpc().securityGroup("sg-x").named("default");
    world.job().securityGroups("sg-job", "sg-x");

    assertThat(of("Clarify.3").cli()).isEmpty();
  }

  @Test
  void internet_gateway_route_is_taken_out() {
    world.routeTable("rtb-a").route("0.0.0.0/0", "igw-1").route("::/0", "igw-1");

    assertThat(world).requireThatRemediationsMend();
    assertThat(of("Clarify.4").cli())
        .containsExactly(
            "aws ec2 delete-route --region us-east-1 --route-table-id rtb-a --destination-cidr-block 0.0.0.0/0",
            "aws ec2 delete-route --region us-east-1 --route-table-id rtb-a --destination-ipv6-cidr-block ::/0");
  }

  @Test
  void internet_gateway_route_stays_where_a_nat_gateway_needs_it() {
    world.routeTable("rtb-a").route("0.0.0.0/0", "igw-1");
    world.routeTable("rtb-b").route("0.0.0.0/0", "nat-1");

    assertThat(of("Clarify.4").text()).contains("Leave the routes in place");
    assertThat(of("Clarify.4").cli()).isEmpty();
  }

  /** The VPC's own name servers stay. */
  @Test
  void dhcp_options_keep_what_they_hold() {
    world
        .without("dopt-1")
        .addDhcpOptions("dopt-1", Map.of("domain-name-servers", List.of("10.0.0.2", "10.9.9.9")));

    assertThat(world).requireThatRemediationsMend();
    assertThat(of("Clarify.20").cli())
        .first()
        .asString()
        .contains("Key=domain-name-servers,Values=10.0.0.2,10.9.9.9");
  }

  /** What one of job and model needs alone would shut the other out. */
  @Test
  void full_access_is_narrowed_to_what_job_and_model_need() {
    world.endpoint("vpce-s3").withoutPolicyInTheAnswer();

    assertThat(world).requireThatRemediationsMend();
    assertThat(of("Clarify.18").cli())
        .isEqualTo(remediation(world.assess().getLast(), "Clarify.18").cli());
  }

  @Test
  void default_group_stays_closed_where_another_can_take_the_rule() {
    world.securityGroup("sg-default").inbound();
    world.addSecurityGroup("sg-more");
    world.securityGroup("sg-endpoint").inbound(tcp(443).range("10.0.0.0/16"));
    world.job().securityGroups("sg-default", "sg-more");

    assertThat(world).requireThatRemediationsMend();
    assertThat(of("Clarify.9").cli()).allMatch(command -> command.contains("--group-id sg-more"));
  }

  @Test
  void full_group_is_left_to_people() {
    world
        .securityGroup("sg-endpoint")
        .inbound(
            IntStream.range(0, 60)
                .mapToObj(i -> tcp(80).range("10.7.%d.0/24".formatted(i)))
                .toArray(Permission[]::new));

    assertThat(of("Clarify.7").text())
        .contains("sg-endpoint holds as many rules as the default quota");
  }

  @Test
  void self_rule_is_added_in_the_direction_that_is_closed() {
    world.securityGroup("sg-job").inbound();

    assertThat(of("Clarify.9").cli())
        .containsExactly(
            "aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-job --ip-permissions 'IpProtocol=-1,UserIdGroupPairs=[{GroupId=sg-job}]'");
  }

  /** A group that does not exist cannot be named in a rule. */
  @Test
  void advice_names_a_group_that_exists() {
    world.without("vpce-api").without("vpce-runtime").job().securityGroups("sg-gone", "sg-job");

    assertThat(of("Clarify.7").cli())
        .noneMatch(command -> command.contains("sg-gone"))
        .anyMatch(command -> command.contains("GroupId=sg-job"));
  }

  @Test
  void default_group_of_an_endpoint_is_opened_by_its_id() {
    world.endpoint("vpce-api").groups();

    assertThat(of("Clarify.7").cli())
        .singleElement()
        .asString()
        .contains("authorize-security-group-ingress", "--group-id sg-default");
  }

  @Test
  void job_cannot_be_changed() {
    world.job().isolated();

    assertThat(of("Clarify.2").text())
        .startsWith("A job cannot be changed:")
        .contains("next run", "EnableNetworkIsolation off");
    assertThat(of("Clarify.2").cli()).isEmpty();
  }

  @Test
  void model_cannot_be_changed_and_the_finding_stays_until_it_is_gone() {
    world.subnet("subnet-b").inZone("use1-az1");

    assertThat(remediation(world.assess().getLast(), "Clarify.14").text())
        .startsWith("A model cannot be changed: create a new one with subnets of at least two")
        .contains("delete this one", "the finding stays until it is gone");
  }

  /** One after the other: nothing of the model itself has to change. */
  @Test
  void network_of_the_model_behind_is_mended_in_all() {
    world.job().subnets("subnet-a");
    world.routeTable("rtb-b").without("pl-s3");
    world.addNetworkAcl("acl-a").forSubnets("subnet-a").passingEverything(100, "10.0.0.0/16");

    assertThat(world).requireThatRemediationsMend();
    assertThat(of("Clarify.16").text())
        .isEqualTo(
            "Associate the S3 gateway endpoint vpce-s3 with rtb-b. Mend Clarify.11, too: Let TCP 443 (52.216.0.0/15), TCP 443 (3.5.0.0/19) pass acl-a outbound. Let TCP 1024-65535 (52.216.0.0/15), TCP 1024-65535 (3.5.0.0/19) pass acl-a inbound.");
    assertThat(of("Clarify.16").cli())
        .containsExactly(
            "aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id vpce-s3 --add-route-table-ids rtb-b");
  }

  /** What is done for a model that has to go is done in vain. */
  @Test
  void model_behind_that_has_to_be_replaced_comes_first() {
    world.job().subnets("subnet-a");
    world.subnet("subnet-b").inZone("use1-az1");
    world.routeTable("rtb-b").without("pl-s3");

    assertThat(of("Clarify.16").text())
        .isEqualTo(
            "A model cannot be changed: create a new one with subnets of at least two Availability Zones, point predictors and endpoints at it, and delete this one; the finding stays until it is gone. The new one has to meet Clarify.6, too: Associate the S3 gateway endpoint vpce-s3 with rtb-b.");
    assertThat(of("Clarify.16").cli()).isEmpty();
    assertThat(of("Clarify.16").cloudFormation()).isEmpty();
  }
}
