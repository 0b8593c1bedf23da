package io.clarifyvpc.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.clarifyvpc.json.Json;
import io.clarifyvpc.json.PolicyDocumentDecoder;
import io.clarifyvpc.snapshot.DhcpOptions;
import io.clarifyvpc.snapshot.IpPermission;
import io.clarifyvpc.snapshot.NetworkAcl;
import io.clarifyvpc.snapshot.PolicyDocument;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Route;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.RouteTarget;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.snapshot.SecurityGroupVpcAssociation;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.UserIdGroupPair;
import io.clarifyvpc.snapshot.Vpc;
import io.clarifyvpc.snapshot.VpcAttributes;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What EC2 does with the calls of remediations: it changes a snapshot, and refuses what EC2
 * refuses. A call, or an argument, that it does not know fails the test.
 */
final class Ec2 {
  private static final int MOST_RULES = 60;
  private static final int MOST_ENTRIES = 20;
  private static final Set<String> GONE = Set.of("rejected", "failed", "expired", "deleted");

  private final Snapshot before;
  private final List<RouteTable> routeTables;
  private final List<SecurityGroup> securityGroups;
  private final List<SecurityGroupVpcAssociation> groupAssociations;
  private final List<NetworkAcl> networkAcls;
  private final List<VpcEndpoint> vpcEndpoints;
  private final List<Vpc> vpcs;
  private final List<VpcAttributes> vpcAttributes;
  private final List<DhcpOptions> dhcpOptions;
  private int made;

  Ec2(Snapshot snapshot) {
    before = snapshot;
    routeTables = copied(snapshot.routeTables());
    securityGroups = copied(snapshot.securityGroups());
    groupAssociations = copied(snapshot.securityGroupVpcAssociations());
    networkAcls = copied(snapshot.networkAcls());
    vpcEndpoints = copied(snapshot.vpcEndpoints());
    vpcs = copied(snapshot.vpcs());
    vpcAttributes = copied(snapshot.vpcAttributes());
    dhcpOptions = copied(snapshot.dhcpOptions());
  }

  private static <T> List<T> copied(Reading<List<T>> reading) {
    return new ArrayList<>(reading.orElse(_ -> List.of()));
  }

  /** The snapshot as it is now; what could not be read before cannot be read now. */
  Snapshot snapshot() {
    return new Snapshot(
        before.subnets(),
        before.routeTables().map(_ -> List.copyOf(routeTables)),
        before.securityGroups().map(_ -> List.copyOf(securityGroups)),
        before.securityGroupVpcAssociations().map(_ -> List.copyOf(groupAssociations)),
        before.networkAcls().map(_ -> List.copyOf(networkAcls)),
        before.vpcEndpoints().map(_ -> List.copyOf(vpcEndpoints)),
        before.vpcs().map(_ -> List.copyOf(vpcs)),
        before.vpcAttributes().map(_ -> List.copyOf(vpcAttributes)),
        before.dhcpOptions().map(_ -> List.copyOf(dhcpOptions)),
        before.prefixLists(),
        before.natGateways(),
        before.instanceTypeOfferings(),
        before.hostedZones(),
        before.profileAssociations(),
        before.models(),
        before.endpoints(),
        before.endpointConfigs(),
        before.analysisConfigurations());
  }

  /** Does what is called for; answers the id of what it made, or nothing. */
  String answer(Ec2Call call) {
    return switch (call.operation()) {
      case "create-vpc-endpoint" -> createVpcEndpoint(call);
      case "create-security-group" -> createSecurityGroup(call);
      case "create-dhcp-options" -> createDhcpOptions(call);
      default -> {
        change(call);
        yield "";
      }
    };
  }

  private void change(Ec2Call call) {
    switch (call.operation()) {
      case "modify-vpc-endpoint" -> modifyVpcEndpoint(call);
      case "modify-vpc-attribute" -> modifyVpcAttribute(call);
      case "authorize-security-group-ingress" -> authorize(call, true);
      case "authorize-security-group-egress" -> authorize(call, false);
      case "associate-security-group-vpc" -> associateSecurityGroupVpc(call);
      case "associate-dhcp-options" -> associateDhcpOptions(call);
      case "create-network-acl-entry" -> createNetworkAclEntry(call);
      case "delete-route" -> deleteRoute(call);
      default -> throw new AssertionError("not modelled: " + call);
    }
  }

