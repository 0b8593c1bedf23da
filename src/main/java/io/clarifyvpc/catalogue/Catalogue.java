package io.clarifyvpc.catalogue;

import io.clarifyvpc.control.Control;
import java.util.List;

/** Every control, in the order of their ids, which is the order of findings everywhere. */
public final class Catalogue {
  private static final List<Control> CONTROLS =
      List.of(
          new WorkloadRunsInVpc(),
          new NetworkIsolationIsOff(),
          new SubnetsAndSecurityGroupsLieInOneVpc(),
          new SubnetsHaveNoRouteToInternetGateway(),
          new SubnetsHoldTwoFreeAddressesPerInstance(),
          new S3IsReachedPrivately(),
          new SageMakerApiIsReachedPrivately(),
          new SageMakerRuntimeIsReachedPrivately(),
          new SecurityGroupsAdmitTheirOwnMembers(),
          new SecurityGroupsLetHttpsOut(),
          new NetworkAclsPassHttpsAndReplies(),
          new VpcResolvesPrivateNames(),
          new JobAndModelUseTheSameVpc(),
          new ModelSubnetsSpanTwoAvailabilityZones(),
          new TwoZonesOfferInstanceType(),
          new ModelBehindShadowEndpointIsCompliant(),
          new TrafficBetweenInstancesIsEncrypted(),
          new S3EndpointPolicyLetsBucketsThrough(),
          new SageMakerEndpointPoliciesLetCallsThrough(),
          new DhcpOptionsNameDomainAndNameServers());

  private Catalogue() {}

  public static List<Control> controls() {
    return CONTROLS;
  }

  /** The ids, in order. */
  public static List<String> ids() {
    return CONTROLS.stream().map(control -> control.spec().id()).toList();
  }
}
