package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.Fault;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** What may go wrong when instances are asked for their egress. */
@Execution(ExecutionMode.CONCURRENT)
class EgressFaultsTest {
  private static final String SEND = "SendCommand";
  private static final List<String> SERVICES =
      List.of("checkip.amazonaws.com", "api.ipify.org", "icanhazip.com");

  private final EngineScenario scenario = EngineScenario.open(131);
  private final Ec2Client ec2 = scenario.otherClient.ec2();
  private final EgressProbe probe = new EgressProbe(scenario);

  @AfterEach
  void close() {
    ec2.close();
    scenario.close();
  }

  @Test
  void hostileAnswersAndMissingProgramsLeaveItUnknownWithTheReason() {
    Owner owner = probe.verified("ElasticIp");
    String instance = probe.instance(owner);
    SERVICES.forEach(
        host -> scenario.aws.addressServices().respond(host, "<script>\u001b[31m".repeat(99)));
    probe.awaitCondition(
        owner,
        "UNKNOWN VerificationFailed: app-0 (" + instance + ") was asked, but an address service");
    assertThat(probe.condition(owner)).doesNotContain("script");
    scenario.aws.addressServices().restore();
    probe.awaitCondition(owner, "TRUE Verified: ");
    scenario.aws.instanceSoftware().removeCurl(instance);
    probe.awaitCondition(owner, "UNKNOWN VerificationFailed: ");
    assertThat(probe.condition(owner)).contains("curl is not installed on it");
    scenario.aws.instanceSoftware().restore(instance);
    scenario.aws.instanceSoftware().setProxy(instance, "http://user:secret@proxy.corp:3128");
    scenario.eventually(
        () -> assertThat(probe.condition(owner)).contains("its programs use a proxy"));
    assertThat(scenario.harness.status(owner).toString()).doesNotContain("secret");
    scenario.aws.instanceSoftware().restore(instance);
    scenario.aws.instanceSoftware().hang(instance);
    scenario.eventually(() -> assertThat(probe.condition(owner)).contains("did not end in time"));
  }

  @Test
  void aPrivateInstanceIsNotAccusedOfAPrivateAddress() {
    Owner owner = probe.verified("PrivateEndpoints");
    scenario.aws.instanceSoftware().startTunnel(probe.instance(owner), "10.0.0.5");
    probe.awaitCondition(owner, "UNKNOWN VerificationFailed: ");
    assertThat(probe.condition(owner))
        .contains("an address service answered with an address that is not public");
    assertThat(probe.warnings("10.0.0.5")).isZero();
  }

  @Test
  void oneServiceThatFailsDoesNotMatterAndAllThatAreSilentDo() {
    Owner owner = probe.verified("ElasticIp");
    scenario.aws.addressServices().fail(SERVICES.get(0), 503);
    scenario.aws.addressServices().respond(SERVICES.get(1), "198.51.100.7");
    scenario.advance(Duration.ofHours(2));
    assertThat(probe.condition(owner)).startsWith("TRUE");
    scenario.aws.addressServices().respond(SERVICES.get(0), "<!DOCTYPE html>\n<html>\n");
    scenario.advance(Duration.ofHours(2));
    assertThat(probe.condition(owner)).startsWith("TRUE");
    SERVICES.forEach(scenario.aws.addressServices()::silence);
    probe.awaitCondition(owner, "FALSE UnexpectedEgress: app-0 (");
    assertThat(probe.condition(owner))
        .contains("does not reach the Internet, which should see it as 203.");
    assertThat(probe.warnings("does not reach the Internet")).isEqualTo(1);
    scenario.aws.addressServices().restore();
    probe.awaitCondition(owner, "TRUE Verified: ");
  }

  @Test
  void withoutThePermissionEverythingElseGoesOn() {
    scenario.aws.faults().refuse(SEND, AwsErrors.of("AccessDeniedException"), 3);
    Owner owner = probe.apply("ElasticIp");
    scenario.awaitSettled(owner);
    probe.awaitCondition(
        owner, "UNKNOWN NotVerified: The instances cannot be asked: SendCommand: AccessDenied");
    probe.awaitCondition(owner, "TRUE Verified: ");
  }

  @Test
  void withoutThePermissionToReadResultsNobodyIsAskedAgainAndAgain() {
    scenario
        .aws
        .faults()
        .refuse("ListCommandInvocations", AwsErrors.of("AccessDeniedException"), 1_000);
    Owner owner = probe.apply("ElasticIp");
    probe.awaitCondition(
        owner,
        "UNKNOWN NotVerified: The instances cannot be asked: ListCommandInvocations: Access");
    scenario.advance(Duration.ofHours(1));
    assertThat(scenario.calls(0, SEND).size()).isLessThan(3);
    scenario.aws.faults().clear();
    probe.awaitCondition(owner, "TRUE Verified: ");
  }

  @Test
  void lostAndThrottledCallsAreRepeated() {
    throttle(SEND);
    scenario.aws.faults().loseAnswer(SEND, 1);
    throttle("ListCommandInvocations");
    Owner owner = probe.verified("NatGateway");
    assertThat(scenario.harness.isTrue(owner, "Ready")).isTrue();
  }

  private void throttle(String action) {
    scenario.aws.faults().add(FaultTarget.forAction(action), new Fault.Throttled(), 1, 2);
  }

  @Test
  void anAgentThatIsGoneDoesNotKeepOthersFromBeingAsked() {
    Owner first = probe.verified("ElasticIp");
    Owner second = probe.verified("NatGateway");
    scenario.advance(Duration.ofMinutes(50));
    ec2.terminateInstances(r -> r.instanceIds(probe.instance(first)));
    long mark = scenario.mark();
    scenario.advance(Duration.ofMinutes(30));
    assertThat(scenario.calls(mark, SEND)).isNotEmpty();
    assertThat(probe.condition(second)).startsWith("TRUE");
    probe.awaitCondition(first, "TRUE Verified: ");
  }

  @Test
  void aPausedEnvironmentIsNotAsked() {
    Owner owner = probe.verified("ElasticIp");
    scenario.harness.apply(
        "elasticip", EngineScenario.spec("ElasticIp", EgressProbe.VERIFY, "paused: true"));
    long mark = scenario.mark();
    scenario.advance(Duration.ofHours(3));
    assertThat(scenario.calls(mark, SEND)).isEmpty();
    assertThat(probe.egress(owner).observed()).startsWith("203.");
    scenario.harness.delete(owner);
    scenario.advance(Duration.ofMinutes(5));
    assertThat(scenario.calls(mark, SEND)).isEmpty();
  }
}
