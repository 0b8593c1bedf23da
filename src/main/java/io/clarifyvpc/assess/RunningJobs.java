package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.Reading;
import java.time.Instant;
import java.util.Optional;

/** Processing jobs as they are at this moment. */
public interface RunningJobs {
  /** A job of a name. */
  record Job(Instant creationTime, String processingJobStatus) {
    boolean isRunning() {
      return processingJobStatus.equals(StopOrder.RUNNING);
    }
  }

  /** The job that has the name now, whichever it is; an empty optional where there is none. */
  Reading<Optional<Job>> find(String name);

  /** Asks that the job of the name be stopped; why that was refused, empty where it was taken. */
  Optional<String> stop(String name);
}
