package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByVpcRequest;
import software.amazon.awssdk.services.route53profiles.Route53ProfilesClient;
import software.amazon.awssdk.services.route53profiles.model.ListProfileAssociationsRequest;

/**
 * Reads which private hosted zones and Route 53 Profiles answer names in a VPC. Zones that come
 * through a profile are not in the answer about zones.
 */
final class NameResolutionReader {
  private final Route53Client route53;
  private final Route53ProfilesClient profiles;
  private final Answers answers;
  private final Deadline deadline;
  private final String region;

  NameResolutionReader(
      Route53Client route53,
      Route53ProfilesClient profiles,
      Answers answers,
      Deadline deadline,
      String region) {
    this.route53 = route53;
    this.profiles = profiles;
    this.answers = answers;
    this.deadline = deadline;
    this.region = region;
  }

  /** The zones of a VPC, with its id beside them: the answer does not repeat it. */
  Reading<ObjectNode> hostedZones(String vpcId) {
    return answers
        .listed(
            Fact.HOSTED_ZONES,
            "route53:ListHostedZonesByVPC",
            Fact.HOSTED_ZONES.label(),
            token ->
                route53.listHostedZonesByVPC(
                    deadline
                        .bind(ListHostedZonesByVpcRequest.builder())
                        .vpcId(vpcId)
                        .vpcRegion(region)
                        .nextToken(token.orElse(null))
                        .build()))
        .map(zones -> zones.put("VPCId", vpcId));
  }

  Reading<ObjectNode> profileAssociations(String vpcId) {
    return answers.listed(
        Fact.PROFILE_ASSOCIATIONS,
        "route53profiles:ListProfileAssociations",
        Fact.PROFILE_ASSOCIATIONS.label(),
        token ->
            profiles.listProfileAssociations(
                deadline
                    .bind(ListProfileAssociationsRequest.builder())
                    .resourceId(vpcId)
                    .nextToken(token.orElse(null))
                    .build()));
  }
}
