package io.clarifyvpc.aws;

import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.aws.NetworkReader.Answer;
import io.clarifyvpc.json.DescribeAnswers;
import io.clarifyvpc.network.Network;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.Workload;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes down what the live account answers to the questions that a judgement asks, through the
 * very readers that a judgement uses. It asks for every fact, whatever the rule parameters would
 * leave out, so that a recording can be judged under any of them.
 */
public final class AccountRecorder {
  private static final Set<Fact> EVERYTHING = EnumSet.allOf(Fact.class);

  private final ReadingClients clients;
  private final String accountId;
  private final String region;
  private final Deadline deadline;

  /**
   * Records one region of one account.
   *
   * @param accountId the account
   * @param deadline how long calls may take
   */
  public AccountRecorder(
      ReadingClients clients, String accountId, String region, Deadline deadline) {
    this.clients = clients;
    this.accountId = accountId;
    this.region = region;
    this.deadline = deadline;
  }

  /** A workload, and all that its judgement may read. */
  public Recording workload(Resource named) {
    var listener = new RecordingListener();
    var source =
        new AwsSnapshotSource(
            clients, accountId, region, deadline, AnalysisConfigurations.none(), listener);
    var reading = source.workload(new WorkloadRef.Named(named));
    listener.thatWasTheWorkload();
    switch (reading) {
      case Reading.Unread<Optional<Workload>>(var gap) ->
          listener.answered(gap.fact(), Reading.unread(gap));
      case Reading.Known<Optional<Workload>>(var found) ->
          found.ifPresent(workload ->
              listener.models(source.snapshot(workload, EVERYTHING).models().described()));
    }
    return listener.recording();
  }

  /** VPCs, each whole, with whatever a workload in them might depend on. */
  public Recording vpcs(Collection<String> vpcIds) {
    var listener = new RecordingListener();
    var answers = new Answers();
    var vpcReader = new VpcReader(clients.ec2(), answers, deadline);
    var names =
        new NameResolutionReader(
            clients.route53(), clients.route53Profiles(), answers, deadline, region);
    var whole = new NetworkReader(vpcReader).vpcs(vpcIds, EVERYTHING);
    whole.forEach(answer -> listener.answered(answer.fact(), answer.reading()));
    new ConditionalFacts(vpcReader, names)
        .all(vpcIds, network(whole))
        .forEach(answer -> listener.answered(answer.fact(), answer.reading()));
    return listener.recording();
  }

  private static Network network(List<Answer> answers) {
    var decoded = new DescribeAnswers();
    answers.forEach(answer -> AwsSnapshotSource.take(decoded, answer));
    return new Network(decoded.snapshot(AnalysisConfigurations.none()));
  }
}
