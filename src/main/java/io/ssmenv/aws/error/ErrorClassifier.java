package io.ssmenv.aws.error;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns what an SDK client throws into a {@link CloudError}. No other class does so. The meaning of
 * AWS's error codes is in {@link ErrorCodes}.
 */
public final class ErrorClassifier {

  private static final int HTTP_NOT_IMPLEMENTED = 501;

  /** What the HTTP client throws in a call that is under way while the operator stops. [M] */
  private static final String CLIENT_CLOSED = "Connection pool shut down";

  private ErrorClassifier() {}

  /**
   * Classifies a failure. Exceptions of the SDK and of I/O come from AWS or the network; anything
   * else is a fault of the operator.
   *
   * @param action the API action that was called
   * @param failure what the call threw
   */
  public static CloudError classify(String action, Throwable failure) {
    return switch (failure) {
      case CloudException known -> known.error();
      case AwsServiceException service -> classify(action, service);
      case SdkClientException client -> classify(action, client);
      case CompletionException wrapper when wrapper.getCause() != null ->
          classify(action, wrapper.getCause());
      case ExecutionException wrapper when wrapper.getCause() != null ->
          classify(action, wrapper.getCause());
      case SdkException other -> unavailable(action, other);
      case UncheckedIOException io -> unavailable(action, io);
      case IOException io -> unavailable(action, io);
      case CancellationException aborted ->
          unavailable(action, aborted); // A timeout cuts a call off.
      case IllegalStateException closed when CLIENT_CLOSED.equals(closed.getMessage()) ->
          unavailable(action, closed);
      default -> CloudError.Internal.of(action, failure);
    };
  }

  /** Classifies an error that is part of a response with status 200. */
  public static CloudError classify(String action, String code, String message) {
    return ErrorCodes.category(action, code, message, 400).error(action, code, message);
  }

  /** Returns whether the service says that a resource does not exist, or not yet. */
  public static boolean isNotFound(Throwable failure) {
    return failure instanceof AwsServiceException service
        && classify("", service) instanceof CloudError.NotFound;
  }

  /** Returns whether the service says that an id is malformed: no such resource can exist. */
  public static boolean isMalformed(Throwable failure) {
    return failure instanceof AwsServiceException service && code(service).endsWith("Malformed");
  }

  /** Returns whether the credentials do not allow the call. */
  public static boolean isDenied(AwsServiceException failure) {
    return classify("", failure) instanceof CloudError.Denied;
  }

  /**
   * Returns whether the service does not support an action, parameter or filter. AWS supports all
   * that the operator uses; other services with its API may not.
   */
  public static boolean isUnsupported(AwsServiceException failure) {
    return failure.statusCode() == HTTP_NOT_IMPLEMENTED
        || ErrorCodes.UNSUPPORTED.contains(code(failure));
  }

  /** Returns whether the service returned one of these error codes. */
  public static boolean isCode(Throwable failure, String... codes) {
    return failure instanceof AwsServiceException service
        && Arrays.asList(codes).contains(code(service));
  }

  private static CloudError classify(String action, AwsServiceException failure) {
    String code = code(failure);
    String message = message(failure);
    return ErrorCodes.category(action, code, message, failure.statusCode())
        .error(action, code, message);
  }

  private static CloudError classify(String action, SdkClientException failure) {
    String message = Objects.requireNonNullElse(failure.getMessage(), "");
    return message.contains("credentials") || message.contains("Credentials")
        ? MissingCredentials.error(action, message)
        : unavailable(action, failure);
  }

  private static CloudError unavailable(String action, Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new CloudError.Unavailable(
        action,
        cause.getClass().getSimpleName(),
        Objects.requireNonNullElse(failure.getMessage(), "no response"));
  }

  private static String code(AwsServiceException failure) {
    String code = failure.awsErrorDetails() == null ? null : failure.awsErrorDetails().errorCode();
    return code == null || code.isBlank() ? "Http" + failure.statusCode() : code;
  }

  /** Leaves out the encoded authorization message, a kilobyte that people cannot read. */
  private static String message(AwsServiceException failure) {
    String message =
        failure.awsErrorDetails() == null ? null : failure.awsErrorDetails().errorMessage();
    String text = message == null ? Objects.requireNonNullElse(failure.getMessage(), "") : message;
    int encoded = text.indexOf("Encoded authorization failure message");
    return encoded < 0 ? text : text.substring(0, encoded).trim();
  }
}
