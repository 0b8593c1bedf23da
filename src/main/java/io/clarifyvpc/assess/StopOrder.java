package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.Resource;
import java.time.Instant;
import java.util.List;

/**
 * A job that is to be stopped. Its name alone does not tell it: a job can be deleted, and another
 * be created under the name, which nobody has judged.
 *
 * @param job the job, by its name
 * @param controls the ids of the failing controls for which it is stopped
 * @param created when the job that was judged was created
 */
public record StopOrder(Resource job, List<String> controls, CreationTime created) {
  /** The one status in which a job can be stopped. */
  public static final String RUNNING = "InProgress";

  public StopOrder {
    controls = List.copyOf(controls);
  }

  /** Whether a job of the name that was created then is the one that was judged. */
  boolean means(Instant creationTime) {
    return created.mayBe(new CreationTime(creationTime, false));
  }

  private String because() {
    return "because StopOnControls names " + String.join(", ", controls);
  }

  /** SageMaker has taken the request. */
  StopOutcome stopped() {
    return new StopOutcome(
        StopOutcome.Kind.STOPPED, "The job was stopped by clarify-vpc, %s.".formatted(because()));
  }

  /**
   * There was nothing to stop.
   *
   * @param state what became of the job, in one clause
   */
  StopOutcome notRunning(String state) {
    return new StopOutcome(
        StopOutcome.Kind.NOT_RUNNING,
        "The job was to be stopped, %s, but %s.".formatted(because(), state));
  }

  /**
   * The job could not be stopped.
   *
   * @param reason in words that an operator can act on
   */
  public StopOutcome failed(String reason) {
    return new StopOutcome(
        StopOutcome.Kind.FAILED,
        "The job was to be stopped, %s, and could not be: %s. As far as is known it runs on."
            .formatted(because(), reason));
  }
}
