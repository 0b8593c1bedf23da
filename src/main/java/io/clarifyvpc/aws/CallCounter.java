package io.clarifyvpc.aws;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/**
 * Counts the calls that the SDK makes, every attempt of each: that AWS throttles shows nowhere else
 * as long as the retries succeed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/metrics-list.html">Service
 *     client metrics</a>
 */
public final class CallCounter implements MetricPublisher {
  private static final String ATTEMPT = "ApiCallAttempt";
  private static final String THROTTLING = "Throttling";

  /**
   * Attempts of calls to one service.
   *
   * @param made all of them
   * @param throttled those that AWS refused because there were too many
   */
  public record Attempts(long made, long throttled) {
    private Attempts plus(Attempts others) {
      return new Attempts(made + others.made, throttled + others.throttled);
    }
  }

  private final Map<String, Attempts> counted = new TreeMap<>();

  @Override
  public void publish(MetricCollection call) {
    var attempts = call.childrenWithName(ATTEMPT).toList();
    var throttled = attempts.stream().filter(CallCounter::isThrottled).count();
    call.metricValues(CoreMetric.SERVICE_ID)
        .forEach(service -> count(service, new Attempts(attempts.size(), throttled)));
  }

  private static boolean isThrottled(MetricCollection attempt) {
    return attempt.metricValues(CoreMetric.ERROR_TYPE).contains(THROTTLING);
  }

  private synchronized void count(String service, Attempts attempts) {
    counted.merge(service, attempts, Attempts::plus);
  }

  /** What was counted since this was last asked, by the service's id in the SDK. */
  public synchronized Map<String, Attempts> take() {
    var taken = Map.copyOf(counted);
    counted.clear();
    return taken;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
