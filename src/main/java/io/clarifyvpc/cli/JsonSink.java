package io.clarifyvpc.cli;

import io.clarifyvpc.assess.FindingSink;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.json.AssessmentDocument;

/**
 * A judgement for a program: one JSON document on standard output, and why there is nothing on
 * standard error.
 */
final class JsonSink implements FindingSink {
  private final Surroundings surroundings;

  JsonSink(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void accept(Judgement judgement) {
    judgement
        .nothingBecause()
        .ifPresent(reason -> Complaint.say(surroundings, "nothing to judge: " + reason));
    surroundings.out().println(AssessmentDocument.encode(judgement.assessments()));
    surroundings.out().flush();
  }
}
