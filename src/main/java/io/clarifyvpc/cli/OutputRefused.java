package io.clarifyvpc.cli;

/** A place that a user named and that nothing is written to. Exit code 73. */
final class OutputRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputRefused(String message) {
    super(message);
  }
}
