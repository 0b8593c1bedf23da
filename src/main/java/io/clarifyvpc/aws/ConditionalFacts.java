package io.clarifyvpc.aws;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.aws.NetworkReader.Answer;
import io.clarifyvpc.network.Access;
import io.clarifyvpc.network.InstanceTypes;
import io.clarifyvpc.network.Network;
import io.clarifyvpc.network.Predictions;
import io.clarifyvpc.network.Predictions.Answering;
import io.clarifyvpc.network.PrivateReach;
import io.clarifyvpc.network.SecurityGroupReach;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.IpPermission;
import io.clarifyvpc.snapshot.PrefixList;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.VpcEndpoint;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Facts that matter only where the network at hand leaves a question open: most workloads never ask
 * for them.
 */
final class ConditionalFacts {
  private static final Set<Fact> NAME_RESOLUTION =
      EnumSet.of(Fact.HOSTED_ZONES, Fact.PROFILE_ASSOCIATIONS);

  private record Key(Fact fact, Object of) {}

  private final VpcReader vpcs;
  private final NameResolutionReader names;
  private final Map<Key, CompletableFuture<Reading<ObjectNode>>> read = new ConcurrentHashMap<>();

  ConditionalFacts(VpcReader vpcs, NameResolutionReader names) {
    this.vpcs = vpcs;
    this.names = names;
  }

  /**
   * Begins reading what the analysis asks for whatever the network is like, beside the network.
   *
   * @param vpcs where the workload lies
   */
  void start(Predictions predictions, Set<String> vpcs, Set<Fact> facts) {
    if (facts.contains(Fact.INSTANCE_TYPE_OFFERINGS)) {
      shadowInstanceType(predictions).ifPresent(this::offerings);
    }
    if (facts.contains(Fact.VPC_ATTRIBUTES) && predictions.needed()) {
      vpcs.forEach(this::attributes);
    }
  }

  /**
   * What the workload, and the models after it, still need of the facts beside the network that was
   * read.
   */
  List<Answer> wanted(List<Workload> workloads, Network network, Set<Fact> facts) {
    var reads = new ArrayList<Map.Entry<Fact, CompletableFuture<Reading<ObjectNode>>>>();
    if (facts.contains(Fact.SECURITY_GROUP_VPC_ASSOCIATIONS)) {
      var groups = groupsOfOtherVpcs(workloads, network);
      if (!groups.isEmpty()) {
        reads.add(
            once(
                Fact.SECURITY_GROUP_VPC_ASSOCIATIONS,
                groups,
                () -> vpcs.securityGroupVpcAssociations(groups)));
      }
    }
    if (facts.contains(Fact.PREFIX_LISTS)) {
      for (String list : listsWithoutEntries(groupsInQuestion(workloads, network), network)) {
        reads.add(once(Fact.PREFIX_LISTS, list, () -> vpcs.prefixListEntries(list)));
      }
    }
    var workload = workloads.getFirst();
    var predictions = Predictions.of(workload, network.snapshot());
    if (facts.contains(Fact.INSTANCE_TYPE_OFFERINGS)) {
      shadowInstanceType(predictions).map(this::offerings).ifPresent(reads::add);
    }
    if (facts.contains(Fact.VPC_ATTRIBUTES)) {
      vpcsWithInterfaces(workload, predictions, network).stream()
          .map(this::attributes)
          .forEach(reads::add);
    }
    if (facts.contains(Fact.HOSTED_ZONES)) {
      for (String vpc : vpcsWithOpenNames(workloads, network)) {
        reads.add(once(Fact.HOSTED_ZONES, vpc, () -> names.hostedZones(vpc)));
        reads.add(once(Fact.PROFILE_ASSOCIATIONS, vpc, () -> names.profileAssociations(vpc)));
      }
    }
    return reads.stream()
        .map(entry -> new Answer(entry.getKey(), entry.getValue().join()))
        .toList();
  }

