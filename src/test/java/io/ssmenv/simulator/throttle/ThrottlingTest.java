package io.ssmenv.simulator.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.Throttling;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** AWS's token buckets, observed through the SDK. Only a test advances the real clock. */
class ThrottlingTest {
  private static final String UNKNOWN_VPC = "vpc-00000000000000000";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T05:00:00Z"));
  private SimulatedAws aws;
  private Ec2Client ec2;

  @BeforeEach
  void start() throws IOException {
    start(Throttling.PUBLISHED);
  }

  private void start(Throttling throttling) throws IOException {
    aws =
        SimulatedAws.start(
            Simulations.options()
                .withRealTime(now::get)
                .withSpeed(40)
                .withReadLag(ReadLag.NONE)
                .withThrottling(throttling));
    ec2 = AwsClients.of(aws).withoutRetries().ec2();
  }

  @AfterEach
  void stop() {
    ec2.close();
    aws.close();
  }

  private static String code(Runnable call) {
    AwsServiceException refused = catchThrowableOfType(AwsServiceException.class, call::run);
    return refused == null
        ? "OK"
        : refused.awsErrorDetails().errorCode() + " " + refused.statusCode();
  }

  /** Returns the number of calls before the first throttled one, at most 2000. */
  private static int burst(Runnable call, String throttled) {
    return (int) IntStream.range(0, 2000).takeWhile(_ -> !code(call).equals(throttled)).count();
  }

  private void pass(Duration real) {
    now.updateAndGet(instant -> instant.plus(real));
  }

  private static final String EC2 = "RequestLimitExceeded 503";

