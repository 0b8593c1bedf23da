package io.clarifyvpc.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.SecurityGroup;
import io.clarifyvpc.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private final World world = World.compliant();

  private List<Reading<String>> groupsOf(String endpointId) {
    var network = new Network(world.snapshot());
    return network
        .endpointsOf(World.VPC)
        .map(endpoints ->
            endpoints.stream()
                .filter(endpoint -> endpoint.vpcEndpointId().equals(endpointId))
                .flatMap(endpoint -> network.groupsOf(endpoint).stream())
                .map(group -> group.map(SecurityGroup::groupId))
                .toList())
        .orElse(gap -> {
          throw new AssertionError(gap.describe());
        });
  }

  /** F-18. */
  @Test
  void endpoint_without_groups_has_the_default_group_of_its_vpc() {
    world.endpoint("vpce-api").withoutGroupsInTheAnswer();

    assertThat(groupsOf("vpce-api")).containsExactly(Reading.known("sg-default"));
  }

  /** it exists, so that an answer without it has a gap. */
  @Test
  void default_group_of_another_vpc_does_not_stand_in() {
    world.withAnotherVpc().without("sg-default");
    world.addSecurityGroup("sg-default-x").inVpc("vpc-2").named("default");
    world.endpoint("vpce-api").withoutGroupsInTheAnswer();

    assertThat(groupsOf("vpce-api"))
        .containsExactly(
            Reading.unread(
                Fact.SECURITY_GROUPS.gap("the answer lacks the default group of vpc-1")));
  }

  @Test
  void endpoint_with_groups_has_those() {
    assertThat(groupsOf("vpce-api")).containsExactly(Reading.known("sg-endpoint"));
  }

  /** A gateway endpoint is reached through the prefix list of its service, by no other route. */
  @Test
  void route_for_a_range_to_the_gateway_endpoint_covers_nothing() {
    world.routeTable("rtb-a").without("pl-s3").route("192.0.2.0/24", "vpce-s3");
    var network = new Network(world.snapshot());
    var reach =
        new PrivateReach(
            network, Service.S3, World.REGION, Optional.of(World.ACCOUNT), Set.of("sg-job"));

    assertThat(
            network
                .subnets(List.of("subnet-a"))
                .flatMap(found -> reach.from(found.getFirst()))
                .map(Access::getClass))
        .isEqualTo(Reading.known(Access.None.class));
  }
}
