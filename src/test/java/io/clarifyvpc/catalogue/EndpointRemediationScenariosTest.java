package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.Permission.tcp;
import static io.clarifyvpc.world.WorldAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.world.Permission;
import io.clarifyvpc.world.World;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Clarify.6, 7 and 8 advise, in full: a way that is opened is open to its end. */
class EndpointRemediationScenariosTest {
  private static final String API = "com.amazonaws.us-east-1.sagemaker.api";
  private static final String API_HOST = "api.sagemaker.us-east-1.amazonaws.com";

  private final World world = World.compliant();

  /** The text, and behind it the commands without their region. */
  private void advises(String control, String text, String... commands) {
    var remediation = of(control);
    assertThat(remediation.text()).isEqualTo(text);
    assertThat(remediation.cli())
        .containsExactlyElementsOf(
            Arrays.stream(commands)
                .map(command -> command.replaceFirst("aws ec2 \\S+", "$0 --region us-east-1"))
                .toList());
  }

  private Remediation of(String control) {
    return world.assess().getFirst().findings().stream()
        .filter(finding -> finding.control().equals(control))
        .filter(finding -> finding.compliance() == Compliance.NON_COMPLIANT)
        .findFirst()
        .flatMap(Finding::remediation)
        .orElseThrow();
  }

