package io.clarifyvpc.aws;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53profiles.Route53ProfilesClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Makes clients that share one HTTP client and retry in the SDK's standard mode. Region and
 * credentials are those of the usual AWS settings, unless a region is given.
 */
public final class ClientFactory {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration READ = Duration.ofSeconds(5);

  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ).build();
  private final Optional<Region> region;
  private final Optional<AwsCredentialsProvider> credentials;

  /** Clients of the usual AWS settings. */
  public ClientFactory() {
    this(Optional.empty(), Optional.empty());
  }

  /** Clients of one region and of credentials, where they are given. */
  public ClientFactory(Optional<Region> region, Optional<AwsCredentialsProvider> credentials) {
    this.region = region;
    this.credentials = credentials;
  }

  /** The clients that the snapshot source reads with. */
  public ReadingClients reading() {
    return new ReadingClients(
        build(Ec2Client.builder()),
        build(SageMakerClient.builder()),
        // A bucket may lie in another region than the job.
        build(S3Client.builder().crossRegionAccessEnabled(true)),
        build(Route53Client.builder()),
        build(Route53ProfilesClient.builder()));
  }

  public ConfigClient config() {
    return build(ConfigClient.builder());
  }

  public SnsClient sns() {
    return build(SnsClient.builder());
  }

  public SqsClient sqs() {
    return build(SqsClient.builder());
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder) {
    region.ifPresent(builder::region);
    credentials.ifPresent(builder::credentialsProvider);
    return builder
        .httpClient(http)
        .overrideConfiguration(options -> options.retryStrategy(RetryMode.STANDARD))
        .build();
  }
}
