package io.ssmenv.aws.client;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The SDK clients for one region.
 *
 * @param onDemand the clients that few environments need
 * @param http the connection pool that they share
 * @param time the time of AWS, which the responses to all clients of the factory tell
 */
public record Clients(
    String region,
    Ec2Client ec2,
    IamClient iam,
    SsmClient ssm,
    StsClient sts,
    OnDemandClients onDemand,
    SdkHttpClient http,
    AwsTime time)
    implements AutoCloseable {

  /** Where IAM is: the same for all regions of a partition. */
  public String iamRegion() {
    return iam.serviceClientConfiguration().region().id();
  }

  @Override
  public void close() {
    ec2.close();
    iam.close();
    ssm.close();
    sts.close();
    onDemand.close();
    http.close();
  }
}
