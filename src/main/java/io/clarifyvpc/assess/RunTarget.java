package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.Resource;
import java.util.Optional;

/**
 * A workload that a run has to judge.
 *
 * @param configResourceId the id under which AWS Config knows it; its name where that is not known
 * @param created as SageMaker lists it
 * @param createdBy the call that created it, where its event was seen
 */
public record RunTarget(
    Resource resource,
    String configResourceId,
    Optional<CreationTime> created,
    Optional<Origin> createdBy) {}
