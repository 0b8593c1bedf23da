package io.clarifyvpc.catalogue;

import io.clarifyvpc.snapshot.Model;
import io.clarifyvpc.snapshot.Workload;

/**
 * Whether a workload needs Amazon S3: jobs and definitions always do, a model when it has files
 * there.
 */
final class S3Need {
  private S3Need() {}

  /** A model package hides where its files are, so that it counts. */
  static boolean of(Workload workload) {
    return !(workload instanceof Model model)
        || model.containers().stream()
            .anyMatch(container ->
                !container.modelDataS3Uris().isEmpty() || container.modelPackageName().isPresent());
  }
}
