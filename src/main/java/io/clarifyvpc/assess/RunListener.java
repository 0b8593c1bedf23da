package io.clarifyvpc.assess;

import io.clarifyvpc.snapshot.Resource;

/** Hears how a run goes, for the log. */
public interface RunListener {
  /** What AWS Config has recorded cannot be read: models are described one by one. */
  void recordedModelsUnread(RuntimeException failure);

  /** A processing job could not be described; it may be anybody's. */
  void undescribed(Resource job);

  /** A workload could not be judged for a defect of ours. */
  void failed(Resource workload, RuntimeException defect);

  /** The time is up; the next run begins with this one. */
  void timeIsUp(WorkloadKey first);

  /** So many were judged in this run of so many that there are. */
  void judged(int workloads, int targets);
}
