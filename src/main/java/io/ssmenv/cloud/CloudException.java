package io.ssmenv.cloud;

/** Carries a {@link CloudError} to the code that handles it. */
public final class CloudException extends RuntimeException {

  private final transient CloudError error;

  public CloudException(CloudError error) {
    super(error.summary());
    this.error = error;
  }

  public CloudException(CloudError error, Throwable cause) {
    super(error.summary(), cause);
    this.error = error;
  }

  public CloudError error() {
    return error;
  }
}
