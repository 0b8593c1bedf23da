package io.clarifyvpc.cli;

/** No credentials, or no answer: nothing of the live account can be read. Exit code 69. */
final class AwsNotReachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AwsNotReachable(String message) {
    super(message);
  }
}
