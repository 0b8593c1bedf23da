package io.clarifyvpc.cli;

import io.clarifyvpc.assess.SnapshotSource;
import io.clarifyvpc.aws.AccountRecorder;
import io.clarifyvpc.aws.AwsSnapshotSource;
import io.clarifyvpc.aws.Deadline;
import io.clarifyvpc.aws.FakeAccount;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import java.time.Duration;
import java.util.Optional;

/** The account of the usual AWS settings is one behind the SDK's clients. */
record FakeLiveAccount(FakeAccount fake) implements Surroundings.Account {
  private static final Deadline DEADLINE = Deadline.perCall(Duration.ofMinutes(1));

  @Override
  public SnapshotSource source(
      Optional<String> accountId, Optional<String> region, AnalysisConfigurations configurations) {
    return new AwsSnapshotSource(
        fake.reading(),
        accountId.orElse(FakeAccount.ID),
        region.orElse(FakeAccount.REGION),
        DEADLINE,
        configurations);
  }

  @Override
  public AccountRecorder recorder(Optional<String> accountId, Optional<String> region) {
    return new AccountRecorder(
        fake.reading(),
        accountId.orElse(FakeAccount.ID),
        region.orElse(FakeAccount.REGION),
        DEADLINE);
  }
}
