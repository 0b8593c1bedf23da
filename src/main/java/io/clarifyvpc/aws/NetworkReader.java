package io.clarifyvpc.aws;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.VpcConfig;
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
import java.util.stream.StreamSupport;

/**
 * Reads the networks that VPC configurations lie in: each VPC whole and once, however many
 * workloads ask for it, and its facts side by side.
 */
final class NetworkReader {
  private static final String VPC_ID = "VpcId";

  private record Key(String vpcId, Fact fact) {}

  /** What was read of one fact. */
  record Answer(Fact fact, Reading<ObjectNode> reading) {}

  private final VpcReader reader;
  private final Map<Key, CompletableFuture<Reading<ObjectNode>>> ofVpc = new ConcurrentHashMap<>();
  private final Map<Set<String>, CompletableFuture<Reading<ObjectNode>>> subnetsById =
      new ConcurrentHashMap<>();
  private final Map<Set<String>, CompletableFuture<Reading<ObjectNode>>> groupsById =
      new ConcurrentHashMap<>();
  private final Map<Fact, CompletableFuture<Reading<ObjectNode>>> ofRegion =
      new ConcurrentHashMap<>();

  NetworkReader(VpcReader reader) {
    this.reader = reader;
  }

  /** Begins reading what belongs to the region, so that it is there when it is asked for. */
  void start(Set<Fact> facts) {
    if (facts.contains(Fact.PREFIX_LISTS)) {
      var _ = prefixLists();
    }
  }

  private CompletableFuture<Reading<ObjectNode>> prefixLists() {
    return ofRegion.computeIfAbsent(Fact.PREFIX_LISTS, _ -> SideBySide.start(reader::prefixLists));
  }

  /** All sets of the region: which one a VPC uses is known a step later, and accounts have few. */
  private CompletableFuture<Reading<ObjectNode>> dhcpOptions() {
    return ofRegion.computeIfAbsent(Fact.DHCP_OPTIONS, _ -> SideBySide.start(reader::dhcpOptions));
  }

  /** The answers about the VPCs that the configurations lie in, and about what they name. */
  List<Answer> read(Collection<VpcConfig> configurations, Set<Fact> facts) {
    var answers = new ArrayList<Answer>();
    if (facts.contains(Fact.PREFIX_LISTS)) {
      answers.add(new Answer(Fact.PREFIX_LISTS, prefixLists().join()));
    }
    var futures = new ArrayList<Map.Entry<Fact, CompletableFuture<Reading<ObjectNode>>>>();
    if (facts.contains(Fact.DHCP_OPTIONS) && !configurations.isEmpty()) {
      futures.add(Map.entry(Fact.DHCP_OPTIONS, dhcpOptions()));
    }
    var vpcs = new TreeSet<String>();
    for (VpcConfig configuration : configurations) {
      var subnets = subnets(configuration.subnets(), vpcs);
      vpcs.addAll(values(subnets, Fact.SUBNETS, VPC_ID));
      answers.add(new Answer(Fact.SUBNETS, subnets));
    }
    futures.addAll(whole(vpcs, facts));
    futures.forEach(entry -> answers.add(new Answer(entry.getKey(), entry.getValue().join())));
    if (facts.contains(Fact.SECURITY_GROUPS)) {
      groupsElsewhere(configurations, answers).ifPresent(answers::add);
    }
    return answers;
  }

  private List<Map.Entry<Fact, CompletableFuture<Reading<ObjectNode>>>> whole(
      Collection<String> vpcs, Set<Fact> facts) {
    var futures = new ArrayList<Map.Entry<Fact, CompletableFuture<Reading<ObjectNode>>>>();
    for (String vpc : vpcs) {
      for (Fact fact : wholeVpc(facts)) {
        futures.add(Map.entry(fact, ofVpc(vpc, fact)));
      }
    }
    return futures;
  }

  /** The answers about VPCs that no workload names. */
  List<Answer> vpcs(Collection<String> vpcs, Set<Fact> facts) {
    var futures = whole(vpcs, facts);
    futures.add(Map.entry(Fact.PREFIX_LISTS, prefixLists()));
    futures.add(Map.entry(Fact.DHCP_OPTIONS, dhcpOptions()));
    return futures.stream()
        .map(entry -> new Answer(entry.getKey(), entry.getValue().join()))
        .toList();
  }

