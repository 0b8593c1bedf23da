package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.compliant;
import static io.clarifyvpc.control.Outcome.nonCompliant;

import io.clarifyvpc.catalogue.AccessVerdict.Candidate;
import io.clarifyvpc.catalogue.Reliances.Question;
import io.clarifyvpc.catalogue.Reliances.Reliance;
import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.network.Access;
import io.clarifyvpc.network.PolicyReach;
import io.clarifyvpc.network.PolicyReach.Resources;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.VpcEndpoint;
import io.clarifyvpc.snapshot.Workload;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A policy that forgets a bucket stops the job; the default policy lets data leave for any bucket
 * of anyone.
 */
final class S3EndpointPolicyLetsBucketsThrough implements Control {
  private static final Question QUESTION =
      new Question(
          Set.of(Service.S3),
          access -> endpointOf(access).findAny().isPresent(),
          Set.of(Candidate.ANYTHING));

  private static final ControlSpec SPEC =
      ControlSpec.named(
              "Clarify.18",
              "S3 endpoint policy lets the workload's buckets through, and not everything")
          .severity(Severity.HIGH)
          .impact(Impact.FAILURE)
          .appliesToEverything()
          .judges(Subject.SUBNETS)
          .requires(PrivateAccessFacts.SAGEMAKER)
          .meaning(
              """
              The policy of every S3 endpoint that the workload relies on lets it read its inputs, its analysis \
              configuration and the data that this names, or its model files, and write its outputs. The default \
              policy, or one equal to it, lets everything through: an advisory exposure. Conditions, NotAction, \
              NotResource, NotPrincipal and narrower principals cannot be judged from here.\
              """)
          .remediation("Let s3:GetObject and s3:PutObject through on the workload's buckets alone.")
          .references(
              AwsPages.PROCESS_VPC,
              AwsPages.HOST_VPC,
              AwsPages.ENDPOINT_POLICIES,
              AwsPages.GATEWAY_ENDPOINTS)
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    return Reliances.judge(
        workload,
        context,
        QUESTION,
        reliances -> Reading.known(judge(reliances, workload, context)));
  }

  private static Stream<VpcEndpoint> endpointOf(Access access) {
    return switch (access) {
      case Access.GatewayEndpoint(var endpoint, _) -> Stream.of(endpoint);
      case Access.InterfaceEndpoint(var endpoint) -> Stream.of(endpoint);
      case Access.ClosedInterfaceEndpoint _,
          Access.OwnersGatewayEndpoint _,
          Access.CentralEndpoint _,
          Access.HiddenByOwner _,
          Access.NatGateway _,
          Access.FarSide _,
          Access.None _ ->
          Stream.empty();
    };
  }

  private static Outcome judge(List<Reliance> reliances, Workload workload, Context context) {
    var region = workload.resource().region().orElseThrow();
    var calls = S3Calls.of(workload, context.snapshot(), region);
    var endpoints =
        reliances.stream().flatMap(reliance -> endpointOf(reliance.by())).distinct().toList();
    var open = endpoints.stream().filter(endpoint -> isOpen(endpoint, region)).toList();
    var policies = new EndpointPolicies();
    endpoints.stream()
        .filter(endpoint -> !open.contains(endpoint))
        .forEach(endpoint -> policies.judge(endpoint, calls));
    if (!policies.refusals().isEmpty()) {
      return nonCompliant(policies.refusalsInWords())
          .evidence(policies.idsRefusing())
          .remediation(new EndpointPolicyAdvice(region).letThrough(policies.refusals()));
    }
    if (policies.areInDoubt()) {
      return policies.undetermined();
    }
    if (!open.isEmpty()) {
      var ids = open.stream().map(VpcEndpoint::vpcEndpointId).toList();
      return nonCompliant(
              "%s full access to every bucket"
                  .formatted(
                      ids.size() == 1
                          ? "the policy of %s gives".formatted(ids.getFirst())
                          : "the policies of %s give".formatted(Words.list(ids))))
          .evidence(ids)
          .impact(Impact.EXPOSURE)
          .severity(Severity.LOW)
          .asAdvisory()
          .remediation(
              new EndpointPolicyAdvice(region)
                  .replaceFullAccess(open, S3Calls.ofAll(workload, context, region)));
    }
    return compliant(
            "%s the workload's buckets through, and not everything"
                .formatted(
                    policies.ids().size() == 1
                        ? "the policy of %s lets".formatted(policies.ids().getFirst())
                        : "the policies of %s let".formatted(Words.list(policies.ids()))))
        .evidence(policies.ids());
  }

  /** An endpoint without a policy of its own has AWS's, which is full access. */
  static boolean isOpen(VpcEndpoint endpoint, String region) {
    return endpoint.policyDocument().isEmpty()
        || EndpointPolicies.policyOf(endpoint)
            .filter(policy ->
                new PolicyReach(policy)
                    .isFullAccess("s3:", Resources.allThatBegin(S3Calls.buckets(region))))
            .isPresent();
  }
}
