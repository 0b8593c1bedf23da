package io.clarifyvpc.lambda;

import static java.util.stream.Collectors.toMap;

import io.clarifyvpc.assess.JobStop;
import io.clarifyvpc.assess.StopOrder;
import io.clarifyvpc.assess.StopOutcome;
import io.clarifyvpc.assess.WorkloadKey;
import io.clarifyvpc.aws.Deadline;
import io.clarifyvpc.aws.SageMakerJobs;
import io.clarifyvpc.aws.SideBySide;
import java.util.List;
import java.util.Map;

/**
 * Stops jobs, and logs it. Whatever happens, there is an outcome to tell: the alert has to go out
 * all the same.
 */
record JobStops(JobStop jobStop, Log log) {
  /** Stops jobs of this account and region. */
  static JobStops of(Clients clients, Deadline deadline, Log log) {
    var jobs = new SageMakerJobs(clients.reading().sageMaker(), deadline);
    return new JobStops(new JobStop(jobs), log);
  }

  /** Carries out all orders, side by side. */
  Map<WorkloadKey, StopOutcome> carryOut(List<StopOrder> orders) {
    return SideBySide.all(orders, order -> Map.entry(WorkloadKey.of(order.job()), carryOut(order)))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Carries out one. */
  StopOutcome carryOut(StopOrder order) {
    var outcome = outcome(order);
    log.stop(order.job(), outcome);
    return outcome;
  }

  private StopOutcome outcome(StopOrder order) {
    try {
      return jobStop.carryOut(order);
    } catch (RuntimeException defect) {
      log.failed(order.job(), defect);
      return order.failed(
          "clarify-vpc failed with %s, which is a defect of it"
              .formatted(defect.getClass().getSimpleName()));
    }
  }
}
