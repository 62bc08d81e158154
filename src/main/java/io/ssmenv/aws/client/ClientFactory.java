package io.ssmenv.aws.client;

import io.ssmenv.aws.error.ErrorClassifier;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.Ec2ClientBuilder;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Creates SDK clients. The SDK's standard environment variables and files, for example {@code
 * AWS_ENDPOINT_URL} and {@code AWS_PROFILE}, decide which endpoint and credentials they use.
 */
public final class ClientFactory {

  /** Enforces the time limits of all clients. By default the SDK keeps five threads per client. */
  private static final ScheduledThreadPoolExecutor TIME_LIMITS =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("aws-time-limits").factory());

  static {
    // Otherwise each call keeps its thread reachable until its time limit, long after its end.
    TIME_LIMITS.setRemoveOnCancelPolicy(true);
  }

  private final PinnedCredentials credentials;
  private final Optional<URI> endpoint;
  private final CallObserver observer;
  private final Optional<String> product;
  private final AwsTime time;
  private final Transport transport;

  /**
   * @param endpoint replaces the endpoint that the SDK would choose
   */
  public ClientFactory(AwsCredentialsProvider credentials, Optional<URI> endpoint) {
    this(
        new PinnedCredentials(credentials),
        endpoint,
        CallObserver.NONE,
        Optional.empty(),
        new AwsTime(InstantSource.system()),
        Transport.NETWORK);
  }

  private ClientFactory(
      PinnedCredentials credentials,
      Optional<URI> endpoint,
      CallObserver observer,
      Optional<String> product,
      AwsTime time,
      Transport transport) {
    this.credentials = credentials;
    this.endpoint = endpoint;
    this.observer = observer;
    this.product = product;
    this.time = time;
    this.transport = transport;
  }

  /** Returns a factory whose clients report each call to an observer. */
  public ClientFactory withCallObserver(CallObserver other) {
    return new ClientFactory(credentials, endpoint, other, product, time, transport);
  }

  /**
   * Returns a factory whose clients measure the time of AWS with another clock.
   *
   * @param monotonic never jumps
   */
  public ClientFactory withClock(InstantSource monotonic) {
    return new ClientFactory(
        credentials, endpoint, observer, product, new AwsTime(monotonic), transport);
  }

  /**
   * Returns a factory whose clients send a product name, so that CloudTrail shows who made a call.
   * The application id ({@code AWS_SDK_UA_APP_ID}) stays available to the administrator.
   *
   * @param name the beginning of the user agent, such as {@code ssmenv/0.1.0}
   */
  public ClientFactory withUserAgentPrefix(String name) {
    return new ClientFactory(credentials, endpoint, observer, Optional.of(name), time, transport);
  }

  /** Returns a factory whose clients send their calls in another way. */
  public ClientFactory withTransport(Transport other) {
    return new ClientFactory(credentials, endpoint, observer, product, time, other);
  }

  /** Returns a factory for an endpoint with static credentials. */
  public static ClientFactory of(URI endpoint, String accessKeyId, String secretAccessKey) {
    return new ClientFactory(
        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)),
        Optional.of(endpoint));
  }

  /** Returns a factory with the SDK's default credentials chain, which may not have any yet. */
  public static ClientFactory ofDefaultChain() {
    return new ClientFactory(DefaultCredentialsProvider.builder().build(), Optional.empty());
  }

  /** Loads credentials now, and returns a message for people if there are none. */
  public Optional<String> credentialsProblem() {
    try {
      credentials.resolveCredentials();
      return Optional.empty();
    } catch (SdkClientException e) {
      return Optional.of(ErrorClassifier.classify("", e).message());
    }
  }

  /** Returns the region in which the operator runs, if its environment says so. */
  public Optional<String> region() {
    return SdkSystemSetting.AWS_REGION.getStringValue();
  }

  /** Returns the region of the environment, or else that of the profile of the credentials. */
  public Optional<String> configuredRegion() {
    return region()
        .or(() ->
            ProfileFile.defaultProfileFile()
                .profile(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow())
                .flatMap(profile -> profile.property(ProfileProperty.REGION)));
  }

  /** Returns the credentials of all clients. */
  public PinnedCredentials credentials() {
    return credentials;
  }

  /** Returns clients for a region. IAM is global, so its region is that of the partition. */
  public Clients clients(String region) {
    return clients(region, transport.readRetries().get());
  }

  /**
   * Returns clients that never retry a call. A create call whose response was lost, and that has no
   * client token, would be done twice. The engine reads AWS first, and retries if necessary.
   */
  public Clients writeClients(String region) {
    return clients(region, AwsRetryStrategy.doNotRetry());
  }

  private Clients clients(String region, RetryStrategy retries) {
    SdkHttpClient http = transport.http().get();
    Region home = Region.of(region);
    return new Clients(
        region,
        ec2(retries, http).region(home).build(),
        common(retries, IamClient.builder().httpClient(http)).region(iam(region)).build(),
        common(retries, SsmClient.builder().httpClient(http)).region(home).build(),
        common(retries, StsClient.builder().httpClient(http)).region(home).build(),
        new OnDemandClients(
            () ->
                common(retries, CloudWatchLogsClient.builder().httpClient(http))
                    .region(home)
                    .build(),
            () -> common(retries, KmsClient.builder().httpClient(http)).region(home).build(),
            where ->
                common(retries, S3Client.builder().httpClient(http))
                    .region(Region.of(where))
                    // No name is made of the bucket and another endpoint.
                    .forcePathStyle(endpoint.isPresent())
                    .build()),
        http,
        time);
  }

  private Ec2ClientBuilder ec2(RetryStrategy retries, SdkHttpClient http) {
    return common(retries, Ec2Client.builder().httpClient(http), new ItemFilterInterceptor());
  }

  private <B extends AwsClientBuilder<B, C>, C> B common(
      RetryStrategy retries, B builder, ExecutionInterceptor... more) {
    endpoint.ifPresent(builder::endpointOverride);
    ClientOverrideConfiguration.Builder configuration =
        ClientOverrideConfiguration.builder()
            .scheduledExecutorService(TIME_LIMITS)
            .retryStrategy(retries)
            .addExecutionInterceptor(new CallMetricsInterceptor(observer))
            .addExecutionInterceptor(new AwsTimeInterceptor(time));
    Stream.of(more).forEach(configuration::addExecutionInterceptor);
    transport.attemptLimit().ifPresent(configuration::apiCallAttemptTimeout);
    transport.callLimit().ifPresent(configuration::apiCallTimeout);
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
