package io.clarifyvpc.assess;

/** Where findings go: AWS Config, SNS, a terminal, a file. */
public interface FindingSink {
  void accept(Judgement judgement);
}
