package io.clarifyvpc.snapshot;

import java.util.List;

/**
 * Everything that the controls may read, at one instant. A list is an answer, also when it is
 * empty; what was not read is a {@link Gap}.
 */
public record Snapshot(
    Reading<List<Subnet>> subnets,
    Reading<List<RouteTable>> routeTables,
    Reading<List<SecurityGroup>> securityGroups,
    Reading<List<SecurityGroupVpcAssociation>> securityGroupVpcAssociations,
    Reading<List<NetworkAcl>> networkAcls,
    Reading<List<VpcEndpoint>> vpcEndpoints,
    Reading<List<Vpc>> vpcs,
    Reading<List<VpcAttributes>> vpcAttributes,
    Reading<List<DhcpOptions>> dhcpOptions,
    Reading<List<PrefixList>> prefixLists,
    Reading<List<NatGateway>> natGateways,
    Reading<List<InstanceTypeOffering>> instanceTypeOfferings,
    Reading<List<HostedZone>> hostedZones,
    Reading<List<ProfileAssociation>> profileAssociations,
    ByName<Model> models,
    ByName<Endpoint> endpoints,
    ByName<EndpointConfig> endpointConfigs,
    AnalysisConfigurations analysisConfigurations) {
  /** The same network beside other models and endpoints. */
  public Snapshot with(
      ByName<Model> otherModels,
      ByName<Endpoint> otherEndpoints,
      ByName<EndpointConfig> otherEndpointConfigs) {
    return new Snapshot(
        subnets,
        routeTables,
        securityGroups,
        securityGroupVpcAssociations,
        networkAcls,
        vpcEndpoints,
        vpcs,
        vpcAttributes,
        dhcpOptions,
        prefixLists,
        natGateways,
        instanceTypeOfferings,
        hostedZones,
        profileAssociations,
        otherModels,
        otherEndpoints,
        otherEndpointConfigs,
        analysisConfigurations);
  }
}
