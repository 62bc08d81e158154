package io.ssmenv.aws.client;

import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Credentials that do not change within a unit of work. The chain may return those of another
 * account between the confirmation of the account and a write, or between two reads. Pinned
 * credentials sign all of them.
 *
 * <p>The SDK's synchronous clients resolve credentials on the calling thread, so a scoped value
 * reaches them.
 */
public final class PinnedCredentials implements AwsCredentialsProvider {

  private static final ScopedValue<AwsCredentials> PINNED = ScopedValue.newInstance();

  private final AwsCredentialsProvider chain;

  PinnedCredentials(AwsCredentialsProvider chain) {
    this.chain = chain;
  }

  /** The credentials of one unit of work, which can use several threads. */
  public static final class Pin {
    private final AwsCredentials credentials;

    private Pin(AwsCredentials credentials) {
      this.credentials = credentials;
    }

    /** Runs work whose calls on this thread are all signed with these credentials. */
    public <T> T call(Supplier<T> work) {
      return ScopedValue.where(PINNED, credentials).call(work::get);
    }
  }

  /**
   * Returns the current credentials of the chain.
   *
   * @throws SdkClientException if the chain has no credentials
   */
  public Pin pin() {
    return new Pin(chain.resolveCredentials());
  }

  /**
   * Runs work whose calls on this thread are all signed with the current credentials of the chain.
   *
   * @throws SdkClientException if the chain has no credentials
   */
  public <T> T callPinned(Supplier<T> work) {
    return pin().call(work);
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return PINNED.isBound() ? PINNED.get() : chain.resolveCredentials();
  }
}