  private String newId(String prefix) {
    return "%s-new%d".formatted(prefix, ++made);
  }

  private static <T> void replace(List<T> all, Predicate<T> which, UnaryOperator<T> by) {
    int at = 0;
    for (T each : List.copyOf(all)) {
      if (which.test(each)) {
        all.set(at, by.apply(each));
        return;
      }
      at++;
    }
    throw new AssertionError("not found");
  }

  private static <T> T found(List<T> all, Predicate<T> which, String id) {
    return all.stream()
        .filter(which)
        .findFirst()
        .orElseThrow(() -> new AssertionError("EC2 finds no " + id));
  }

  private SecurityGroup group(String id) {
    return found(securityGroups, group -> group.groupId().equals(id), id);
  }

  private Subnet subnet(String id) {
    return found(before.subnets().orElse(_ -> List.of()), each -> each.subnetId().equals(id), id);
  }

  private void authorize(Ec2Call call, boolean inbound) {
    call.requireOnly("GroupId", "IpPermissions");
    var added = call.structures("IpPermissions").stream().flatMap(Ec2::rules).toList();
    replace(
        securityGroups,
        group -> group.groupId().equals(call.text("GroupId")),
        group -> {
          var rules =
              (inbound ? group.ipPermissions() : group.ipPermissionsEgress()).orElse(List.of());
          var all = Stream.concat(rules.stream(), added.stream()).toList();
          assertThat(all).as("InvalidPermission.Duplicate").doesNotHaveDuplicates();
          assertThat(all.stream().mapToInt(Ec2::count).sum())
              .as("RulesPerSecurityGroupLimitExceeded")
              .isLessThanOrEqualTo(MOST_RULES);
          added.stream()
              .flatMap(rule -> rule.userIdGroupPairs().stream())
              .forEach(pair -> requireUsableIn(pair.groupId().orElseThrow(), group));
          return new SecurityGroup(
              group.groupId(),
              group.groupName(),
              group.vpcId(),
              inbound ? Optional.of(all) : group.ipPermissions(),
              inbound ? group.ipPermissionsEgress() : Optional.of(all));
        });
  }

  /** A rule names groups of its own VPC. */
  private void requireUsableIn(String id, SecurityGroup group) {
    assertThat(group(id).vpcId()).as("VPC of " + id).isEqualTo(group.vpcId());
  }

  private static int count(IpPermission rule) {
    return rule.userIdGroupPairs().size()
        + rule.prefixListIds().size()
        + rule.ipRanges().size()
        + rule.ipv6Ranges().size();
  }

  /** A rule has one peer, also where one permission of a call names several. */
  private static Stream<IpPermission> rules(Map<?, ?> of) {
    return Stream.of(
            texts(of, "UserIdGroupPairs", "GroupId").stream()
                .map(id -> new UserIdGroupPair(Optional.of(id), Optional.empty()))
                .map(pair -> rule(of, List.of(pair), List.of(), List.of(), List.of())),
            texts(of, "IpRanges", "CidrIp").stream()
                .map(range -> rule(of, List.of(), List.of(range), List.of(), List.of())),
            texts(of, "Ipv6Ranges", "CidrIpv6").stream()
                .map(range -> rule(of, List.of(), List.of(), List.of(range), List.of())),
            texts(of, "PrefixListIds", "PrefixListId").stream()
                .map(list -> rule(of, List.of(), List.of(), List.of(), List.of(list))))
        .flatMap(rules -> rules);
  }

  private static IpPermission rule(
      Map<?, ?> of,
      List<UserIdGroupPair> pairs,
      List<String> ranges,
      List<String> ipv6Ranges,
      List<String> prefixLists) {
    return new IpPermission(
        (String) of.get("IpProtocol"),
        number(of, "FromPort"),
        number(of, "ToPort"),
        pairs,
        ranges,
        ipv6Ranges,
        prefixLists);
  }

  private static OptionalInt number(Map<?, ?> of, String name) {
    return of.get(name) instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
  }

