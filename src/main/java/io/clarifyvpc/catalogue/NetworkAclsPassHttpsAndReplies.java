package io.clarifyvpc.catalogue;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Control;
import io.clarifyvpc.control.ControlSpec;
import io.clarifyvpc.control.ControlSpec.Subject;
import io.clarifyvpc.control.Impact;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.control.Severity;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Workload;
import java.util.stream.Stream;

/** Network ACLs are stateless: a request and its replies each need a way, on both sides. */
final class NetworkAclsPassHttpsAndReplies implements Control {
  private static final ControlSpec SPEC =
      ControlSpec.named("Clarify.11", "Network ACLs pass HTTPS and its replies")
          .severity(Severity.MEDIUM)
          .impact(Impact.FAILURE)
          .appliesToEverything()
          .judges(Subject.SUBNETS)
          .requires(
              Stream.concat(Stream.of(PrivateAccessFacts.SAGEMAKER), Stream.of(Fact.NETWORK_ACLS))
                  .toArray(Fact[]::new))
          .meaning(
              """
              For every endpoint that is relied on, the network ACL of the workload's subnet passes TCP 443 out and \
              1024 to 65535 in, and the ACLs of the endpoint's subnets pass the reverse. Traffic inside one subnet \
              passes no ACL. A gateway endpoint is judged against the S3 prefix list, a NAT gateway against \
              0.0.0.0/0.\
              """)
          .remediation("Let the network ACLs pass TCP 443 out, and replies on 1024 to 65535 in.")
          .references(AwsPages.PROCESS_VPC, AwsPages.NETWORK_ACLS)
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
        Targets.EVERYTHING,
        reliances -> {
          var judge = new NetworkAclJudge(context.network(), workload.resource().region());
          reliances.forEach(judge::judge);
          return judge.outcome();
        });
  }
}
