package io.clarifyvpc.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import io.clarifyvpc.assess.Assessment;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.assess.RunListener;
import io.clarifyvpc.assess.StopOutcome;
import io.clarifyvpc.assess.WorkloadKey;
import io.clarifyvpc.control.Evaluator;
import io.clarifyvpc.json.LogLine;
import io.clarifyvpc.snapshot.Resource;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * The function's log. Ids and verdicts, never payloads; control characters are taken out, so that a
 * name cannot forge a line. Lambda's own logger is given whole lines, as bytes, which it writes as
 * they are: of a text it would make the message of a line, with the request id only where the
 * invocation's own thread speaks.
 *
 * @param metrics of the same invocation; what is told here is counted here
 */
record Log(LambdaLogger logger, String requestId, InstantSource clock, Metrics metrics)
    implements RunListener {
  private static final int FRAMES_SHOWN = 12;

  static Log of(Context context, InstantSource clock, Metrics metrics) {
    return new Log(context.getLogger(), context.getAwsRequestId(), clock, metrics);
  }

  void info(String message) {
    write(message, LogLevel.INFO);
  }

  void warn(String message) {
    write(message, LogLevel.WARN);
  }

  void error(String message) {
    write(message, LogLevel.ERROR);
  }

  private void write(String message, LogLevel level) {
    emit(line(message, level).encode(), level);
  }

  private LogLine line(String message, LogLevel level) {
    return new LogLine(clock.instant(), level.name(), requestId, message);
  }

  private void emit(String line, LogLevel level) {
    logger.log((line + "\n").getBytes(UTF_8), level);
  }

  /** One line a verdict. */
  void judged(Judgement judgement) {
    judgement.assessments().forEach(assessment -> judged(judgement.origin().source(), assessment));
    judgement.nothingBecause().ifPresent(reason -> info("nothing to judge: " + reason));
  }

  /** One verdict, which can be asked for by trigger, resource, compliance and controls. */
  void judged(String trigger, Assessment assessment) {
    var message =
        "%s is %s: %s"
            .formatted(
                named(assessment.resource()), assessment.compliance(), assessment.annotation());
    emit(line(message, LogLevel.INFO).encode(trigger, assessment), LogLevel.INFO);
    metrics.count(assessment);
  }

  /** An invocation that no retry could mend. */
  void refused(String message) {
    error(message);
    metrics.count(Metric.REFUSED_INVOCATIONS);
  }

  /** One line a job that was to be stopped; what runs on although it should not is an error. */
  void stop(Resource job, StopOutcome outcome) {
    var line = "%s: %s".formatted(named(job), outcome.sentence());
    switch (outcome.kind()) {
      case STOPPED -> warn(line);
      case NOT_RUNNING -> info(line);
      case FAILED -> error(line);
    }
  }

  static String named(Resource resource) {
    return resource.type().typeName() + " " + resource.id();
  }

  /** Tells of a control that throws, with where. */
  Evaluator.FailureListener failedControls() {
    return (control, workload, failure) -> {
      error("%s failed on %s".formatted(control, told(workload.resource(), failure)));
      metrics.count(Metric.FAILED_CONTROLS);
    };
  }

  @Override
  public void recordedModelsUnread(RuntimeException failure) {
    warn(
        "what AWS Config has recorded cannot be read (%s): models are described one by one"
            .formatted(failure.getClass().getSimpleName()));
  }

  @Override
  public void undescribed(Resource job) {
    warn("not judged, for it could not be described: " + named(job));
  }

  @Override
  public void timeIsUp(WorkloadKey first) {
    warn(
        "the time is up: the next run begins with %s %s"
            .formatted(first.type().typeName(), first.name()));
    metrics.count(Metric.INCOMPLETE_RUNS);
  }

  @Override
  public void judged(int workloads, int targets) {
    info("judged %d of %d workloads".formatted(workloads, targets));
  }

  /** Tells that a workload could not be judged, with where. */
  @Override
  public void failed(Resource resource, RuntimeException failure) {
    error("failed on " + told(resource, failure));
    metrics.count(Metric.FAILED_ASSESSMENTS);
  }

  /** Without the failure's message, which may repeat what was read. */
  private static String told(Resource resource, Throwable failure) {
    return "%s with %s at %s"
        .formatted(
            named(resource),
            failure.getClass().getName(),
            Arrays.stream(failure.getStackTrace()).limit(FRAMES_SHOWN).toList());
  }
}
