package io.ssmenv.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ssmenv.simulator.core.Fault;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Faults of calls, added by the Java API and observed through the SDK. */
class FaultsTest {
  private SimulatedAws aws;
  private Ec2Client ec2;

  @BeforeEach
  void start() throws IOException {
    start(1);
  }

  private void start(long seed) throws IOException {
    aws = SimulatedAws.start(Simulations.options().withSeed(seed).withReadLag(ReadLag.NONE));
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

  private void plan(FaultTarget target, Fault fault) {
    aws.faults().add(target, fault, 1, Faults.ALWAYS);
  }

  @Test
  void throttlingHasEachServicesWording() {
    plan(FaultTarget.ALL, new Fault.Throttled());
    try (IamClient iam = AwsClients.of(aws).withoutRetries().iam();
        SsmClient ssm = AwsClients.of(aws).withoutRetries().ssm()) {
      assertThat(code(() -> ec2.describeVpcs())).isEqualTo("RequestLimitExceeded 503");
      assertThat(code(() -> iam.listRoles())).isEqualTo("Throttling 400");
      assertThat(code(() -> ssm.describeInstanceInformation()))
          .isEqualTo("ThrottlingException 400");
    }
  }

  @Test
  void internalErrorsHaveEachServicesWording() {
    plan(FaultTarget.ALL, new Fault.Failed());
    try (IamClient iam = AwsClients.of(aws).withoutRetries().iam();
        SsmClient ssm = AwsClients.of(aws).withoutRetries().ssm()) {
      assertThat(code(() -> ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16"))))
          .isEqualTo("InternalError 500");
      assertThat(code(() -> iam.listRoles())).isEqualTo("ServiceFailure 500");
      assertThat(code(() -> ssm.describeInstanceInformation()))
          .isEqualTo("InternalServerError 500");
    }
    assertThat(aws.resources()).isEmpty();
  }

  private List<String> rated() {
    aws.faults()
        .add(FaultTarget.forAction("DescribeVpcs"), new Fault.Throttled(), 0.3, Faults.ALWAYS);
    return IntStream.range(0, 60).mapToObj(_ -> code(() -> ec2.describeVpcs())).toList();
  }

  @Test
  void aProbabilityIsAppliedAndTheSeedSelectsTheCalls() throws IOException {
    List<String> first = rated();
    assertThat(first).filteredOn("OK"::equals).hasSizeBetween(30, 54);
    stop();
    start(1);
    IntStream.range(0, 5).forEach(_ -> ec2.describeSubnets());
    assertThat(rated()).as("whatever else is called").isEqualTo(first);
    stop();
    start(2);
    assertThat(rated()).isNotEqualTo(first);
  }

  @Test
  void aFaultAppliesOnlyToItsTarget() {
    plan(
        FaultTarget.ALL.withService("ec2").inRegion("us-east-1").withAccessKey("AKIDVICTIM"),
        new Fault.Throttled());
    AwsClients targetClients =
        AwsClients.of(aws).withoutRetries().as("AKIDVICTIM").in(Region.US_EAST_1);
    try (Ec2Client targetEc2 = targetClients.ec2();
        Ec2Client otherRegion = targetClients.in(Region.EU_WEST_1).ec2();
        Ec2Client otherCaller = targetClients.as("AKIDTEST").ec2();
        SsmClient otherService = targetClients.ssm()) {
      assertThat(code(() -> targetEc2.describeVpcs())).startsWith("RequestLimitExceeded");
      assertThat(code(() -> otherRegion.describeVpcs())).isEqualTo("OK");
      assertThat(code(() -> otherCaller.describeVpcs())).isEqualTo("OK");
      assertThat(code(() -> otherService.describeInstanceInformation())).isEqualTo("OK");
    }
  }

  @Test
  void aFaultIsListedUntilItIsUsedUpOrCleared() {
    String twice =
        aws.faults().add(FaultTarget.forAction("DescribeVpcs"), new Fault.Failed(), 1, 2);
    String always = aws.faults().outage(FaultTarget.forAction("DescribeSubnets"));
    assertThat(code(() -> ec2.describeVpcs())).isNotEqualTo("OK");
    assertThat(aws.faults().active())
        .extracting(Faults.ActiveFault::id, Faults.ActiveFault::times)
        .containsExactly(Tuple.tuple(twice, 1), Tuple.tuple(always, Faults.ALWAYS));
    assertThat(code(() -> ec2.describeVpcs())).isNotEqualTo("OK");
    assertThat(code(() -> ec2.describeVpcs())).isEqualTo("OK");
    assertThat(aws.faults().active()).extracting(Faults.ActiveFault::id).containsExactly(always);
    assertThat(code(() -> ec2.describeSubnets())).isEqualTo("ServiceUnavailable 503");
    assertThat(aws.faults().clear(always)).isTrue();
    assertThat(aws.faults().clear(always)).isFalse();
    assertThat(code(() -> ec2.describeSubnets())).isEqualTo("OK");
  }

  @Test
  void aLostAnswerIsExecutedAndMarkedInTheLog() {
    aws.faults().loseAnswer("CreateVpc", 1);
    assertThatThrownBy(() -> ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")))
        .isInstanceOf(SdkClientException.class);
    assertThat(ec2.describeVpcs().vpcs()).hasSize(1);
    assertThat(aws.callLog().calls().getFirst().remark()).isEqualTo("answer lost");
  }

  @Test
  void aSlowAnswerIsDelayedAfterTheExecutionInRealTime() {
    plan(FaultTarget.forAction("CreateVpc"), new Fault.Slow(Duration.ofSeconds(2)));
    assertThatThrownBy(() ->
            ec2.createVpc(r ->
                r.cidrBlock("10.0.0.0/16")
                    .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofSeconds(1)))))
        .isInstanceOf(ApiCallTimeoutException.class);
    List<Vpc> vpcs = ec2.describeVpcs().vpcs();
    assertThat(vpcs).as("other calls don't wait for it").hasSize(1);
    Instant before = Instant.now();
    ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16"));
    assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(1900));
  }

  @Test
  void anInvalidFaultIsRejected() {
    assertThatThrownBy(() -> aws.faults().add(FaultTarget.ALL, new Fault.Failed(), 0, 1))
        .hasMessageContaining("probability");
    assertThatThrownBy(() -> aws.faults().add(FaultTarget.ALL, new Fault.Failed(), 1, 0))
        .hasMessageContaining("times");
    assertThatThrownBy(() -> aws.faults().stuck("natgateways")).hasMessageContaining("natgateway,");
    assertThat(aws.faults().active()).isEmpty();
    aws.faults().noCapacity(Optional.empty(), Optional.empty());
    assertThat(aws.faults().active()).hasSize(1);
  }
}
