package io.ssmenv.aws.error;

import io.ssmenv.topology.ImmutableCopy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The error codes of EC2, IAM, SSM and STS, as data. The codes are from the reference pages of the
 * services. {@link AmbiguousCodes} come first. The ending of an unknown code decides, and then its
 * HTTP status.
 */
final class ErrorCodes {

  /** The codes for an unsupported action, parameter or filter. */
  static final Set<String> UNSUPPORTED =
      Set.of(
          "InvalidAction",
          "InvalidFilter",
          "InvalidFilterKey",
          "NotImplemented",
          "NotImplementedException",
          "UnknownOperation",
          "UnknownOperationException",
          "UnknownParameter",
          "UnsupportedOperation");

  private static final Map<String, ErrorCategory> BY_CODE = byCode();

  private static final Map<String, ErrorCategory> BY_ENDING =
      Map.of(
          "NotFound", ErrorCategory.NOT_FOUND,
          "AlreadyExists", ErrorCategory.ALREADY_EXISTS,
          ".Duplicate", ErrorCategory.ALREADY_EXISTS,
          ".InUse", ErrorCategory.CONFLICT,
          "LimitExceeded", ErrorCategory.QUOTA_EXCEEDED,
          "QuotaExceeded", ErrorCategory.QUOTA_EXCEEDED,
          "Capacity", ErrorCategory.NO_CAPACITY);

  private ErrorCodes() {}

  static ErrorCategory category(String action, String code, String message, int status) {
    return AmbiguousCodes.category(action, code, message)
        .or(() -> Optional.ofNullable(BY_CODE.get(code)))
        .or(() -> byEnding(code))
        .orElse(status >= 500 ? ErrorCategory.UNAVAILABLE : ErrorCategory.INVALID);
  }

  /** Every code that has a meaning of its own; the others have it by their ending or status. */
  static Set<String> all() {
    return Stream.of(BY_CODE.keySet().stream(), UNSUPPORTED.stream(), AmbiguousCodes.all().stream())
        .flatMap(codes -> codes)
        .collect(ImmutableCopy.toSet());
  }

  static Set<String> endings() {
    return BY_ENDING.keySet();
  }

  private static Optional<ErrorCategory> byEnding(String code) {
    return BY_ENDING.entrySet().stream()
        .filter(entry -> code.endsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Map<String, ErrorCategory> byCode() {
    Map<String, ErrorCategory> codes = new HashMap<>();
    put(
        codes,
        ErrorCategory.NOT_FOUND,
        "DoesNotExistException",
        "NoSuchEntity",
        "InvalidDocument",
        "InvalidInstanceId",
        "InvocationDoesNotExist");
    put(
        codes,
        ErrorCategory.CONFLICT,
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
        // The token of an earlier attempt with other parameters, which is not visible yet.
        "IdempotentParameterMismatch");
    put(
        codes,
        ErrorCategory.THROTTLED,
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
        ErrorCategory.DENIED,
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
        "OptInRequired",
        "PendingVerification",
        "RequestExpired",
        "SignatureDoesNotMatch",
        "UnauthorizedOperation",
        "UnrecognizedClientException");
    // For example termination protection: a person has set it and has to disable it.
    put(codes, ErrorCategory.PROTECTED, "OperationNotPermitted");
    put(
        codes,
        ErrorCategory.QUOTA_EXCEEDED,
        "LimitExceededException",
        "MaxSpotInstanceCountExceeded",
        "ServiceQuotaExceededException");
    put(
        codes,
        ErrorCategory.INVALID,
        "CannotDelete",
        "DuplicateSubnetsInSameZone",
        // The range in the spec is too small.
        "InsufficientFreeAddressesInSubnet",
        "InvalidServiceName",
        "InvalidSubnet.Range",
        "InvalidVpc.Range",
        "InvalidVpcRange",
        "MalformedPolicyDocument",
        // The image parameter of the spec.
        "ParameterNotFound",
        "Unsupported",
        "UnsupportedOperation",
        "ValidationError");
    put(
        codes,
        ErrorCategory.IMAGE_UNAVAILABLE,
        "InvalidAMIID.NotFound",
        "InvalidAMIID.Unavailable");
    put(codes, ErrorCategory.ZONE_UNSUPPORTED, "NotAvailableInZone");
    put(codes, ErrorCategory.STALE_CLIENT_TOKEN, "IdempotentInstanceTerminated");
    put(
        codes,
        ErrorCategory.UNAVAILABLE,
        "InternalError",
        "InternalFailure",
        "InternalServerError",
        "RequestTimeout",
        "RequestTimeoutException",
        "ServiceFailure",
        "ServiceUnavailable",
        "ServiceUnavailableException",
        "Unavailable");
    return ImmutableCopy.of(codes);
  }

  private static void put(
      Map<String, ErrorCategory> codes, ErrorCategory meaning, String... several) {
    Arrays.stream(several).forEach(code -> codes.put(code, meaning));
  }
}
