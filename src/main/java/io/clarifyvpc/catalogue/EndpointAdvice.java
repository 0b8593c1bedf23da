package io.clarifyvpc.catalogue;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.clarifyvpc.catalogue.SecurityGroupRule.Group;
import io.clarifyvpc.catalogue.SecurityGroupRule.Peer;
import io.clarifyvpc.catalogue.SecurityGroupRule.Traffic;
import io.clarifyvpc.control.CloudFormationResource;
import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.network.Access;
import io.clarifyvpc.network.Cidr;
import io.clarifyvpc.network.Network;
import io.clarifyvpc.network.SecurityGroupReach;
import io.clarifyvpc.network.SecurityGroupReach.Admission;
import io.clarifyvpc.network.SecurityGroupReach.Direction;
import io.clarifyvpc.network.SecurityGroupReach.Ports;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.PrefixList;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Route;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.VpcEndpoint;
import io.clarifyvpc.snapshot.Workload;
import java.util.Arrays;
import java.util.Collection;
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
 * route to it, turn its private DNS on, or create one. A new way is made whole: the VPC answers its
 * name, the workload's groups let HTTPS out to it, and ACLs and policy let the calls through.
 */
final class EndpointAdvice {
  private static final String NEW_GROUP = "$ENDPOINT_GROUP";

  /** What an endpoint in one of these states held is free again. */
  private static final Set<String> GONE = Set.of("rejected", "failed", "expired", "deleted");

  private final Service service;
  private final Workload workload;
  private final String region;
  private final Context context;
  private final Network network;
  private final Changes changes;
  private final ObstacleAdvice obstacles;

  EndpointAdvice(Service service, Workload workload, String region, Context context) {
    this.service = service;
    this.workload = workload;
    this.region = region;
    this.context = context;
    this.network = context.network();
    this.changes = new Changes(Optional.of(region));
    this.obstacles = new ObstacleAdvice(workload, region, context, changes);
  }

  /** Advice for the subnets that fail, VPC by VPC. */
  Remediation forThe(Map<Subnet, Access> failed) {
    var byVpc =
        failed.keySet().stream().collect(groupingBy(Subnet::vpcId, LinkedHashMap::new, toList()));
    byVpc.forEach((vpcId, subnets) -> advise(vpcId, subnets, failed));
    obstacles.passAcls();
    return changes.remediation();
  }

  private void advise(String vpcId, List<Subnet> subnets, Map<Subnet, Access> failed) {
    var closed =
        subnets.stream()
            .map(failed::get)
            .filter(Access.ClosedInterfaceEndpoint.class::isInstance)
            .map(access -> ((Access.ClosedInterfaceEndpoint) access).endpoints().getFirst())
            .findFirst();
    if (closed.isPresent()) {
      turnNamesOn(vpcId);
      open(closed.get(), subnets);
      clearTheWayTo(closed.get(), endpointSubnets(closed.get()));
      return;
    }
    if (service == Service.S3) {
      routeToGateway(vpcId, subnets);
      return;
    }
    existing(vpcId)
        .ifPresentOrElse(
            endpoint -> complete(endpoint, subnets), () -> createInterface(vpcId, subnets));
  }

  /** A second endpoint beside one that holds the private name, or will, would be refused. */
  private void complete(VpcEndpoint endpoint, List<Subnet> subnets) {
    if (isComing(endpoint)) {
      changes.leaveToPeople(
          "%s is %s: accept it, or wait until it is available."
              .formatted(endpoint.vpcEndpointId(), endpoint.state()));
      return;
    }
    if (!endpoint.isAvailable()) {
      changes.leaveToPeople(
          "%s is %s and holds the private name: wait until it is gone."
              .formatted(endpoint.vpcEndpointId(), endpoint.state()));
      createInterface(endpoint.vpcId(), subnets);
      return;
    }
    prepareNames(endpoint.vpcId());
    var zonal = endpoint.subnetIds().isEmpty() ? onePerZone(subnets) : List.<Subnet>of();
    if (!zonal.isEmpty()) {
      changes.say("Give %s one subnet a zone.".formatted(endpoint.vpcEndpointId()));
      changes.change(modify(endpoint).with("--add-subnet-ids", ids(zonal)).line());
    }
    if (!endpoint.privateDnsEnabled().orElse(true)) {
      changes.say(
          "Turn private DNS of %s on: Clarify cannot be told another host name."
              .formatted(endpoint.vpcEndpointId()));
      changes.change(modify(endpoint).with("--private-dns-enabled").line());
    }
    if (!admits(endpoint, subnets)) {
      open(endpoint, subnets);
    }
    clearTheWayTo(endpoint, zonal.isEmpty() ? endpointSubnets(endpoint) : zonal);
  }

