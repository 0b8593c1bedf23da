package io.clarifyvpc.catalogue;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.network.Access;
import io.clarifyvpc.network.Network;
import io.clarifyvpc.network.SecurityGroupReach.Admission;
import io.clarifyvpc.network.SecurityGroupReach.Direction;
import io.clarifyvpc.network.SecurityGroupReach.Peer;
import io.clarifyvpc.network.SecurityGroupReach.Ports;
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
import java.util.Locale;
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
        failed.keySet().stream().collect(groupingBy(Subnet::vpcId, LinkedHashMap::new, toList()));
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
    var existing = existing(vpcId);
    if (existing.isEmpty()) {
      createInterfaceEndpoint(vpcId, subnets);
      return;
    }
    complete(existing.get(), subnets);
  }

  /** A second endpoint beside one that holds the private name, or will, would be refused. */
  private void complete(VpcEndpoint endpoint, List<Subnet> subnets) {
    if (!endpoint.isAvailable()) {
      sentences.add(
          "%s is %s: accept it, or wait until it is available."
              .formatted(endpoint.vpcEndpointId(), endpoint.state()));
      return;
    }
    if (endpoint.subnetIds().isEmpty()) {
      sentences.add("Give %s one subnet a zone.".formatted(endpoint.vpcEndpointId()));
      commands.add(
          AwsCli.command("ec2 modify-vpc-endpoint", region)
              .with("--vpc-endpoint-id", endpoint.vpcEndpointId())
              .with("--add-subnet-ids", onePerZone(subnets))
              .line());
    }
    if (!endpoint.privateDnsEnabled().orElse(true)) {
      turnPrivateDnsOn(endpoint);
    }
    if (!admits(endpoint, subnets)) {
      open(endpoint, subnets);
    }
  }

  private boolean admits(VpcEndpoint endpoint, List<Subnet> subnets) {
    var admission =
        network
            .reach()
            .admits(
                network.groupsOf(endpoint),
                Direction.INBOUND,
                Ports.HTTPS,
                new Peer(Set.copyOf(workloadGroups()), Set.of(), Network.rangesOf(subnets)));
    return admission.map(found -> found != Admission.NOT_AT_ALL).orElse(_ -> false);
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
                workloadGroup(endpoint.vpcId()).orElse("the workload's subnets"),
                group.orElse("the VPC's default security group"),
                endpoint.vpcEndpointId()));
    group.ifPresent(id ->
        commands.add(
            AwsCli.command("ec2 authorize-security-group-ingress", region)
                .with("--group-id", id)
                .with("--ip-permissions", https(subnets))
                .line()));
  }

  /** From the workload's group where the VPC has it, else from the subnets' ranges. */
  private String https(List<Subnet> subnets) {
    var from =
        workloadGroup(subnets.getFirst().vpcId())
            .map("UserIdGroupPairs=[{GroupId=%s}]"::formatted)
            .orElseGet(() -> ranges(subnets));
    return "IpProtocol=tcp,FromPort=443,ToPort=443," + from;
  }

  private static String ranges(List<Subnet> subnets) {
    var ipv4 = subnets.stream().flatMap(subnet -> subnet.cidrBlock().stream()).toList();
    return ipv4.isEmpty()
        ? subnets.stream()
            .flatMap(subnet -> subnet.ipv6CidrBlocks().stream())
            .map("{CidrIpv6=%s}"::formatted)
            .collect(joining(",", "Ipv6Ranges=[", "]"))
        : ipv4.stream().map("{CidrIp=%s}"::formatted).collect(joining(",", "IpRanges=[", "]"));
  }

  private Optional<String> workloadGroup(String vpcId) {
    return groups().stream()
        .filter(group -> group.vpcId().filter(vpcId::equals).isPresent())
        .map(SecurityGroup::groupId)
        .findFirst();
  }

  private List<String> workloadGroups() {
    return groups().stream().map(SecurityGroup::groupId).toList();
  }

  private List<SecurityGroup> groups() {
    return network
        .securityGroups(workload.vpcConfig().orElseThrow().securityGroupIds())
        .orElse(_ -> List.of());
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
    var gateway = gateway(vpcId);
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

  /** The VPC's gateway endpoint of the service, where it is available. */
  private Optional<VpcEndpoint> gateway(String vpcId) {
    return endpoints(vpcId, service.gatewayServiceNames(region))
        .filter(VpcEndpoint::isGateway)
        .filter(VpcEndpoint::isAvailable)
        .findFirst();
  }

  /** The VPC's interface endpoint of the service that serves, or soon will. */
  private Optional<VpcEndpoint> existing(String vpcId) {
    return endpoints(vpcId, service.interfaceServiceNames(region))
        .filter(VpcEndpoint::isInterface)
        .filter(endpoint -> endpoint.isAvailable() || isComing(endpoint))
        .findFirst();
  }

  private static boolean isComing(VpcEndpoint endpoint) {
    return endpoint.state().toLowerCase(Locale.ROOT).startsWith("pending");
  }

  private Stream<VpcEndpoint> endpoints(String vpcId, List<String> serviceNames) {
    return network.endpointsOf(vpcId).orElse(_ -> List.of()).stream()
        .filter(endpoint -> endpoint.serves(serviceNames, region));
  }
}
