package io.ssmenv.engine;

import io.ssmenv.aws.client.Transport;
import io.ssmenv.simulator.InProcessHttpClient;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** Sends the calls of a replica through the simulated network, in virtual time. */
final class VirtualTransport {

  private VirtualTransport() {}

  /**
   * @param number of the replica
   * @param threads on which the replica makes its calls
   */
  static Transport of(int number, VirtualThreads threads, Replica.World world) {
    BackoffStrategy backoff =
        inVirtualTime(world, BackoffStrategy.fixedDelayWithoutJitter(Replica.FIRST_RETRY));
    return new Transport(
        () ->
            new InProcessHttpClient(
                request -> world.network().call(number, threads, request), world.time()),
        () ->
            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .backoffStrategy(backoff)
                .throttlingBackoffStrategy(backoff)
                .build(),
        Optional.empty(), // They would be in real time.
        Optional.empty());
  }

  /** The SDK would sleep in real time. */
  private static BackoffStrategy inVirtualTime(Replica.World world, BackoffStrategy backoff) {
    return attempt -> {
      world.loop().pause(backoff.computeDelay(attempt));
      return Duration.ZERO;
    };
  }
}