  private static List<String> texts(Map<?, ?> of, String list, String member) {
    return of.get(list) instanceof List<?> all
        ? all.stream().map(each -> (String) ((Map<?, ?>) each).get(member)).toList()
        : List.of();
  }

  private String createSecurityGroup(Ec2Call call) {
    call.requireOnly("VpcId", "GroupName", "Description");
    var name = call.optional("GroupName").orElse("named by CloudFormation");
    assertThat(name).doesNotStartWith("sg-").hasSizeLessThanOrEqualTo(255);
    assertThat(call.text("Description")).matches("[\\w .:/()#,@+=&;{}!$*\\[\\]-]{1,255}");
    var id = newId("sg");
    var everything =
        new IpPermission(
            "-1",
            OptionalInt.empty(),
            OptionalInt.empty(),
            List.of(),
            List.of("0.0.0.0/0"),
            List.of(),
            List.of());
    securityGroups.add(
        new SecurityGroup(
            id,
            Optional.of("a new group"),
            Optional.of(call.text("VpcId")),
            Optional.of(List.of()),
            Optional.of(List.of(everything))));
    return id;
  }

  private void associateSecurityGroupVpc(Ec2Call call) {
    call.requireOnly("GroupId", "VpcId");
    var group = group(call.text("GroupId"));
    assertThat(group.groupName()).as("a default group").isNotEqualTo(Optional.of("default"));
    assertThat(group.vpcId()).isNotEqualTo(call.optional("VpcId"));
    groupAssociations.add(
        new SecurityGroupVpcAssociation(group.groupId(), call.text("VpcId"), "associated"));
  }

  private String createVpcEndpoint(Ec2Call call) {
    call.requireOnly(
        "VpcId",
        "VpcEndpointType",
        "ServiceName",
        "RouteTableIds",
        "SubnetIds",
        "SecurityGroupIds",
        "PrivateDnsEnabled",
        "PolicyDocument");
    var id = newId("vpce");
    boolean gateway = call.text("VpcEndpointType").equals("Gateway");
    var endpoint =
        new VpcEndpoint(
            id,
            call.optional("VpcEndpointType"),
            call.text("VpcId"),
            call.text("ServiceName"),
            Optional.empty(),
            "available",
            call.texts("RouteTableIds"),
            call.texts("SubnetIds"),
            Optional.of(call.texts("SecurityGroupIds")),
            Optional.of(call.flag("PrivateDnsEnabled")),
            false,
            call.optional("PolicyDocument").map(text -> policy(text, id)));
    assertThat(endpoint.routeTableIds()).isEqualTo(gateway ? endpoint.routeTableIds() : List.of());
    assertThat(endpoint.groups().orElseThrow())
        .allSatisfy(group -> assertThat(group(group).vpcId()).contains(endpoint.vpcId()));
    vpcEndpoints.add(endpoint);
    checked(endpoint);
    endpoint.routeTableIds().forEach(table -> addRoute(endpoint, table));
    return id;
  }

  /** The members in one order, so that policies are equal that say the same. */
  private static Reading<PolicyDocument> policy(String text, String endpoint) {
    try {
      var sorted =
          Json.mapper()
              .writer()
              .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
              .writeValueAsString(Json.mapper().readValue(text, Map.class));
      return PolicyDocumentDecoder.decode(sorted, endpoint);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not a policy: " + text, e);
    }
  }

  /** One subnet a zone, of its VPC; private DNS where the VPC can answer and nobody else does. */
  private void checked(VpcEndpoint endpoint) {
    var subnets = endpoint.subnetIds().stream().map(this::subnet).toList();
    assertThat(subnets).allMatch(subnet -> subnet.vpcId().equals(endpoint.vpcId()));
    assertThat(subnets).as("DuplicateSubnetsInSameZone").doesNotHaveDuplicates();
    var zones = subnets.stream().flatMap(subnet -> subnet.availabilityZoneId().stream()).toList();
    assertThat(zones).as("DuplicateSubnetsInSameZone").doesNotHaveDuplicates();
    if (!endpoint.privateDnsEnabled().orElse(false)) {
      return;
    }
    assertThat(vpcAttributes.stream().filter(each -> each.vpcId().equals(endpoint.vpcId())))
        .as("Enabling private DNS requires both DNS attributes")
        .allMatch(each -> each.enableDnsSupport().orElse(true))
        .allMatch(each -> each.enableDnsHostnames().orElse(true));
    assertThat(
            vpcEndpoints.stream()
                .filter(other -> other.vpcId().equals(endpoint.vpcId()))
                .filter(other -> other.serviceName().equals(endpoint.serviceName()))
                .filter(VpcEndpoint::isInterface)
                .filter(other -> other.serviceRegion().equals(endpoint.serviceRegion()))
                .filter(other -> !GONE.contains(other.state()))
                .filter(other -> other.privateDnsEnabled().orElse(false))
                .map(VpcEndpoint::vpcEndpointId)
                .distinct())
        .as("private-dns-enabled cannot be set because there is already a conflicting DNS domain")
        .containsExactly(endpoint.vpcEndpointId());
  }

