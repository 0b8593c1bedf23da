package io.clarifyvpc.world;

import io.clarifyvpc.json.PolicyDocumentDecoder;
import io.clarifyvpc.snapshot.VpcEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A VPC endpoint of the world: an available interface endpoint in both subnets until told
 * otherwise. One for S3 has a policy that passes the buckets of the world and nothing else.
 */
public final class WorldEndpoint {
  private static final String POLICY_OF_S3 =
      """
      {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", "s3:PutObject"],
        "Resource": "arn:*:s3:::credit-data/*"}]}\
      """;

  private final String id;
  private String service;
  private Optional<String> type = Optional.of("Interface");
  private String vpc = World.VPC;
  private Optional<String> region = Optional.empty();
  private String state = "available";
  private List<String> routeTables = List.of();
  private List<String> subnets = List.of("subnet-a", "subnet-b");
  private Optional<List<String>> groups = Optional.of(List.of("sg-endpoint"));
  private Optional<Boolean> privateDns = Optional.of(true);
  private boolean inboundResolverOnly;
  private Optional<String> earlierState = Optional.empty();
  private Optional<String> policy;

  WorldEndpoint(String id, String service) {
    this.id = id;
    this.service = service;
    this.policy = Optional.of(POLICY_OF_S3).filter(_ -> service.endsWith(".s3"));
  }

  public WorldEndpoint gateway(String... routeTableIds) {
    type = Optional.of("Gateway");
    routeTables = List.of(routeTableIds);
    subnets = List.of();
    groups = Optional.of(List.of());
    privateDns = Optional.of(false);
    return this;
  }

  public WorldEndpoint service(String value) {
    service = value;
    return this;
  }

  public WorldEndpoint type(String value) {
    type = Optional.of(value);
    return this;
  }

  public WorldEndpoint inVpc(String value) {
    vpc = value;
    return this;
  }

  /** {@code ServiceRegion}. */
  public WorldEndpoint ofRegion(String value) {
    region = Optional.of(value);
    return this;
  }

  public WorldEndpoint state(String value) {
    state = value;
    return this;
  }

  public WorldEndpoint subnets(String... ids) {
    subnets = List.of(ids);
    return this;
  }

  public WorldEndpoint groups(String... ids) {
    groups = Optional.of(List.of(ids));
    return this;
  }

  public WorldEndpoint withoutGroupsInTheAnswer() {
    groups = Optional.empty();
    return this;
  }

  public WorldEndpoint privateDns(boolean value) {
    privateDns = Optional.of(value);
    return this;
  }

  public WorldEndpoint withoutPrivateDnsInTheAnswer() {
    privateDns = Optional.empty();
    return this;
  }

  public WorldEndpoint privateDnsOnlyForInboundResolverEndpoint() {
    inboundResolverOnly = true;
    return this;
  }

  public WorldEndpoint policy(String value) {
    policy = Optional.of(value);
    return this;
  }

  public WorldEndpoint withoutPolicyInTheAnswer() {
    policy = Optional.empty();
    return this;
  }

  /** The answer holds the same id a second time, and first. */
  public WorldEndpoint listedBeforeInState(String value) {
    earlierState = Optional.of(value);
    return this;
  }

  List<VpcEndpoint> build() {
    return Stream.concat(earlierState.stream(), Stream.of(state)).map(this::inState).toList();
  }

  private VpcEndpoint inState(String value) {
    return new VpcEndpoint(
        id,
        type,
        vpc,
        service,
        region,
        value,
        routeTables,
        subnets,
        groups,
        privateDns,
        inboundResolverOnly,
        policy.map(document -> PolicyDocumentDecoder.decode(document, id)));
  }
}