  private List<Subnet> endpointSubnets(VpcEndpoint endpoint) {
    return network.subnets(endpoint.subnetIds()).orElse(_ -> List.of());
  }

  private void clearTheWayTo(VpcEndpoint endpoint, List<Subnet> itsSubnets) {
    letOut(endpoint);
    obstacles.on(endpoint.vpcId(), itsSubnets);
    obstacles.letCallsThrough(service, endpoint);
  }

  private void letOut(VpcEndpoint endpoint) {
    groupOf(endpoint)
        .ifPresent(group ->
            letOut(
                endpoint.vpcId(),
                new SecurityGroupReach.Peer(
                    Set.of(group.groupId()),
                    Set.of(),
                    network.subnetsOf(endpoint).flatMap(Network::rangesOf)),
                new Peer.OfGroup(Group.of(group.groupId()))));
  }

  private AwsCli modify(VpcEndpoint endpoint) {
    return changes.ec2("modify-vpc-endpoint").with("--vpc-endpoint-id", endpoint.vpcEndpointId());
  }

  private boolean admits(VpcEndpoint endpoint, List<Subnet> subnets) {
    var peer =
        new SecurityGroupReach.Peer(
            SecurityGroupReach.idsOf(groups()), Set.of(), Network.rangesOf(subnets));
    return network
        .reach()
        .admits(network.groupsOf(endpoint), Direction.INBOUND, Ports.HTTPS, peer)
        .map(found -> found != Admission.NOT_AT_ALL)
        .orElse(_ -> false);
  }

  private void open(VpcEndpoint endpoint, List<Subnet> subnets) {
    var group = groupOf(endpoint);
    changes.say(
        "Let TCP 443 from %s into %s of %s."
            .formatted(
                workloadGroup(endpoint.vpcId()).orElse("the workload's subnets"),
                group.map(SecurityGroup::groupId).orElse("the VPC's default security group"),
                endpoint.vpcEndpointId()));
    group.ifPresent(found -> {
      SecurityGroupRule.caution(found, Direction.INBOUND).ifPresent(changes::leaveToPeople);
      https(Direction.INBOUND, Group.of(found.groupId()), from(endpoint.vpcId(), subnets));
      clearTheOtherWaysThrough(found, endpoint, subnets);
    });
  }

  /** What opens one endpoint opens every closed one that has the group. */
  private void clearTheOtherWaysThrough(
      SecurityGroup group, VpcEndpoint opened, List<Subnet> subnets) {
    for (Service each : Reliances.services(workload, context)) {
      endpoints(opened.vpcId(), each.interfaceServiceNames(region))
          .filter(VpcEndpoint::isInterface)
          .filter(VpcEndpoint::isAvailable)
          .filter(endpoint -> !endpoint.equals(opened))
          .filter(endpoint -> network.groupsOf(endpoint).contains(Reading.known(group)))
          .filter(endpoint -> !admits(endpoint, subnets))
          .forEach(endpoint -> {
            obstacles.on(endpoint.vpcId(), endpointSubnets(endpoint));
            obstacles.letCallsThrough(each, endpoint);
          });
    }
  }

  private Optional<SecurityGroup> groupOf(VpcEndpoint endpoint) {
    return SecurityGroupRule.bestOf(
        network.groupsOf(endpoint).stream()
            .flatMap(reading -> reading.map(Stream::of).orElse(_ -> Stream.empty()))
            .toList(),
        Direction.INBOUND);
  }

  private void https(Direction direction, Group group, Peer peer) {
    new SecurityGroupRule(direction, group, Traffic.HTTPS, peer).addTo(changes);
  }

  /** The workload's group where the VPC has it, else the subnets' ranges. */
  private Peer from(String vpcId, List<Subnet> subnets) {
    return workloadGroup(vpcId)
        .<Peer>map(id -> new Peer.OfGroup(Group.of(id)))
        .orElseGet(() -> new Peer.InRanges(ranges(subnets)));
  }

