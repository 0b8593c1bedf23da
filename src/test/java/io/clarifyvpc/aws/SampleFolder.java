package io.clarifyvpc.aws;

import io.clarifyvpc.assess.SnapshotSource;
import io.clarifyvpc.assess.WorkloadRef;
import io.clarifyvpc.json.AnalysisConfigurationDecoder;
import io.clarifyvpc.json.DescribeAnswers;
import io.clarifyvpc.snapshot.AnalysisConfigurations;
import io.clarifyvpc.snapshot.ClarifyWorkload;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Snapshot;
import io.clarifyvpc.snapshot.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The sample as a folder of files, read by the decoder that the command line reads it with. */
public final class SampleFolder implements SnapshotSource {
  private final DescribeAnswers answers = new DescribeAnswers();

  public SampleFolder() {
    try (Stream<Path> files = Files.list(Path.of("src/sample/network"))) {
      for (Path file : files.sorted().toList()) {
        answers.add(file.getFileName().toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Reading<Optional<Workload>> workload(WorkloadRef reference) {
    return switch (reference) {
      case WorkloadRef.Described(var workload) -> Reading.known(Optional.of(located(workload)));
      case WorkloadRef.Named(var resource) ->
          answers
              .snapshot(AnalysisConfigurations.none())
              .models()
              .named(resource.id())
              .map(found ->
                  found.map(model ->
                      located(
                          model.withResource(
                              model.resource().within(resource.accountId(), resource.region())))));
    };
  }

  private static Workload located(Workload workload) {
    return workload.withResource(
        workload.resource().within(Optional.of(FakeAccount.ID), Optional.of(FakeAccount.REGION)));
  }

  @Override
  public Snapshot snapshot(Workload workload, Set<Fact> facts) {
    return answers.snapshot(analysisConfigurations(workload));
  }

  private static AnalysisConfigurations analysisConfigurations(Workload workload) {
    if (!(workload instanceof ClarifyWorkload clarify)) {
      return AnalysisConfigurations.none();
    }
    return clarify
        .analysisConfigurationUri()
        .map(uri -> new AnalysisConfigurations(Map.of(uri, configuration(uri)), Optional.empty()))
        .orElseGet(AnalysisConfigurations::none);
  }

  private static Reading<io.clarifyvpc.snapshot.AnalysisConfiguration> configuration(String uri) {
    var file = Path.of("src/sample/s3", uri.substring("s3://".length()));
    if (!Files.exists(file)) {
      return Reading.unread(
          Fact.ANALYSIS_CONFIGURATION.gap(
              "there is no such object, and no JSON file under it as a prefix"));
    }
    try {
      return AnalysisConfigurationDecoder.decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
