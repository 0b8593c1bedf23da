package io.clarifyvpc.assess;

import java.time.Instant;
import java.util.Map;

/** What AWS Config asks of the rule, decoded and validated. */
public sealed interface ConfigInvocation {
  /** What AWS Config awaits an answer to. */
  sealed interface Answerable extends ConfigInvocation {
    Call call();
  }

  /** Everything has to be judged. */
  record Scheduled(Call call) implements Answerable {}

  /**
   * One workload changed, or was discovered.
   *
   * @param resourceId the id under which AWS Config knows it
   */
  record Changed(Call call, WorkloadRef workload, String resourceId) implements Answerable {}

  /**
   * One resource is gone, has left the rule's scope, or is none that is judged.
   *
   * @param resourceType the CloudFormation type, also one that is not judged here
   */
  record NotJudged(Call call, String resourceType, String resourceId, String reason)
      implements Answerable {}

  /** Not understood. {@code member} is the path of what is missing or of the wrong type. */
  record Malformed(String member, String problem) implements ConfigInvocation {
    /** One sentence. */
    public String describe() {
      return "%s %s".formatted(member, problem);
    }
  }

  /**
   * What every answer to AWS Config needs.
   *
   * @param accountId the account that is asked about
   * @param configRuleName the rule that asks
   * @param resultToken hands the results back; {@code TESTMODE} stores nothing
   * @param orderingTimestamp when what is judged was so: an older result never replaces a newer one
   * @param ruleParameters as AWS Config passed them, not yet understood
   */
  record Call(
      String accountId,
      String configRuleName,
      String resultToken,
      Instant orderingTimestamp,
      Map<String, String> ruleParameters) {
    public Call {
      ruleParameters = Map.copyOf(ruleParameters);
    }

    /** Whether AWS Config stores nothing of what is put. */
    public boolean isTest() {
      return resultToken.equals("TESTMODE");
    }
  }
}
