package io.clarifyvpc.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.cloudformation.AutomationRun.ApiFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Endpoints and route tables, as much of EC2 as the automation document asks for. */
final class FakeEc2 implements AutomationRun.Api {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, ObjectNode> endpoints = new TreeMap<>();
  private final Map<String, ObjectNode> routeTables = new TreeMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<JsonNode> changes = new ArrayList<>();
  private int failsAt = Integer.MAX_VALUE;

  FakeEc2 endpoint(String id, String type, String service, String state, String vpcId) {
    endpoints.put(
        id,
        NODES
            .objectNode()
            .put("VpcEndpointId", id)
            .put("VpcEndpointType", type)
            .put("ServiceName", service)
            .put("State", state)
            .put("VpcId", vpcId));
    return this;
  }

  FakeEc2 routeTable(String id, String vpcId, String... gateways) {
    var table = NODES.objectNode().put("RouteTableId", id).put("VpcId", vpcId);
    var routes = table.putArray("Routes");
    for (String gateway : gateways) {
      routes.addObject().put("GatewayId", gateway);
    }
    routeTables.put(id, table);
    return this;
  }

  /** The call of that number fails, counted from one. */
  FakeEc2 failingAt(int call) {
    failsAt = call;
    return this;
  }

  List<String> calls() {
    return List.copyOf(calls);
  }

  /** The requests that changed something. */
  List<JsonNode> changes() {
    return List.copyOf(changes);
  }

  @Override
  public JsonNode call(String api, ObjectNode request) {
    calls.add(api);
    if (calls.size() == failsAt) {
      throw new ApiFailed("throttled");
    }
    return switch (api) {
      case "DescribeVpcEndpoints" ->
          described("VpcEndpoints", "VpcEndpointIds", endpoints, request);
      case "DescribeRouteTables" ->
          request.has("Filters")
              ? NODES.objectNode().set("RouteTables", filtered(request.path("Filters")))
              : described("RouteTables", "RouteTableIds", routeTables, request);
      case "ModifyVpcEndpoint" -> {
        changes.add(request);
        var gateway = request.path("VpcEndpointId").asText();
        request
            .path("AddRouteTableIds")
            .forEach(id ->
                routeTables
                    .get(id.asText())
                    .withArray("Routes")
                    .addObject()
                    .put("GatewayId", gateway));
        yield NODES.objectNode().put("Return", true);
      }
      default -> throw new IllegalArgumentException("nobody should call " + api);
    };
  }

  private static JsonNode described(
      String list, String ids, Map<String, ObjectNode> all, ObjectNode request) {
    var answer = NODES.objectNode();
    var found = answer.putArray(list);
    request
        .path(ids)
        .forEach(id -> {
          var one = all.get(id.asText());
          if (one == null) {
            throw new ApiFailed("not found: " + id);
          }
          found.add(one);
        });
    return answer;
  }

  private ArrayNode filtered(JsonNode filters) {
    var found = NODES.arrayNode();
    routeTables.values().stream()
        .filter(table -> filters.valueStream().allMatch(filter -> passes(table, filter)))
        .forEach(found::add);
    return found;
  }

  private static boolean passes(JsonNode table, JsonNode filter) {
    var wanted = filter.path("Values").valueStream().map(JsonNode::asText).toList();
    return switch (filter.path("Name").asText()) {
      case "route-table-id" -> wanted.contains(table.path("RouteTableId").asText());
      case "route.gateway-id" ->
          table.path("Routes").findValuesAsText("GatewayId").stream()
              .anyMatch(gateway ->
                  wanted.stream().anyMatch(each -> gateway.matches(each.replace("*", ".*"))));
      default -> throw new IllegalArgumentException("unknown filter " + filter);
    };
  }
}
