package io.clarifyvpc.catalogue;

import io.clarifyvpc.control.Remediation;
import io.clarifyvpc.snapshot.JobDefinition;
import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.ProcessingJob;
import io.clarifyvpc.snapshot.Workload;

/** What to do where the workload itself is at fault: none of them can be changed after creation. */
final class Replacement {
  private static final String OF_MODEL = "A model cannot be changed: ";

  private Replacement() {}

  /** Whether a remediation asks for another model in a model's place, and for nothing less. */
  static boolean isAskedForBy(Remediation remediation) {
    return remediation.cli().isEmpty() && remediation.text().contains(OF_MODEL);
  }

  /** How to get a workload with what it lacks. */
  static String of(Workload workload, String lacking) {
    return switch (workload) {
      case ProcessingJob _ ->
          "A job cannot be changed: give the next run a NetworkConfig with %s.".formatted(lacking);
      case JobDefinition _ ->
          "A job definition cannot be changed: create a new one with %s, point its schedule at it, and delete this one."
              .formatted(lacking);
      case Model _ ->
          (OF_MODEL
                  + "create a new one with %s, point predictors and endpoints at it, and delete this one; the finding stays until it is gone.")
              .formatted(lacking);
    };
  }
}
