package io.clarifyvpc.world;

/** Whose finding it is, and of which control. */
public record FindingKey(boolean ofJob, String control) {
  @Override
  public String toString() {
    return (ofJob ? "job " : "model ") + control;
  }
}
