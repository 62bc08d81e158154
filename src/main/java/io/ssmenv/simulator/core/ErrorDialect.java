package io.ssmenv.simulator.core;

/** The wording of the errors that a protocol's services return before they execute an action. */
public enum ErrorDialect {
  /** Amazon EC2. */
  EC2("MissingParameter", "InvalidParameterValue", "UnknownParameter"),
  /** IAM and STS. */
  QUERY("ValidationError", "ValidationError", "ValidationError"),
  /** Systems Manager. */
  JSON("ValidationException", "ValidationException", "ValidationException");

  private final String missing;
  private final String malformed;
  private final String unknown;

  ErrorDialect(String missing, String malformed, String unknown) {
    this.missing = missing;
    this.malformed = malformed;
    this.unknown = unknown;
  }

  /** The credentials are unknown or do not belong together. */
  public AwsError invalidCredentials() {
    String unknown = "The security token included in the request is invalid.";
    return switch (this) {
      case EC2 -> ErrorWords.error("auth-failure");
      case QUERY -> new AwsError("InvalidClientTokenId", unknown, 403);
      case JSON -> new AwsError("UnrecognizedClientException", unknown);
    };
  }

  /**
   * The signature names a region that does not exist [D: IAM User Guide, "Troubleshoot Signature
   * Version 4 signing": credential scope].
   */
  public AwsError unknownRegion(String region) {
    String message = "Credential should be scoped to a valid region, not '%s'.".formatted(region);
    return switch (this) {
      case EC2 -> new AwsError("AuthFailure", message, 401);
      case QUERY -> new AwsError("SignatureDoesNotMatch", message, 403);
      case JSON -> new AwsError("InvalidSignatureException", message);
    };
  }

  /** The temporary credentials have expired. */
  public AwsError expiredCredentials() {
    String expired = "The security token included in the request is expired";
    return switch (this) {
      case EC2 -> ErrorWords.error("request-expired");
      case QUERY -> new AwsError("ExpiredToken", expired, 403);
      case JSON -> new AwsError("ExpiredTokenException", expired);
    };
  }

  /** A required parameter is missing. */
  public AwsError missing(String parameter) {
    return new AwsError(missing, "The request must contain the parameter " + parameter);
  }

  /** A parameter's value has the wrong format. */
  public AwsError malformed(String parameter, String value, String expected) {
    return new AwsError(
        malformed,
        "Value (%s) for parameter %s is invalid. Expecting %s."
            .formatted(value, parameter, expected));
  }

  /** AWS or this simulator does not know the parameter. It is rejected rather than ignored. */
  public AwsError unknown(String action, String parameter) {
    return new AwsError(
        unknown, "The parameter %s is not recognized by %s".formatted(parameter, action));
  }
}
