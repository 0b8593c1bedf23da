package io.clarifyvpc.lambda;

import io.clarifyvpc.snapshot.Resource;
import java.util.Optional;

/**
 * The one account and region that a function reads. What lies elsewhere is refused: its subnets do
 * not exist here, and a verdict on them would be made up.
 */
record Home(String accountId, String region) {
  /** Why the resource cannot be judged from here; empty where it can. */
  Optional<String> refusal(Resource resource) {
    return refusal(resource.accountId().orElse(accountId), resource.region().orElse(region));
  }

  /** Why an account cannot be judged from here; empty where it can. */
  Optional<String> refusal(String account) {
    return refusal(account, region);
  }

  private Optional<String> refusal(String otherAccount, String otherRegion) {
    return otherAccount.equals(accountId) && otherRegion.equals(region)
        ? Optional.empty()
        : Optional.of(
            "it is of account %s in %s, and only account %s in %s is read from here"
                .formatted(otherAccount, otherRegion, accountId, region));
  }
}
