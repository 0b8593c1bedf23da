package io.clarifyvpc.snapshot;

import java.util.List;
import java.util.Optional;

/**
 * One container of a model.
 *
 * @param modelDataS3Uris {@code ModelDataUrl}, {@code ModelDataSource} and {@code
 *     AdditionalModelDataSources}
 * @param modelPackageName a model package hides where the model files are
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html">ContainerDefinition</a>
 */
public record ContainerDefinition(List<String> modelDataS3Uris, Optional<String> modelPackageName) {
  public ContainerDefinition {
    modelDataS3Uris = List.copyOf(modelDataS3Uris);
  }
}
