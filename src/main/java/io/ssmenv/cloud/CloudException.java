package io.ssmenv.cloud;

/** Carries a {@link CloudError} to where it is decided what it means. */
public final class CloudException extends RuntimeException {

  private final transient CloudError error;

  public CloudException(CloudError error) {
    super(error.sentence());
    this.error = error;
  }

  public CloudException(CloudError error, Throwable cause) {
    super(error.sentence(), cause);
    this.error = error;
  }

  public CloudError error() {
    return error;
  }
}