  /** The same of whole VPCs, whatever workload may come to lie in them. */
  List<Answer> all(Collection<String> vpcIds, Network network) {
    var reads = new ArrayList<Map.Entry<Fact, CompletableFuture<Reading<ObjectNode>>>>();
    var groups = network.snapshot().securityGroups().orElse(_ -> List.of());
    var ids = new TreeSet<>(groups.stream().map(SecurityGroup::groupId).toList());
    if (!ids.isEmpty()) {
      reads.add(
          once(
              Fact.SECURITY_GROUP_VPC_ASSOCIATIONS,
              ids,
              () -> vpcs.securityGroupVpcAssociations(ids)));
    }
    for (String list : listsWithoutEntries(groups.stream(), network)) {
      reads.add(once(Fact.PREFIX_LISTS, list, () -> vpcs.prefixListEntries(list)));
    }
    for (String vpc : vpcIds) {
      reads.add(attributes(vpc));
      reads.add(once(Fact.HOSTED_ZONES, vpc, () -> names.hostedZones(vpc)));
      reads.add(once(Fact.PROFILE_ASSOCIATIONS, vpc, () -> names.profileAssociations(vpc)));
    }
    return reads.stream()
        .map(entry -> new Answer(entry.getKey(), entry.getValue().join()))
        .toList();
  }

  private Map.Entry<Fact, CompletableFuture<Reading<ObjectNode>>> once(
      Fact fact, Object of, Supplier<Reading<ObjectNode>> call) {
    return Map.entry(fact, read.computeIfAbsent(new Key(fact, of), _ -> SideBySide.start(call)));
  }

  private Map.Entry<Fact, CompletableFuture<Reading<ObjectNode>>> offerings(String instanceType) {
    return once(
        Fact.INSTANCE_TYPE_OFFERINGS, instanceType, () -> vpcs.instanceTypeOfferings(instanceType));
  }

  private Map.Entry<Fact, CompletableFuture<Reading<ObjectNode>>> attributes(String vpc) {
    return once(Fact.VPC_ATTRIBUTES, vpc, () -> vpcs.vpcAttributes(vpc));
  }

  /** EC2's name of the type that the shadow endpoint asks for. */
  private static Optional<String> shadowInstanceType(Predictions predictions) {
    return predictions.predictor()
            instanceof Reading.Known<Answering>(Answering.ShadowEndpoint shadow)
        ? shadow.instanceType().map(InstanceTypes::ofEc2)
        : Optional.empty();
  }

  /**
   * The workload's VPCs whose private names may matter: SageMaker is called, or S3 is not known to
   * be reached without an interface endpoint.
   */
  private static Set<String> vpcsWithInterfaces(
      Workload workload, Predictions predictions, Network network) {
    var vpcs = new TreeSet<String>();
    workload
        .vpcConfig()
        .ifPresent(vpcConfig -> {
          for (Subnet subnet : subnets(vpcConfig, network)) {
            if (predictions.needed()
                || mayUseInterfaceForS3(workload, vpcConfig, subnet, network)) {
              vpcs.add(subnet.vpcId());
            }
          }
        });
    return vpcs;
  }

  private static boolean mayUseInterfaceForS3(
      Workload workload, VpcConfig vpcConfig, Subnet subnet, Network network) {
    return accesses(workload, vpcConfig, subnet, network, Stream.of(Service.S3))
        .anyMatch(reading ->
            switch (reading) {
              case Reading.Known<Access>(Access access) ->
                  access instanceof Access.InterfaceEndpoint
                      || access instanceof Access.CentralEndpoint;
              case Reading.Unread<Access> _ -> true;
            });
  }

  private static Set<String> groupsOfOtherVpcs(Collection<Workload> workloads, Network network) {
    var groups = new TreeSet<String>();
    for (VpcConfig vpcConfig : vpcConfigs(workloads)) {
      var own = subnets(vpcConfig, network).stream().map(Subnet::vpcId).toList();
      groups(vpcConfig, network).stream()
          .filter(group -> group.vpcId().filter(not(own::contains)).isPresent())
          .map(SecurityGroup::groupId)
          .forEach(groups::add);
    }
    return groups;
  }

