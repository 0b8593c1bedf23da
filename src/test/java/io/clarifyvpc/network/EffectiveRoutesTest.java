package io.clarifyvpc.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Route;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.world.World;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EffectiveRoutesTest {
  private static Subnet subnet(World world, String id) {
    return new Network(world.snapshot())
        .subnets(List.of(id))
        .map(List::getFirst)
        .orElse(EffectiveRoutesTest::unexpected);
  }

  private static Subnet unexpected(Gap gap) {
    throw new AssertionError(gap.describe());
  }

  private static Reading<String> tableOf(World world, String subnet) {
    Snapshot snapshot = world.snapshot();
    return EffectiveRoutes.of(snapshot)
        .tableOf(subnet(world, subnet))
        .map(RouteTable::routeTableId);
  }

  /** Some subnets of two VPCs with a table of their own, the others without. */
  @Property(tries = 100)
  void own_association_else_the_main_table_of_the_own_vpc(
      @ForAll @Size(max = 6) Set<@IntRange(max = 5) Integer> associated, @ForAll long seed) {
    var world = World.compliant().withAnotherVpc().shuffled(seed);
    for (int i = 0; i < 6; i++) {
      var vpc = i % 2 == 0 ? "vpc-1" : "vpc-2";
      world.addSubnet("subnet-" + i).inVpc(vpc);
      world.addRouteTable("rtb-" + i).inVpc(vpc);
      if (associated.contains(i)) {
        world.routeTable("rtb-" + i).forSubnet("subnet-" + i);
      }
    }

    for (int i = 0; i < 6; i++) {
      var main = i % 2 == 0 ? "rtb-main" : "rtb-x";
      assertThat(tableOf(world, "subnet-" + i))
          .isEqualTo(Reading.known(associated.contains(i) ? "rtb-" + i : main));
    }
  }

  /** a VPC has a main table, so an answer without it has a gap. */
  @Tag("R-8")
  @Test
  void main_table_that_the_answer_lacks() {
    var world = World.compliant().without("rtb-main");
    world.routeTable("rtb-a").withoutAssociations();

    assertThat(tableOf(world, "subnet-a"))
        .isEqualTo(
            Reading.unread(
                Fact.ROUTE_TABLES.gap("the answer lacks the main route table of vpc-1")));
    assertThat(tableOf(world, "subnet-b")).isEqualTo(Reading.known("rtb-b"));
  }

  @Test
  void association_that_is_changing_is_not_certain() {
    var world = World.compliant();
    world.routeTable("rtb-a").withoutAssociations().forSubnet("subnet-a", "associating");

    assertThat(tableOf(world, "subnet-a")).isInstanceOf(Reading.Unread.class);
  }

  @Test
  void subnet_that_moves_between_tables_is_not_certain() {
    var world = World.compliant();
    world.routeTable("rtb-b").forSubnet("subnet-a");

    assertThat(tableOf(world, "subnet-a")).isInstanceOf(Reading.Unread.class);
    assertThat(tableOf(world, "subnet-b")).isEqualTo(Reading.known("rtb-b"));
  }

  @Test
  void default_route_is_the_active_one_of_ipv4() {
    var world = World.compliant();
    world
        .routeTable("rtb-a")
        .route("::/0", "eigw-1")
        .blackhole("0.0.0.0/0", "nat-gone")
        .route("10.0.0.0/8", "tgw-1")
        .route("0.0.0.0/0", "nat-1");

    assertThat(
            EffectiveRoutes.of(world.snapshot())
                .tableOf(subnet(world, "subnet-a"))
                .map(table -> EffectiveRoutes.defaultRoute(table).map(Route::target))
                .map(target -> target.orElseThrow().id()))
        .isEqualTo(Reading.known("nat-1"));
  }
}
