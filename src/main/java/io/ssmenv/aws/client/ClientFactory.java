package io.ssmenv.aws.client;

import io.ssmenv.aws.error.ErrorClassifier;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Makes clients by the SDK's own rules: the standard environment variables and files, {@code
 * AWS_ENDPOINT_URL} and {@code AWS_PROFILE} among them, decide where they go and with which
 * credentials.
 */
public final class ClientFactory {

  /** One attempt; an answer that takes longer is not worth waiting for. */
  private static final Duration ATTEMPT = Duration.ofSeconds(15);

  /** All attempts of a call, with the SDK's pauses. */
  private static final Duration CALL = Duration.ofSeconds(40);

  private static final int CONNECTIONS = 64;

  /** For the time limits of all clients: by itself the SDK keeps five threads for each client. */
  private static final ScheduledExecutorService TIME_LIMITS =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("aws-time-limits").factory());

  private final PinnedCredentials credentials;
  private final Optional<URI> endpoint;
  private final CallObserver observer;
  private final Optional<String> product;

  /**
   * @param endpoint of an AWS other than the one that the SDK would choose
   */
  public ClientFactory(AwsCredentialsProvider credentials, Optional<URI> endpoint) {
    this(new PinnedCredentials(credentials), endpoint, CallObserver.NONE, Optional.empty());
  }

  private ClientFactory(
      PinnedCredentials credentials,
      Optional<URI> endpoint,
      CallObserver observer,
      Optional<String> product) {
    this.credentials = credentials;
    this.endpoint = endpoint;
    this.observer = observer;
    this.product = product;
  }

  /** The same with somebody who is told of every call. */
  public ClientFactory withCallObserver(CallObserver other) {
    return new ClientFactory(credentials, endpoint, other, product);
  }

  /**
   * The same with a name that every call carries, so that CloudTrail tells who made it. The
   * application id ({@code AWS_SDK_UA_APP_ID}) is left to the administrator.
   *
   * @param name and version, such as {@code ssmenv/0.1.0}: what begins the user agent
   */
  public ClientFactory withUserAgentPrefix(String name) {
    return new ClientFactory(credentials, endpoint, observer, Optional.of(name));
  }

  /** With fixed credentials, for an AWS that is served somewhere else. */
  public static ClientFactory of(URI endpoint, String accessKeyId, String secretAccessKey) {
    return new ClientFactory(
        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)),
        Optional.of(endpoint));
  }

  /** With the SDK's default chain of credentials, which need not have any yet. */
  public static ClientFactory ofDefaultChain() {
    return new ClientFactory(DefaultCredentialsProvider.builder().build(), Optional.empty());
  }

  /** Asks for credentials now; why there are none, in a sentence for people, if there are none. */
  public Optional<String> credentialsProblem() {
    try {
      credentials.resolveCredentials();
      return Optional.empty();
    } catch (SdkClientException e) {
      return Optional.of(ErrorClassifier.classify("", e).message());
    }
  }

  /** Those that all clients sign with. */
  public PinnedCredentials credentials() {
    return credentials;
  }

  /** Clients for a region. IAM is global: its region is the partition's. */
  public Clients clients(String region) {
    return clients(region, AwsRetryStrategy.standardRetryStrategy());
  }

  /**
   * Clients that never repeat a call by themselves. A create whose answer was lost, and which no
   * token protects, would be done twice; the engine looks first, and repeats it if need be.
   */
  public Clients writeClients(String region) {
    return clients(region, AwsRetryStrategy.doNotRetry());
  }

  private Clients clients(String region, RetryStrategy retries) {
    SdkHttpClient http = Apache5HttpClient.builder().maxConnections(CONNECTIONS).build();
    Region home = Region.of(region);
    return new Clients(
        region,
        common(retries, Ec2Client.builder().httpClient(http)).region(home).build(),
        common(retries, IamClient.builder().httpClient(http)).region(iam(region)).build(),
        common(retries, SsmClient.builder().httpClient(http)).region(home).build(),
        common(retries, StsClient.builder().httpClient(http)).region(home).build(),
        http);
  }

  private <B extends AwsClientBuilder<B, C>, C> B common(RetryStrategy retries, B builder) {
    endpoint.ifPresent(builder::endpointOverride);
    ClientOverrideConfiguration.Builder configuration =
        ClientOverrideConfiguration.builder()
            .apiCallAttemptTimeout(ATTEMPT)
            .apiCallTimeout(CALL)
            .scheduledExecutorService(TIME_LIMITS)
            .retryStrategy(retries)
            .addExecutionInterceptor(new CallMetricsInterceptor(observer));
    product.ifPresent(
        name -> configuration.putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, name));
    return builder.credentialsProvider(credentials).overrideConfiguration(configuration.build());
  }

  private static Region iam(String region) {
    if (region.startsWith("cn-")) {
      return Region.AWS_CN_GLOBAL;
    }
    return region.startsWith("us-gov-") ? Region.AWS_US_GOV_GLOBAL : Region.AWS_GLOBAL;
  }
}
