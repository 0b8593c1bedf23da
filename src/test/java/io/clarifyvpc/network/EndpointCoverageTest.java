package io.clarifyvpc.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.packet.Completions;
import io.clarifyvpc.packet.SmallNetworks;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.world.Permission;
import io.clarifyvpc.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * How one subnet gets at S3, against a literal reading of the steps 0 to 5 of "reached privately"
 * on a network where everything is known, for every way to complete what is not.
 */
class EndpointCoverageTest {
  enum Way {
    INTERFACE,
    CLOSED_INTERFACE,
    GATEWAY,
    CENTRAL,
    HIDDEN_BY_OWNER,
    NAT,
    FAR_SIDE,
    NONE
  }

  /** Whom the group of an interface endpoint lets in. */
  enum Group {
    WORKLOAD("sg-endpoint"),
    THIS_SUBNET("sg-this-subnet"),
    OTHER_SUBNET("sg-other-subnet"),
    NOBODY("sg-nobody"),
    UNREAD("sg-not-in-the-answer");

    private final String id;

    Group(String id) {
      this.id = id;
    }
  }

  /**
   * An endpoint that may be one for S3.
   *
   * @param privateDns empty where the answer lacks it
   * @param route whether the subnet's table has a route to it, and in which state
   */
  record Endpoint(
      boolean gateway,
      String service,
      String state,
      boolean hasSubnets,
      Optional<Boolean> privateDns,
      boolean inboundResolverOnly,
      Group group,
      Optional<String> route) {
    boolean isForS3() {
      return service.equals("com.amazonaws.us-east-1.s3") && state.equals("available");
    }

    boolean answersTheName() {
      return !gateway
          && isForS3()
          && hasSubnets
          && privateDns.orElseThrow()
          && !inboundResolverOnly;
    }

    boolean admits() {
      return group == Group.WORKLOAD || group == Group.THIS_SUBNET;
    }

    boolean coversBySubnetsRoute() {
      return gateway && isForS3() && route.filter("active"::equals).isPresent();
    }

    List<Endpoint> completions() {
      var all = new ArrayList<Endpoint>();
      for (boolean dns : privateDns.map(List::of).orElse(List.of(true, false))) {
        for (Group each : group == Group.UNREAD ? List.of(Group.values()) : List.of(group)) {
          all.add(
              new Endpoint(
                  gateway,
                  service,
                  state,
                  hasSubnets,
                  Optional.of(dns),
                  inboundResolverOnly,
                  each,
                  route));
        }
      }
      return all;
    }
  }

  /**
   * The subnet's place.
   *
   * @param elsewhere the target of an active route to a narrow range
   * @param defaultTarget the target of the active default route
   * @param zoneAnswers whether a hosted zone does; empty where the list was not read
   * @param profileAnswers whether a profile does; empty where the list was not read
   */
  record Place(
      boolean shared,
      boolean blocked,
      Optional<String> elsewhere,
      Optional<String> defaultTarget,
      Optional<Boolean> zoneAnswers,
      Optional<Boolean> profileAnswers) {
    boolean leadsToOtherVpcs() {
      return elsewhere.isPresent()
          || defaultTarget
              .filter(target -> target.startsWith("tgw-") || target.startsWith("pcx-"))
              .isPresent();
    }

    Way byDefaultRoute() {
      return switch (defaultTarget.orElse("none").split("-", 2)[0]) {
        case "nat" -> blocked ? Way.NONE : Way.NAT;
        case "tgw", "vgw", "eni" -> Way.FAR_SIDE;
        default -> Way.NONE;
      };
    }
  }

  /** The steps in their order, on what is known. */
  private static Way wayOf(List<Endpoint> endpoints, Place place, List<Boolean> namesAnswered) {
    var answering = endpoints.stream().filter(Endpoint::answersTheName).toList();
    if (!answering.isEmpty()) {
      return answering.stream().anyMatch(Endpoint::admits) ? Way.INTERFACE : Way.CLOSED_INTERFACE;
    }
    if (endpoints.stream().anyMatch(Endpoint::coversBySubnetsRoute)) {
      return Way.GATEWAY;
    }
    if (place.leadsToOtherVpcs() && namesAnswered.contains(true)) {
      return Way.CENTRAL;
    }
    return place.shared() ? Way.HIDDEN_BY_OWNER : place.byDefaultRoute();
  }

  private static Set<Way> completions(List<Endpoint> endpoints, Place place) {
    List<List<Endpoint>> completed = List.of(List.of());
    for (Endpoint endpoint : endpoints) {
      completed =
          completed.stream()
              .flatMap(begun ->
                  endpoint.completions().stream()
                      .map(next -> {
                        var list = new ArrayList<>(begun);
                        list.add(next);
                        return (List<Endpoint>) list;
                      }))
              .toList();
    }
    var answers =
        Completions.of(List.of(place.zoneAnswers(), place.profileAnswers()), List.of(true, false));
    var ways = new HashSet<Way>();
    for (List<Endpoint> known : completed) {
      answers.forEach(answered -> ways.add(wayOf(known, place, answered)));
    }
    return ways;
  }

