package io.clarifyvpc.cli;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.clarifyvpc.assess.SnapshotSource;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.json.DescribeAnswers;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.ByName;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Subnet;
import io.clarifyvpc.snapshot.VpcConfig;
import io.clarifyvpc.snapshot.Workload;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A network from a folder of AWS CLI answers. The folder is read once; what it does not hold is a
 * gap.
 */
final class FileSnapshotSource implements SnapshotSource {
  private final Optional<String> account;
  private final Optional<String> region;
  private final Set<String> accountsOfFolder;
  private final Set<String> regionsOfFolder;
  private final ByName<ProcessingJob> processingJobs;
  private final ByName<JobDefinition> biasJobDefinitions;
  private final ByName<JobDefinition> explainabilityJobDefinitions;
  private final Snapshot snapshot;
  private final List<String> remarks;

  private FileSnapshotSource(
      DescribeAnswers answers,
      Optional<String> account,
      Optional<String> region,
      AnalysisConfigurations analysisConfigurations) {
    this.account = account;
    this.region = region;
    this.accountsOfFolder = answers.accounts();
    this.regionsOfFolder = answers.regions();
    this.processingJobs = answers.processingJobs();
    this.biasJobDefinitions = answers.biasJobDefinitions();
    this.explainabilityJobDefinitions = answers.explainabilityJobDefinitions();
    this.snapshot = withModelsOfUser(answers.snapshot(analysisConfigurations));
    this.remarks = answers.remarks();
  }

  /**
   * Reads every {@code *.json} directly in the folder.
   *
   * @param account what the user says the workloads' account is: it overrides every file
   * @param region what the user says the workloads' region is: it overrides every file
   * @throws UnreadableInput if there is no such folder, or no such file in it
   */
  static FileSnapshotSource read(
      Path folder,
      Optional<String> account,
      Optional<String> region,
      AnalysisConfigurations analysisConfigurations) {
    var answers = new DescribeAnswers();
    new NetworkFolder(folder).readInto(answers);
    return new FileSnapshotSource(answers, account, region, analysisConfigurations);
  }

  /** What of the folder was not used, and why. */
  List<String> remarks() {
    return remarks;
  }

  @Override
  public Reading<Optional<Workload>> workload(WorkloadRef reference) {
    return switch (reference) {
      case WorkloadRef.Described(Workload workload) ->
          Reading.known(Optional.of(located(workload)));
      case WorkloadRef.Named(Resource resource) ->
          named(resource).map(found -> found.map(workload -> located(workload, resource)));
    };
  }

  @Override
  public Snapshot snapshot(Workload workload, Set<Fact> facts) {
    return snapshot;
  }

  private Reading<Optional<Workload>> named(Resource resource) {
    return switch (resource.type()) {
      case PROCESSING_JOB -> named(processingJobs, resource);
      case MODEL -> named(snapshot.models(), resource);
      case MODEL_BIAS_JOB_DEFINITION -> named(biasJobDefinitions, resource);
      case MODEL_EXPLAINABILITY_JOB_DEFINITION -> named(explainabilityJobDefinitions, resource);
    };
  }

  private static Reading<Optional<Workload>> named(
      ByName<? extends Workload> workloads, Resource resource) {
    return workloads.named(resource.id()).map(found -> found.map(workload -> (Workload) workload));
  }

  /** What the trigger knew of a workload comes before what its description says. */
  private Workload located(Workload described, Resource reference) {
    var own = described.resource();
    return located(
        described.withResource(
            new Resource(
                own.type(),
                own.id(),
                own.arn().or(reference::arn),
                reference.accountId().or(own::accountId),
                reference.region().or(own::region))));
  }

  private Workload located(Workload workload) {
    var ofUser = ofUser(workload.resource());
    return workload.withResource(
        ofUser.within(
            only(accountsOfFolder),
            only(regionsOfSubnets(workload)).or(() -> only(regionsOfFolder))));
  }

  private Resource ofUser(Resource own) {
    return new Resource(
        own.type(), own.id(), own.arn(), account.or(own::accountId), region.or(own::region));
  }

  private Set<String> regionsOfSubnets(Workload workload) {
    var subnetIds = Set.copyOf(workload.vpcConfig().map(VpcConfig::subnets).orElse(List.of()));
    return snapshot
        .subnets()
        .map(subnets ->
            subnets.stream()
                .filter(subnet -> subnetIds.contains(subnet.subnetId()))
                .flatMap(FileSnapshotSource::regionOf)
                .collect(toUnmodifiableSet()))
        .orElse(_ -> Set.of());
  }

  private static Stream<String> regionOf(Subnet subnet) {
    return subnet.availabilityZone().flatMap(DescribeAnswers::regionOf).stream();
  }

  private static Optional<String> only(Set<String> candidates) {
    return candidates.size() == 1 ? candidates.stream().findFirst() : Optional.empty();
  }

  private Snapshot withModelsOfUser(Snapshot read) {
    var models = new HashMap<String, Reading<Optional<Model>>>();
    read.models()
        .described()
        .forEach((name, reading) ->
            models.put(
                name,
                reading.map(
                    found -> found.map(model -> model.withResource(ofUser(model.resource()))))));
    return read.with(
        new ByName<>(models, read.models().otherwise()), read.endpoints(), read.endpointConfigs());
  }
}
