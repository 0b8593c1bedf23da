package io.clarifyvpc.cli;

import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The account of the usual credentials, asked of AWS itself: without that answer no other would
 * come. What keeps it away is told in one line, with what to do next.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">GetCallerIdentity</a>
 */
final class CallerAccount {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** The SDK ends some messages with all that the file holds. */
  private static final String LISTING = "(?s): ProfileFile\\(.*";

  private static final String NO_CREDENTIALS =
      "there are no AWS credentials: set AWS_PROFILE, or run `aws configure` or `aws sso login`";

  /** What helps in any case. */
  static final String OFFLINE = ", or give --network DIR";

  private CallerAccount() {}

  /** Remembers where the last request went: an exception does not say. */
  private static final class Sent implements ExecutionInterceptor {
    private volatile Optional<URI> to = Optional.empty();

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes attributes) {
      to = Optional.of(context.httpRequest().getUri());
    }
  }

  /**
   * Its id.
   *
   * @throws AwsNotReachable if there are no credentials, or AWS does not take them or does not
   *     answer
   */
  static String id(Region region) {
    var sent = new Sent();
    try (var sts =
        StsClient.builder()
            .region(region)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(
                options -> options.apiCallTimeout(PATIENCE).addExecutionInterceptor(sent))
            .build()) {
      return sts.getCallerIdentity().account();
    } catch (RuntimeException failure) {
      // The SDK throws all sorts before a request is sent: for settings that cannot be read too.
      throw new AwsNotReachable(reason(failure, sent.to) + OFFLINE);
    }
  }

  /**
   * Why there is no answer, and what to do.
   *
   * @param sentTo where the request went, if it came to one
   */
  static String reason(RuntimeException failure, Optional<URI> sentTo) {
    if (failure instanceof AwsServiceException error) {
      return answered(error, sentTo.map(URI::getHost).orElse("AWS STS"));
    }
    if (sentTo.isPresent()) {
      return notConnected(failure, sentTo.get().getHost());
    }
    if (words(failure).startsWith("Unable to load credentials")) {
      return unknownProfile().or(CallerAccount::profileWithoutCredentials).orElse(NO_CREDENTIALS);
    }
    return "the AWS settings cannot be used (%s): check AWS_ENDPOINT_URL and the files of ~/.aws"
        .formatted(words(failure));
  }

  private static String answered(AwsServiceException error, String host) {
    var details = error.awsErrorDetails();
    var code = details == null ? "error" : details.errorCode();
    return error.statusCode() >= 500
        ? "%s answers with an error (%s, HTTP %d): try again"
            .formatted(host, code, error.statusCode())
        : "%s refuses the credentials (%s, HTTP %d): renew them, for example with `aws sso login`"
            .formatted(host, code, error.statusCode());
  }

  private static String notConnected(RuntimeException failure, String host) {
    var cause = root(failure);
    var what =
        switch (cause) {
          case UnknownHostException _ -> "the host %s is not known".formatted(host);
          case ApiCallTimeoutException _ ->
              "%s gives no answer within %d seconds".formatted(host, PATIENCE.toSeconds());
          default -> "%s cannot be reached (%s)".formatted(host, words(cause));
        };
    return what + ": check the network, the region and AWS_ENDPOINT_URL";
  }

  /** A profile that is asked for by name and that no file has. */
  static Optional<String> unknownProfile() {
    var name = ProfileFileSystemSetting.AWS_PROFILE.getStringValue().orElse("default");
    if (name.equals("default") || ProfileFile.defaultProfileFile().profile(name).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        "the profile %s of AWS_PROFILE is neither in %s nor in %s: `aws configure list-profiles` shows what there is"
            .formatted(
                name,
                ProfileFileLocation.configurationFilePath(),
                ProfileFileLocation.credentialsFilePath()));
  }

  /** What is wrong with the profile's credentials; the whole chain's story would fill a screen. */
  private static Optional<String> profileWithoutCredentials() {
    var name = ProfileFileSystemSetting.AWS_PROFILE.getStringValue().orElse("default");
    if (ProfileFile.defaultProfileFile().profile(name).isEmpty()) {
      return Optional.empty();
    }
    try (var provider = ProfileCredentialsProvider.create(name)) {
      provider.resolveCredentials();
      return Optional.empty();
    } catch (RuntimeException failure) {
      return Optional.of(
          "no credentials come of the profile %s (%s): run `aws sso login` or `aws configure`"
              .formatted(name, words(failure).replaceFirst(LISTING, "")));
    }
  }

  private static Throwable root(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String words(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
