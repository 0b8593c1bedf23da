package io.clarifyvpc.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clarifyvpc.snapshot.Fact;
import io.clarifyvpc.snapshot.Reading;

/**
 * Hears every answer that a source reads, in the form in which the AWS CLI prints it, and every
 * gap. It is called from several threads, and may hear an answer more than once.
 */
interface AnswerListener {
  /** Hears, and forgets. */
  AnswerListener NOBODY =
      new AnswerListener() {
        @Override
        public void answered(Fact fact, Reading<ObjectNode> answer) {}

        @Override
        public void analysisConfiguration(Reading<byte[]> content) {}
      };

  void answered(Fact fact, Reading<ObjectNode> answer);

  /** The object in S3 as it is, whatever it holds. */
  void analysisConfiguration(Reading<byte[]> content);
}
