package io.ssmenv.aws;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * What the error codes of EC2, IAM, SSM and STS mean to the engine: the only place that knows them.
 *
 * <p>The codes are those of the services' own reference pages. Where one code means several things,
 * the action or a part of the message decides; a code that is not in the catalogue is judged by how
 * it ends, and then by the HTTP status.
 */
public final class ErrorCatalogue {

  private static final Pattern INSTANCE_ID = Pattern.compile("\\bi-[0-9a-f]+\\b");

  /** A code that means something else here than elsewhere. Empty parts match everything. */
  private record Special(String action, String code, String messagePart, Meaning meaning) {
    boolean matches(String ofAction, String ofCode, String ofMessage) {
      return (action.isEmpty() || action.equals(ofAction))
          && (code.isEmpty() || code.equals(ofCode))
          && ofMessage.contains(messagePart);
    }
  }

  private static final List<Special> SPECIALS =
      List.of(
          // The address of a NAT gateway that is going, and for a while after it is gone.
          new Special("ReleaseAddress", "AuthFailure", "", Meaning.CONFLICT),
          new Special("DisassociateAddress", "AuthFailure", "", Meaning.CONFLICT),
          // A profile takes about ten seconds until EC2 knows it.
          new Special("", "InvalidParameterValue", "IAM Instance Profile", Meaning.CONFLICT),
          // A predecessor with private DNS is not gone yet.
          new Special("", "", "conflicting DNS domain", Meaning.CONFLICT),
          // The VPC's attributes were just set, and the endpoints' side does not know it yet.
          new Special("", "", "requires both enableDnsSupport", Meaning.CONFLICT),
          // ReplaceRoute where there is no such route.
          new Special("ReplaceRoute", "InvalidParameterValue", "", Meaning.NOT_FOUND),
          // The policy is wrong, not the role missing.
          new Special("AttachRolePolicy", "NoSuchEntity", "not attachable", Meaning.INVALID));

  private static final Map<String, Meaning> BY_CODE = byCode();

  private static final Map<String, Meaning> BY_ENDING =
      Map.of(
          "NotFound", Meaning.NOT_FOUND,
          "AlreadyExists", Meaning.ALREADY_EXISTS,
          ".Duplicate", Meaning.ALREADY_EXISTS,
          ".InUse", Meaning.CONFLICT,
          "LimitExceeded", Meaning.QUOTA_EXCEEDED,
          "QuotaExceeded", Meaning.QUOTA_EXCEEDED,
          "Capacity", Meaning.NO_CAPACITY);

  private ErrorCatalogue() {}

  private enum Meaning {
    NOT_FOUND,
    ALREADY_EXISTS,
    CONFLICT,
    THROTTLED,
    DENIED,
    QUOTA_EXCEEDED,
    NO_CAPACITY,
    INVALID,
    DEAD_TOKEN,
    UNAVAILABLE;

    CloudError error(String action, String code, String message) {
      return switch (this) {
        case NOT_FOUND -> new CloudError.NotFound(action, code, message);
        case ALREADY_EXISTS -> new CloudError.AlreadyExists(action, code, message);
        case CONFLICT -> new CloudError.Conflict(action, code, message);
        case THROTTLED -> new CloudError.Throttled(action, code, message);
        case DENIED -> new CloudError.Denied(action, code, message);
        case QUOTA_EXCEEDED -> new CloudError.QuotaExceeded(action, code, message);
        case NO_CAPACITY -> new CloudError.NoCapacity(action, code, message);
        case INVALID -> new CloudError.Invalid(action, code, message);
        case DEAD_TOKEN -> new CloudError.DeadToken(action, code, message, instanceIn(message));
        case UNAVAILABLE -> new CloudError.Unavailable(action, code, message);
      };
    }
  }

  private static Map<String, Meaning> byCode() {
    Map<String, Meaning> codes = new HashMap<>();
    put(codes, Meaning.NOT_FOUND, "NoSuchEntity", "InvalidInstanceId", "InvocationDoesNotExist");
    put(
        codes,
        Meaning.CONFLICT,
        "ConcurrentModification",
        "ConcurrentModificationException",
        "DeleteConflict",
        "DependencyViolation",
        "EntityTemporarilyUnmodifiable",
        "Gateway.NotAttached",
        "IncorrectInstanceState",
        "IncorrectState",
        "IncorrectStateException",
        "InvalidState",
        "InvalidSubnet.Conflict",
        "OperationInProgress",
        "Resource.AlreadyAssociated",
        "ResourceInUse",
        "TargetNotConnected",
        // The same token with other parameters: an earlier attempt that is not visible yet.
        "IdempotentParameterMismatch");
    put(
        codes,
        Meaning.THROTTLED,
        "BandwidthLimitExceeded",
        "EC2ThrottledException",
        "PriorRequestNotComplete",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequests",
        "TooManyRequestsException");
    put(
        codes,
        Meaning.DENIED,
        "AccessDenied",
        "AccessDeniedException",
        "AuthFailure",
        "Blocked",
        "ExpiredToken",
        "ExpiredTokenException",
        "IncompleteSignature",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException",
        "NotAuthorized",
        // Termination protection, for example: a person has set it, and a person takes it off.
        "OperationNotPermitted",
        "OptInRequired",
        "PendingVerification",
        "RequestExpired",
        "SignatureDoesNotMatch",
        "UnauthorizedOperation",
        "UnrecognizedClientException");
    put(
        codes,
        Meaning.QUOTA_EXCEEDED,
        "LimitExceededException",
        "MaxSpotInstanceCountExceeded",
        "ServiceQuotaExceededException");
    put(
        codes,
        Meaning.INVALID,
        "CannotDelete",
        "DuplicateSubnetsInSameZone",
        // The range in the spec is too small; nothing in it becomes free by itself.
        "InsufficientFreeAddressesInSubnet",
        "InvalidAMIID.NotFound",
        "InvalidAMIID.Unavailable",
        "InvalidServiceName",
        "InvalidSubnet.Range",
        "InvalidVpcRange",
        "MalformedPolicyDocument",
        // The image's parameter in the spec.
        "ParameterNotFound",
        "Unsupported",
        "UnsupportedOperation",
        "ValidationError");
    put(codes, Meaning.DEAD_TOKEN, "IdempotentInstanceTerminated");
    put(
        codes,
        Meaning.UNAVAILABLE,
        "InternalError",
        "InternalFailure",
        "InternalServerError",
        "RequestTimeout",
        "RequestTimeoutException",
        "ServiceFailure",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "Unavailable");
    return Map.copyOf(codes);
  }

