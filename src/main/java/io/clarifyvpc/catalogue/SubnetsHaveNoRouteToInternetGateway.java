package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;
import static java.util.stream.Collectors.joining;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.network.EffectiveRoutes;
import io.clarifyvpc.network.EffectiveRoutes.RouteOfTable;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Route;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.RouteTarget;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What makes a subnet public is its effective route table alone; {@code MapPublicIpOnLaunch}
 * decides nothing.
 */
final class SubnetsHaveNoRouteToInternetGateway implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.4", "Subnets have no active route to an internet gateway")
          .severity(Severity.HIGH)
          .impact(Impact.EXPOSURE)
          .appliesToEverything()
          .judges(Subject.SUBNETS)
          .requires(Fact.SUBNETS, Fact.ROUTE_TABLES)
          .meaning(
              """
              The table that is effective for a subnet (its own association, else the main table of its VPC) holds no \
              active route, IPv4 or IPv6, to an internet gateway. Blackhole routes route nothing, and VPC Block Public \
              Access in both directions makes a subnet not public.\
              """)
          .remediation(
              "Run the workload in private subnets, or take the internet gateway route away.")
          .references(AwsPages.CLARIFY_VPC, AwsPages.INTERNET_GATEWAY)
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    return context
        .network()
        .subnets(workload.vpcConfig().orElseThrow().subnets())
        .flatMap(subnets -> judge(workload, subnets, context));
  }

  private static Reading<Outcome> judge(Workload workload, List<Subnet> subnets, Context context) {
    var open = new ArrayList<Public>();
    var gaps = new ArrayList<Gap>();
    for (Subnet subnet : subnets) {
      switch (context.network().routes().internetGatewayRoute(subnet)) {
        case Reading.Unread<Optional<RouteOfTable>>(Gap gap) -> gaps.add(gap);
        case Reading.Known<Optional<RouteOfTable>>(Optional<RouteOfTable> found) ->
            found.ifPresent(route -> open.add(new Public(subnet, route)));
      }
    }
    if (!open.isEmpty()) {
      return Reading.known(
          nonCompliant(open.stream().map(Public::describe).collect(joining("; ")))
              .evidence(new LinkedHashSet<>(open.stream().flatMap(Public::ids).toList()))
              .remediation(advice(workload, open, context)));
    }
    if (!gaps.isEmpty()) {
      return Reading.unread(gaps.getFirst());
    }
    var ids = subnets.stream().map(Subnet::subnetId).toList();
    return Reading.known(
        compliant(Words.verb(ids, "has no such route", "have no such route")).evidence(ids));
  }

  /** Where a NAT gateway of the VPC is in use, the way to the internet may be its own. */
  private static Remediation advice(Workload workload, List<Public> open, Context context) {
    var replacement = Replacement.of(workload, "private subnets");
    var tables = new LinkedHashMap<String, RouteTable>();
    open.forEach(each -> tables.put(each.found().table().routeTableId(), each.found().table()));
    if (tables.values().stream().anyMatch(table -> servesNat(table.vpcId(), context))) {
      return Remediation.inWords(
          replacement
              + " Leave the routes in place: NAT gateways of the VPC take their way to the internet by such routes.");
    }
    var changes = new Changes(workload.resource().region());
    changes.say(
        replacement
            + " Or take the internet gateway routes out of %s, if nothing else in the subnets needs them."
                .formatted(Words.list(tables.keySet())));
    tables
        .values()
        .forEach(table ->
            EffectiveRoutes.activeRoutes(table, RouteTarget.Type.INTERNET_GATEWAY)
                .forEach(route -> delete(table, route, changes)));
    return changes.remediation();
  }

  private static boolean servesNat(String vpcId, Context context) {
    return context.snapshot().routeTables().orElse(_ -> List.of()).stream()
        .filter(table -> table.vpcId().equals(vpcId))
        .anyMatch(
            table -> !EffectiveRoutes.activeRoutes(table, RouteTarget.Type.NAT_GATEWAY).isEmpty());
  }

  private static void delete(RouteTable table, Route route, Changes changes) {
    var option =
        route.destinationCidrBlock().isPresent()
            ? "--destination-cidr-block"
            : route.destinationIpv6CidrBlock().isPresent()
                ? "--destination-ipv6-cidr-block"
                : "--destination-prefix-list-id";
    changes.change(
        changes
            .ec2("delete-route")
            .with("--route-table-id", table.routeTableId())
            .with(option, route.destination())
            .line());
  }

  private record Public(Subnet subnet, RouteOfTable found) {
    String describe() {
      return "%s: %s routes %s to %s"
          .formatted(
              subnet.subnetId(),
              found.table().routeTableId(),
              found.route().destination(),
              found.route().target().id());
    }

    Stream<String> ids() {
      return Stream.of(
          subnet.subnetId(), found.table().routeTableId(), found.route().target().id());
    }
  }
}
