package io.ssmenv.simulator;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The SDK's clients of a simulated AWS, as any program would make them. */
public record AwsClients(URI endpoint, String accessKeyId, Region region) {

  public static AwsClients of(SimulatedAws aws) {
    return new AwsClients(aws.endpoint(), "AKIDTEST", Region.EU_WEST_1);
  }

  public AwsClients as(String otherAccessKeyId) {
    return new AwsClients(endpoint, otherAccessKeyId, region);
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
        .endpointOverride(endpoint)
        .region(region)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "secret")));
  }
}
