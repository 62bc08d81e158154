package io.ssmenv.aws.client;

import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Credentials that don't change within a piece of work. A chain may yield those of another account
 * between the question whose they are and the write that relies on the answer; with them held, the
 * write is signed by the very credentials that were asked about.
 *
 * <p>The SDK's synchronous clients resolve credentials on the thread that calls them, which is what
 * makes a scoped value reach them.
 */
public final class PinnedCredentials implements AwsCredentialsProvider {

  private static final ScopedValue<AwsCredentials> PINNED = ScopedValue.newInstance();

  private final AwsCredentialsProvider chain;

  PinnedCredentials(AwsCredentialsProvider chain) {
    this.chain = chain;
  }

  /**
   * All calls that the work makes on this thread are signed with what the chain yields now.
   *
   * @throws software.amazon.awssdk.core.exception.SdkClientException if the chain yields none
   */
  public <T> T callPinned(Supplier<T> work) {
    return ScopedValue.where(PINNED, chain.resolveCredentials()).call(work::get);
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return PINNED.isBound() ? PINNED.get() : chain.resolveCredentials();
  }
}
