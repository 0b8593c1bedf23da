package io.clarifyvpc.catalogue;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.VpcEndpoint;
import io.clarifyvpc.snapshot.Workload;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What would stop the calls on a way that is still to be opened: network ACLs, and the policy of
 * the endpoint. Clarify.11, 18 and 19 judge what is relied on, and cannot see them before.
 */
final class ObstacleAdvice {
  private static final String TARGET = "a new way";

  private final Workload workload;
  private final String region;
  private final Context context;
  private final Changes changes;
  private final NetworkAclJudge acls;

  ObstacleAdvice(Workload workload, String region, Context context, Changes changes) {
    this.workload = workload;
    this.region = region;
    this.context = context;
    this.changes = changes;
    this.acls = new NetworkAclJudge(context.network(), Optional.of(region));
  }

  /**
   * Notes what ACLs block on the way to an interface endpoint in these subnets. All subnets that
   * the workload has in the VPC use its name.
   */
  void on(String vpcId, List<Subnet> ofEndpoint) {
    context
        .network()
        .subnets(workload.vpcConfig().orElseThrow().subnets())
        .orElse(_ -> List.of())
        .stream()
        .filter(subnet -> subnet.vpcId().equals(vpcId))
        .forEach(subnet -> acls.toEndpointIn(ofEndpoint, subnet, TARGET));
  }

  /** Notes what ACLs block on the way from the subnets to a gateway endpoint. */
  void on(List<Subnet> subnets, String prefixListId) {
    subnets.forEach(subnet -> acls.toPrefixList(subnet, prefixListId, TARGET));
  }

  /** Lets the ACLs pass what was noted: at once, so that no entry takes another's number. */
  void passAcls() {
    acls.letPass(changes);
  }

  /** Lets the workload's calls through the policy that an endpoint has. */
  void letCallsThrough(Service service, VpcEndpoint endpoint) {
    if (service == Service.S3 && S3EndpointPolicyLetsBucketsThrough.isOpen(endpoint, region)) {
      changes.say(
          "The policy of %s is full access: Clarify.18 says how to narrow it."
              .formatted(endpoint.vpcEndpointId()));
      return;
    }
    var policies = new EndpointPolicies();
    policies.judge(endpoint, calls(service));
    new EndpointPolicyAdvice(changes).letThrough(policies.refusals());
  }

  private Collection<EndpointCall> calls(Service service) {
    return service == Service.S3
        ? S3Calls.ofAll(workload, context, region)
        : SageMakerCalls.of(service, workload, context.snapshot(), region);
  }
}