  /** Begins reading the VPCs of a configuration, without waiting for them; tells which they are. */
  Set<String> prefetch(VpcConfig configuration, Set<Fact> facts) {
    if (facts.contains(Fact.DHCP_OPTIONS)) {
      var _ = dhcpOptions();
    }
    var vpcs = values(subnets(configuration.subnets(), Set.of()), Fact.SUBNETS, VPC_ID);
    for (String vpc : vpcs) {
      for (Fact fact : wholeVpc(facts)) {
        var _ = ofVpc(vpc, fact);
      }
    }
    return vpcs;
  }

  private static Set<Fact> wholeVpc(Set<Fact> facts) {
    var whole =
        EnumSet.of(
            Fact.SUBNETS,
            Fact.ROUTE_TABLES,
            Fact.SECURITY_GROUPS,
            Fact.VPC_ENDPOINTS,
            Fact.NAT_GATEWAYS,
            Fact.NETWORK_ACLS,
            Fact.VPCS);
    whole.retainAll(facts);
    return whole;
  }

  private CompletableFuture<Reading<ObjectNode>> ofVpc(String vpcId, Fact fact) {
    return ofVpc.computeIfAbsent(
        new Key(vpcId, fact), _ -> SideBySide.start(() -> wholeVpc(vpcId, fact)));
  }

  private Reading<ObjectNode> wholeVpc(String vpcId, Fact fact) {
    return switch (fact) {
      case SUBNETS -> reader.subnets("vpc-id", List.of(vpcId));
      case ROUTE_TABLES -> reader.routeTables(vpcId);
      case SECURITY_GROUPS -> reader.securityGroups("vpc-id", List.of(vpcId));
      case VPC_ENDPOINTS -> reader.vpcEndpoints(vpcId);
      case NAT_GATEWAYS -> reader.natGateways(vpcId);
      case NETWORK_ACLS -> reader.networkAcls(vpcId);
      case VPCS -> reader.vpcs(vpcId);
      default -> throw new IllegalArgumentException(fact + " is not read by VPC");
    };
  }

  /** The subnets by their ids; asked of the VPCs at hand first, where they usually are. */
  private Reading<ObjectNode> subnets(List<String> ids, Set<String> vpcsAtHand) {
    for (String vpc : vpcsAtHand) {
      var whole = ofVpc(vpc, Fact.SUBNETS).join();
      if (values(whole, Fact.SUBNETS, "SubnetId").containsAll(ids)) {
        return whole;
      }
    }
    return subnetsById
        .computeIfAbsent(
            Set.copyOf(ids), asked -> SideBySide.start(() -> reader.subnets("subnet-id", asked)))
        .join();
  }

  /**
   * Groups that the configurations name and that none of their VPCs has: of another VPC, or gone.
   */
  private Optional<Answer> groupsElsewhere(
      Collection<VpcConfig> configurations, List<Answer> answers) {
    var found = new TreeSet<String>();
    for (Answer answer : answers) {
      if (answer.fact() == Fact.SECURITY_GROUPS) {
        if (answer.reading() instanceof Reading.Unread<ObjectNode>) {
          return Optional.empty();
        }
        found.addAll(values(answer.reading(), Fact.SECURITY_GROUPS, "GroupId"));
      }
    }
    var missing = new TreeSet<String>();
    configurations.stream()
        .flatMap(configuration -> configuration.securityGroupIds().stream())
        .filter(not(found::contains))
        .forEach(missing::add);
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Answer(
            Fact.SECURITY_GROUPS,
            groupsById
                .computeIfAbsent(
                    missing, ids -> SideBySide.start(() -> reader.securityGroups("group-id", ids)))
                .join()));
  }

  private static Set<String> values(Reading<ObjectNode> reading, Fact fact, String member) {
    return reading
        .map(document ->
            (Set<String>)
                new TreeSet<>(
                    StreamSupport.stream(document.path(fact.label()).spliterator(), false)
                        .map(element -> element.path(member))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .toList()))
        .orElse(_ -> Set.of());
  }
}
