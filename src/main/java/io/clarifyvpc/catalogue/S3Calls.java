package io.clarifyvpc.catalogue;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.network.Partition;
import io.clarifyvpc.network.PolicyReach.Resources;
import io.clarifyvpc.network.PolicyReach.Undecided;
import io.clarifyvpc.network.Predictions;
import io.clarifyvpc.snapshot.AnalysisConfiguration;
import io.clarifyvpc.snapshot.ClarifyWorkload;
import io.clarifyvpc.snapshot.ContainerDefinition;
import io.clarifyvpc.snapshot.Gap;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.ProcessingInput;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Workload;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The objects that a workload reads from and writes to Amazon S3. */
final class S3Calls {
  private static final String GET = "s3:GetObject";
  private static final String PUT = "s3:PutObject";
  private static final String SCHEME = "s3://";

  /** Of access points and of object lambda access points, which stand where a bucket's name is. */
  private static final Set<String> ALIASES = Set.of("-s3alias", "--ol-s3");

  private final String buckets;
  private final Set<EndpointCall> calls = new LinkedHashSet<>();

  private S3Calls(String region) {
    this.buckets = buckets(region);
  }

  /** What every bucket's and every object's ARN begins with in the region. */
  static String buckets(String region) {
    return "arn:%s:s3:::".formatted(Partition.of(region));
  }

  /** The calls of a workload, each once. */
  static Set<EndpointCall> of(Workload workload, Snapshot snapshot, String region) {
    var found = new S3Calls(region);
    switch (workload) {
      case Model model -> model.containers().forEach(found::readFilesOf);
      case ProcessingJob job -> {
        job.processingInputs().stream()
            .map(ProcessingInput::s3Uri)
            .flatMap(Optional::stream)
            .forEach(found::read);
        found.readConfigurationOf(job, snapshot);
        found.write(job.outputS3Uris());
      }
      case JobDefinition definition -> {
        definition.configUri().ifPresent(found::read);
        definition.inputS3Uris().forEach(found::read);
        found.readConfigurationOf(definition, snapshot);
        found.write(definition.outputS3Uris());
      }
    }
    return found.calls;
  }

  /**
   * Those of the workload, and of the model or the job that it is judged with: what is let through
   * for one alone would shut out the other.
   */
  static Set<EndpointCall> ofAll(Workload workload, Context context, String region) {
    var snapshot = context.snapshot();
    var calls = new LinkedHashSet<EndpointCall>();
    context.shadowUse().ifPresent(use -> calls.addAll(of(use.workload(), snapshot, region)));
    calls.addAll(of(workload, snapshot, region));
    Predictions.of(workload, snapshot)
        .shadowModel(snapshot)
        .ifPresent(model -> calls.addAll(of(model, snapshot, region)));
    return calls;
  }

  private void readFilesOf(ContainerDefinition container) {
    container.modelDataS3Uris().forEach(this::read);
    container
        .modelPackageName()
        .ifPresent(name ->
            calls.add(
                anywhere(
                    GET,
                    new Undecided(
                        "where the files of the model package %s lie is unknown"
                            .formatted(name)))));
  }

  private void readConfigurationOf(ClarifyWorkload workload, Snapshot snapshot) {
    switch (snapshot.analysisConfigurations().of(workload)) {
      case Reading.Known<AnalysisConfiguration>(var configuration) ->
          configuration.s3Uris().forEach(this::read);
      case Reading.Unread<AnalysisConfiguration>(Gap gap) ->
          calls.add(anywhere(GET, new Undecided(gap)));
    }
  }

  /** A path that is no address is a file of the container. */
  private void read(String uri) {
    if (!uri.contains("://")) {
      return;
    }
    var key = key(uri);
    if (key.isEmpty()) {
      calls.add(addressUnknown(GET, uri));
      return;
    }
    calls.add(
        isPrefix(key.get())
            ? EndpointCall.certain(GET, under(key.get()))
            : EndpointCall.certain(
                GET, Resources.exactly(buckets + key.get()), under(key.get() + "/")));
  }

  /** Results are several files below the address. */
  private void write(Collection<String> uris) {
    for (String uri : uris) {
      calls.add(
          key(uri)
              .map(key -> EndpointCall.certain(PUT, under(isPrefix(key) ? key : key + "/")))
              .orElseGet(() -> addressUnknown(PUT, uri)));
    }
  }

  private Resources under(String key) {
    return Resources.allThatBegin(buckets + key);
  }

  private static boolean isPrefix(String key) {
    return key.endsWith("/");
  }

  private static EndpointCall addressUnknown(String action, String uri) {
    return anywhere(action, new Undecided("which bucket %s leads to is unknown".formatted(uri)));
  }

  private static EndpointCall anywhere(String action, Undecided doubt) {
    return EndpointCall.possible(action, Resources.allThatBegin(""), doubt);
  }

  /**
   * {@code bucket/key}, a slash at least behind the bucket; empty for an access point and for
   * whatever else is no bucket.
   */
  private static Optional<String> key(String uri) {
    if (!uri.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Optional.empty();
    }
    var path = uri.substring(SCHEME.length());
    int slash = path.indexOf('/');
    var bucket = slash < 0 ? path : path.substring(0, slash);
    return bucket.isEmpty()
            || bucket.startsWith("arn:")
            || ALIASES.stream().anyMatch(bucket::endsWith)
        ? Optional.empty()
        : Optional.of(slash < 0 ? path + "/" : path);
  }
}
