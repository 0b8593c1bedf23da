package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.Permission.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.world.World;
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
            "aws ec2 create-vpc-endpoint --region us-east-1 --vpc-id vpc-1 --vpc-endpoint-type Gateway --service-name com.amazonaws.us-east-1.s3 --route-table-ids rtb-a rtb-b");
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
    world.without("vpce-api").addSubnet("subnet-c").inZone("use1-az1").inZoneNamed("us-east-1a");
    world.job().subnets("subnet-a", "subnet-c", "subnet-b");

    assertThat(of("Clarify.7").cli())
        .last()
        .asString()
        .startsWith(
            "aws ec2 create-vpc-endpoint --region us-east-1 --vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sagemaker.api --subnet-ids subnet-a subnet-b ")
        .endsWith(" --private-dns-enabled");
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
    world.without("vpce-api").job().securityGroups("sg-gone", "sg-job");

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
}
