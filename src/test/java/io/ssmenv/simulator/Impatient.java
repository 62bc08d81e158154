package io.ssmenv.simulator;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The SDK's clients without any retries, which see each answer as it comes. */
public record Impatient(SimulatedAws aws, String accessKeyId, Region region) {

  public static Impatient of(SimulatedAws aws) {
    return new Impatient(aws, "AKIDTEST", Region.EU_WEST_1);
  }

  public Impatient in(Region other) {
    return new Impatient(aws, accessKeyId, other);
  }

  public Impatient as(String otherAccessKeyId) {
    return new Impatient(aws, otherAccessKeyId, region);
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

  private <B extends AwsClientBuilder<B, ?>> B configured(B builder) {
    return builder
        .endpointOverride(aws.endpoint())
        .region(region)
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "secret")));
  }
}