  private static World world(List<Endpoint> endpoints, Place place) {
    var world = World.compliant().without("vpce-s3");
    world.routeTable("rtb-a").without("pl-s3");
    world.addSecurityGroup(Group.THIS_SUBNET.id).inbound(https("10.0.1.0/24"));
    world.addSecurityGroup(Group.OTHER_SUBNET.id).inbound(https("10.0.2.0/24"));
    world.addSecurityGroup(Group.NOBODY.id);
    for (int i = 0; i < endpoints.size(); i++) {
      add(world, "vpce-" + i, endpoints.get(i));
    }
    place.elsewhere().ifPresent(id -> world.routeTable("rtb-a").route("172.16.0.0/12", id));
    place.defaultTarget().ifPresent(id -> world.routeTable("rtb-a").route("0.0.0.0/0", id));
    if (place.shared()) {
      world.subnet("subnet-a").sharedBy("444455556666");
    }
    if (place.blocked()) {
      world.subnet("subnet-a").blockPublicAccess("block-bidirectional");
    }
    names(world, place.zoneAnswers(), Fact.HOSTED_ZONES);
    names(world, place.profileAnswers(), Fact.PROFILE_ASSOCIATIONS);
    return world;
  }

  private static Permission https(String range) {
    return Permission.tcp(443).range(range);
  }

  private static void add(World world, String id, Endpoint endpoint) {
    var added = world.addEndpoint(id, endpoint.service());
    if (endpoint.gateway()) {
      added.gateway("rtb-a");
    } else {
      added.groups(endpoint.group().id);
      endpoint.privateDns().ifPresentOrElse(added::privateDns, added::withoutPrivateDnsInTheAnswer);
    }
    if (endpoint.inboundResolverOnly()) {
      added.privateDnsOnlyForInboundResolverEndpoint();
    }
    if (!endpoint.hasSubnets()) {
      added.subnets();
    }
    added.state(endpoint.state());
    endpoint.route().ifPresent(state -> world.routeTable("rtb-a").route("pl-" + id, id, state));
  }

  private static void names(World world, Optional<Boolean> answered, Fact fact) {
    if (answered.isEmpty()) {
      world.unread(fact);
    } else if (answered.get() && fact == Fact.HOSTED_ZONES) {
      world.addHostedZone("s3.us-east-1.amazonaws.com.");
    } else if (answered.get()) {
      world.addProfileAssociation("vpc-1", "COMPLETE");
    }
  }

  private static Optional<Way> answer(World world) {
    var network = new Network(world.snapshot());
    var reach =
        new PrivateReach(
            network, Service.S3, World.REGION, Optional.of(World.ACCOUNT), Set.of("sg-job"));
    Reading<Subnet> subnet = network.subnets(List.of("subnet-a")).map(List::getFirst);
    return subnet
        .flatMap(reach::from)
        .map(EndpointCoverageTest::way)
        .map(Optional::of)
        .orElse(_ -> Optional.empty());
  }

  private static Way way(Access access) {
    return switch (access) {
      case Access.InterfaceEndpoint _ -> Way.INTERFACE;
      case Access.ClosedInterfaceEndpoint _ -> Way.CLOSED_INTERFACE;
      case Access.GatewayEndpoint _, Access.OwnersGatewayEndpoint _ -> Way.GATEWAY;
      case Access.CentralEndpoint _ -> Way.CENTRAL;
      case Access.HiddenByOwner _ -> Way.HIDDEN_BY_OWNER;
      case Access.NatGateway _ -> Way.NAT;
      case Access.FarSide _ -> Way.FAR_SIDE;
      case Access.None _ -> Way.NONE;
    };
  }

  @Provide
  Arbitrary<List<Endpoint>> endpoints() {
    return Combinators.combine(
            Arbitraries.of(true, false, false),
            Arbitraries.of(
                "com.amazonaws.us-east-1.s3",
                "com.amazonaws.us-east-1.s3",
                "com.amazonaws.us-east-1.s3",
                "com.amazonaws.us-east-1.dynamodb",
                "com.amazonaws.eu-west-1.s3",
                "com.amazonaws.us-east-1.s3-fips"),
            Arbitraries.of("available", "available", "available", "available", "pending"),
            Arbitraries.of(true, true, true, false),
            Arbitraries.of(true, false).optional(0.8),
            Arbitraries.of(false, false, false, true),
            Arbitraries.of(Group.class),
            Arbitraries.of("active", "blackhole").optional(0.6))
        .as(Endpoint::new)
        .list()
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<Place> places() {
    return Combinators.combine(
            Arbitraries.of(true, false, false),
            Arbitraries.of(true, false, false),
            Arbitraries.of("tgw-1", "pcx-1").optional(0.5),
            Arbitraries.of("nat-1", "tgw-2", "vgw-1", "eni-1", "igw-1", "pcx-2").optional(0.7),
            SmallNetworks.sometimesUnread(Arbitraries.of(true, false)),
            SmallNetworks.sometimesUnread(Arbitraries.of(true, false)))
        .as(Place::new);
  }

  @Property(tries = 2000)
  void way_is_known_exactly_where_every_completion_agrees(
      @ForAll("endpoints") List<Endpoint> endpoints, @ForAll("places") Place place) {
    var ways = completions(endpoints, place);

    assertThat(answer(world(endpoints, place)))
        .isEqualTo(ways.size() == 1 ? ways.stream().findFirst() : Optional.empty());
  }
}
