package io.clarifyvpc.control;

import io.clarifyvpc.snapshot.Reading;
import io.clarifyvpc.snapshot.Workload;

/**
 * One state that must hold. Stateless and pure: it reads the context and nothing else. What it
 * could not read it hands on as a gap; the {@link Evaluator} makes that undetermined.
 */
public interface Control {
  ControlSpec spec();

  /** Judges a workload of a type that the specification names and whose subject is not empty. */
  Reading<Outcome> evaluate(Workload workload, Context context);
}
