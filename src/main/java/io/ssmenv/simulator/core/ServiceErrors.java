package io.ssmenv.simulator.core;

/** The errors that any action can return, as each service words them [C]. */
public final class ServiceErrors {
  private ServiceErrors() {}

  /** The caller exceeded the request rate. */
  public static AwsError throttled(String service) {
    return switch (service) {
      case "ec2" -> ErrorWords.error("request-limit-exceeded");
      case "ssm", "logs", "kms" -> ErrorWords.error("throttling-exception");
      case "s3" -> ErrorWords.error("slow-down-s3");
      default -> ErrorWords.error("throttling");
    };
  }

  /** An internal error of AWS, a 5xx. */
  public static AwsError failed(String service) {
    return switch (service) {
      case "ec2" -> ErrorWords.error("internal-error");
      case "ssm" -> ErrorWords.error("internal-server-error");
      case "logs" -> ErrorWords.error("service-unavailable-logs");
      case "kms" -> ErrorWords.error("kms-internal-exception");
      case "s3" -> ErrorWords.error("internal-error-s3");
      default -> ErrorWords.error("service-failure");
    };
  }
}
