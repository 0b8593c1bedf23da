package io.clarifyvpc.control;

/** What a failing control leads to. */
public enum Impact {
  /** Data or containers are less private than the AWS document demands. */
  EXPOSURE,
  /** The job or its shadow endpoint will not work. */
  FAILURE
}
