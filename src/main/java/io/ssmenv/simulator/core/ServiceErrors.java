package io.ssmenv.simulator.core;

/** The errors that any action can return, as each service words them [C]. */
public final class ServiceErrors {
  private ServiceErrors() {}

  /** The caller exceeded the request rate. */
  public static AwsError throttled(String service) {
    return switch (service) {
      case "ec2" -> new AwsError("RequestLimitExceeded", "Request limit exceeded.", 503);
      case "ssm" -> new AwsError("ThrottlingException", "Rate exceeded");
      default -> new AwsError("Throttling", "Rate exceeded");
    };
  }

  /** An internal error of AWS, a 5xx. */
  public static AwsError failed(String service) {
    return switch (service) {
      case "ec2" -> new AwsError("InternalError", "An internal error has occurred", 500);
      case "ssm" ->
          new AwsError("InternalServerError", "An error occurred on the server side", 500);
      default -> new AwsError("ServiceFailure", "The request processing has failed.", 500);
    };
  }
}
