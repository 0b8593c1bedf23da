package io.clarifyvpc.catalogue;

import io.clarifyvpc.snapshot.Fact;
import java.util.stream.Stream;

/** The facts that {@link PrivateAccess} may read. */
final class PrivateAccessFacts {
  static final Fact[] S3 = {
    Fact.SUBNETS,
    Fact.ROUTE_TABLES,
    Fact.VPC_ENDPOINTS,
    Fact.SECURITY_GROUPS,
    Fact.PREFIX_LISTS,
    Fact.NAT_GATEWAYS,
    Fact.HOSTED_ZONES,
    Fact.PROFILE_ASSOCIATIONS
  };
  static final Fact[] SAGEMAKER =
      Stream.concat(Stream.of(S3), Stream.of(Fact.ANALYSIS_CONFIGURATION)).toArray(Fact[]::new);

  private PrivateAccessFacts() {}
}