  private static String policy(String effect, String action, String resource) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}"
        .formatted(statement(effect, action, resource));
  }

  private static String statement(String effect, String action, String resource) {
    return "{\"Effect\":\"%s\",\"Principal\":\"*\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
        .formatted(effect, action, resource);
  }

  private void closed() {
    world.securityGroup("sg-endpoint").inbound();
  }

  @Test
  void closed_endpoint_beside_names_that_are_off() {
    closed();
    world.vpc("vpc-1").dnsSupport(false);

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.7",
        "Turn enableDnsSupport of vpc-1 on. Let TCP 443 from sg-job into sg-endpoint of vpce-api.",
        "aws ec2 modify-vpc-attribute --vpc-id vpc-1 --enable-dns-support '{\"Value\":true}'",
        "aws ec2 authorize-security-group-ingress --group-id sg-endpoint --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-job}]'");
  }

  @Test
  void closed_endpoint_that_the_workload_does_not_let_out_to() {
    closed();
    world.securityGroup("sg-job").outbound(tcp(443).prefixList("pl-s3"));

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.7",
        "Let TCP 443 from sg-job into sg-endpoint of vpce-api. Let TCP 443 out of sg-job to it.",
        "aws ec2 authorize-security-group-ingress --group-id sg-endpoint --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-job}]'",
        "aws ec2 authorize-security-group-egress --group-id sg-job --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-endpoint}]'");
  }

  /** The group of an endpoint that is reached by ranges alone. */
  @Test
  void closed_endpoint_and_a_group_of_another_vpc() {
    closed();
    world.withAnotherVpc().job().securityGroups("sg-x");

    advises(
        "Clarify.7",
        "Let TCP 443 from the workload's subnets into sg-endpoint of vpce-api.",
        "aws ec2 authorize-security-group-ingress --group-id sg-endpoint --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,IpRanges=[{CidrIp=10.0.1.0/24},{CidrIp=10.0.2.0/24}]'");
  }

  @Test
  void closed_endpoint_behind_acls() {
    closed();
    world.endpoint("vpce-api").subnets("subnet-b");
    world.addNetworkAcl("acl-b").forSubnets("subnet-b").passingEverything(100, "52.216.0.0/14");
    world.without("pl-s3").addPrefixList("pl-s3", "com.amazonaws.us-east-1.s3", "52.216.0.0/15");

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.7",
        "Let TCP 443 from sg-job into sg-endpoint of vpce-api. Let TCP 443 (10.0.1.0/24), TCP 1024-65535 (10.0.1.0/24) pass acl-b inbound. Let TCP 1024-65535 (10.0.1.0/24), TCP 443 (10.0.1.0/24) pass acl-b outbound.",
        "aws ec2 authorize-security-group-ingress --group-id sg-endpoint --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-job}]'",
        "aws ec2 create-network-acl-entry --network-acl-id acl-b --rule-number 110 --ingress --protocol tcp --port-range From=443,To=443 --cidr-block 10.0.1.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-b --rule-number 120 --ingress --protocol tcp --port-range From=1024,To=65535 --cidr-block 10.0.1.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-b --rule-number 110 --egress --protocol tcp --port-range From=1024,To=65535 --cidr-block 10.0.1.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-b --rule-number 120 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 10.0.1.0/24 --rule-action allow");
  }

  @Test
  void closed_endpoint_with_a_policy_that_lacks_calls() {
    closed();
    world.endpoint("vpce-runtime").policy(policy("Allow", "sagemaker:DescribeEndpoint", "*"));

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.8",
        "Let TCP 443 from sg-job into sg-endpoint of vpce-runtime. Add to the policy of vpce-runtime: {\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"sagemaker:InvokeEndpoint\"],\"Resource\":[\"arn:aws:sagemaker:us-east-1:111122223333:endpoint/sagemaker-clarify-endpoint-*\"]}.",
        "aws ec2 authorize-security-group-ingress --group-id sg-endpoint --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-job}]'",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-runtime --policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sagemaker:DescribeEndpoint\",\"Resource\":\"*\"},{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"sagemaker:InvokeEndpoint\"],\"Resource\":[\"arn:aws:sagemaker:us-east-1:111122223333:endpoint/sagemaker-clarify-endpoint-*\"]}]}'");
  }

  @Test
  void closed_endpoint_with_a_policy_that_denies() {
    closed();
    world.endpoint("vpce-runtime").policy(policy("Deny", "*", "*"));

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.8",
        "Let TCP 443 from sg-job into sg-endpoint of vpce-runtime. Narrow the Deny in the policy of vpce-runtime so that it spares sagemaker:InvokeEndpoint on arn:aws:sagemaker:us-east-1:111122223333:endpoint/sagemaker-clarify-endpoint-*: no Allow beside it helps.",
        "aws ec2 authorize-security-group-ingress --group-id sg-endpoint --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-job}]'");
  }

  @Test
  void closed_s3_endpoint_with_full_access() {
    world
        .addEndpoint("vpce-s3i", "com.amazonaws.us-east-1.s3")
        .groups("sg-s3")
        .withoutPolicyInTheAnswer();
    world.addSecurityGroup("sg-s3");

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.6",
        "Let TCP 443 from sg-job into sg-s3 of vpce-s3i. The policy of vpce-s3i is full access: Clarify.18 says how to narrow it.",
        "aws ec2 authorize-security-group-ingress --group-id sg-s3 --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-job}]'");
  }

  @Test
  void pending_endpoint() {
    world.endpoint("vpce-api").state("PendingAcceptance");

    advises(
        "Clarify.7", "vpce-api is PendingAcceptance: accept it, or wait until it is available.");
  }

  @Test
  void endpoint_on_its_way_out() {
    world.endpoint("vpce-api").state("deleting");

    advises(
        "Clarify.7",
        "vpce-api is deleting and holds the private name: wait until it is gone. Create an interface endpoint for com.amazonaws.us-east-1.sagemaker.api in vpc-1, with private DNS, and with the subnets and security groups of vpce-runtime, which lets the workload in.",
        "aws ec2 create-vpc-endpoint --vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sagemaker.api --subnet-ids subnet-a subnet-b --security-group-ids sg-endpoint --private-dns-enabled");
  }

  @Test
  void endpoint_that_is_gone() {
    world.endpoint("vpce-api").state("failed");

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.7",
        "Create an interface endpoint for com.amazonaws.us-east-1.sagemaker.api in vpc-1, with private DNS, and with the subnets and security groups of vpce-runtime, which lets the workload in.",
        "aws ec2 create-vpc-endpoint --vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sagemaker.api --subnet-ids subnet-a subnet-b --security-group-ids sg-endpoint --private-dns-enabled");
  }

  @Test
  void available_endpoint_comes_before_one_that_is_not() {
    world.addEndpoint("vpce-0", API).state("pending");
    world.endpoint("vpce-api").privateDns(false);

    advises(
        "Clarify.7",
        "Turn private DNS of vpce-api on: Clarify cannot be told another host name.",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-api --private-dns-enabled");
  }

  @Test
  void pending_endpoint_comes_before_one_on_its_way_out() {
    world.without("vpce-api");
    world.addEndpoint("vpce-0", API).state("deleting");
    world.addEndpoint("vpce-1", API).state("pending");

    advises("Clarify.7", "vpce-1 is pending: accept it, or wait until it is available.");
  }

  @Test
  void endpoint_without_subnets_and_without_its_name() {
    world.addSubnet("subnet-c").inZone("use1-az1").inZoneNamed("us-east-1a");
    world.endpoint("vpce-api").subnets().privateDns(false);
    world.job().subnets("subnet-a", "subnet-c", "subnet-b");

    advises(
        "Clarify.7",
        "Give vpce-api one subnet a zone. Turn private DNS of vpce-api on: Clarify cannot be told another host name. Let TCP 443 out of sg-job to it.",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-api --add-subnet-ids subnet-a subnet-b",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-api --private-dns-enabled",
        "aws ec2 authorize-security-group-egress --group-id sg-job --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-endpoint}]'");
  }

  @Test
  void endpoint_without_its_name_and_closed() {
    world.endpoint("vpce-api").privateDns(false);
    closed();

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.7",
        "Turn private DNS of vpce-api on: Clarify cannot be told another host name. Let TCP 443 from sg-job into sg-endpoint of vpce-api.",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-api --private-dns-enabled",
        "aws ec2 authorize-security-group-ingress --group-id sg-endpoint --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-job}]'");
  }

  @Test
  void endpoint_without_subnets_behind_acls() {
    world.endpoint("vpce-api").subnets();
    world
        .networkAcl("acl-of-vpc-1")
        .passingNothing()
        .passingEverything(100, "3.5.0.0/19")
        .passingEverything(110, "52.216.0.0/15");

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.7",
        "Give vpce-api one subnet a zone. Let TCP 443 out of sg-job to it. Let TCP 443 (10.0.2.0/24), TCP 1024-65535 (10.0.1.0/24), TCP 443 (10.0.1.0/24), TCP 1024-65535 (10.0.2.0/24) pass acl-of-vpc-1 outbound. Let TCP 1024-65535 (10.0.2.0/24), TCP 443 (10.0.1.0/24), TCP 1024-65535 (10.0.1.0/24), TCP 443 (10.0.2.0/24) pass acl-of-vpc-1 inbound.",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-api --add-subnet-ids subnet-a subnet-b",
        "aws ec2 authorize-security-group-egress --group-id sg-job --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-endpoint}]'",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 120 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 10.0.2.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 130 --egress --protocol tcp --port-range From=1024,To=65535 --cidr-block 10.0.1.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 140 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 10.0.1.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 150 --egress --protocol tcp --port-range From=1024,To=65535 --cidr-block 10.0.2.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 120 --ingress --protocol tcp --port-range From=1024,To=65535 --cidr-block 10.0.2.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 130 --ingress --protocol tcp --port-range From=443,To=443 --cidr-block 10.0.1.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 140 --ingress --protocol tcp --port-range From=1024,To=65535 --cidr-block 10.0.1.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 150 --ingress --protocol tcp --port-range From=443,To=443 --cidr-block 10.0.2.0/24 --rule-action allow");
  }

  @Test
  void hosted_zone_of_the_name_is_in_the_way() {
    world.endpoint("vpce-api").privateDns(false);
    world.addHostedZone(API_HOST + ".", "vpc-1");

    advises(
        "Clarify.7",
        "Take vpc-1 off the hosted zone api.sagemaker.us-east-1.amazonaws.com. first: AWS refuses private DNS beside it. Turn private DNS of vpce-api on: Clarify cannot be told another host name.",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-api --private-dns-enabled");
  }

  @Test
  void hosted_zone_of_the_name_without_its_dot() {
    world.without("vpce-api").addHostedZone(API_HOST, "vpc-1");

    advises(
        "Clarify.7",
        "Take vpc-1 off the hosted zone api.sagemaker.us-east-1.amazonaws.com first: AWS refuses private DNS beside it. Create an interface endpoint for com.amazonaws.us-east-1.sagemaker.api in vpc-1, with private DNS, and with the subnets and security groups of vpce-runtime, which lets the workload in.",
        "aws ec2 create-vpc-endpoint --vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sagemaker.api --subnet-ids subnet-a subnet-b --security-group-ids sg-endpoint --private-dns-enabled");
  }

  @Test
  void hosted_zones_that_are_in_nobodys_way() {
    world.endpoint("vpce-api").privateDns(false);
    world
        .addHostedZone(API_HOST, "vpc-2")
        .addHostedZone("runtime.sagemaker.us-east-1.amazonaws.com", "vpc-1");

    advises(
        "Clarify.7",
        "Turn private DNS of vpce-api on: Clarify cannot be told another host name.",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-api --private-dns-enabled");
  }

  @Test
  void endpoint_like_the_one_beside_it() {
    world.without("vpce-api");

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.7",
        "Create an interface endpoint for com.amazonaws.us-east-1.sagemaker.api in vpc-1, with private DNS, and with the subnets and security groups of vpce-runtime, which lets the workload in.",
        "aws ec2 create-vpc-endpoint --vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sagemaker.api --subnet-ids subnet-a subnet-b --security-group-ids sg-endpoint --private-dns-enabled");
  }

  /** Nothing relied on what the new endpoint's group is let out to. */
  @Test
  void endpoint_like_an_idle_one_that_the_workload_does_not_let_out_to() {
    world.without("vpce-api").without("vpce-runtime");
    world
        .addEndpoint("vpce-s3i", "com.amazonaws.us-east-1.s3")
        .privateDnsOnlyForInboundResolverEndpoint();
    world.securityGroup("sg-job").outbound(tcp(443).prefixList("pl-s3"));

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.7",
        "Create an interface endpoint for com.amazonaws.us-east-1.sagemaker.api in vpc-1, with private DNS, and with the subnets and security groups of vpce-s3i, which lets the workload in. Let TCP 443 out of sg-job to it.",
        "aws ec2 create-vpc-endpoint --vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sagemaker.api --subnet-ids subnet-a subnet-b --security-group-ids sg-endpoint --private-dns-enabled",
        "aws ec2 authorize-security-group-egress --group-id sg-job --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-endpoint}]'");
  }

  @Test
  void endpoint_like_the_one_beside_it_behind_acls() {
    world.without("vpce-api").endpoint("vpce-runtime").subnets("subnet-b");
    world.job().subnets("subnet-a");
    world
        .addNetworkAcl("acl-a")
        .forSubnets("subnet-a")
        .passingEverything(100, "3.5.0.0/19")
        .passingEverything(110, "52.216.0.0/15");

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.7",
        "Create an interface endpoint for com.amazonaws.us-east-1.sagemaker.api in vpc-1, with private DNS, and with the subnets and security groups of vpce-runtime, which lets the workload in. Let TCP 443 (10.0.2.0/24) pass acl-a outbound. Let TCP 1024-65535 (10.0.2.0/24) pass acl-a inbound.",
        "aws ec2 create-vpc-endpoint --vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sagemaker.api --subnet-ids subnet-b --security-group-ids sg-endpoint --private-dns-enabled",
        "aws ec2 create-network-acl-entry --network-acl-id acl-a --rule-number 120 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 10.0.2.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-a --rule-number 120 --ingress --protocol tcp --port-range From=1024,To=65535 --cidr-block 10.0.2.0/24 --rule-action allow");
  }

  private void newEndpointBeside(Runnable unlike) {
    world.without("vpce-api");
    unlike.run();
    var remediation = of("Clarify.7");
    assertThat(remediation.text())
        .contains(
            "one subnet a zone, with private DNS and a security group that admits TCP 443 from the workload.");
    assertThat(remediation.cli()).first().asString().contains("create-security-group");
  }

  @Test
  void endpoint_beside_a_pending_one() {
    newEndpointBeside(() -> world.endpoint("vpce-runtime").state("pending"));
  }

  @Test
  void endpoint_beside_one_without_subnets() {
    newEndpointBeside(() -> world.endpoint("vpce-runtime").subnets());
  }

  @Test
  void endpoint_beside_one_whose_groups_are_not_told() {
    world.securityGroup("sg-default").inbound(tcp(443).range("10.0.0.0/8"));
    newEndpointBeside(() -> world.endpoint("vpce-runtime").withoutGroupsInTheAnswer());
  }

  @Test
  void endpoint_beside_a_closed_one() {
    newEndpointBeside(this::closed);
  }

  @Test
  void endpoint_beside_one_of_a_foreign_service() {
    newEndpointBeside(() -> world.endpoint("vpce-runtime").service("com.amazonaws.us-east-1.sqs"));
  }

  @Test
  void first_endpoint_behind_acls_and_a_group_that_lets_nothing_out() {
    world.without("vpce-api").without("vpce-runtime");
    world
        .networkAcl("acl-of-vpc-1")
        .passingNothing()
        .passingEverything(100, "3.5.0.0/19")
        .passingEverything(110, "52.216.0.0/15");
    world.securityGroup("sg-job").outbound(tcp(443).prefixList("pl-s3"));

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.7",
        "Create an interface endpoint for com.amazonaws.us-east-1.sagemaker.api in vpc-1, one subnet a zone, with private DNS and a security group that admits TCP 443 from the workload. Let TCP 443 out of sg-job to it. Let TCP 443 (10.0.2.0/24), TCP 1024-65535 (10.0.1.0/24), TCP 443 (10.0.1.0/24), TCP 1024-65535 (10.0.2.0/24) pass acl-of-vpc-1 outbound. Let TCP 1024-65535 (10.0.2.0/24), TCP 443 (10.0.1.0/24), TCP 1024-65535 (10.0.1.0/24), TCP 443 (10.0.2.0/24) pass acl-of-vpc-1 inbound.",
        "ENDPOINT_GROUP=$(aws ec2 create-security-group --vpc-id vpc-1 --group-name com-amazonaws-us-east-1-sagemaker-api --description 'HTTPS to com.amazonaws.us-east-1.sagemaker.api' --query GroupId --output text)",
        "aws ec2 authorize-security-group-ingress --group-id \"$ENDPOINT_GROUP\" --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=sg-job}]'",
        "aws ec2 authorize-security-group-egress --group-id sg-job --ip-permissions \"IpProtocol=tcp,FromPort=443,ToPort=443,UserIdGroupPairs=[{GroupId=$ENDPOINT_GROUP}]\"",
        "aws ec2 create-vpc-endpoint --vpc-id vpc-1 --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sagemaker.api --subnet-ids subnet-a subnet-b --security-group-ids \"$ENDPOINT_GROUP\" --private-dns-enabled",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 120 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 10.0.2.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 130 --egress --protocol tcp --port-range From=1024,To=65535 --cidr-block 10.0.1.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 140 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 10.0.1.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 150 --egress --protocol tcp --port-range From=1024,To=65535 --cidr-block 10.0.2.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 120 --ingress --protocol tcp --port-range From=1024,To=65535 --cidr-block 10.0.2.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 130 --ingress --protocol tcp --port-range From=443,To=443 --cidr-block 10.0.1.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 140 --ingress --protocol tcp --port-range From=1024,To=65535 --cidr-block 10.0.1.0/24 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 150 --ingress --protocol tcp --port-range From=443,To=443 --cidr-block 10.0.2.0/24 --rule-action allow");
  }

  @Test
  void workloads_group_that_is_full() {
    world.without("vpce-api").without("vpce-runtime");
    world
        .securityGroup("sg-job")
        .outbound(
            IntStream.range(0, 60)
                .mapToObj(i -> tcp(80).range("10.7.%d.0/24".formatted(i)))
                .toArray(Permission[]::new));

    assertThat(of("Clarify.7").text()).contains("sg-job holds as many rules as the default quota");
  }

  @Test
  void gateway_endpoint_is_created_behind_acls_and_a_group_that_lets_nothing_out() {
    world.without("vpce-s3").routeTable("rtb-a").without("pl-s3");
    world.routeTable("rtb-b").without("pl-s3");
    world.networkAcl("acl-of-vpc-1").passingNothing().passingEverything(100, "10.0.0.0/16");
    world.securityGroup("sg-job").outbound(tcp(443).group("sg-endpoint"));

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.6",
        "Create an S3 gateway endpoint in vpc-1 for rtb-a, rtb-b; its policy passes reading and writing objects and no more. Whatever else in their subnets uses S3 takes this way, too: add what it needs, and narrow the policy to the buckets in use. Let TCP 443 out of sg-job to it. Let TCP 443 (52.216.0.0/15), TCP 443 (3.5.0.0/19) pass acl-of-vpc-1 outbound. Let TCP 1024-65535 (52.216.0.0/15), TCP 1024-65535 (3.5.0.0/19) pass acl-of-vpc-1 inbound.",
        "aws ec2 create-vpc-endpoint --vpc-id vpc-1 --vpc-endpoint-type Gateway --service-name com.amazonaws.us-east-1.s3 --route-table-ids rtb-a rtb-b --policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"s3:GetObject\",\"s3:PutObject\",\"s3:ListBucket\",\"s3:GetBucketLocation\"],\"Resource\":\"*\"}]}'",
        "aws ec2 authorize-security-group-egress --group-id sg-job --ip-permissions 'IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=pl-s3}]'",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 110 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 52.216.0.0/15 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 120 --egress --protocol tcp --port-range From=443,To=443 --cidr-block 3.5.0.0/19 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 110 --ingress --protocol tcp --port-range From=1024,To=65535 --cidr-block 52.216.0.0/15 --rule-action allow",
        "aws ec2 create-network-acl-entry --network-acl-id acl-of-vpc-1 --rule-number 120 --ingress --protocol tcp --port-range From=1024,To=65535 --cidr-block 3.5.0.0/19 --rule-action allow");
  }

  @Test
  void gateway_endpoint_with_a_policy_that_lacks_buckets() {
    world.routeTable("rtb-a").without("pl-s3");
    world.routeTable("rtb-b").without("pl-s3");
    world.endpoint("vpce-s3").gateway().policy(policy("Allow", "s3:*", "arn:aws:s3:::other/*"));

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.6",
        "Associate the S3 gateway endpoint vpce-s3 with rtb-a, rtb-b. Add to the policy of vpce-s3: {\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"s3:GetObject\"],\"Resource\":[\"arn:aws:s3:::credit-data/train\",\"arn:aws:s3:::credit-data/train/*\",\"arn:aws:s3:::credit-data/explain-credit/analysis_config.json\",\"arn:aws:s3:::credit-data/explain-credit/analysis_config.json/*\",\"arn:aws:s3:::credit-data/model.tar.gz\",\"arn:aws:s3:::credit-data/model.tar.gz/*\"]}, {\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"s3:PutObject\"],\"Resource\":[\"arn:aws:s3:::credit-data/explain-credit/out/*\"]}.",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-s3 --add-route-table-ids rtb-a rtb-b",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-s3 --policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::other/*\"},{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"s3:GetObject\"],\"Resource\":[\"arn:aws:s3:::credit-data/train\",\"arn:aws:s3:::credit-data/train/*\",\"arn:aws:s3:::credit-data/explain-credit/analysis_config.json\",\"arn:aws:s3:::credit-data/explain-credit/analysis_config.json/*\",\"arn:aws:s3:::credit-data/model.tar.gz\",\"arn:aws:s3:::credit-data/model.tar.gz/*\"]},{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"s3:PutObject\"],\"Resource\":[\"arn:aws:s3:::credit-data/explain-credit/out/*\"]}]}'");
  }

  @Test
  void gateway_endpoint_with_full_access() {
    world.routeTable("rtb-a").without("pl-s3");
    world.routeTable("rtb-b").without("pl-s3");
    world.endpoint("vpce-s3").gateway().policy(policy("Allow", "*", "*"));

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.6",
        "Associate the S3 gateway endpoint vpce-s3 with rtb-a, rtb-b. The policy of vpce-s3 is full access: Clarify.18 says how to narrow it.",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-s3 --add-route-table-ids rtb-a rtb-b");
  }

  @Test
  void gateway_endpoint_that_is_not_there_yet() {
    world.endpoint("vpce-s3").state("pending");

    advises(
        "Clarify.6",
        "vpce-s3 is pending: wait until it is available, then associate it with rtb-a, rtb-b.");
  }

  @Test
  void dead_route_to_the_gateway_endpoint() {
    world.routeTable("rtb-b").without("pl-s3").blackhole("pl-s3", "vpce-s3");

    assertThat(world).requireThatRemediationsMend();
    advises(
        "Clarify.6",
        "Associate the S3 gateway endpoint vpce-s3 with rtb-b.",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-s3 --remove-route-table-ids rtb-b",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-s3 --add-route-table-ids rtb-b");
  }

  /** A route of another service's list, and one of S3's list to the VPC's own endpoint, stay. */
  @Test
  void route_to_an_endpoint_that_nobody_knows() {
    world.routeTable("rtb-a").without("pl-s3").blackhole("pl-s3", "vpce-gone");
    world.routeTable("rtb-b").without("pl-s3").blackhole("pl-dynamodb", "vpce-other");

    advises(
        "Clarify.6",
        "rtb-a routes pl-s3 to vpce-gone already and takes no second such route: take it off that endpoint first. Associate the S3 gateway endpoint vpce-s3 with rtb-a, rtb-b.",
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-s3 --add-route-table-ids rtb-a rtb-b");
  }
}
