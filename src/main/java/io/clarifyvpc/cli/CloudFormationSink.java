package io.clarifyvpc.cli;

import io.clarifyvpc.assess.CloudFormationTemplate;
import io.clarifyvpc.assess.FindingSink;
import io.clarifyvpc.assess.Judgement;
import io.clarifyvpc.json.CloudFormationDocument;

/**
 * What mends a judgement's findings, for CloudFormation: one template on standard output, and what
 * has to be done beside it on standard error. The template is valid also where it changes nothing.
 */
final class CloudFormationSink implements FindingSink {
  private final Surroundings surroundings;

  CloudFormationSink(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void accept(Judgement judgement) {
    judgement
        .nothingBecause()
        .ifPresent(reason -> Complaint.say(surroundings, "nothing to judge: " + reason));
    var template = CloudFormationTemplate.of(judgement.assessments());
    if (template.resources().isEmpty()) {
      Complaint.say(surroundings, "the template changes nothing");
    }
    template
        .outside()
        .forEach(outside ->
            Complaint.say(
                surroundings,
                "not in the template, %s of the %s (%s): %s"
                    .formatted(
                        outside.control(),
                        outside.workload(),
                        outside.because(),
                        outside.remediation().text())));
    surroundings.out().print(CloudFormationDocument.encode(template));
    surroundings.out().flush();
  }
}
