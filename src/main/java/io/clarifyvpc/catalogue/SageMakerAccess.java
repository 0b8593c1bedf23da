package io.clarifyvpc.catalogue;

import static io.clarifyvpc.control.Outcome.notApplicable;

import io.clarifyvpc.control.Context;
import io.clarifyvpc.control.Outcome;
import io.clarifyvpc.network.Predictions;
import io.clarifyvpc.network.Predictions.Answering;
import io.clarifyvpc.network.Service;
import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Workload;

/**
 * What Clarify.7 and 8 share: a SageMaker service matters only to a workload that asks for
 * predictions.
 */
final class SageMakerAccess {
  private SageMakerAccess() {}

  static Reading<Outcome> evaluate(Service service, Workload workload, Context context) {
    var predictions = Predictions.of(workload, context.snapshot());
    if (!predictions.needed()) {
      return Reading.known(notApplicable(whyNotNeeded(predictions)));
    }
    var note =
        predictions
            .assumedBecause()
            .map(why ->
                "; that the analysis needs %s is assumed: %s".formatted(service.words(), why))
            .orElse("");
    return PrivateAccess.of(service, workload, context).map(access -> access.outcome(note));
  }

  private static String whyNotNeeded(Predictions predictions) {
    return predictions.predictor()
            instanceof Reading.Known<Answering>(Answering.Nobody(String because))
        ? "no predictions are needed: " + because
        : "none of the analysis methods needs predictions";
  }
}
