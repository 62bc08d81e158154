package io.ssmenv.aws.client;

import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Credentials that do not change within a unit of work. The chain may return those of another
 * account between the confirmation of the account and the write. Pinned credentials sign both.
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

  /**
   * Runs work whose calls on this thread are all signed with the current credentials of the chain.
   *
   * @throws SdkClientException if the chain has no credentials
   */
  public <T> T callPinned(Supplier<T> work) {
    return ScopedValue.where(PINNED, chain.resolveCredentials()).call(work::get);
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return PINNED.isBound() ? PINNED.get() : chain.resolveCredentials();
  }
}
