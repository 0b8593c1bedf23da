package io.clarifyvpc.network;

import io.clarifyvpc.snapshot.Route;
import io.clarifyvpc.snapshot.RouteTable;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.List;
import java.util.Optional;

/** How a subnet gets at a service: what is there, before any rule parameter judges it. */
public sealed interface Access {
  /** An interface endpoint answers the service's name and lets the workload in. */
  record InterfaceEndpoint(VpcEndpoint endpoint) implements Access {}

  /**
   * Interface endpoints answer the service's name, and none lets the workload in: nothing beside
   * them helps.
   */
  record ClosedInterfaceEndpoint(List<VpcEndpoint> endpoints) implements Access {}

  /** The subnet's table routes to the VPC's gateway endpoint. */
  record GatewayEndpoint(VpcEndpoint endpoint, RouteTable table) implements Access {}

  /** A shared subnet routes to a gateway endpoint that only the owner's account can see. */
  record OwnersGatewayEndpoint(Route route, RouteTable table) implements Access {}

  /**
   * A route leads out of the VPC, and the service's name may be answered by an endpoint over there.
   *
   * @param answeredBy the private hosted zone or Route 53 Profile
   */
  record CentralEndpoint(Route route, RouteTable table, String answeredBy) implements Access {}

  /** A shared subnet: whether its owner has an endpoint cannot be seen from this account. */
  record HiddenByOwner(String ownerId) implements Access {}

  /** Only through a NAT gateway, if that works. */
  record NatGateway(String natGatewayId, RouteTable table, List<NearMiss> nearMisses)
      implements Access {}

  /** Only by a default route to something whose far side cannot be seen from here. */
  record FarSide(Route route, RouteTable table, List<NearMiss> nearMisses) implements Access {}

  /**
   * Not at all.
   *
   * @param egress a default route's target that looks like egress and is none
   */
  record None(RouteTable table, List<NearMiss> nearMisses, Optional<NearMiss> egress)
      implements Access {}

  /** Something that looks right and does not serve. */
  record NearMiss(String id, String why) {}
}
