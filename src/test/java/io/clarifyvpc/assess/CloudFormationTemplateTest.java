package io.clarifyvpc.assess;

import static io.clarifyvpc.assess.Findings.assessment;
import static io.clarifyvpc.assess.Findings.job;
import static io.clarifyvpc.assess.Findings.mended;
import static io.clarifyvpc.assess.Findings.model;
import static io.clarifyvpc.assess.Findings.nonCompliant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.clarifyvpc.assess.CloudFormationTemplate.Outside;
import io.clarifyvpc.control.CloudFormationResource;
import io.clarifyvpc.control.Finding;
import io.clarifyvpc.control.Remediation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudFormationTemplateTest {
  private static CloudFormationResource endpoint(String state, String... tables) {
    return CloudFormationResource.of(
        "AWS::EC2::VPCEndpoint", Map.of("State", state, "RouteTableIds", List.of(tables)), "vpc-1");
  }

  private static Finding making(String control, CloudFormationResource... resources) {
    return mended(
        nonCompliant(control, "no endpoint"),
        new Remediation("Make it.", List.of("aws ec2 create-it"), List.of(resources)));
  }

  private static CloudFormationTemplate template(Finding ofJob, Finding ofModel) {
    return CloudFormationTemplate.of(
        List.of(assessment(job("churn"), ofJob), assessment(model("credit"), ofModel)));
  }

  @Test
  void equal_resources_are_one() {
    var template =
        template(
            making("Clarify.6", endpoint("a", "rtb-a")),
            making("Clarify.6", endpoint("a", "rtb-a")));

    assertThat(template.resources()).containsExactly(endpoint("a", "rtb-a"));
    assertThat(template.outside()).isEmpty();
  }

  /** One gateway endpoint for the tables of the job and for those of its model. */
  @Test
  void lists_of_one_resource_add_up() {
    var template =
        template(
            making("Clarify.6", endpoint("a", "rtb-a", "rtb-b")),
            making("Clarify.6", endpoint("a", "rtb-b", "rtb-c")));

    assertThat(template.resources()).containsExactly(endpoint("a", "rtb-a", "rtb-b", "rtb-c"));
  }

  @Test
  void the_first_of_two_that_exclude_one_another_is_made() {
    var other = endpoint("b", "rtb-a");
    var template =
        template(
            making("Clarify.6", endpoint("a", "rtb-a")),
            making("Clarify.7", endpoint("c", "rtb-z"), other));

    assertThat(template.resources()).containsExactly(endpoint("a", "rtb-a"));
    assertThat(template.outside())
        .extracting(Outside::control, Outside::workload, Outside::because)
        .containsExactly(
            tuple(
                "Clarify.7",
                "model credit",
                "another finding changes VPCEndpointVpc1: deploy this, then check again"));
  }

  @Test
  void what_no_template_can_make_stands_beside_it() {
    var template =
        template(
            mended(
                nonCompliant("Clarify.12", "off"),
                new Remediation("Turn it on.", List.of("aws ec2 modify-it"), List.of())),
            mended(nonCompliant("Clarify.1", "none"), Remediation.inWords("Name subnets.")));

    assertThat(template.resources()).isEmpty();
    assertThat(template.description())
        .isEqualTo(
            "Changes nothing: clarify-vpc found nothing that a template can mend for processing job churn, model credit. Metadata names what has to be done beside it.");
    assertThat(template.outside())
        .extracting(Outside::because)
        .containsExactly(
            "CloudFormation cannot change what it does not manage: run the commands first",
            "left to people");
  }

  @Test
  void logical_id_is_made_of_letters_and_digits_and_tells_ranges_apart() {
    assertThat(
            CloudFormationResource.of("AWS::EC2::X", Map.of(), "sg-0a", "10.0.1.0/24").logicalId())
        .isEqualTo("XSg0a10x0x1x0x24");
    assertThat(CloudFormationResource.of("AWS::EC2::X", Map.of(), "2001:db8::/56").logicalId())
        .isEqualTo("X2001Db8x56");
  }

  @Test
  void properties_are_a_tree_of_plain_values() {
    assertThatThrownBy(() -> new CloudFormationResource("X", "AWS::EC2::X", Map.of("A", 1.5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CloudFormationResource("X-1", "AWS::EC2::X", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
