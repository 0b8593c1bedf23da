package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.Gap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries out orders to stop a job. It looks at the job first: events come late, twice and in any
 * order, and neither a job that has ended nor another of the same name is to be stopped.
 */
public final class JobStop {
  private final RunningJobs jobs;

  public JobStop(RunningJobs jobs) {
    this.jobs = jobs;
  }

  /** Stops the job if it is the one that was judged, and still runs. */
  public StopOutcome carryOut(StopOrder order) {
    return look(order, () -> stop(order), gap -> order.failed(gap.describe()));
  }

  private StopOutcome look(
      StopOrder order, Supplier<StopOutcome> running, Function<Gap, StopOutcome> unread) {
    return jobs.find(order.job().id())
        .map(found ->
            found
                .filter(job -> order.means(job.creationTime()))
                .map(job -> job.isRunning() ? running.get() : order.notRunning(ended(job)))
                .orElseGet(() -> order.notRunning("there is no such job any more")))
        .orElse(unread);
  }

  private static String ended(RunningJobs.Job job) {
    return "it ran no more: its status was " + job.processingJobStatus();
  }

  /** A job that has ended meanwhile is refused as well. */
  private StopOutcome stop(StopOrder order) {
    return jobs.stop(order.job().id())
        .map(order::failed)
        .map(failed -> look(order, () -> failed, _ -> failed))
        .orElseGet(order::stopped);
  }
}