  private static List<Cidr> ranges(List<Subnet> subnets) {
    return Network.rangesOf(subnets).orElse(_ -> List.of());
  }

  private Optional<String> workloadGroup(String vpcId) {
    return groups().stream()
        .filter(group -> group.vpcId().filter(vpcId::equals).isPresent())
        .map(SecurityGroup::groupId)
        .findFirst();
  }

  private List<SecurityGroup> groups() {
    return network
        .securityGroups(workload.vpcConfig().orElseThrow().securityGroupIds())
        .orElse(_ -> List.of());
  }

  /** A way that the workload's groups shut off is none: adds a rule where they certainly do. */
  private void letOut(String vpcId, SecurityGroupReach.Peer target, Peer peer) {
    var reaching =
        network
            .reach()
            .admits(
                groups().stream().map(Reading::known).toList(),
                Direction.OUTBOUND,
                Ports.HTTPS,
                target);
    boolean shut = reaching.map(admission -> admission == Admission.NOT_AT_ALL).orElse(_ -> false);
    var own =
        SecurityGroupRule.bestOf(
            groups().stream()
                .filter(group -> group.vpcId().filter(vpcId::equals).isPresent())
                .toList(),
            Direction.OUTBOUND);
    if (!shut || own.isEmpty()) {
      return;
    }
    changes.say("Let TCP 443 out of %s to it.".formatted(own.get().groupId()));
    SecurityGroupRule.caution(own.get(), Direction.OUTBOUND).ifPresent(changes::leaveToPeople);
    https(Direction.OUTBOUND, Group.of(own.get().groupId()), peer);
  }

  private List<RouteTable> tables(List<Subnet> subnets) {
    var tables = new LinkedHashMap<String, RouteTable>();
    for (Subnet subnet : subnets) {
      network
          .routes()
          .tableOf(subnet)
          .map(Optional::of)
          .orElse(_ -> Optional.empty())
          .ifPresent(table -> tables.put(table.routeTableId(), table));
    }
    return List.copyOf(tables.values());
  }

  private void routeToGateway(String vpcId, List<Subnet> subnets) {
    var tables = tables(subnets);
    var ids = tables.stream().map(RouteTable::routeTableId).toList();
    var gateway = gateway(vpcId);
    clear(tables, gateway);
    if (gateway.isPresent()) {
      associate(gateway.get(), tables, ids);
    } else {
      createGateway(vpcId, ids);
    }
    prefixList()
        .map(PrefixList::prefixListId)
        .ifPresent(list -> {
          letOut(
              vpcId,
              new SecurityGroupReach.Peer(Set.of(), Set.of(list), network.rangesOf(list)),
              new Peer.OfPrefixList(list));
          obstacles.on(subnets, list);
        });
  }

  /** A table that holds a dead route to the endpoint is taken off it first: it would be refused. */
  private void associate(VpcEndpoint gateway, List<RouteTable> tables, List<String> ids) {
    if (!gateway.isAvailable()) {
      changes.leaveToPeople(
          "%s is %s: wait until it is available, then associate it with %s."
              .formatted(gateway.vpcEndpointId(), gateway.state(), Words.list(ids)));
      return;
    }
    changes.say(
        "Associate the S3 gateway endpoint %s with %s."
            .formatted(gateway.vpcEndpointId(), Words.list(ids)));
    var dead = tables.stream().filter(table -> holdsRouteTo(gateway, table)).toList();
    if (!dead.isEmpty()) {
      changes.change(
          modify(gateway)
              .with(
                  "--remove-route-table-ids", dead.stream().map(RouteTable::routeTableId).toList())
              .line());
    }
    changes.change(modify(gateway).with("--add-route-table-ids", ids).line());
    obstacles.letCallsThrough(service, gateway);
  }

  private static boolean holdsRouteTo(VpcEndpoint gateway, RouteTable table) {
    return table.routes().stream()
        .map(Route::target)
        .anyMatch(target -> target.id().equals(gateway.vpcEndpointId()));
  }

  /** Any other route to the service's prefix list keeps a further one out of the table. */
  private void clear(List<RouteTable> tables, Optional<VpcEndpoint> gateway) {
    var list = prefixList().map(PrefixList::prefixListId);
    for (RouteTable table : tables) {
      table.routes().stream()
          .filter(route -> route.destinationPrefixListId().isPresent())
          .filter(route -> route.destinationPrefixListId().equals(list))
          .map(route -> route.target().id())
          .filter(id -> gateway.filter(known -> known.vpcEndpointId().equals(id)).isEmpty())
          .findFirst()
          .ifPresent(id ->
              changes.leaveToPeople(
                  "%s routes %s to %s already and takes no second such route: take it off that endpoint first."
                      .formatted(table.routeTableId(), list.orElseThrow(), id)));
    }
  }

