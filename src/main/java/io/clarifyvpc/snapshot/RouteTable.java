package io.clarifyvpc.snapshot;

import java.util.List;

/**
 * A route table with its associations and routes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html">RouteTable</a>
 */
public record RouteTable(
    String routeTableId,
    String vpcId,
    List<RouteTableAssociation> associations,
    List<Route> routes) {
  public RouteTable {
    associations = List.copyOf(associations);
    routes = List.copyOf(routes);
  }
}
