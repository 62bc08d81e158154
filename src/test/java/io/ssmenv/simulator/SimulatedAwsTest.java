package io.ssmenv.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.AwsErrors;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.sts.StsClient;

/** Common behaviour of all services: authentication, rejected calls, faults, and inspection. */
class SimulatedAwsTest {
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=AKIDTEST/20261123/eu-west-1/ec2/aws4_request,"
          + " SignedHeaders=host, Signature="
          + "0".repeat(64);

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

  private HttpResponse<String> post(String authorization, String form) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(aws.endpoint()).POST(HttpRequest.BodyPublishers.ofString(form));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(aws.endpoint().resolve(path)).build();
    return new ObjectMapper()
        .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  @Test
  void itListensOnTheLoopbackInterfaceOnly() {
    assertThat(aws.endpoint().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void anUnsignedCallIsRejected() throws Exception {
    HttpResponse<String> answer = post("", "Action=DescribeVpcs&Version=2016-11-15");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body())
        .contains("<Response><Errors><Error><Code>MissingAuthenticationToken</Code>");
    assertThat(post("AWS4-HMAC-SHA256 nonsense", "Action=DescribeVpcs&Version=2016-11-15").body())
        .contains("IncompleteSignature");
  }

  @Test
  void unsupportedRequestsAreRejectedByName() throws Exception {
    HttpResponse<String> action = post(SIGNED, "Action=CreateFleet&Version=2016-11-15");
    assertThat(action.statusCode()).isEqualTo(400);
    assertThat(action.body()).contains("InvalidAction", "CreateFleet");
    assertThat(
            post(SIGNED, "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0%2F16&Ipv6Pool=x")
                .body())
        .contains("UnknownParameter", "Ipv6Pool");
    assertThat(aws.resources()).isEmpty();
    assertThat(
            post(SIGNED.replace("/ec2/", "/sqs/"), "Action=ListQueues&Version=2012-11-05").body())
        .contains("InvalidAction", "sqs");
    assertThat(post(SIGNED, "Action=DescribeVpcs&Version=2009-01-01").body())
        .contains("NoSuchVersion");
  }

  @Test
  void anAccessKeyCanBelongToAnotherAccount() {
    ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16"));
    aws.accounts().assign("AKIDOTHER", "444455556666");
    try (Ec2Client other = AwsClients.of(aws).as("AKIDOTHER").ec2();
        StsClient sts = AwsClients.of(aws).as("AKIDOTHER").sts()) {
      assertThat(other.describeVpcs().vpcs()).isEmpty();
      assertThat(sts.getCallerIdentity().account()).isEqualTo("444455556666");
    }
    assertThat(ec2.describeVpcs().vpcs()).hasSize(1);
  }

  @Test
  void regionsAreSeparate() {
    ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16"));
    try (Ec2Client elsewhere = AwsClients.of(aws).in(Region.US_EAST_1).ec2()) {
      assertThat(elsewhere.describeVpcs().vpcs()).isEmpty();
    }
  }

  @Test
  void anActionCanFailForANumberOfCalls() {
    aws.faults().refuse("CreateVpc", AwsErrors.of("UnauthorizedOperation"), 1);
    assertThatThrownBy(() -> ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnauthorizedOperation");
              assertThat(e.statusCode()).isEqualTo(403);
            });
    ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16"));
    assertThat(aws.resources()).hasSize(1);
  }

  @Test
  void aListCanBeEmpty() {
    ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16"));
    aws.faults().emptyLists("DescribeVpcs", 1);
    assertThat(ec2.describeVpcs().vpcs()).isEmpty();
    assertThat(ec2.describeVpcs().vpcs()).hasSize(1);
  }

  @Test
  void anAnswerCanBeLostAfterTheExecution() {
    aws.faults().loseAnswer("CreateVpc", 1);
    ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16"));
    assertThat(aws.resources()).as("the SDK tried again, and CreateVpc has no token").hasSize(2);
  }

  @Test
  void anOutageLastsUntilItIsCleared() {
    aws.faults().outage();
    assertThatThrownBy(() -> ec2.describeVpcs()).isInstanceOf(SdkException.class);
    aws.faults().clear();
    assertThat(ec2.describeVpcs().vpcs()).isEmpty();
  }

  @Test
  void callsAreCountedByActionAndByCaller() throws Exception {
    ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16"));
    ec2.describeVpcs();
    ec2.describeVpcs();
    aws.faults().refuse("DescribeVpcs", AwsErrors.of("UnauthorizedOperation"), Faults.ALWAYS);
    assertThatThrownBy(() -> ec2.describeVpcs()).isInstanceOf(Ec2Exception.class);
    assertThat(aws.callLog().counts())
        .containsEntry("ec2:CreateVpc", 1L)
        .containsEntry("ec2:DescribeVpcs", 3L);
    assertThat(aws.callLog().calls())
        .extracting(CallRecord::wrote)
        .containsExactly(true, false, false, false);
    assertThat(aws.callLog().calls().getLast().outcome()).isEqualTo("UnauthorizedOperation");
    assertThat(get("/_simulator/calls").at("/byAccessKey/AKIDTEST/ec2:CreateVpc").asInt())
        .isEqualTo(1);
  }

  @Test
  void resourcesCanBeListed() throws Exception {
    String id = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    JsonNode resources = get("/_simulator/state").get("resources");
    assertThat(resources).hasSize(1);
    assertThat(resources.get(0).get("id").asText()).isEqualTo(id);
    assertThat(resources.get(0).get("type").asText()).isEqualTo("vpc");
    ec2.deleteVpc(r -> r.vpcId(id));
    assertThat(get("/_simulator/state").get("resources")).isEmpty();
  }
}
