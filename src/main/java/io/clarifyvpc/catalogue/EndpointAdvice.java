package io.clarifyvpc.catalogue;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.network.Access;
import io.clarifyvpc.network.Network;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.VpcEndpoint;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The smallest change that lets subnets reach a service privately: open the endpoint that is there,
 * route to it, turn its private DNS on, or create one.
 */
final class EndpointAdvice {
  private static final String NEW_GROUP = "ENDPOINT_GROUP";

  private final Service service;
  private final Workload workload;
  private final String region;
  private final Network network;
  private final List<String> sentences = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();

  EndpointAdvice(Service service, Workload workload, String region, Network network) {
    this.service = service;
    this.workload = workload;
    this.region = region;
    this.network = network;
  }

  /** Advice for the subnets that fail, VPC by VPC. */
  Remediation forThe(Map<Subnet, Access> failed) {
    var byVpc =
        failed.keySet().stream()
            .collect(
                groupingBy(
                    Subnet::vpcId, LinkedHashMap::new, java.util.stream.Collectors.toList()));
    byVpc.forEach((vpcId, subnets) -> advise(vpcId, subnets, failed));
    return new Remediation(String.join(" ", sentences), commands);
  }

  private void advise(String vpcId, List<Subnet> subnets, Map<Subnet, Access> failed) {
    var closed =
        subnets.stream()
            .map(failed::get)
            .filter(Access.ClosedInterfaceEndpoint.class::isInstance)
            .map(access -> ((Access.ClosedInterfaceEndpoint) access).endpoints().getFirst())
            .findFirst();
    if (closed.isPresent()) {
      open(closed.get(), subnets);
      return;
    }
    if (service == Service.S3) {
      routeToGateway(vpcId, tables(subnets));
      return;
    }
    var withoutPrivateDns =
        usable(vpcId, service.interfaceServiceNames(region))
            .filter(endpoint -> endpoint.isInterface() && !endpoint.subnetIds().isEmpty());
    if (withoutPrivateDns.isPresent()) {
      turnPrivateDnsOn(withoutPrivateDns.get());
      return;
    }
    createInterfaceEndpoint(vpcId, subnets);
  }

  private void open(VpcEndpoint endpoint, List<Subnet> subnets) {
    var group =
        network.groupsOf(endpoint).stream()
            .flatMap(reading -> reading.map(Stream::of).orElse(_ -> Stream.empty()))
            .map(SecurityGroup::groupId)
            .findFirst();
    sentences.add(
        "Let TCP 443 from %s into %s of %s."
            .formatted(
                workloadGroup().orElse("the workload's subnets"),
                group.orElse("the VPC's default security group"),
                endpoint.vpcEndpointId()));
    group.ifPresent(id ->
        commands.add(
            AwsCli.command("ec2 authorize-security-group-ingress", region)
                .with("--group-id", id)
                .with("--ip-permissions", https(subnets))
                .line()));
  }

  private String https(List<Subnet> subnets) {
    var from =
        workloadGroup()
            .map("UserIdGroupPairs=[{GroupId=%s}]"::formatted)
            .orElseGet(() ->
                subnets.stream()
                    .flatMap(subnet -> subnet.cidrBlock().stream())
                    .map("{CidrIp=%s}"::formatted)
                    .collect(joining(",", "IpRanges=[", "]")));
    return "IpProtocol=tcp,FromPort=443,ToPort=443," + from;
  }

  private Optional<String> workloadGroup() {
    return network
        .securityGroups(workload.vpcConfig().orElseThrow().securityGroupIds())
        .orElse(_ -> List.of())
        .stream()
        .map(SecurityGroup::groupId)
        .findFirst();
  }

  private Set<String> tables(List<Subnet> subnets) {
    var ids = new LinkedHashSet<String>();
    for (Subnet subnet : subnets) {
      network
          .routes()
          .tableOf(subnet)
          .map(RouteTable::routeTableId)
          .map(Optional::of)
          .orElse(_ -> Optional.empty())
          .ifPresent(ids::add);
    }
    return ids;
  }

  private void routeToGateway(String vpcId, Set<String> tables) {
    var gateway = usable(vpcId, service.gatewayServiceNames(region)).filter(VpcEndpoint::isGateway);
    if (gateway.isPresent()) {
      sentences.add(
          "Associate the S3 gateway endpoint %s with %s."
              .formatted(gateway.get().vpcEndpointId(), Words.list(tables)));
      commands.add(
          AwsCli.command("ec2 modify-vpc-endpoint", region)
              .with("--vpc-endpoint-id", gateway.get().vpcEndpointId())
              .with("--add-route-table-ids", tables)
              .line());
      return;
    }
    sentences.add(
        "Create an S3 gateway endpoint in %s for %s.".formatted(vpcId, Words.list(tables)));
    commands.add(
        AwsCli.command("ec2 create-vpc-endpoint", region)
            .with("--vpc-id", vpcId)
            .with("--vpc-endpoint-type", "Gateway")
            .with("--service-name", service.gatewayServiceNames(region).getFirst())
            .with("--route-table-ids", tables)
            .line());
  }

  private void turnPrivateDnsOn(VpcEndpoint endpoint) {
    sentences.add(
        "Turn private DNS of %s on: Clarify cannot be told another host name."
            .formatted(endpoint.vpcEndpointId()));
    commands.add(
        AwsCli.command("ec2 modify-vpc-endpoint", region)
            .with("--vpc-endpoint-id", endpoint.vpcEndpointId())
            .with("--private-dns-enabled")
            .line());
  }

  private void createInterfaceEndpoint(String vpcId, List<Subnet> subnets) {
    var name = service.interfaceServiceNames(region).getFirst();
    sentences.add(
        "Create an interface endpoint for %s in %s, one subnet a zone, with private DNS and a security group that admits TCP 443 from the workload."
            .formatted(name, vpcId));
    commands.add(
        AwsCli.command("ec2 create-security-group", region)
            .with("--vpc-id", vpcId)
            .with("--group-name", name.replace('.', '-'))
            .with("--description", "HTTPS to " + name)
            .with("--query", "GroupId")
            .into(NEW_GROUP));
    commands.add(
        AwsCli.command("ec2 authorize-security-group-ingress", region)
            .withVariable("--group-id", NEW_GROUP)
            .with("--ip-permissions", https(subnets))
            .line());
    commands.add(
        AwsCli.command("ec2 create-vpc-endpoint", region)
            .with("--vpc-id", vpcId)
            .with("--vpc-endpoint-type", "Interface")
            .with("--service-name", name)
            .with("--subnet-ids", onePerZone(subnets))
            .withVariable("--security-group-ids", NEW_GROUP)
            .with("--private-dns-enabled")
            .line());
  }

  /** AWS refuses two subnets of one zone for one endpoint. */
  private static List<String> onePerZone(List<Subnet> subnets) {
    var zones = new HashSet<Object>();
    return subnets.stream()
        .filter(subnet -> zones.add(subnet.availabilityZoneId().or(subnet::availabilityZone)))
        .map(Subnet::subnetId)
        .toList();
  }

  /** An endpoint of the service in the VPC that is available. */
  private Optional<VpcEndpoint> usable(String vpcId, List<String> serviceNames) {
    return network.endpointsOf(vpcId).orElse(_ -> List.of()).stream()
        .filter(endpoint -> serviceNames.contains(endpoint.serviceName()))
        .filter(
            endpoint -> endpoint.serviceRegion().filter(other -> !other.equals(region)).isEmpty())
        .filter(VpcEndpoint::isAvailable)
        .filter(endpoint -> service != Service.S3 || endpoint.isGateway())
        .findFirst();
  }
}
