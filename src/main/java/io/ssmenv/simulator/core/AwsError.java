package io.ssmenv.simulator.core;

/**
 * An error that AWS would return, in AWS's wording. The protocol of the call encodes it as an error
 * document.
 *
 * <p>It is unchecked so that it can be thrown inside streams. It has no stack trace because an
 * error response is an ordinary result.
 */
public final class AwsError extends RuntimeException {
  private final String code;
  private final int httpStatus;

  /**
   * Creates an error.
   *
   * @param code AWS's error code
   * @param message AWS's error message
   * @param httpStatus the HTTP status: 400 for nearly all of EC2 and SSM, 404 and 409 in IAM
   */
  public AwsError(String code, String message, int httpStatus) {
    super(message, null, false, false);
    this.code = code;
    this.httpStatus = httpStatus;
  }

  /** Creates an error with HTTP status 400. */
  public AwsError(String code, String message) {
    this(code, message, 400);
  }

  /** AWS's error code. */
  public String code() {
    return code;
  }

  /** AWS's error message. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** The HTTP status. */
  public int httpStatus() {
    return httpStatus;
  }
}
