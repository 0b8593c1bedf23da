package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.Model;
import java.time.Instant;

/**
 * A model as AWS Config has recorded it.
 *
 * @param resourceId the id under which AWS Config knows it
 * @param configurationItemCaptureTime when it was so: an older one may be of a model that had the
 *     name before
 */
public record RecordedModel(Model model, String resourceId, Instant configurationItemCaptureTime) {}
