package io.ssmenv.simulator.core;

/** The errors that any action can return, as each service words them [C]. */
public final class ServiceErrors {
  private ServiceErrors() {}

  /** The caller exceeded the request rate. */
  public static AwsError throttled(String service) {
    return switch (service) {
      case "ec2" -> ErrorWords.error("request-limit-exceeded");
      case "ssm" -> ErrorWords.error("throttling-exception");
      default -> ErrorWords.error("throttling");
    };
  }

  /** An internal error of AWS, a 5xx. */
  public static AwsError failed(String service) {
    return switch (service) {
      case "ec2" -> ErrorWords.error("internal-error");
      case "ssm" -> ErrorWords.error("internal-server-error");
      default -> ErrorWords.error("service-failure");
    };
  }
}
