package io.clarifyvpc.aws;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.DescribeConfigRuleEvaluationStatusRequest;
import software.amazon.awssdk.services.config.model.LimitExceededException;
import software.amazon.awssdk.services.config.model.ResourceInUseException;
import software.amazon.awssdk.services.config.model.StartConfigRulesEvaluationRequest;

/**
 * Runs of the rule by AWS Config.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/config/latest/APIReference/API_StartConfigRulesEvaluation.html">StartConfigRulesEvaluation</a>
 */
public final class RuleEvaluation {
  private final ConfigClient client;
  private final String configRuleName;
  private final Deadline deadline;

  public RuleEvaluation(ConfigClient client, String configRuleName, Deadline deadline) {
    this.client = client;
    this.configRuleName = configRuleName;
    this.deadline = deadline;
  }

  /** When AWS Config last invoked the rule's function; empty where it never did. */
  public Optional<Instant> lastInvocation() {
    return client
        .describeConfigRuleEvaluationStatus(
            deadline
                .bind(DescribeConfigRuleEvaluationStatusRequest.builder())
                .configRuleNames(configRuleName)
                .build())
        .configRulesEvaluationStatus()
        .stream()
        .findFirst()
        .flatMap(status -> Optional.ofNullable(status.lastSuccessfulInvocationTime()));
  }

  /**
   * Asks for a run.
   *
   * @return whether AWS Config takes it; not within a minute of the last, nor while one goes on
   */
  public boolean start() {
    try {
      client.startConfigRulesEvaluation(
          deadline
              .bind(StartConfigRulesEvaluationRequest.builder())
              .configRuleNames(configRuleName)
              .build());
      return true;
    } catch (LimitExceededException | ResourceInUseException notNow) {
      return false;
    }
  }
}
