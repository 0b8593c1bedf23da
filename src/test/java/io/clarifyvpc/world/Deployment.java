package io.clarifyvpc.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.control.CloudFormationResource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What CloudFormation does to make resources: it makes each after those that it refers to, by the
 * calls that the resource type stands for.
 */
final class Deployment {
  private static final String TYPE = "AWS::EC2::";

  private final Ec2 ec2;
  private final Map<String, String> made = new HashMap<>();

  Deployment(Ec2 ec2) {
    this.ec2 = ec2;
  }

  void make(List<CloudFormationResource> resources) {
    var waiting = new LinkedHashMap<String, CloudFormationResource>();
    resources.forEach(resource ->
        assertThat(waiting.put(resource.logicalId(), resource))
            .as("logical id " + resource.logicalId())
            .isNull());
    while (!waiting.isEmpty()) {
      var next =
          waiting.values().stream()
              .filter(resource -> waiting.keySet().stream().noneMatch(id -> needs(resource, id)))
              .findFirst()
              .orElseThrow(() -> new AssertionError("a circle among " + waiting.keySet()));
      waiting.remove(next.logicalId());
      made.put(next.logicalId(), ec2.answer(call(next)));
    }
  }

  private static boolean needs(CloudFormationResource resource, String id) {
    var text = resource.properties().toString();
    return text.contains("{Ref=" + id + "}") || text.contains("{Fn::GetAtt=[" + id + ",");
  }

  private Ec2Call call(CloudFormationResource resource) {
    var given = new LinkedHashMap<String, Object>();
    resource.properties().forEach((name, value) -> given.put(name, resolved(value)));
    return switch (resource.type()) {
      case TYPE + "VPCEndpoint" -> {
        given.computeIfPresent("PolicyDocument", (_, tree) -> json(tree));
        yield new Ec2Call("create-vpc-endpoint", given);
      }
      case TYPE + "SecurityGroup" -> {
        given.put("Description", given.remove("GroupDescription"));
        yield new Ec2Call("create-security-group", given);
      }
      case TYPE + "SecurityGroupIngress" ->
          authorize("authorize-security-group-ingress", given, "Source");
      case TYPE + "SecurityGroupEgress" ->
          authorize("authorize-security-group-egress", given, "Destination");
      case TYPE + "SecurityGroupVpcAssociation" ->
          new Ec2Call("associate-security-group-vpc", given);
      case TYPE + "NetworkAclEntry" -> {
        given.computeIfPresent("Protocol", (_, number) -> number.toString());
        yield new Ec2Call("create-network-acl-entry", given);
      }
      case TYPE + "DHCPOptions" -> new Ec2Call("create-dhcp-options", dhcp(given));
      case TYPE + "VPCDHCPOptionsAssociation" -> new Ec2Call("associate-dhcp-options", given);
      default -> throw new AssertionError("not modelled: " + resource);
    };
  }

  private Object resolved(Object value) {
    return switch (value) {
      case Map<?, ?> map when map.containsKey("Ref") -> made.get(map.get("Ref"));
      case Map<?, ?> map when map.containsKey("Fn::GetAtt") -> {
        var path = (List<?>) map.get("Fn::GetAtt");
        assertThat(path.getLast()).isEqualTo("GroupId");
        yield made.get(path.getFirst());
      }
      case List<?> list -> list.stream().map(this::resolved).toList();
      default -> value;
    };
  }

  private static Ec2Call authorize(String operation, Map<String, Object> given, String peer) {
    var permission = new LinkedHashMap<String, Object>(given);
    permission.remove("GroupId");
    wrap(permission, peer + "SecurityGroupId", "UserIdGroupPairs", "GroupId");
    wrap(permission, peer + "PrefixListId", "PrefixListIds", "PrefixListId");
    wrap(permission, "CidrIp", "IpRanges", "CidrIp");
    wrap(permission, "CidrIpv6", "Ipv6Ranges", "CidrIpv6");
    return new Ec2Call(
        operation, Map.of("GroupId", given.get("GroupId"), "IpPermissions", List.of(permission)));
  }

  private static void wrap(
      Map<String, Object> permission, String property, String list, String member) {
    var value = permission.remove(property);
    if (value != null) {
      permission.put(list, List.of(Map.of(member, value)));
    }
  }

  private static Map<String, Object> dhcp(Map<String, Object> properties) {
    var keys =
        Map.of(
            "DomainName", "domain-name",
            "DomainNameServers", "domain-name-servers",
            "NtpServers", "ntp-servers",
            "NetbiosNameServers", "netbios-name-servers");
    return Map.of(
        "DhcpConfigurations",
        properties.entrySet().stream()
            .map(entry ->
                Map.of(
                    "Key",
                    keys.get(entry.getKey()),
                    "Values",
                    entry.getValue() instanceof List<?> list ? list : List.of(entry.getValue())))
            .toList());
  }

  private static String json(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case List<?> list ->
          list.stream().map(Deployment::json).collect(Collectors.joining(",", "[", "]"));
      default -> "\"" + value + "\"";
    };
  }
}
