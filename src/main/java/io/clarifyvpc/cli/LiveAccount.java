package io.clarifyvpc.cli;

import io.clarifyvpc.assess.SnapshotSource;
import io.clarifyvpc.aws.AccountRecorder;
import io.clarifyvpc.aws.AwsSnapshotSource;
import io.clarifyvpc.aws.ClientFactory;
import io.clarifyvpc.aws.Deadline;
import io.clarifyvpc.aws.ReadingClients;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The account of the usual AWS settings: environment, profile, SSO, instance role. */
final class LiveAccount implements Surroundings.Account {
  private static final Duration A_CALL = Duration.ofSeconds(60);

  /** What everything else begins with. */
  private record Opened(ReadingClients clients, String accountId, String region) {}

  /**
   * {@inheritDoc}
   *
   * @throws AwsNotReachable if there are no credentials, or AWS does not take them or does not
   *     answer
   * @throws WrongUsage if no region is set anywhere, what is set is none, or the account is another
   */
  @Override
  public SnapshotSource source(
      Optional<String> account, Optional<String> region, AnalysisConfigurations configurations) {
    var opened = open(account, region);
    return new AwsSnapshotSource(
        opened.clients(),
        opened.accountId(),
        opened.region(),
        Deadline.perCall(A_CALL),
        configurations);
  }

  /**
   * {@inheritDoc}
   *
   * @throws AwsNotReachable if there are no credentials, or AWS does not take them or does not
   *     answer
   * @throws WrongUsage if no region is set anywhere
   */
  @Override
  public AccountRecorder recorder(Optional<String> account, Optional<String> region) {
    var opened = open(account, region);
    return new AccountRecorder(
        opened.clients(), opened.accountId(), opened.region(), Deadline.perCall(A_CALL));
  }

  /** The account's id is asked first: without an answer nothing else would come. */
  private static Opened open(Optional<String> account, Optional<String> region) {
    var home = region.map(Region::of).orElseGet(LiveAccount::usualRegion);
    var caller = CallerAccount.id(home);
    account
        .filter(told -> !told.equals(caller))
        .ifPresent(told -> {
          throw new WrongUsage(
              "--account %s is not the account that is read: the credentials are of %s"
                  .formatted(told, caller));
        });
    var clients = new ClientFactory(Optional.of(home), Optional.empty()).reading();
    return new Opened(clients, caller, home.id());
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
