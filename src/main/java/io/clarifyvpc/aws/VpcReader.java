package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeDhcpOptionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupVpcAssociationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesRequest;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;

/**
 * Reads from EC2, one method a call. By filter and never by id list: a call that lists an id that
 * does not exist fails whole, while a filter leaves it out, which is a fact.
 */
final class VpcReader {
  private static final String VPC_ID = "vpc-id";

  private final Ec2Client client;
  private final Answers answers;
  private final Deadline deadline;

  VpcReader(Ec2Client client, Answers answers, Deadline deadline) {
    this.client = client;
    this.answers = answers;
    this.deadline = deadline;
  }

  Reading<ObjectNode> subnets(String filter, Collection<String> values) {
    return answers.listed(
        Fact.SUBNETS,
        "ec2:DescribeSubnets",
        Fact.SUBNETS.label(),
        token ->
            client.describeSubnets(
                deadline
                    .bind(DescribeSubnetsRequest.builder())
                    .filters(filter(filter, values))
                    .nextToken(token.orElse(null))
                    .build()));
  }

  Reading<ObjectNode> routeTables(String vpcId) {
    return answers.listed(
        Fact.ROUTE_TABLES,
        "ec2:DescribeRouteTables",
        Fact.ROUTE_TABLES.label(),
        token ->
            client.describeRouteTables(
                deadline
                    .bind(DescribeRouteTablesRequest.builder())
                    .filters(filter(VPC_ID, List.of(vpcId)))
                    .nextToken(token.orElse(null))
                    .build()));
  }

  Reading<ObjectNode> securityGroups(String filter, Collection<String> values) {
    return answers.listed(
        Fact.SECURITY_GROUPS,
        "ec2:DescribeSecurityGroups",
        Fact.SECURITY_GROUPS.label(),
        token ->
            client.describeSecurityGroups(
                deadline
                    .bind(DescribeSecurityGroupsRequest.builder())
                    .filters(filter(filter, values))
                    .nextToken(token.orElse(null))
                    .build()));
  }

  Reading<ObjectNode> securityGroupVpcAssociations(Collection<String> groupIds) {
    return answers.listed(
        Fact.SECURITY_GROUP_VPC_ASSOCIATIONS,
        "ec2:DescribeSecurityGroupVpcAssociations",
        Fact.SECURITY_GROUP_VPC_ASSOCIATIONS.label(),
        token ->
            client.describeSecurityGroupVpcAssociations(
                deadline
                    .bind(DescribeSecurityGroupVpcAssociationsRequest.builder())
                    .filters(filter("group-id", groupIds))
                    .nextToken(token.orElse(null))
                    .build()));
  }

  Reading<ObjectNode> vpcEndpoints(String vpcId) {
    return answers.listed(
        Fact.VPC_ENDPOINTS,
        "ec2:DescribeVpcEndpoints",
        Fact.VPC_ENDPOINTS.label(),
        token ->
            client.describeVpcEndpoints(
                deadline
                    .bind(DescribeVpcEndpointsRequest.builder())
                    .filters(filter(VPC_ID, List.of(vpcId)))
                    .nextToken(token.orElse(null))
                    .build()));
  }

  Reading<ObjectNode> natGateways(String vpcId) {
    return answers.listed(
        Fact.NAT_GATEWAYS,
        "ec2:DescribeNatGateways",
        Fact.NAT_GATEWAYS.label(),
        token ->
            client.describeNatGateways(
                deadline
                    .bind(DescribeNatGatewaysRequest.builder())
                    .filter(filter(VPC_ID, List.of(vpcId)))
                    .nextToken(token.orElse(null))
                    .build()));
  }

  Reading<ObjectNode> prefixLists() {
    return answers.listed(
        Fact.PREFIX_LISTS,
        "ec2:DescribePrefixLists",
        Fact.PREFIX_LISTS.label(),
        token ->
            client.describePrefixLists(
                deadline
                    .bind(DescribePrefixListsRequest.builder())
                    .nextToken(token.orElse(null))
                    .build()));
  }

  /** The entries of a customer's prefix list, with its id beside them. */
  Reading<ObjectNode> prefixListEntries(String prefixListId) {
    return answers
        .listed(
            Fact.PREFIX_LISTS,
            "ec2:GetManagedPrefixListEntries",
            "Entries",
            token ->
                client.getManagedPrefixListEntries(
                    deadline
                        .bind(GetManagedPrefixListEntriesRequest.builder())
                        .prefixListId(prefixListId)
                        .nextToken(token.orElse(null))
                        .build()))
        .map(entries -> entries.put("PrefixListId", prefixListId));
  }

  Reading<ObjectNode> networkAcls(String vpcId) {
    return answers.listed(
        Fact.NETWORK_ACLS,
        "ec2:DescribeNetworkAcls",
        Fact.NETWORK_ACLS.label(),
        token ->
            client.describeNetworkAcls(
                deadline
                    .bind(DescribeNetworkAclsRequest.builder())
                    .filters(filter(VPC_ID, List.of(vpcId)))
                    .nextToken(token.orElse(null))
                    .build()));
  }

  Reading<ObjectNode> vpcs(String vpcId) {
    return answers.listed(
        Fact.VPCS,
        "ec2:DescribeVpcs",
        Fact.VPCS.label(),
        token ->
            client.describeVpcs(
                deadline
                    .bind(DescribeVpcsRequest.builder())
                    .filters(filter(VPC_ID, List.of(vpcId)))
                    .nextToken(token.orElse(null))
                    .build()));
  }

  /** Both DNS attributes of a VPC in one document; AWS answers one a call. */
  Reading<ObjectNode> vpcAttributes(String vpcId) {
    var support = SideBySide.start(() -> attribute(vpcId, VpcAttributeName.ENABLE_DNS_SUPPORT));
    return attribute(vpcId, VpcAttributeName.ENABLE_DNS_HOSTNAMES)
        .flatMap(hostnames -> support.join().map(both -> both.setAll(hostnames)));
  }

  private Reading<ObjectNode> attribute(String vpcId, VpcAttributeName name) {
    return answers.attempt(
        Fact.VPC_ATTRIBUTES,
        "ec2:DescribeVpcAttribute",
        () ->
            AnswerDocument.of(
                client.describeVpcAttribute(
                    deadline
                        .bind(DescribeVpcAttributeRequest.builder())
                        .vpcId(vpcId)
                        .attribute(name)
                        .build())));
  }

  Reading<ObjectNode> dhcpOptions() {
    return answers.listed(
        Fact.DHCP_OPTIONS,
        "ec2:DescribeDhcpOptions",
        Fact.DHCP_OPTIONS.label(),
        token ->
            client.describeDhcpOptions(
                deadline
                    .bind(DescribeDhcpOptionsRequest.builder())
                    .nextToken(token.orElse(null))
                    .build()));
  }

  /** In which zones EC2 offers a type, by zone id. */
  Reading<ObjectNode> instanceTypeOfferings(String instanceType) {
    return answers.listed(
        Fact.INSTANCE_TYPE_OFFERINGS,
        "ec2:DescribeInstanceTypeOfferings",
        Fact.INSTANCE_TYPE_OFFERINGS.label(),
        token ->
            client.describeInstanceTypeOfferings(
                deadline
                    .bind(DescribeInstanceTypeOfferingsRequest.builder())
                    .locationType(LocationType.AVAILABILITY_ZONE_ID)
                    .filters(filter("instance-type", List.of(instanceType)))
                    .nextToken(token.orElse(null))
                    .build()));
  }

  private static Filter filter(String name, Collection<String> values) {
    return Filter.builder().name(name).values(values).build();
  }
}
