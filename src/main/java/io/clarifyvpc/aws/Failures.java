package io.clarifyvpc.aws;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed call means for the reader, in words without any of the answer's content. */
final class Failures {
  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "UnauthorizedOperation",
          "AuthorizationError",
          "AuthorizationErrorException",
          "NotAuthorized");
  private static final Set<String> CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "AuthFailure",
          "SignatureDoesNotMatch");
  private static final Set<String> MISSING =
      Set.of("ResourceNotFound", "ResourceNotFoundException", "NoSuchKey", "NoSuchBucket");

  private Failures() {}

  /** Why the call gave no answer, for an operator. */
  static String reason(SdkException failure) {
    return switch (failure) {
      case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ ->
          "no answer within the time that was left";
      case AbortedException _ -> "the call was interrupted";
      case AwsServiceException service when CREDENTIALS.contains(code(service)) ->
          "the credentials were refused (%s)".formatted(code(service));
      case AwsServiceException service when isDenied(service) ->
          "denied (%s): allow the action in the role".formatted(code(service));
      case AwsServiceException service when service.isThrottlingException() ->
          "throttled (%s) until the retries were used up".formatted(code(service));
      case AwsServiceException service ->
          "%s (HTTP %d)".formatted(code(service), service.statusCode());
      default -> "no answer (%s)".formatted(failure.getClass().getSimpleName());
    };
  }

  static boolean isDenied(SdkException failure) {
    return failure instanceof AwsServiceException service
        && (DENIED.contains(code(service)) || service.statusCode() == 403);
  }

  /**
   * Whether the thing asked for does not exist. SageMaker says so in several ways, also as a {@code
   * ValidationException}.
   */
  static boolean isMissing(SdkException failure) {
    return failure instanceof AwsServiceException service
        && (MISSING.contains(code(service))
            || (code(service).startsWith("ValidationException")
                && message(service).startsWith("Could not find")));
  }

  private static String code(AwsServiceException failure) {
    var details = failure.awsErrorDetails();
    return details == null || details.errorCode() == null ? "error" : details.errorCode();
  }

  private static String message(AwsServiceException failure) {
    var details = failure.awsErrorDetails();
    return details == null || details.errorMessage() == null ? "" : details.errorMessage();
  }
}
