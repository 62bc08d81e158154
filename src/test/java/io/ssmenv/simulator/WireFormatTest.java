package io.ssmenv.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.PublicImages;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.iam.IamClient;

/** Details of responses that other clients check and the SDK for Java does not. */
class WireFormatTest {
  private SimulatedAws aws;
  private Ec2Client ec2;
  private HttpClient http;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options().withReadLag(ReadLag.NONE));
    ec2 = AwsClients.of(aws).ec2();
    http = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    http.close();
    ec2.close();
    aws.close();
  }

  private String answer(String service, String form) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(aws.endpoint())
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDTEST/20261123/eu-west-1/%s/aws4_request,"
                        .formatted(service)
                    + " SignedHeaders=host, Signature="
                    + "0".repeat(64))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** The AWS CLI fails without the element. */
  @Test
  void anEmptyResultElementIsPresent() throws Exception {
    try (IamClient iam = AwsClients.of(aws).iam()) {
      iam.createRole(r ->
          r.roleName("app")
              .assumeRolePolicyDocument(
                  "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                      + "\"Action\":\"sts:AssumeRole\","
                      + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}]}"));
    }
    String form = "Version=2010-05-08&RoleName=app&Action=";
    assertThat(answer("iam", form + "UpdateRole"))
        .contains("<UpdateRoleResult></UpdateRoleResult>");
    assertThat(answer("iam", form + "DeleteRole"))
        .contains("<DeleteRoleResponse")
        .doesNotContain("Result");
  }

  @Test
  void anInstanceDoesNotContainTheIdsOfItsAddress() throws Exception {
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.20.0.0/16")).vpc().vpcId();
    String gateway = ec2.createInternetGateway(_ -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
    String subnet =
        ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.20.1.0/24")).subnet().subnetId();
    String eni =
        ec2.createNetworkInterface(r -> r.subnetId(subnet)).networkInterface().networkInterfaceId();
    ec2.runInstances(r ->
        r.imageId(PublicImages.of("eu-west-1").getFirst().id())
            .instanceType(InstanceType.T3_MICRO)
            .minCount(1)
            .maxCount(1)
            .networkInterfaces(n -> n.deviceIndex(0).networkInterfaceId(eni)));
    String address = ec2.allocateAddress(r -> r.domain("vpc")).allocationId();
    ec2.associateAddress(r -> r.allocationId(address).networkInterfaceId(eni));

    String describe = "Version=2016-11-15&Action=Describe";
    assertThat(answer("ec2", describe + "NetworkInterfaces")).contains(address, "<associationId>");
    assertThat(answer("ec2", describe + "Instances"))
        .contains("<ipOwnerId>111122223333</ipOwnerId>")
        .doesNotContain(address, "<associationId>");
  }

  @Test
  void supportedOperationsAreListedWithTheirParameters() {
    assertThat(SupportedOperations.lines())
        .isSorted()
        .contains(
            "ec2 AttachInternetGateway write DryRun InternetGatewayId VpcId",
            "iam GetRole read RoleName",
            "sts GetCallerIdentity read");
  }
}