  /** Prefix lists that rules in question name and whose entries no answer holds: customers' own. */
  private static Set<String> listsWithoutEntries(Stream<SecurityGroup> groups, Network network) {
    var known =
        network
            .snapshot()
            .prefixLists()
            .map(lists ->
                lists.stream()
                    .filter(list -> list.cidrs().isPresent())
                    .map(PrefixList::prefixListId)
                    .toList())
            .orElse(_ -> List.of());
    return groups
        .flatMap(ConditionalFacts::permissions)
        .flatMap(permission -> permission.prefixListIds().stream())
        .filter(not(known::contains))
        .collect(toCollection(TreeSet::new));
  }

  /** The workloads' own groups, and those of the endpoints in their VPCs. */
  private static Stream<SecurityGroup> groupsInQuestion(
      Collection<Workload> workloads, Network network) {
    return vpcConfigs(workloads).stream()
        .flatMap(vpcConfig -> {
          var ofEndpoints =
              subnets(vpcConfig, network).stream()
                  .map(Subnet::vpcId)
                  .distinct()
                  .flatMap(vpc -> endpoints(vpc, network).stream())
                  .flatMap(endpoint -> network.groupsOf(endpoint).stream())
                  .flatMap(group -> group.map(Stream::of).orElse(_ -> Stream.empty()));
          return Stream.concat(groups(vpcConfig, network).stream(), ofEndpoints);
        });
  }

  private static Stream<IpPermission> permissions(SecurityGroup group) {
    return Stream.of(group.ipPermissions(), group.ipPermissionsEgress())
        .flatMap(rules -> rules.orElse(List.of()).stream());
  }

  /**
   * VPCs in which an endpoint of another VPC may answer: only there do zones and profiles decide.
   */
  private static Set<String> vpcsWithOpenNames(Collection<Workload> workloads, Network network) {
    var vpcs = new TreeSet<String>();
    for (Workload workload : workloads) {
      workload
          .vpcConfig()
          .ifPresent(vpcConfig -> {
            for (Subnet subnet : subnets(vpcConfig, network)) {
              if (asksForNames(workload, vpcConfig, subnet, network)) {
                vpcs.add(subnet.vpcId());
              }
            }
          });
    }
    return vpcs;
  }

  private static boolean asksForNames(
      Workload workload, VpcConfig vpcConfig, Subnet subnet, Network network) {
    return accesses(workload, vpcConfig, subnet, network, Stream.of(Service.values()))
        .anyMatch(reading ->
            reading instanceof Reading.Unread<Access>(Gap gap)
                && NAME_RESOLUTION.contains(gap.fact()));
  }

  /** How the subnet reaches the services; nothing where the region is not known. */
  private static Stream<Reading<Access>> accesses(
      Workload workload,
      VpcConfig vpcConfig,
      Subnet subnet,
      Network network,
      Stream<Service> services) {
    var resource = workload.resource();
    return resource.region().stream()
        .flatMap(region ->
            services.map(service ->
                new PrivateReach(
                        network,
                        service,
                        region,
                        resource.accountId(),
                        SecurityGroupReach.idsOf(groups(vpcConfig, network)))
                    .from(subnet)));
  }

  private static List<VpcConfig> vpcConfigs(Collection<Workload> workloads) {
    return workloads.stream().flatMap(workload -> workload.vpcConfig().stream()).toList();
  }

  private static List<Subnet> subnets(VpcConfig vpcConfig, Network network) {
    return network.subnets(vpcConfig.subnets()).orElse(_ -> List.of());
  }

  private static List<SecurityGroup> groups(VpcConfig vpcConfig, Network network) {
    return network.securityGroups(vpcConfig.securityGroupIds()).orElse(_ -> List.of());
  }

  private static List<VpcEndpoint> endpoints(String vpcId, Network network) {
    return network.endpointsOf(vpcId).orElse(_ -> List.of());
  }
}
