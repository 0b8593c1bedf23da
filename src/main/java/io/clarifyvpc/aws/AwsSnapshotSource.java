package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.assess.SnapshotSource;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.json.AnalysisConfigurationDecoder;
import io.clarifyvpc.json.DescribeAnswers;
import io.clarifyvpc.network.Network;
import io.clarifyvpc.network.Predictions;
import io.clarifyvpc.snapshot.AnalysisConfiguration;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.ClarifyWorkload;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The live account. Reads what the controls require and nothing else, by filter, all pages, side by
 * side. One instance serves one run: it reads each VPC once.
 */
public final class AwsSnapshotSource implements SnapshotSource {
  private final AnalysisConfigurations given;
  private final String accountId;
  private final String region;
  private final SageMakerReader sageMaker;
  private final AnalysisConfigurationReader configurations;
  private final NetworkReader network;
  private final ConditionalFacts conditional;
  private final AnswerListener listener;

  /**
   * Reads one region of one account.
   *
   * @param accountId the account; a workload that tells another one is not judged from here
   * @param region the region; likewise
   * @param deadline how long calls may take
   */
  public AwsSnapshotSource(
      ReadingClients clients, String accountId, String region, Deadline deadline) {
    this(clients, accountId, region, deadline, AnalysisConfigurations.none());
  }

  /**
   * The same for a run that knows some of the models.
   *
   * @param known models that are there and were read before
   */
  public AwsSnapshotSource(
      ReadingClients clients,
      String accountId,
      String region,
      Deadline deadline,
      Function<String, Optional<Model>> known) {
    this(
        clients,
        accountId,
        region,
        deadline,
        AnalysisConfigurations.none(),
        AnswerListener.NOBODY,
        known);
  }

  /**
   * The same with an analysis configuration that stands in for the object in S3.
   *
   * @param given holds the stand-in, or none
   */
  public AwsSnapshotSource(
      ReadingClients clients,
      String accountId,
      String region,
      Deadline deadline,
      AnalysisConfigurations given) {
    this(clients, accountId, region, deadline, given, AnswerListener.NOBODY);
  }

  AwsSnapshotSource(
      ReadingClients clients,
      String accountId,
      String region,
      Deadline deadline,
      AnalysisConfigurations given,
      AnswerListener listener) {
    this(clients, accountId, region, deadline, given, listener, _ -> Optional.empty());
  }

  private AwsSnapshotSource(
      ReadingClients clients,
      String accountId,
      String region,
      Deadline deadline,
      AnalysisConfigurations given,
      AnswerListener listener,
      Function<String, Optional<Model>> known) {
    var answers = new Answers();
    this.listener = listener;
    this.given = given;
    this.accountId = accountId;
    this.region = region;
    this.sageMaker = new SageMakerReader(clients.sageMaker(), answers, deadline, listener, known);
    this.configurations = new AnalysisConfigurationReader(clients.s3(), answers, deadline);
    var vpcReader = new VpcReader(clients.ec2(), answers, deadline);
    this.network = new NetworkReader(vpcReader);
    this.conditional =
        new ConditionalFacts(
            vpcReader,
            new NameResolutionReader(
                clients.route53(), clients.route53Profiles(), answers, deadline, region));
  }

  @Override
  public Reading<Optional<Workload>> workload(WorkloadRef reference) {
    var elsewhere = elsewhere(reference.resource());
    return elsewhere.isPresent() ? Reading.unread(elsewhere.get()) : located(reference);
  }

  /** What lies elsewhere would be judged against a network that is not its own. */
  private Optional<Gap> elsewhere(Resource resource) {
    var account = resource.accountId().orElse(accountId);
    var itsRegion = resource.region().orElse(region);
    return account.equals(accountId) && itsRegion.equals(region)
        ? Optional.empty()
        : Optional.of(
            new Gap(
                resource.type().fact(),
                "",
                "it lies in account %s in %s, and account %s in %s is read"
                    .formatted(account, itsRegion, accountId, region)));
  }

  private Reading<Optional<Workload>> located(WorkloadRef reference) {
    return switch (reference) {
      case WorkloadRef.Described(var workload) -> Reading.known(Optional.of(located(workload)));
      case WorkloadRef.Named(var resource) ->
          sageMaker
              .workload(resource)
              .map(found ->
                  found.map(workload ->
                      located(
                          workload.withResource(
                              workload
                                  .resource()
                                  .within(resource.accountId(), resource.region())))));
    };
  }

  private Workload located(Workload workload) {
    return workload.withResource(
        workload.resource().within(Optional.of(accountId), Optional.of(region)));
  }

  @Override
  public Snapshot snapshot(Workload workload, Set<Fact> facts) {
    network.start(facts);
    var analysis = SideBySide.start(() -> analysisConfigurations(workload, facts));
    var vpcs =
        workload.vpcConfig().map(vpcConfig -> network.prefetch(vpcConfig, facts)).orElse(Set.of());
    conditional.start(Predictions.of(workload, analysis.join()), vpcs, facts);
    var sageMakerFacts = SageMakerFacts.of(workload, analysis.join(), sageMaker);

    var vpcConfigs = new ArrayList<VpcConfig>();
    workload.vpcConfig().ifPresent(vpcConfigs::add);
    vpcConfigs.addAll(sageMakerFacts.vpcConfigs());
    var answers = new DescribeAnswers();
    network.read(vpcConfigs, facts).forEach(answer -> hear(answers, answer));
    var snapshot = sageMakerFacts.in(answers.snapshot(analysis.join()));
    conditional
        .wanted(judged(workload, sageMakerFacts), new Network(snapshot), facts)
        .forEach(answer -> hear(answers, answer));
    answers.nothingMore();
    return sageMakerFacts.in(answers.snapshot(analysis.join()));
  }

  /** The workload and the models behind it, which are judged in its account and region. */
  private static List<Workload> judged(Workload workload, SageMakerFacts sageMakerFacts) {
    var judged = new ArrayList<Workload>();
    judged.add(workload);
    var home = workload.resource();
    sageMakerFacts
        .read()
        .forEach(model ->
            judged.add(
                model.withResource(model.resource().within(home.accountId(), home.region()))));
    return judged;
  }

  private AnalysisConfigurations analysisConfigurations(Workload workload, Set<Fact> facts) {
    if (!facts.contains(Fact.ANALYSIS_CONFIGURATION)
        || !(workload instanceof ClarifyWorkload clarify)
        || given.standIn().isPresent()) {
      return given;
    }
    return clarify
        .analysisConfigurationUri()
        .map(uri -> new AnalysisConfigurations(Map.of(uri, configuration(uri)), Optional.empty()))
        .orElseGet(AnalysisConfigurations::none);
  }

  private Reading<AnalysisConfiguration> configuration(String uri) {
    var content = configurations.content(uri);
    listener.analysisConfiguration(content);
    return content.flatMap(AnalysisConfigurationDecoder::decode);
  }

  private void hear(DescribeAnswers answers, NetworkReader.Answer answer) {
    listener.answered(answer.fact(), answer.reading());
    take(answers, answer);
  }

  static void take(DescribeAnswers answers, NetworkReader.Answer answer) {
    switch (answer.reading()) {
      case Reading.Known<ObjectNode>(ObjectNode document) ->
          answers.add(answer.fact().actions().getFirst(), document);
      case Reading.Unread<ObjectNode>(Gap gap) -> answers.unread(gap);
    }
  }
}
