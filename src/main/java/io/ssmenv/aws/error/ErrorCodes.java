package io.ssmenv.aws.error;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The error codes of EC2, IAM, SSM and STS, as data. The codes are those of the services' own
 * reference pages. Where one code means several things, the action or a part of the message
 * decides; a code that is not here is judged by how it ends, and then by the HTTP status.
 */
final class ErrorCodes {

  /** A code that means something else here than elsewhere. Empty parts match everything. */
  private record Special(String action, String code, String messagePart, ErrorCategory category) {
    boolean matches(String ofAction, String ofCode, String ofMessage) {
      return (action.isEmpty() || action.equals(ofAction))
          && (code.isEmpty() || code.equals(ofCode))
          && ofMessage.contains(messagePart);
    }
  }

  /** How services say that they do not know an action, a parameter or a filter. */
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

  private static final List<Special> SPECIALS =
      List.of(
          // The address of a NAT gateway that is going, and for a while after it is gone.
          new Special("ReleaseAddress", "AuthFailure", "", ErrorCategory.CONFLICT),
          new Special("DisassociateAddress", "AuthFailure", "", ErrorCategory.CONFLICT),
          // A profile takes about ten seconds until EC2 knows it.
          new Special("", "InvalidParameterValue", "IAM Instance Profile", ErrorCategory.CONFLICT),
          new Special(
              "RunInstances",
              "InvalidParameterValue",
              "iamInstanceProfile",
              ErrorCategory.CONFLICT),
          // A predecessor with private DNS is not gone yet.
          new Special("", "", "conflicting DNS domain", ErrorCategory.CONFLICT),
          // The VPC's attributes were just set, and the endpoints' side does not know it yet.
          new Special("", "", "requires both enableDnsSupport", ErrorCategory.CONFLICT),
          // ReplaceRoute where there is no such route.
          new Special("ReplaceRoute", "InvalidParameterValue", "", ErrorCategory.NOT_FOUND),
          // The policy is wrong, not the role missing.
          new Special("AttachRolePolicy", "NoSuchEntity", "not attachable", ErrorCategory.INVALID));

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
    return SPECIALS.stream()
        .filter(special -> special.matches(action, code, message))
        .map(Special::category)
        .findFirst()
        .or(() -> Optional.ofNullable(BY_CODE.get(code)))
        .or(() -> byEnding(code))
        .orElse(status >= 500 ? ErrorCategory.UNAVAILABLE : ErrorCategory.INVALID);
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
        "NoSuchEntity",
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
        // The same token with other parameters: an earlier attempt that is not visible yet.
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
    // Termination protection, for example: a person has set it, and a person takes it off.
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
        // The range in the spec is too small; nothing in it becomes free by itself.
        "InsufficientFreeAddressesInSubnet",
        "InvalidAMIID.NotFound",
        "InvalidAMIID.Unavailable",
        "InvalidServiceName",
        "InvalidSubnet.Range",
        "InvalidVpc.Range",
        "InvalidVpcRange",
        "MalformedPolicyDocument",
        // The image's parameter in the spec.
        "ParameterNotFound",
        "Unsupported",
        "UnsupportedOperation",
        "ValidationError");
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
    return Map.copyOf(codes);
  }

  private static void put(
      Map<String, ErrorCategory> codes, ErrorCategory meaning, String... several) {
    Arrays.stream(several).forEach(code -> codes.put(code, meaning));
  }
}
