package io.clarifyvpc.snapshot;

import java.util.Optional;

/**
 * Which workload it is.
 *
 * @param type its type
 * @param id the name that SageMaker knows it by
 * @param arn its ARN, empty where it was never sent or the answer left it out
 * @param accountId the account it belongs to (never an EC2 owner id)
 * @param region the region it runs in
 */
public record Resource(
    ResourceType type,
    String id,
    Optional<String> arn,
    Optional<String> accountId,
    Optional<String> region) {
  /** The same resource in the account and region, where its own are not known. */
  public Resource within(Optional<String> account, Optional<String> homeRegion) {
    return new Resource(type, id, arn, accountId.or(() -> account), region.or(() -> homeRegion));
  }
}