  private void createGateway(String vpcId, List<String> tables) {
    changes.say(
        "Create an S3 gateway endpoint in %s for %s; its policy passes reading and writing objects and no more. Whatever else in their subnets uses S3 takes this way, too: add what it needs, and narrow the policy to the buckets in use."
            .formatted(vpcId, Words.list(tables)));
    var name = service.gatewayServiceNames(region).getFirst();
    var resource =
        CloudFormationResource.of(
            "AWS::EC2::VPCEndpoint",
            Map.of(
                "VpcEndpointType", "Gateway",
                "VpcId", vpcId,
                "ServiceName", name,
                "RouteTableIds", tables,
                "PolicyDocument", ObjectAccess.asTree()),
            "gateway",
            vpcId,
            service.name());
    changes.make(
        changes
            .ec2("create-vpc-endpoint")
            .with("--vpc-id", vpcId)
            .with("--vpc-endpoint-type", "Gateway")
            .with("--service-name", name)
            .with("--route-table-ids", tables)
            .with("--policy-document", ObjectAccess.asText())
            .line(),
        List.of(resource));
  }

  private Optional<PrefixList> prefixList() {
    var names = service.gatewayServiceNames(region);
    return network.snapshot().prefixLists().orElse(_ -> List.of()).stream()
        .filter(list -> list.prefixListName().filter(names::contains).isPresent())
        .findFirst();
  }

  /** What AWS wants before it takes an endpoint with private DNS. */
  private void prepareNames(String vpcId) {
    turnNamesOn(vpcId);
    var host = service.hostName(region);
    network.snapshot().hostedZones().orElse(_ -> List.of()).stream()
        .filter(zone -> zone.vpcId().filter(vpcId::equals).isPresent())
        .filter(zone -> zone.name().equals(host) || zone.name().equals(host + "."))
        .findFirst()
        .ifPresent(zone ->
            changes.leaveToPeople(
                "Take %s off the hosted zone %s first: AWS refuses private DNS beside it."
                    .formatted(vpcId, zone.name())));
  }

  private void turnNamesOn(String vpcId) {
    network
        .names()
        .attributesOff(vpcId)
        .orElse(_ -> List.of())
        .forEach(attribute -> {
          changes.say("Turn %s of %s on.".formatted(attribute, vpcId));
          VpcResolvesPrivateNames.turnOn(vpcId, attribute, changes);
        });
  }

  private void createInterface(String vpcId, List<Subnet> subnets) {
    prepareNames(vpcId);
    var beside = sibling(vpcId, subnets);
    if (beside.isPresent()) {
      createLike(beside.get());
    } else {
      createWithGroup(vpcId, subnets);
    }
  }

  /** What lets the workload in to one endpoint lets it in to another beside it. */
  private void createLike(VpcEndpoint other) {
    var name = service.interfaceServiceNames(region).getFirst();
    var groups = other.groups().orElseThrow();
    changes.say(
        "Create an interface endpoint for %s in %s, with private DNS, and with the subnets and security groups of %s, which lets the workload in."
            .formatted(name, other.vpcId(), other.vpcEndpointId()));
    changes.make(
        create(other.vpcId(), name, other.subnetIds())
            .with("--security-group-ids", groups)
            .with("--private-dns-enabled")
            .line(),
        List.of(endpoint(other.vpcId(), name, other.subnetIds(), groups)));
    letOut(other);
    obstacles.on(other.vpcId(), endpointSubnets(other));
  }

  private Optional<VpcEndpoint> sibling(String vpcId, List<Subnet> subnets) {
    var names =
        Arrays.stream(Service.values())
            .flatMap(each -> each.interfaceServiceNames(region).stream())
            .toList();
    return endpoints(vpcId, names)
        .filter(VpcEndpoint::isInterface)
        .filter(VpcEndpoint::isAvailable)
        .filter(endpoint -> !endpoint.subnetIds().isEmpty())
        .filter(endpoint -> !endpoint.groups().orElse(List.of()).isEmpty())
        .filter(endpoint -> admits(endpoint, subnets))
        .findFirst();
  }

