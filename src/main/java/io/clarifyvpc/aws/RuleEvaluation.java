package io.clarifyvpc.aws;

import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.StartConfigRulesEvaluationRequest;

/**
 * Has AWS Config run the rule.
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

  /** Asks for a run. AWS Config refuses a second within a minute, which is thrown. */
  public void start() {
    client.startConfigRulesEvaluation(
        deadline
            .bind(StartConfigRulesEvaluationRequest.builder())
            .configRuleNames(configRuleName)
            .build());
  }
}
