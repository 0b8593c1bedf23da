package io.clarifyvpc.network;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An AWS service that a Clarify job has to reach, and the names it goes by. Names are compared
 * whole: services such as {@code sagemaker.featurestore-runtime}, {@code s3tables} or a {@code
 * -fips} variant are other services.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html">AWS
 *     services that integrate with AWS PrivateLink</a>
 */
public enum Service {
  S3("Amazon S3", "s3", "s3"),
  SAGEMAKER_API("the SageMaker API", "sagemaker.api", "api.sagemaker"),
  SAGEMAKER_RUNTIME("SageMaker Runtime", "sagemaker.runtime", "runtime.sagemaker");

  private static final String PLAIN = "com.amazonaws";

  private final String words;
  private final String name;
  private final String host;

  Service(String words, String name, String host) {
    this.words = words;
    this.name = name;
    this.host = host;
  }

  /** The service in plain words. */
  public String words() {
    return words;
  }

  /**
   * The names under which a region offers an interface endpoint of this service; the first is the
   * usual one.
   */
  public List<String> interfaceServiceNames(String region) {
    var names = Stream.of(prefix(region) + "." + region + "." + name);
    return this == S3
        ? Stream.concat(names, gatewayServiceNames(region).stream()).distinct().toList()
        : names.toList();
  }

  /**
   * The names under which a region offers a gateway endpoint; the first is the usual one. Only S3
   * has one here.
   */
  public List<String> gatewayServiceNames(String region) {
    if (this != S3) {
      return List.of();
    }
    var plain = PLAIN + "." + region + "." + name;
    return region.startsWith("cn-")
        ? List.of(plain)
        : Stream.of(plain, prefix(region) + "." + region + "." + name).distinct().toList();
  }

  /** The host name that the Clarify container asks for. */
  public String hostName(String region) {
    return host + "." + region + "." + domain(region);
  }

  /**
   * Whether a private hosted zone, of this host name or of a parent domain of it, can answer for
   * the service.
   */
  public boolean isAnsweredBy(String hostedZone, String region) {
    var zone = hostedZone.toLowerCase(Locale.ROOT);
    var domain = zone.endsWith(".") ? zone.substring(0, zone.length() - 1) : zone;
    var asked = hostName(region);
    return !domain.isEmpty() && (asked.equals(domain) || asked.endsWith("." + domain));
  }

  private static String prefix(String region) {
    if (region.startsWith("cn-")) {
      return "cn." + PLAIN;
    }
    if (region.startsWith("us-isob-")) {
      return "gov.sgov.sc2s";
    }
    return region.startsWith("us-iso-") ? "gov.ic.c2s" : PLAIN;
  }

  private static String domain(String region) {
    if (region.startsWith("cn-")) {
      return "amazonaws.com.cn";
    }
    if (region.startsWith("us-isob-")) {
      return "sc2s.sgov.gov";
    }
    if (region.startsWith("us-iso-")) {
      return "c2s.ic.gov";
    }
    return region.startsWith("eusc-") ? "amazonaws.eu" : "amazonaws.com";
  }
}
