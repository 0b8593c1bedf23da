package io.clarifyvpc.control;

/**
 * How bad a failure is, by the labels of the AWS Security Finding Format; ordered, the worst last.
 */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
