package io.clarifyvpc.cli;

/** A command line that is not understood. Exit code 64. */
final class WrongUsage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongUsage(String message) {
    super(message);
  }
}
