package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;
import static io.clarifyvpc.control.Outcome.undetermined;
import static java.util.stream.Collectors.joining;

import io.clarifyvpc.catalogue.AccessVerdict.Failed;
import io.clarifyvpc.catalogue.AccessVerdict.Unknown;
import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.network.Access;
import io.clarifyvpc.network.PrivateReach;
import io.clarifyvpc.network.SecurityGroupReach;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether each subnet of a workload reaches a service privately: what Clarify.6, 7 and 8 share. One
 * subnet that fails outweighs one that is undetermined, and that one those that reach it.
 */
final class PrivateAccess {
  private final Service service;
  private final Workload workload;
  private final Context context;
  private final String region;
  private final Map<Subnet, AccessVerdict> verdicts;

  private PrivateAccess(
      Service service,
      Workload workload,
      Context context,
      String region,
      Map<Subnet, AccessVerdict> verdicts) {
    this.service = service;
    this.workload = workload;
    this.context = context;
    this.region = region;
    this.verdicts = verdicts;
  }

  /** Judges every subnet of the workload that exists. */
  static Reading<PrivateAccess> of(Service service, Workload workload, Context context) {
    var region = workload.resource().region();
    if (region.isEmpty()) {
      return Reading.unread(
          Fact.REGION.gap("no ARN, zone or setting tells it, and with it the service's name"));
    }
    var reach = reach(service, workload, context, region.get());
    var judge = new AccessJudge(context);
    return context
        .network()
        .subnets(workload.vpcConfig().orElseThrow().subnets())
        .map(subnets -> {
          var verdicts = new LinkedHashMap<Subnet, AccessVerdict>();
          subnets.forEach(subnet -> verdicts.put(subnet, judge.judge(reach.from(subnet))));
          return new PrivateAccess(service, workload, context, region.get(), verdicts);
        });
  }

  private static PrivateReach reach(
      Service service, Workload workload, Context context, String region) {
    Set<String> groups =
        context
            .network()
            .securityGroups(workload.vpcConfig().orElseThrow().securityGroupIds())
            .map(SecurityGroupReach::idsOf)
            .orElse(_ -> Set.of());
    return new PrivateReach(
        context.network(), service, region, workload.resource().accountId(), groups);
  }

  /** What holds for each subnet. */
  Map<Subnet, AccessVerdict> verdicts() {
    return Collections.unmodifiableMap(verdicts);
  }

  /** The verdicts of all subnets as one outcome; the note ends every reason. */
  Outcome outcome(String note) {
    var failed = only(Failed.class);
    if (!failed.isEmpty()) {
      return nonCompliant(reason(failed) + note)
          .evidence(evidence(failed))
          .impact(worst(failed.values()))
          .remediation(new EndpointAdvice(service, workload, region, context).forThe(ways(failed)));
    }
    var unknown = only(Unknown.class);
    return unknown.isEmpty()
        ? compliant(reason(verdicts) + note).evidence(evidence(verdicts))
        : undetermined(reason(unknown) + note).evidence(evidence(unknown)).gaps(gaps(unknown));
  }

  private static Set<Gap> gaps(Map<Subnet, Unknown> unknown) {
    var gaps = new LinkedHashSet<Gap>();
    unknown.values().forEach(verdict -> verdict.gap().ifPresent(gaps::add));
    return gaps;
  }

  private <T extends AccessVerdict> Map<Subnet, T> only(Class<T> kind) {
    var found = new LinkedHashMap<Subnet, T>();
    verdicts.forEach((subnet, verdict) -> {
      if (kind.isInstance(verdict)) {
        found.put(subnet, kind.cast(verdict));
      }
    });
    return found;
  }

  private static Impact worst(Collection<Failed> failed) {
    return failed.stream().anyMatch(verdict -> verdict.impact() == Impact.FAILURE)
        ? Impact.FAILURE
        : Impact.EXPOSURE;
  }

  private static Map<Subnet, Access> ways(Map<Subnet, Failed> failed) {
    var ways = new LinkedHashMap<Subnet, Access>();
    failed.forEach((subnet, verdict) -> ways.put(subnet, verdict.by()));
    return ways;
  }

  /** Subnets of which the same is true share a clause. */
  private static String reason(Map<Subnet, ? extends AccessVerdict> some) {
    var subnetsByWords = new LinkedHashMap<String, List<String>>();
    some.forEach((subnet, verdict) ->
        subnetsByWords
            .computeIfAbsent(verdict.words(), _ -> new ArrayList<>())
            .add(subnet.subnetId()));
    return subnetsByWords.entrySet().stream()
        .map(entry -> Words.list(entry.getValue()) + ": " + entry.getKey())
        .collect(joining("; "));
  }

  private static Collection<String> evidence(Map<Subnet, ? extends AccessVerdict> some) {
    var ids = new LinkedHashSet<String>();
    some.keySet().forEach(subnet -> ids.add(subnet.subnetId()));
    some.values().forEach(verdict -> ids.addAll(verdict.ids()));
    return ids;
  }
}
