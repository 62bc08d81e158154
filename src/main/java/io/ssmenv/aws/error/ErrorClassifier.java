package io.ssmenv.aws.error;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What went wrong in a call to AWS, as the engine sees it: the only place that turns what a client
 * throws into a {@link CloudError}. What the codes mean is in {@link ErrorCodes}.
 */
public final class ErrorClassifier {

  private static final int HTTP_NOT_IMPLEMENTED = 501;

  /** What the HTTP client throws in a call that is under way while the operator stops. [M] */
  private static final String CLIENT_CLOSED = "Connection pool shut down";

  private ErrorClassifier() {}

  /**
   * Returns what went wrong, as the engine sees it. Exceptions of the SDK and of I/O are AWS's
   * answer or the lack of it; anything else is a fault of the operator.
   *
   * @param action the API action that was called
   * @param failure whatever the call threw
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
      case IllegalStateException closed when CLIENT_CLOSED.equals(closed.getMessage()) ->
          unavailable(action, closed);
      default -> CloudError.InternalError.of(action, failure);
    };
  }

  /** The meaning of an error that came as part of an answer with status 200. */
  public static CloudError classify(String action, String code, String message) {
    return ErrorCodes.category(action, code, message, 400).error(action, code, message);
  }

  /** Whether the service says that a thing does not exist (for all it knows at present). */
  public static boolean isNotFound(Throwable failure) {
    return failure instanceof AwsServiceException service
        && classify("", service) instanceof CloudError.NotFound;
  }

  /** Whether an id can't be one of this service: there is no such thing, and never will be. */
  public static boolean isMalformed(Throwable failure) {
    return failure instanceof AwsServiceException service && code(service).endsWith("Malformed");
  }

  /** Whether the credentials do not allow it. */
  public static boolean isDenied(AwsServiceException failure) {
    return classify("", failure) instanceof CloudError.Denied;
  }

  /**
   * Whether the service does not know such an action, parameter or filter at all. AWS itself says
   * so only of mistakes; a service that imitates it says so of what it leaves out.
   */
  public static boolean isUnsupported(AwsServiceException failure) {
    return failure.statusCode() == HTTP_NOT_IMPLEMENTED
        || ErrorCodes.UNSUPPORTED.contains(code(failure));
  }

  /** Whether the service answered with one of these codes. */
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
        Objects.requireNonNullElse(failure.getMessage(), "no answer"));
  }

  private static String code(AwsServiceException failure) {
    String code = failure.awsErrorDetails() == null ? null : failure.awsErrorDetails().errorCode();
    return code == null || code.isBlank() ? "Http" + failure.statusCode() : code;
  }

  /** Without the encoded authorization message, a kilobyte that nobody can read. */
  private static String message(AwsServiceException failure) {
    String message =
        failure.awsErrorDetails() == null ? null : failure.awsErrorDetails().errorMessage();
    String text = message == null ? Objects.requireNonNullElse(failure.getMessage(), "") : message;
    int encoded = text.indexOf("Encoded authorization failure message");
    return encoded < 0 ? text : text.substring(0, encoded).trim();
  }
}
