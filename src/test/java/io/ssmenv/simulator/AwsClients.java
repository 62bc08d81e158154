package io.ssmenv.simulator;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * SDK clients of a simulated AWS, configured like those of any program.
 *
 * @param retries the number of retries of a failed call
 * @param http sends the calls; empty for the SDK's default
 */
public record AwsClients(
    URI endpoint,
    AwsCredentialsProvider credentials,
    Region region,
    RetryStrategy retries,
    Optional<SdkHttpClient> http) {

  public static AwsClients of(SimulatedAws aws) {
    return new AwsClients(
        aws.endpoint(),
        user("AKIDTEST"),
        Region.EU_WEST_1,
        AwsRetryStrategy.standardRetryStrategy(),
        Optional.empty());
  }

  /** Returns clients that call a simulated AWS in the same process, without a connection. */
  public static AwsClients inProcess(SimulatedAws aws) {
    return new AwsClients(
        InProcessHttpClient.ENDPOINT,
        user("AKIDTEST"),
        Region.EU_WEST_1,
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .backoffStrategy(BackoffStrategy.retryImmediately())
            .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
            .build(),
        Optional.of(new InProcessHttpClient(aws::answer, InstantSource.system())));
  }

  public AwsClients as(String otherAccessKeyId) {
    return with(user(otherAccessKeyId));
  }

  public AwsClients with(AwsCredentialsProvider otherCredentials) {
    return new AwsClients(endpoint, otherCredentials, region, retries, http);
  }

  public AwsClients in(Region otherRegion) {
    return new AwsClients(endpoint, credentials, otherRegion, retries, http);
  }

  /** Returns clients without retries, which see every response. */
  public AwsClients withoutRetries() {
    return new AwsClients(endpoint, credentials, region, AwsRetryStrategy.doNotRetry(), http);
  }

  public Ec2Client ec2() {
    return configured(Ec2Client.builder()).build();
  }

  public IamClient iam() {
    return configured(IamClient.builder()).build();
  }

  public SsmClient ssm() {
    return configured(SsmClient.builder()).build();
  }

  public StsClient sts() {
    return configured(StsClient.builder()).build();
  }

  public CloudWatchLogsClient logs() {
    return configured(CloudWatchLogsClient.builder()).build();
  }

  public KmsClient kms() {
    return configured(KmsClient.builder()).build();
  }

  public S3Client s3() {
    return configured(S3Client.builder()).forcePathStyle(true).build();
  }

  private static AwsCredentialsProvider user(String accessKeyId) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "secret"));
  }

  private <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configured(B builder) {
    http.ifPresent(builder::httpClient);
    return builder
        .endpointOverride(endpoint)
        .region(region)
        .overrideConfiguration(configuration -> configuration.retryStrategy(retries))
        .credentialsProvider(credentials);
  }
}
