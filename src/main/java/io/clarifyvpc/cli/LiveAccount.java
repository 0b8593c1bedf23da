package io.clarifyvpc.cli;

import io.clarifyvpc.assess.SnapshotSource;
import io.clarifyvpc.aws.AwsSnapshotSource;
import io.clarifyvpc.aws.ClientFactory;
import io.clarifyvpc.aws.Deadline;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The account of the usual AWS settings: environment, profile, SSO, instance role. */
final class LiveAccount {
  private static final Duration A_CALL = Duration.ofSeconds(60);

  private LiveAccount() {}

  /**
   * The account as a source of facts. Its id is asked first: without an answer nothing else would
   * come.
   *
   * @throws AwsNotReachable if there are no credentials, or AWS does not take them or does not
   *     answer
   * @throws WrongUsage if no region is set anywhere, or what is set is none
   */
  static SnapshotSource source(
      Optional<String> account, Optional<String> region, AnalysisConfigurations configurations) {
    var home = region.map(Region::of).orElseGet(LiveAccount::usualRegion);
    var caller = CallerAccount.id(home);
    var clients = new ClientFactory(Optional.of(home), Optional.empty()).reading();
    return new AwsSnapshotSource(
        clients, account.orElse(caller), home.id(), Deadline.perCall(A_CALL), configurations);
  }

  private static Region usualRegion() {
    try {
      var region = DefaultAwsRegionProviderChain.builder().build().getRegion();
      RegionName.require("AWS_REGION or the profile: region", region.id());
      return region;
    } catch (SdkException e) {
      CallerAccount.unknownProfile()
          .ifPresent(reason -> {
            throw new AwsNotReachable(reason + CallerAccount.OFFLINE);
          });
      throw new WrongUsage(
          "no region is set: give --region, or set AWS_REGION or the profile's region");
    }
  }
}
