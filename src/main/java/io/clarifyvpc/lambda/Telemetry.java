package io.clarifyvpc.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import io.clarifyvpc.aws.CallCounter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What an operator sees of a function: its log line by line, and the metrics of each invocation at
 * its end, also of one that fails. Metrics go to standard output, which Lambda leaves as it is
 * whatever the format of the log: CloudWatch takes them only from a line that is a document of its
 * embedded metric format and nothing else.
 *
 * @param standardOutput takes the documents, each to become a line
 * @param clock for the times in both
 */
record Telemetry(Consumer<String> standardOutput, InstantSource clock) {
  /** Writes where Lambda reads. */
  static Telemetry ofFunction() {
    return new Telemetry(document -> System.out.println(document), InstantSource.system());
  }

  /** Has an invocation do its work, and tells of it. */
  <T> T during(Context context, CallCounter calls, Function<Log, T> work) {
    var metrics = new Metrics();
    var log = Log.of(context, clock, metrics);
    var began = clock.instant();
    try {
      return work.apply(log);
    } finally {
      var ended = clock.instant();
      metrics.add(Metric.DURATION, Duration.between(began, ended).toMillis());
      count(calls, metrics);
      write(metrics, ended, context, log);
    }
  }

  private static void count(CallCounter calls, Metrics metrics) {
    calls
        .take()
        .forEach((service, attempts) -> {
          metrics.add(Metric.AWS_CALLS, attempts.made(), service);
          if (attempts.throttled() > 0) {
            metrics.add(Metric.THROTTLES, attempts.throttled(), service);
          }
        });
  }

  /** What was done is done: no defect of the metrics may have it done again. */
  private void write(Metrics metrics, Instant now, Context context, Log log) {
    try {
      metrics
          .documents(now, context.getFunctionName(), context.getAwsRequestId())
          .forEach(document -> standardOutput.accept(document.encode()));
    } catch (RuntimeException defect) {
      log.error("metrics are missing for a defect: " + defect.getClass().getSimpleName());
    }
  }
}
