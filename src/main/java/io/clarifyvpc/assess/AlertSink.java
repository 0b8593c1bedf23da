package io.clarifyvpc.assess;

/** Where alerts go. Publishing the same alert twice tells the same twice, under the same id. */
public interface AlertSink {
  /**
   * Publishes one alert.
   *
   * @throws RuntimeException if it may not have been published: the caller comes again
   */
  void publish(Alert alert);
}
