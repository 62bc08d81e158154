package io.ssmenv.simulator.core;

/** The wording of the errors that a protocol's services return before they execute an action. */
public enum ErrorDialect {
  /** Amazon EC2. */
  EC2(""),
  /** IAM and STS. */
  QUERY("-query"),
  /** Systems Manager, KMS and CloudWatch Logs. */
  JSON("-json"),
  /** S3. */
  S3("-s3");

  /** Ends the names of its errors in the table. */
  private final String suffix;

  ErrorDialect(String suffix) {
    this.suffix = suffix;
  }

  /** The credentials are unknown or do not belong together. */
  public AwsError invalidCredentials() {
    return switch (this) {
      case EC2 -> ErrorWords.error("auth-failure");
      case QUERY -> ErrorWords.error("invalid-client-token-id");
      case JSON -> ErrorWords.error("unrecognized-client-exception");
      case S3 -> ErrorWords.error("invalid-access-key-id-s3");
    };
  }

  /** The signature names a region that does not exist. */
  public AwsError unknownRegion(SeededRandom random, String region) {
    return ErrorWords.oneOf(random, "region-unknown" + suffix, region);
  }

  /** The temporary credentials have expired. */
  public AwsError expiredCredentials() {
    return switch (this) {
      case EC2 -> ErrorWords.error("request-expired");
      case QUERY -> ErrorWords.error("expired-token");
      case JSON -> ErrorWords.error("expired-token-json");
      case S3 -> ErrorWords.error("expired-token-s3");
    };
  }

  /** A required parameter is missing. */
  public AwsError missing(String parameter) {
    return error("missing-parameter", parameter);
  }

  /** A parameter's value has the wrong format. */
  public AwsError malformed(String parameter, String value, String expected) {
    return error("malformed-parameter", value, parameter, expected);
  }

  /** AWS or this simulator does not know the parameter. It is rejected rather than ignored. */
  public AwsError unknown(String parameter) {
    return error("unknown-parameter", parameter);
  }

  private AwsError error(String name, Object... values) {
    return ErrorWords.error(name + suffix, values);
  }
}
