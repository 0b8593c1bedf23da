package io.clarifyvpc.catalogue;

import static io.clarifyvpc.world.Permission.allTraffic;
import static io.clarifyvpc.world.Permission.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.control.Compliance;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.world.World;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Changes that must not change a verdict, on worlds with any mixture of flaws. */
class MetamorphicTest {
  record Flaw(String name, Consumer<World> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<Flaw> FLAWS =
      List.of(
          new Flaw("wrong table", world -> world.routeTable("rtb-b").withoutAssociations()),
          new Flaw("public", world -> world.routeTable("rtb-a").route("::/0", "igw-1")),
          new Flaw("api pending", world -> world.endpoint("vpce-api").state("pending")),
          new Flaw(
              "runtime without DNS", world -> world.endpoint("vpce-runtime").privateDns(false)),
          new Flaw("one zone", world -> world.subnet("subnet-b").inZone("use1-az1")),
          new Flaw("shared", world -> world.subnet("subnet-a").sharedBy("444455556666")),
          new Flaw("no self rule", world -> world.securityGroup("sg-job").inbound()),
          new Flaw("endpoint closed", world -> world.securityGroup("sg-endpoint").inbound()),
          new Flaw("NAT", world -> world.routeTable("rtb-main").route("0.0.0.0/0", "nat-1")),
          new Flaw("model outside", world -> world.model("credit").withoutVpcConfig()),
          new Flaw("ACL shut", world -> world.networkAcl("acl-of-vpc-1").passingNothing()),
          new Flaw("no DNS names", world -> world.vpc("vpc-1").dnsHostnames(false)),
          new Flaw("no way out", world -> world.securityGroup("sg-job").outbound()),
          new Flaw("isolated", world -> world.job().isolated()),
          new Flaw("no offering", World::withoutOfferings),
          new Flaw("groups unread", world -> world.unread(Fact.SECURITY_GROUPS)),
          new Flaw("tables unread", world -> world.unread(Fact.ROUTE_TABLES)));

  @Provide
  Arbitrary<List<Flaw>> flaws() {
    return Arbitraries.of(FLAWS).list().uniqueElements().ofMaxSize(4);
  }

  private static World worldWith(List<Flaw> flaws) {
    var world = World.compliant();
    flaws.forEach(flaw -> flaw.change().accept(world));
    return world;
  }

  private static List<Compliance> verdicts(World world) {
    var verdicts = new ArrayList<Compliance>();
    for (Assessment assessment : world.assess()) {
      assessment.findings().forEach(finding -> verdicts.add(finding.compliance()));
    }
    return verdicts;
  }

  @Property(tries = 60)
  void order_of_the_lists_changes_nothing(@ForAll("flaws") List<Flaw> flaws, @ForAll long seed) {
    var shuffled = worldWith(flaws).shuffled(seed);

    assertThat(shuffled.assess()).isEqualTo(worldWith(flaws).assess());
  }

  @Property(tries = 60)
  void unrelated_vpc_changes_nothing(@ForAll("flaws") List<Flaw> flaws) {
    var larger = worldWith(flaws).withAnotherVpc();
    larger.routeTable("rtb-x").route("0.0.0.0/0", "igw-2").route("10.0.0.0/16", "pcx-1");
    larger.addEndpoint("vpce-api-x", "com.amazonaws.us-east-1.sagemaker.api").inVpc("vpc-2");
    larger.associateGroup("sg-x", "vpc-3", "associated").addHostedZone("amazonaws.com.", "vpc-2");

    assertThat(larger.assess()).isEqualTo(worldWith(flaws).assess());
  }

  /**
   * The permission stands where others failed or passed before: with any flaws beside it, whole or
   * in two parts, it says the same.
   */
  @Property(tries = 60)
  void splitting_a_permission_changes_nothing(
      @ForAll("flaws") List<Flaw> flaws,
      @ForAll @IntRange(min = 1, max = 65534) int last,
      @ForAll boolean byGroup) {
    var split = worldWith(flaws);
    split
        .securityGroup("sg-job")
        .inbound(
            byGroup
                ? tcp(last + 1, 65535).group("sg-job")
                : tcp(last + 1, 65535).range("10.0.0.0/16"),
            tcp(0, last).group("sg-job"));
    var whole = worldWith(flaws);
    whole.securityGroup("sg-job").inbound(allTraffic().group("sg-job"));

    assertThat(verdicts(split)).isEqualTo(verdicts(whole));
  }

  /**
   * An endpoint of its own for everything, in both zones, open to the workload, is nothing that a
   * control could hold against anybody. Where the VPC's ACL or its names are broken, what is new
   * would break on them as well, and where groups are unread, whether it is open.
   */
  @Property(tries = 60)
  void adding_a_right_endpoint_never_worsens(
      @ForAll("flaws") List<Flaw> flaws, @ForAll Service service) {
    Assume.that(flaws.stream().noneMatch(flaw -> BREAKS_A_NEW_ENDPOINT.contains(flaw.name())));
    var better = worldWith(flaws);
    better.addSecurityGroup("sg-new").inbound(tcp(443).range("10.0.0.0/16"));
    better
        .addEndpoint("vpce-new", service.interfaceServiceNames(World.REGION).getFirst())
        .groups("sg-new");

    var before = byControl(worldWith(flaws));
    byControl(better)
        .forEach((control, after) ->
            assertThat(badness(after))
                .as(control)
                .isLessThanOrEqualTo(badness(before.get(control))));
  }

  private static final Set<String> BREAKS_A_NEW_ENDPOINT =
      Set.of("ACL shut", "no DNS names", "no way out", "groups unread");

  private static Map<String, Compliance> byControl(World world) {
    var verdicts = new TreeMap<String, Compliance>();
    for (Assessment assessment : world.assess()) {
      assessment
          .findings()
          .forEach(finding ->
              verdicts.put(
                  assessment.resource().type() + " " + finding.control(), finding.compliance()));
    }
    return verdicts;
  }

  private static int badness(Compliance compliance) {
    return switch (compliance) {
      case COMPLIANT, NOT_APPLICABLE -> 0;
      case UNDETERMINED -> 1;
      case NON_COMPLIANT -> 2;
    };
  }

  /** a verdict that rests on the fact is gone, any other is the same. */
  @Property(tries = 200)
  void unread_fact_never_turns_a_verdict_into_its_opposite(
      @ForAll("flaws") List<Flaw> flaws, @ForAll Fact fact) {
    var before = byControl(worldWith(flaws));

    byControl(worldWith(flaws).unread(fact))
        .forEach((control, after) ->
            assertThat(EnumSet.of(before.get(control), after))
                .as(control)
                .isNotEqualTo(Set.of(Compliance.COMPLIANT, Compliance.NON_COMPLIANT)));
  }

  /** Taking a rule, a route or an endpoint away never mends a job. */
  @Property(tries = 60)
  void further_flaw_never_makes_a_control_compliant(@ForAll("flaws") List<Flaw> flaws) {
    var before = World.compliant();
    before.routeTable("rtb-b").without("pl-s3");
    var after = worldWith(flaws);
    after.routeTable("rtb-b").without("pl-s3");

    assertThat(complianceOf("Clarify.6", before)).isEqualTo(Compliance.NON_COMPLIANT);
    assertThat(complianceOf("Clarify.6", after)).isNotEqualTo(Compliance.COMPLIANT);
  }

  private static Compliance complianceOf(String control, World world) {
    return world.assess().getFirst().findings().stream()
        .filter(finding -> finding.control().equals(control))
        .findFirst()
        .orElseThrow()
        .compliance();
  }
}
