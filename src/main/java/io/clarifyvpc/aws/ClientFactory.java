package io.clarifyvpc.aws;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53profiles.Route53ProfilesClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Makes clients that share one HTTP client. Region and credentials are those of the usual AWS
 * settings, unless they are given. Who reads, reads much, and retries in the SDK's adaptive mode:
 * once AWS throttles, calls are paced to what it lets through, else a few hundred workloads would
 * use up the retries. Who sends, sends little, and retries in the standard mode.
 */
public final class ClientFactory {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration READ = Duration.ofSeconds(5);

  /** More than the usual three: what bounds a read is the time that is left. */
  private static final int READ_ATTEMPTS = 6;

  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ).build();
  private final Optional<Region> region;
  private final Optional<AwsCredentialsProvider> credentials;
  private final Optional<MetricPublisher> calls;

  /**
   * Clients of the usual AWS settings.
   *
   * @param calls hears of each call when it has ended
   */
  public ClientFactory(MetricPublisher calls) {
    this(Optional.empty(), Optional.empty(), Optional.of(calls));
  }

  /** Clients of one region and of credentials, where they are given. */
  public ClientFactory(Optional<Region> region, Optional<AwsCredentialsProvider> credentials) {
    this(region, credentials, Optional.empty());
  }

  private ClientFactory(
      Optional<Region> region,
      Optional<AwsCredentialsProvider> credentials,
      Optional<MetricPublisher> calls) {
    this.region = region;
    this.credentials = credentials;
    this.calls = calls;
  }

  /** The clients that the snapshot source reads with. */
  public ReadingClients reading() {
    return new ReadingClients(
        reading(Ec2Client.builder()),
        reading(SageMakerClient.builder()),
        // A bucket may lie in another region than the job.
        reading(S3Client.builder().crossRegionAccessEnabled(true)),
        reading(Route53Client.builder()),
        reading(Route53ProfilesClient.builder()));
  }

  public ConfigClient config() {
    return sending(ConfigClient.builder());
  }

  public SnsClient sns() {
    return sending(SnsClient.builder());
  }

  public SqsClient sqs() {
    return sending(SqsClient.builder());
  }

  public DynamoDbClient dynamoDb() {
    return sending(DynamoDbClient.builder());
  }

  /** Each client paces itself: services are throttled apart. */
  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C reading(B builder) {
    return build(
        builder,
        AwsRetryStrategy.adaptiveRetryStrategy().toBuilder().maxAttempts(READ_ATTEMPTS).build());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C sending(B builder) {
    return build(builder, AwsRetryStrategy.standardRetryStrategy());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, RetryStrategy retryStrategy) {
    region.ifPresent(builder::region);
    credentials.ifPresent(builder::credentialsProvider);
    return builder
        .httpClient(http)
        .overrideConfiguration(options -> {
          options.retryStrategy(retryStrategy);
          calls.ifPresent(options::addMetricPublisher);
        })
        .build();
  }
}
