package io.ssmenv.simulator.core;

/** How each service words what befalls calls of any action [C]. */
public final class ServiceErrors {
  private ServiceErrors() {}

  /** Too many calls. */
  public static AwsError throttled(String service) {
    return switch (service) {
      case "ec2" -> new AwsError("RequestLimitExceeded", "Request limit exceeded.", 503);
      case "ssm" -> new AwsError("ThrottlingException", "Rate exceeded");
      default -> new AwsError("Throttling", "Rate exceeded");
    };
  }

  /** AWS's own failure, a 5xx. */
  public static AwsError failed(String service) {
    return switch (service) {
      case "ec2" -> new AwsError("InternalError", "An internal error has occurred", 500);
      case "ssm" ->
          new AwsError("InternalServerError", "An error occurred on the server side", 500);
      default -> new AwsError("ServiceFailure", "The request processing has failed.", 500);
    };
  }
}
