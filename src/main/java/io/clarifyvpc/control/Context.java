package io.clarifyvpc.control;

import io.clarifyvpc.network.Network;
import io.clarifyvpc.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * What a control may look at beside the workload.
 *
 * @param network what follows from the snapshot; one instance serves every workload judged on it
 * @param modelFindings the findings of the model behind the shadow endpoint, which is judged first;
 *     empty where there is none or it was not read
 * @param shadowUse given for a model that is judged as the one behind a job
 */
public record Context(
    Network network,
    RuleParameters parameters,
    Optional<List<Finding>> modelFindings,
    Optional<ShadowUse> shadowUse) {
  /** A context without a model behind it. */
  public static Context of(Network network, RuleParameters parameters) {
    return new Context(network, parameters, Optional.empty(), Optional.empty());
  }

  /** The same with the model's findings. */
  public Context withModelFindings(List<Finding> findings) {
    return new Context(network, parameters, Optional.of(List.copyOf(findings)), shadowUse);
  }

  /** The same for the model of a job. */
  public Context withShadowUse(ShadowUse use) {
    return new Context(network, parameters, modelFindings, Optional.of(use));
  }

  public Snapshot snapshot() {
    return network.snapshot();
  }
}
