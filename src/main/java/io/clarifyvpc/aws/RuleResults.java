package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.assess.Evaluation;
import io.clarifyvpc.assess.RuleResult;
import io.clarifyvpc.control.Compliance;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.GetComplianceDetailsByConfigRuleRequest;

/**
 * What AWS Config shows under the rule.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/config/latest/APIReference/API_GetComplianceDetailsByConfigRule.html">GetComplianceDetailsByConfigRule</a>
 */
public final class RuleResults {
  private static final int PAGE = 100;
  private static final String RESULTS = "EvaluationResults";
  private static final String QUALIFIER = "/EvaluationResultIdentifier/EvaluationResultQualifier/";

  private final ConfigClient client;
  private final String configRuleName;
  private final Deadline deadline;

  public RuleResults(ConfigClient client, String configRuleName, Deadline deadline) {
    this.client = client;
    this.configRuleName = configRuleName;
    this.deadline = deadline;
  }

  /**
   * All results, all pages.
   *
   * @throws RuntimeException if a page cannot be read: half of the results are none
   */
  public List<RuleResult> all() {
    return Pages.all(
            RESULTS,
            token ->
                client.getComplianceDetailsByConfigRule(
                    deadline
                        .bind(GetComplianceDetailsByConfigRuleRequest.builder())
                        .configRuleName(configRuleName)
                        .limit(PAGE)
                        .nextToken(token.orElse(null))
                        .build()))
        .path(RESULTS)
        .valueStream()
        .filter(RuleResults::isOfARule)
        .map(RuleResults::result)
        .toList();
  }

  /** A rule cannot have put that there is too little data. */
  private static boolean isOfARule(JsonNode result) {
    return !result.path("ComplianceType").asText().equals("INSUFFICIENT_DATA");
  }

  private static RuleResult result(JsonNode result) {
    var evaluation =
        new Evaluation(
            result.at(QUALIFIER + "ResourceType").asText(),
            result.at(QUALIFIER + "ResourceId").asText(),
            Compliance.valueOf(result.path("ComplianceType").asText()),
            result.path("Annotation").asText());
    var recorded = result.path("ResultRecordedTime").textValue();
    return new RuleResult(evaluation, recorded == null ? Instant.EPOCH : Instant.parse(recorded));
  }
}
