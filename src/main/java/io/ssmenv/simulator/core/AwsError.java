package io.ssmenv.simulator.core;

/**
 * A refusal as AWS would word it: it becomes the error document of the call's protocol.
 *
 * <p>Unchecked, so that checks can stand inside streams. It carries no stack trace, since a refusal
 * is an ordinary answer.
 */
public final class AwsError extends RuntimeException {
  private final String code;
  private final int httpStatus;

  /**
   * A refusal.
   *
   * @param code AWS's error code
   * @param message what AWS says to a person
   * @param httpStatus the HTTP status: 400 for nearly all of EC2 and SSM, 404 and 409 in IAM
   */
  public AwsError(String code, String message, int httpStatus) {
    super(message, null, false, false);
    this.code = code;
    this.httpStatus = httpStatus;
  }

  /** A refusal with HTTP status 400. */
  public AwsError(String code, String message) {
    this(code, message, 400);
  }

  /** AWS's error code. */
  public String code() {
    return code;
  }

  /** What AWS says to a person. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** The HTTP status. */
  public int httpStatus() {
    return httpStatus;
  }
}
