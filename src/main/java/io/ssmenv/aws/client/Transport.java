package io.ssmenv.aws.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * How the clients of a {@link ClientFactory} send their calls. Tests in virtual time replace all of
 * it, because every part depends on real time.
 *
 * @param http creates the connection pool of one region
 * @param readRetries creates the retry strategy of reads
 * @param attemptLimit the time limit of one attempt; empty for none
 * @param callLimit the time limit of a call with all its attempts and the SDK's pauses; empty for
 *     none
 */
public record Transport(
    Supplier<SdkHttpClient> http,
    Supplier<RetryStrategy> readRetries,
    Optional<Duration> attemptLimit,
    Optional<Duration> callLimit) {

  private static final int CONNECTIONS = 64;

  /** Over the network, with the SDK's standard retries. */
  public static final Transport NETWORK =
      new Transport(
          () -> Apache5HttpClient.builder().maxConnections(CONNECTIONS).build(),
          AwsRetryStrategy::standardRetryStrategy,
          Optional.of(Duration.ofSeconds(15)),
          Optional.of(Duration.ofSeconds(40)));
}
