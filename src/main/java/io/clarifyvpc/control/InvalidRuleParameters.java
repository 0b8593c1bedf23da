package io.clarifyvpc.control;

import java.util.List;

/** Rule parameters that are not understood. Nothing is evaluated under them. */
public final class InvalidRuleParameters extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidRuleParameters(List<String> problems) {
    super("invalid rule parameters: " + String.join("; ", problems));
  }
}
