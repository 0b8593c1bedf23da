package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.notApplicable;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Workload;

/** The job loads its data from S3 and saves its results there; a model loads its files. */
final class S3IsReachedPrivately implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.6", "Amazon S3 is reached privately from every subnet")
          .severity(Severity.HIGH)
          .impact(Impact.FAILURE)
          .appliesToEverything()
          .judges(Subject.SUBNETS)
          .requires(PrivateAccessFacts.S3)
          .meaning(
              """
              Every subnet reaches Amazon S3 through a gateway endpoint that its effective route table routes to, or \
              through an interface endpoint with private DNS that admits the workload. An interface endpoint that \
              answers S3's name decides for the whole VPC. A NAT gateway alone is an exposure unless EndpointPolicy is \
              ALLOW_NAT. A model is judged when it has model files in S3.\
              """)
          .remediation("Route every subnet to an S3 gateway endpoint.")
          .references(AwsPages.CLARIFY_VPC, AwsPages.PROCESS_VPC, AwsPages.GATEWAY_ENDPOINTS)
          .build();

  @Override
  public ControlSpec spec() {
    return SPEC;
  }

  @Override
  public Reading<Outcome> evaluate(Workload workload, Context context) {
    if (!S3Need.of(workload)) {
      return Reading.known(notApplicable("the model has no model files in S3"));
    }
    return PrivateAccess.of(Service.S3, workload, context).map(access -> access.outcome(""));
  }
}