  private static void put(Map<String, Meaning> codes, Meaning meaning, String... several) {
    Arrays.stream(several).forEach(code -> codes.put(code, meaning));
  }

  /**
   * What went wrong, as the engine sees it.
   *
   * @param action the API action that was called
   * @param failure whatever the call threw
   */
  public static CloudError of(String action, Throwable failure) {
    return switch (failure) {
      case CloudException known -> known.error();
      case AwsServiceException service -> of(action, service);
      case SdkClientException client -> of(action, client);
      case CompletionException wrapper when wrapper.getCause() != null ->
          of(action, wrapper.getCause());
      case ExecutionException wrapper when wrapper.getCause() != null ->
          of(action, wrapper.getCause());
      case UncheckedIOException io -> unavailable(action, io);
      case IOException io -> unavailable(action, io);
      default -> unavailable(action, failure);
    };
  }

  /** The meaning of an error that came as part of an answer with status 200. */
  public static CloudError of(String action, String code, String message) {
    return meaning(action, code, message, 400).error(action, code, message);
  }

  /** Whether the service says that a thing does not exist (for all it knows at present). */
  public static boolean isNotFound(Throwable failure) {
    return failure instanceof AwsServiceException service
        && of("", service) instanceof CloudError.NotFound;
  }

  /** Whether an id can't be one of this service: there is no such thing, and never will be. */
  public static boolean isMalformed(Throwable failure) {
    return failure instanceof AwsServiceException service && code(service).endsWith("Malformed");
  }

  /** Whether the service answered with one of these codes. */
  public static boolean isCode(Throwable failure, String... codes) {
    return failure instanceof AwsServiceException service
        && Arrays.asList(codes).contains(code(service));
  }

  private static CloudError of(String action, AwsServiceException failure) {
    String code = code(failure);
    String message = message(failure);
    return meaning(action, code, message, failure.statusCode()).error(action, code, message);
  }

  private static CloudError of(String action, SdkClientException failure) {
    String message = Objects.requireNonNullElse(failure.getMessage(), "");
    return message.contains("credentials") || message.contains("Credentials")
        ? new CloudError.Denied(
            action,
            "NoCredentials",
            "No usable AWS credentials were found. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                + " AWS_SECRET_ACCESS_KEY, or run where a role is provided. "
                + firstSentence(message))
        : unavailable(action, failure);
  }

  private static CloudError unavailable(String action, Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return new CloudError.Unavailable(
        action,
        cause.getClass().getSimpleName(),
        Objects.requireNonNullElse(failure.getMessage(), "no answer"));
  }

  private static Meaning meaning(String action, String code, String message, int status) {
    return SPECIALS.stream()
        .filter(special -> special.matches(action, code, message))
        .map(Special::meaning)
        .findFirst()
        .or(() -> Optional.ofNullable(BY_CODE.get(code)))
        .or(() -> byEnding(code))
        .orElse(status >= 500 ? Meaning.UNAVAILABLE : Meaning.INVALID);
  }

  private static Optional<Meaning> byEnding(String code) {
    return BY_ENDING.entrySet().stream()
        .filter(entry -> code.endsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String code(AwsServiceException failure) {
    String code = failure.awsErrorDetails() == null ? null : failure.awsErrorDetails().errorCode();
    return code == null || code.isBlank() ? "HTTP " + failure.statusCode() : code;
  }

  /** Without the encoded authorization message, a kilobyte that nobody can read. */
  private static String message(AwsServiceException failure) {
    String message =
        failure.awsErrorDetails() == null ? null : failure.awsErrorDetails().errorMessage();
    String text = message == null ? Objects.requireNonNullElse(failure.getMessage(), "") : message;
    int encoded = text.indexOf("Encoded authorization failure message");
    return encoded < 0 ? text : text.substring(0, encoded).trim();
  }

  private static String firstSentence(String message) {
    int end = message.indexOf(" : [");
    return end < 0 ? message : message.substring(0, end) + ".";
  }

  private static String instanceIn(String message) {
    Matcher matcher = INSTANCE_ID.matcher(message);
    return matcher.find() ? matcher.group() : "";
  }
}
