package io.clarifyvpc.json;

import static io.clarifyvpc.world.Permission.tcp;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.assess.CloudFormationTemplate;
import io.clarifyvpc.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Templates of failing worlds. Each is left in {@code target/cloudformation}, where .ci/run has
 * cfn-lint read it; ids are given the shape that cfn-lint knows.
 */
class CloudFormationDocumentTest {
  private static final Path FOLDER = Path.of("target", "cloudformation");
  private static final Pattern ID =
      Pattern.compile("\"(vpc|subnet|rtb|sg|vpce|pl|acl|dopt)-[a-z0-9-]+\"");

  private static Arguments world(String name, Consumer<World> flaw, String... types) {
    return Arguments.of(name, flaw, List.of(types));
  }

  static Stream<Arguments> worlds() {
    return Stream.of(
        world(
            "gateway-endpoint",
            world -> {
              world.without("vpce-s3").routeTable("rtb-a").without("pl-s3");
              world.routeTable("rtb-b").without("pl-s3");
            },
            "AWS::EC2::VPCEndpoint"),
        world(
            "interface-endpoints-with-groups",
            world -> {
              world.without("vpce-api").without("vpce-runtime");
              world
                  .securityGroup("sg-job")
                  .outbound(tcp(443).prefixList("pl-s3"), tcp(1, 65535).group("sg-job"));
            },
            "AWS::EC2::SecurityGroup",
            "AWS::EC2::SecurityGroupIngress",
            "AWS::EC2::SecurityGroupEgress",
            "AWS::EC2::VPCEndpoint"),
        world("endpoint-like-another", world -> world.without("vpce-api"), "AWS::EC2::VPCEndpoint"),
        world(
            "closed-group",
            world -> world.securityGroup("sg-job").inbound().outbound(),
            "AWS::EC2::SecurityGroupIngress",
            "AWS::EC2::SecurityGroupEgress"),
        world(
            "group-by-ranges",
            world -> {
              world.withAnotherVpc().associateGroup("sg-x", "vpc-1", "associated");
              world.securityGroup("sg-endpoint").inbound();
              world.job().securityGroups("sg-x");
            },
            "AWS::EC2::SecurityGroupIngress"),
        world(
            "closed-acl",
            world -> world.addNetworkAcl("acl-closed").forSubnets("subnet-a"),
            "AWS::EC2::NetworkAclEntry"),
        world(
            "dhcp-options",
            world ->
                world
                    .without("dopt-1")
                    .addDhcpOptions(
                        "dopt-1",
                        Map.of(
                            "domain-name-servers", List.of("10.0.0.2"),
                            "ntp-servers", List.of("10.0.0.3"))),
            "AWS::EC2::DHCPOptions",
            "AWS::EC2::VPCDHCPOptionsAssociation"),
        world(
            "group-of-another-vpc",
            world -> world.withAnotherVpc().job().securityGroups("sg-job", "sg-x"),
            "AWS::EC2::SecurityGroupVpcAssociation"),
        world(
            "nothing-for-cloudformation",
            world -> world.job().isolated(),
            "AWS::CloudFormation::WaitConditionHandle"),
        world("compliant", _ -> {}, "AWS::CloudFormation::WaitConditionHandle"));
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void template_makes_what_is_missing(String name, Consumer<World> flaw, List<String> types)
      throws IOException {
    var world = World.compliant();
    flaw.accept(world);
    var document = encoded(world.assess());

    assertThat(document).isEqualTo(encoded(world.assess()));
    var template = Json.parse(document.getBytes(UTF_8));
    assertThat(template.get("AWSTemplateFormatVersion").textValue()).isEqualTo("2010-09-09");
    assertThat(template.get("Description").textValue()).hasSizeLessThanOrEqualTo(1024);
    assertThat(template.get("Resources").findValuesAsText("Type"))
        .containsOnly(types.toArray(new String[0]));
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve(name + ".json"), withShapedIds(document));
  }

  private static String encoded(List<Assessment> assessments) {
    return CloudFormationDocument.encode(CloudFormationTemplate.of(assessments));
  }

  /** Every id as AWS would give it out: the same for the same, another for another. */
  private static String withShapedIds(String document) {
    var shaped = new HashMap<String, String>();
    return ID.matcher(document)
        .replaceAll(match ->
            shaped.computeIfAbsent(
                match.group(), _ -> "\"%s-%017x\"".formatted(match.group(1), shaped.size() + 1)));
  }
}
