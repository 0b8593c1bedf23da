package io.clarifyvpc.assess;

import java.time.Instant;

/**
 * What AWS Config shows of one resource under the rule.
 *
 * @param evaluation as it was put
 * @param recorded when AWS Config took it
 */
public record RuleResult(Evaluation evaluation, Instant recorded) {}