  private void createWithGroup(String vpcId, List<Subnet> subnets) {
    var name = service.interfaceServiceNames(region).getFirst();
    var zonal = onePerZone(subnets);
    changes.say(
        "Create an interface endpoint for %s in %s, one subnet a zone, with private DNS and a security group that admits TCP 443 from the workload."
            .formatted(name, vpcId));
    var description = "HTTPS to " + name;
    var groupResource =
        CloudFormationResource.of(
            "AWS::EC2::SecurityGroup",
            Map.of("GroupDescription", description, "VpcId", vpcId),
            vpcId,
            service.name());
    var groupId = groupResource.attribute("GroupId");
    var group = new Group(service.name(), NEW_GROUP, groupId);
    changes.make(
        changes
            .ec2("create-security-group")
            .with("--vpc-id", vpcId)
            .with("--group-name", name.replace('.', '-'))
            .with("--description", description)
            .with("--query", "GroupId")
            .into(NEW_GROUP.substring(1)),
        List.of(groupResource));
    https(Direction.INBOUND, group, from(vpcId, subnets));
    letOut(
        vpcId,
        new SecurityGroupReach.Peer(Set.of(), Set.of(), Network.rangesOf(zonal)),
        new Peer.OfGroup(group));
    changes.make(
        create(vpcId, name, ids(zonal))
            .withVariable("--security-group-ids", NEW_GROUP)
            .with("--private-dns-enabled")
            .line(),
        List.of(endpoint(vpcId, name, ids(zonal), List.of(groupId))));
    obstacles.on(vpcId, zonal);
  }

  private AwsCli create(String vpcId, String serviceName, List<String> subnets) {
    return changes
        .ec2("create-vpc-endpoint")
        .with("--vpc-id", vpcId)
        .with("--vpc-endpoint-type", "Interface")
        .with("--service-name", serviceName)
        .with("--subnet-ids", subnets);
  }

  private CloudFormationResource endpoint(
      String vpcId, String serviceName, List<String> subnets, List<?> groups) {
    return CloudFormationResource.of(
        "AWS::EC2::VPCEndpoint",
        Map.of(
            "VpcEndpointType", "Interface",
            "VpcId", vpcId,
            "ServiceName", serviceName,
            "SubnetIds", subnets,
            "SecurityGroupIds", groups,
            "PrivateDnsEnabled", true),
        "interface",
        vpcId,
        service.name());
  }

  /** AWS refuses two subnets of one zone for one endpoint. */
  private static List<Subnet> onePerZone(List<Subnet> subnets) {
    var zones = new HashSet<Object>();
    return subnets.stream()
        .filter(subnet -> zones.add(subnet.availabilityZoneId().or(subnet::availabilityZone)))
        .toList();
  }

  private static List<String> ids(Collection<Subnet> subnets) {
    return List.copyOf(new LinkedHashSet<>(subnets.stream().map(Subnet::subnetId).toList()));
  }

  /** The VPC's gateway endpoint of the service that serves, or soon will. */
  private Optional<VpcEndpoint> gateway(String vpcId) {
    return servingFirst(
        endpoints(vpcId, service.gatewayServiceNames(region)).filter(VpcEndpoint::isGateway));
  }

  /** The VPC's interface endpoint of the service that serves, or soon will. */
  private Optional<VpcEndpoint> existing(String vpcId) {
    return servingFirst(
        endpoints(vpcId, service.interfaceServiceNames(region)).filter(VpcEndpoint::isInterface));
  }

  private static Optional<VpcEndpoint> servingFirst(Stream<VpcEndpoint> endpoints) {
    return endpoints
        .filter(endpoint -> !GONE.contains(endpoint.state().toLowerCase(Locale.ROOT)))
        .min(
            comparing((VpcEndpoint endpoint) -> !endpoint.isAvailable())
                .thenComparing(endpoint -> !isComing(endpoint)));
  }

  private static boolean isComing(VpcEndpoint endpoint) {
    return endpoint.state().toLowerCase(Locale.ROOT).startsWith("pending");
  }

  private Stream<VpcEndpoint> endpoints(String vpcId, List<String> serviceNames) {
    return network.endpointsOf(vpcId).orElse(_ -> List.of()).stream()
        .filter(endpoint -> endpoint.serves(serviceNames, region));
  }
}
