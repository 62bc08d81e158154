package io.ssmenv.simulator.core;

import java.util.Map;

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

  @SuppressWarnings("serial") // Nothing serializes it, and Map.of returns a serializable one.
  private final Map<String, String> headers;

  /**
   * Creates an error.
   *
   * @param code AWS's error code
   * @param message AWS's error message
   * @param httpStatus the HTTP status: 400 for nearly all of EC2 and SSM, 404 and 409 in IAM
   */
  public AwsError(String code, String message, int httpStatus) {
    this(code, message, httpStatus, Map.of());
  }

  private AwsError(String code, String message, int httpStatus, Map<String, String> headers) {
    super(message, null, false, false);
    this.code = code;
    this.httpStatus = httpStatus;
    this.headers = headers;
  }

  /** Creates an error with HTTP status 400. */
  public AwsError(String code, String message) {
    this(code, message, 400);
  }

  /** Returns a copy with an HTTP header. */
  public AwsError withHeader(String name, String value) {
    return new AwsError(code, message(), httpStatus, Map.of(name, value));
  }

  /** The HTTP headers that the response has in addition. */
  public Map<String, String> headers() {
    return headers;
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
