package io.clarifyvpc.cli;

/**
 * A file that a user named and that cannot be used; the message names the file and what is wrong.
 * Exit code 65.
 */
final class UnreadableInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableInput(String message) {
    super(message);
  }
}
