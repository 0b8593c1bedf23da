package io.clarifyvpc.aws;

import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What calls fail with. Every message holds {@link #SECRET}, which must not be told on. */
public final class AwsFailures {
  public static final String SECRET = "tell-nobody";

  private AwsFailures() {}

  public static AwsServiceException of(int status, String code) {
    return of(status, code, "no: " + SECRET);
  }

  public static AwsServiceException of(int status, String code, String message) {
    return AwsServiceException.builder()
        .statusCode(status)
        .message(message)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }

  public static AwsServiceException denied() {
    return of(403, "AccessDenied");
  }

  public static AwsServiceException throttled() {
    return of(400, "ThrottlingException");
  }

  public static AwsServiceException internal() {
    return of(500, "InternalError");
  }

  public static ApiCallTimeoutException timeout() {
    return ApiCallTimeoutException.create(17);
  }

  public static AbortedException aborted() {
    return AbortedException.create(SECRET);
  }

  public static SdkClientException unreachable() {
    return SdkClientException.create(SECRET);
  }

  /** Every way in which a call can fail without an answer. */
  public static Set<Supplier<RuntimeException>> all() {
    return Set.of(
        AwsFailures::denied,
        AwsFailures::throttled,
        AwsFailures::internal,
        AwsFailures::timeout,
        AwsFailures::aborted,
        AwsFailures::unreachable);
  }
}