  private void addRoute(VpcEndpoint endpoint, String tableId) {
    var list =
        before.prefixLists().orElse(_ -> List.of()).stream()
            .filter(each -> each.prefixListName().equals(Optional.of(endpoint.serviceName())))
            .findFirst()
            .map(each -> each.prefixListId())
            .orElse("pl-of-" + endpoint.serviceName());
    replace(
        routeTables,
        table -> table.routeTableId().equals(tableId),
        table -> {
          assertThat(table.vpcId()).isEqualTo(endpoint.vpcId());
          assertThat(table.routes())
              .as("RouteAlreadyExists")
              .noneMatch(route -> route.destination().equals(list));
          var route =
              new Route(
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(list),
                  new RouteTarget(RouteTarget.Type.VPC_ENDPOINT, endpoint.vpcEndpointId()),
                  "active");
          return with(table, Stream.concat(table.routes().stream(), Stream.of(route)).toList());
        });
  }

  private static RouteTable with(RouteTable table, List<Route> routes) {
    return new RouteTable(table.routeTableId(), table.vpcId(), table.associations(), routes);
  }

  private void modifyVpcEndpoint(Ec2Call call) {
    call.requireOnly(
        "VpcEndpointId",
        "AddRouteTableIds",
        "RemoveRouteTableIds",
        "AddSubnetIds",
        "PrivateDnsEnabled",
        "PolicyDocument");
    var id = call.text("VpcEndpointId");
    replace(
        vpcEndpoints,
        endpoint -> endpoint.vpcEndpointId().equals(id) && endpoint.isAvailable(),
        endpoint -> {
          var tables = new LinkedHashSet<>(endpoint.routeTableIds());
          tables.removeAll(call.texts("RemoveRouteTableIds"));
          tables.addAll(call.texts("AddRouteTableIds"));
          var subnets = new ArrayList<>(endpoint.subnetIds());
          subnets.addAll(call.texts("AddSubnetIds"));
          return new VpcEndpoint(
              id,
              endpoint.vpcEndpointType(),
              endpoint.vpcId(),
              endpoint.serviceName(),
              endpoint.serviceRegion(),
              endpoint.state(),
              List.copyOf(tables),
              subnets,
              endpoint.groups(),
              call.has("PrivateDnsEnabled") ? Optional.of(true) : endpoint.privateDnsEnabled(),
              endpoint.privateDnsOnlyForInboundResolverEndpoint(),
              call.optional("PolicyDocument")
                  .map(text -> policy(text, id))
                  .or(endpoint::policyDocument));
        });
    var changed =
        found(vpcEndpoints, each -> each.vpcEndpointId().equals(id) && each.isAvailable(), id);
    checked(changed);
    call.texts("RemoveRouteTableIds").forEach(table -> removeRoute(id, table));
    call.texts("AddRouteTableIds").forEach(table -> addRoute(changed, table));
  }

  private void removeRoute(String endpoint, String tableId) {
    replace(
        routeTables,
        table -> table.routeTableId().equals(tableId),
        table ->
            with(
                table,
                table.routes().stream()
                    .filter(route -> !route.target().id().equals(endpoint))
                    .toList()));
  }

