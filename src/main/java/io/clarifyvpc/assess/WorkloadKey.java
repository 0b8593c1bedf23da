package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.Resource;
import io.clarifyvpc.snapshot.ResourceType;

/**
 * A workload of this account and region by its name; names are reused, so that it may be another
 * one than before.
 */
public record WorkloadKey(ResourceType type, String name) {
  /** The key of a resource. */
  public static WorkloadKey of(Resource resource) {
    return new WorkloadKey(resource.type(), resource.id());
  }
}