  @Test
  void eachActionOfEc2HasABucketOfThePublishedSize() {
    assertThat(burst(() -> ec2.deleteVpc(r -> r.vpcId(UNKNOWN_VPC)), EC2)).isEqualTo(50);
    assertThat(burst(() -> ec2.deleteSubnet(r -> r.subnetId("subnet-0")), EC2)).isEqualTo(50);
    assertThat(burst(() -> ec2.describeVpcs(), EC2)).isEqualTo(100);
    assertThat(burst(() -> ec2.createTags(r -> r.resources(UNKNOWN_VPC)), EC2)).isEqualTo(100);
    assertThat(burst(() -> ec2.createNatGateway(r -> r.subnetId("x")), EC2)).isEqualTo(10);
    assertThat(burst(() -> ec2.createVpcEndpoint(r -> r.vpcId("x")), EC2)).isEqualTo(4);
    assertThat(burst(() -> ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds("x")), EC2)).isEqualTo(4);
    assertThat(burst(() -> ec2.runInstances(r -> r.minCount(1).maxCount(1)), EC2)).isEqualTo(5);
  }

  @Test
  void aBucketRefillsInRealSecondsWhateverTheSpeed() {
    Runnable create = () -> ec2.createVpcEndpoint(r -> r.vpcId("x"));
    assertThat(burst(create, EC2)).isEqualTo(4);
    pass(Duration.ofSeconds(3));
    assertThat(code(create)).as("0.3 per second: one call needs 3.33 s").isEqualTo(EC2);
    pass(Duration.ofMillis(400));
    assertThat(burst(create, EC2)).isEqualTo(1);
    pass(Duration.ofHours(1));
    assertThat(burst(create, EC2)).as("a bucket holds no more than its size").isEqualTo(4);
  }

  @Test
  void regionsAndAccountsHaveBucketsOfTheirOwn() {
    Runnable here = () -> ec2.createNatGateway(r -> r.subnetId("x"));
    assertThat(burst(here, EC2)).isEqualTo(10);
    aws.accounts().assign("AKIDOTHER", "444455556666");
    try (Ec2Client elsewhere = AwsClients.of(aws).withoutRetries().in(Region.US_EAST_1).ec2();
        Ec2Client colleague = AwsClients.of(aws).withoutRetries().as("AKIDCOLLEAGUE").ec2();
        Ec2Client stranger = AwsClients.of(aws).withoutRetries().as("AKIDOTHER").ec2()) {
      assertThat(code(() -> elsewhere.createNatGateway(r -> r.subnetId("x")))).isNotEqualTo(EC2);
      assertThat(code(() -> stranger.createNatGateway(r -> r.subnetId("x")))).isNotEqualTo(EC2);
      assertThat(code(() -> colleague.createNatGateway(r -> r.subnetId("x"))))
          .as("another key of the same account")
          .isEqualTo(EC2);
    }
  }

  @Test
  void describesWithoutFilterAndPaginationUseASmallerBucket() {
    assertThat(burst(() -> ec2.describeInstances(), EC2)).isEqualTo(50);
    assertThat(burst(() -> ec2.describeInstances(r -> r.maxResults(100)), EC2)).isEqualTo(100);
  }

  @Test
  void aLaunchUsesOneTokenForEachInstanceAndTheRequest() {
    assertThat(code(() -> launch(600))).isNotEqualTo(EC2);
    assertThat(code(() -> launch(401))).isEqualTo(EC2);
    assertThat(code(() -> launch(400))).isNotEqualTo(EC2);
    pass(Duration.ofSeconds(1));
    assertThat(code(() -> launch(3))).as("two instances per second").isEqualTo(EC2);
    assertThat(code(() -> launch(2))).isNotEqualTo(EC2);
  }

  private void launch(int instances) {
    ec2.runInstances(r ->
        r.imageId("ami-0").instanceType(InstanceType.T3_MICRO).minCount(1).maxCount(instances));
  }

  @Test
  void aTerminationUsesOneTokenForEachIdAndTheRequest() {
    String[] ids = IntStream.range(0, 501).mapToObj("i-%017x"::formatted).toArray(String[]::new);
    Runnable terminate = () -> ec2.terminateInstances(r -> r.instanceIds(ids));
    assertThat(code(terminate)).startsWith("InvalidInstanceID.NotFound");
    assertThat(code(terminate)).isEqualTo(EC2);
    pass(Duration.ofMillis(150));
    assertThat(code(terminate)).as("20 instances per second").startsWith("InvalidInstanceID");
  }

  @Test
  void iamIsThrottledForEachActionInAllRegionsTogether() {
    try (IamClient iam = AwsClients.of(aws).withoutRetries().iam();
        IamClient other = AwsClients.of(aws).withoutRetries().in(Region.US_EAST_1).iam()) {
      assertThat(burst(() -> iam.listRoles(), "Throttling 400")).isEqualTo(15);
      assertThat(code(() -> other.listRoles())).isEqualTo("Throttling 400");
      assertThat(code(() -> iam.listInstanceProfiles())).isEqualTo("OK");
      pass(Duration.ofSeconds(1));
      assertThat(burst(() -> iam.listRoles(), "Throttling 400")).isEqualTo(15);
    }
  }

  @Test
  void theCallsForParametersShareOneBucket() {
    try (SsmClient ssm = AwsClients.of(aws).withoutRetries().ssm()) {
      String throttled = "ThrottlingException 400";
      assertThat(
              IntStream.range(0, 20).mapToObj(_ -> code(() -> ssm.getParameter(r -> r.name("/x")))))
          .doesNotContain(throttled);
      assertThat(burst(() -> ssm.getParameters(r -> r.names("/x")), throttled)).isEqualTo(20);
      assertThat(code(() -> ssm.describeInstanceInformation())).isEqualTo("OK");
    }
  }

  @Test
  void securityTokensAreThrottledToo() {
    try (StsClient sts = AwsClients.of(aws).withoutRetries().sts()) {
      assertThat(burst(() -> sts.getCallerIdentity(), "Throttling 400")).isEqualTo(600);
    }
  }

  @Test
  void throttlingCanBeSwitchedOff() throws IOException {
    stop();
    start(Throttling.OFF);
    assertThat(IntStream.range(0, 60).mapToObj(_ -> code(() -> ec2.describeInstances())))
        .containsOnly("OK");
  }
}
