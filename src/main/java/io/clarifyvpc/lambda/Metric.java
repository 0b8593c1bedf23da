package io.clarifyvpc.lambda;

import static io.clarifyvpc.lambda.Metric.Unit.COUNT;
import static io.clarifyvpc.lambda.Metric.Unit.MILLISECONDS;
import static io.clarifyvpc.lambda.Metric.Unit.SECONDS;

import java.util.List;

/**
 * What the functions tell CloudWatch, each by function and by what else stands here. A dimension's
 * values are few, and never a name of a resource: each combination is a metric that is paid for. A
 * test holds the table in deployment.md against this list.
 */
enum Metric {
  /** Verdicts on resources, by what they are. */
  ASSESSMENTS("Assessments", COUNT, "Compliance"),
  /** Findings that fail, also advisory ones. */
  FINDINGS("Findings", COUNT, "Control", "Severity"),
  /** Findings that are undetermined, by the API action that was missed. */
  UNDETERMINED("Undetermined", COUNT, "Action"),
  /** Messages that were published, by what they tell. */
  ALERTS("Alerts", COUNT, "Kind"),
  /** Evaluations that AWS Config took. */
  EVALUATIONS_PUT("EvaluationsPut", COUNT),
  /** Calls to AWS, every attempt of each. */
  AWS_CALLS("AwsCalls", COUNT, "Service"),
  /** Those of the attempts that AWS throttled. */
  THROTTLES("Throttles", COUNT, "Service"),
  /** From the beginning of an invocation to its end, also one that fails. */
  DURATION("Duration", MILLISECONDS),
  /** How long the oldest change waits that no run has seen. */
  OLDEST_CHANGE_AGE("OldestChangeAge", SECONDS),
  /** Runs that had no time for everything. */
  INCOMPLETE_RUNS("IncompleteRuns", COUNT),
  /** Invocations that can never succeed: malformed, of another account, of unknown parameters. */
  REFUSED_INVOCATIONS("RefusedInvocations", COUNT),
  /** Invocations that could not reach what is remembered. */
  MEMORY_UNREACHABLE("MemoryUnreachable", COUNT),
  /** Invocations that could not reach the ledger of alerts, and may tell something again. */
  LEDGER_UNREACHABLE("LedgerUnreachable", COUNT),
  /** Controls that threw, which is a defect. */
  FAILED_CONTROLS("FailedControls", COUNT),
  /** Workloads that could not be judged at all for a defect. */
  FAILED_ASSESSMENTS("FailedAssessments", COUNT);

  /** Units, as CloudWatch names them. */
  enum Unit {
    COUNT("Count"),
    MILLISECONDS("Milliseconds"),
    SECONDS("Seconds");

    private final String unitName;

    Unit(String unitName) {
      this.unitName = unitName;
    }

    String unitName() {
      return unitName;
    }
  }

  private final String metricName;
  private final Unit unit;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> dimensions;

  Metric(String metricName, Unit unit, String... dimensions) {
    this.metricName = metricName;
    this.unit = unit;
    this.dimensions = List.of(dimensions);
  }

  String metricName() {
    return metricName;
  }

  Unit unit() {
    return unit;
  }

  /** The names of its dimensions beside the function's. */
  List<String> dimensions() {
    return dimensions;
  }
}
