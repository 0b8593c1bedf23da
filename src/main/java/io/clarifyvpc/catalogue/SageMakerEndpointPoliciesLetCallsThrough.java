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
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.ResourceType;
import io.clarifyvpc.snapshot.VpcEndpoint;
import io.clarifyvpc.snapshot.Workload;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Clarify document asks for endpoints that allow the job to make its calls. */
final class SageMakerEndpointPoliciesLetCallsThrough implements Control {
  private static final Question QUESTION =
      new Question(
          Set.of(Service.SAGEMAKER_API, Service.SAGEMAKER_RUNTIME),
          Access.InterfaceEndpoint.class::isInstance,
          Set.of(Candidate.ANYTHING));

  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.19", "SageMaker endpoint policies let the job's calls through")
          .severity(Severity.HIGH)
          .impact(Impact.FAILURE)
          .appliesTo(
              ResourceType.PROCESSING_JOB,
              ResourceType.MODEL_BIAS_JOB_DEFINITION,
              ResourceType.MODEL_EXPLAINABILITY_JOB_DEFINITION)
          .judges(Subject.SUBNETS)
          .requires(PrivateAccessFacts.SAGEMAKER)
          .meaning(
              """
              The policy of the SageMaker API endpoint lets the job describe its model, and create, describe and \
              delete the shadow endpoint and its configuration; that of the Runtime endpoint lets it invoke the \
              endpoint that answers. A shadow endpoint has a generated name, so that a policy for one name is not \
              enough. Where the analysis configuration is unread, every name has to pass.\
              """)
          .remediation(
              "Let the job's calls through on the names that the shadow endpoint may have.")
          .references(
              AwsPages.CLARIFY_VPC, AwsPages.ANALYSIS_CONFIGURATION, AwsPages.ENDPOINT_POLICIES)
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

  private static Outcome judge(List<Reliance> reliances, Workload workload, Context context) {
    var region = workload.resource().region().orElseThrow();
    var policies = new EndpointPolicies();
    endpoints(reliances)
        .forEach((service, endpoints) -> {
          var calls = SageMakerCalls.of(service, workload, context.snapshot(), region);
          endpoints.forEach(endpoint -> policies.judge(endpoint, calls));
        });
    if (!policies.refusals().isEmpty()) {
      return nonCompliant(policies.refusalsInWords())
          .evidence(policies.idsRefusing())
          .remediation(new EndpointPolicyAdvice(region).letThrough(policies.refusals()));
    }
    return policies.areInDoubt()
        ? policies.undetermined()
        : compliant(
                "%s the job's calls through"
                    .formatted(
                        policies.ids().size() == 1
                            ? "the policy of %s lets".formatted(policies.ids().getFirst())
                            : "the policies of %s let".formatted(Words.list(policies.ids()))))
            .evidence(policies.ids());
  }

  private static Map<Service, Set<VpcEndpoint>> endpoints(List<Reliance> reliances) {
    var endpoints = new EnumMap<Service, Set<VpcEndpoint>>(Service.class);
    for (Reliance reliance : reliances) {
      if (reliance.by() instanceof Access.InterfaceEndpoint(VpcEndpoint endpoint)) {
        endpoints.computeIfAbsent(reliance.service(), _ -> new LinkedHashSet<>()).add(endpoint);
      }
    }
    return endpoints;
  }
}
