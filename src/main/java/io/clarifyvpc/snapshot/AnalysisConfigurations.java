package io.clarifyvpc.snapshot;

import java.util.Map;
import java.util.Optional;

/**
 * The analysis configurations that were read, by S3 URI.
 *
 * @param standIn what a user gave in place of the object in S3
 */
public record AnalysisConfigurations(
    Map<String, Reading<AnalysisConfiguration>> byUri,
    Optional<Reading<AnalysisConfiguration>> standIn) {
  public AnalysisConfigurations {
    byUri = Map.copyOf(byUri);
  }

  public static AnalysisConfigurations none() {
    return new AnalysisConfigurations(Map.of(), Optional.empty());
  }

  /** The configuration of a job or definition. */
  public Reading<AnalysisConfiguration> of(ClarifyWorkload workload) {
    return standIn.orElseGet(() ->
        workload
            .analysisConfigurationUri()
            .map(this::at)
            .orElseGet(AnalysisConfigurations::unnamed));
  }

  private Reading<AnalysisConfiguration> at(String uri) {
    var reading = byUri.get(uri);
    return reading != null
        ? reading
        : Reading.unread(Fact.ANALYSIS_CONFIGURATION.gap(uri + " was not read"));
  }

  private static Reading<AnalysisConfiguration> unnamed() {
    return Reading.unread(
        Fact.ANALYSIS_CONFIGURATION.gap("the workload names no analysis configuration"));
  }
}