  private void deleteRoute(Ec2Call call) {
    call.requireOnly(
        "RouteTableId",
        "DestinationCidrBlock",
        "DestinationIpv6CidrBlock",
        "DestinationPrefixListId");
    replace(
        routeTables,
        table -> table.routeTableId().equals(call.text("RouteTableId")),
        table -> {
          var left =
              table.routes().stream()
                  .filter(route ->
                      !(route.destinationCidrBlock().equals(call.optional("DestinationCidrBlock"))
                          && route
                              .destinationIpv6CidrBlock()
                              .equals(call.optional("DestinationIpv6CidrBlock"))
                          && route
                              .destinationPrefixListId()
                              .equals(call.optional("DestinationPrefixListId"))))
                  .toList();
          assertThat(left).as("InvalidRoute.NotFound").hasSizeLessThan(table.routes().size());
          return with(table, left);
        });
  }

  private void createNetworkAclEntry(Ec2Call call) {
    call.requireOnly(
        "NetworkAclId",
        "RuleNumber",
        "Egress",
        "Protocol",
        "PortRange",
        "CidrBlock",
        "Ipv6CidrBlock",
        "RuleAction");
    assertThat(call.number("RuleNumber")).isBetween(1, 32766);
    assertThat(call.text("Protocol")).isIn("tcp", "6");
    var entry =
        new NetworkAcl.Entry(
            call.number("RuleNumber"),
            "6",
            call.text("RuleAction"),
            call.flag("Egress"),
            call.optional("CidrBlock"),
            call.optional("Ipv6CidrBlock"),
            number(call.structure("PortRange"), "From"),
            number(call.structure("PortRange"), "To"));
    replace(
        networkAcls,
        acl -> acl.networkAclId().equals(call.text("NetworkAclId")),
        acl -> {
          var side = acl.entries().stream().filter(each -> each.egress() == entry.egress());
          var numbers = new TreeSet<>(side.map(NetworkAcl.Entry::ruleNumber).toList());
          assertThat(numbers.add(entry.ruleNumber())).as("NetworkAclEntryAlreadyExists").isTrue();
          assertThat(numbers.headSet(32767))
              .as("NetworkAclEntryLimitExceeded")
              .hasSizeLessThanOrEqualTo(MOST_ENTRIES);
          return new NetworkAcl(
              acl.networkAclId(),
              acl.vpcId(),
              acl.isDefault(),
              acl.associatedSubnetIds(),
              Stream.concat(acl.entries().stream(), Stream.of(entry)).toList());
        });
  }

  private void modifyVpcAttribute(Ec2Call call) {
    call.requireOnly("VpcId", "EnableDnsSupport", "EnableDnsHostnames");
    assertThat(call.arguments()).as("one attribute a call").hasSize(2);
    replace(
        vpcAttributes,
        each -> each.vpcId().equals(call.text("VpcId")),
        each -> {
          boolean support = call.has("EnableDnsSupport");
          assertThat(support || each.enableDnsSupport().orElse(true))
              .as("enableDnsHostnames needs enableDnsSupport")
              .isTrue();
          assertThat(call.structure(support ? "EnableDnsSupport" : "EnableDnsHostnames"))
              .isEqualTo(Map.of("Value", true));
          return new VpcAttributes(
              each.vpcId(),
              support ? Optional.of(true) : each.enableDnsSupport(),
              support ? each.enableDnsHostnames() : Optional.of(true));
        });
  }

  private String createDhcpOptions(Ec2Call call) {
    call.requireOnly("DhcpConfigurations");
    var configurations = new HashMap<String, List<String>>();
    for (Map<?, ?> each : call.structures("DhcpConfigurations")) {
      var values = ((List<?>) each.get("Values")).stream().map(String.class::cast).toList();
      assertThat(configurations.put((String) each.get("Key"), values)).isNull();
    }
    var id = newId("dopt");
    dhcpOptions.add(new DhcpOptions(id, configurations));
    return id;
  }

  private void associateDhcpOptions(Ec2Call call) {
    call.requireOnly("VpcId", "DhcpOptionsId");
    var id = call.text("DhcpOptionsId");
    found(dhcpOptions, options -> options.dhcpOptionsId().equals(id), id);
    replace(
        vpcs,
        vpc -> vpc.vpcId().equals(call.text("VpcId")),
        vpc -> new Vpc(vpc.vpcId(), vpc.cidrBlock(), Optional.of(id)));
  }
}
