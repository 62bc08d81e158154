package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.api.v1alpha1.RebootStatus.State;
import io.ssmenv.cloud.HealthTiming;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.ssm.AgentEvent;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;

/** {@code instances[].rebootWhenUnreachable}. */
@Execution(ExecutionMode.CONCURRENT)
class RebootTest {

  /** An agent that sleeps is found after six minutes, and would sleep for longer than this. */
  private static final Duration WATCHED = Duration.ofMinutes(20);

  private final EngineScenario scenario = EngineScenario.open(411);
  private final Ec2Client ec2 = scenario.otherClient.ec2();
  private final IamClient iam = scenario.otherClient.iam();
  private final SleepingAgents agents = new SleepingAgents(scenario, ec2);

  @AfterEach
  void close() {
    ec2.close();
    iam.close();
    scenario.close();
  }

  private String online(Owner owner) {
    return scenario.harness.describeCondition(owner, "InstancesOnline");
  }

  @Test
  void anAgentAsleepAfterALatePathGetsOneReboot() {
    Owner owner = agents.asleep(1, SleepingAgents.rebooting(1));
    Instant begun = scenario.time.instant();
    scenario.eventually(() -> assertThat(agents.reboots()).isNotEmpty());
    assertThat(Duration.between(begun, scenario.time.instant())).isLessThan(WATCHED);
    assertThat(agents.events("Rebooting"))
        .singleElement()
        .asString()
        .contains("Rebooting app-0 (" + scenario.id(owner, "instance/app-0") + "): its agent");
    scenario.awaitSettled(owner);
    assertThat(Duration.between(begun, scenario.time.instant()))
        .as("sooner than by itself")
        .isLessThan(WATCHED);
    scenario.advance(Duration.ofMinutes(90));
    assertThat(agents.reboots()).hasSize(1).allMatch(CallRecord::wrote);
    assertThat(agents.reboot(owner, "app-0")).get().extracting("state").isEqualTo(State.REQUESTED);
    assertThat(agents.events("SilentAfterReboot")).isEmpty();
  }

  @Test
  void nothingIsRebootedByDefault() {
    Owner owner = agents.asleep(1, SleepingAgents.spec(1, ""));
    scenario.eventually(
        () -> assertThat(online(owner)).contains("may sleep for up to an hour. Wait, or reboot"));
    scenario.awaitSettled(owner);
    assertThat(agents.reboots()).isEmpty();
  }

  @Test
  void nothingIsRebootedWhilePausedOrReporting() {
    Owner owner = agents.asleep(1, SleepingAgents.spec(1, ""));
    scenario.eventually(() -> assertThat(scenario.harness.isTrue(owner, "InSync")).isTrue());
    scenario.harness.apply("one", SleepingAgents.rebooting(1, "paused: true"));
    scenario.eventually(() -> assertThat(online(owner)).contains("may sleep for up to an hour"));
    scenario.advance(Duration.ofMinutes(5));
    scenario.harness.apply("one", SleepingAgents.rebooting(1, "drift: {policy: Report}"));
    scenario.eventually(() -> assertThat(online(owner)).startsWith("TRUE Online"));
    assertThat(agents.reboots()).isEmpty();
  }

  @Test
  void nothingIsRebootedOnceThePathIsBrokenAgain() {
    Owner owner = agents.asleep(1, SleepingAgents.spec(1, ""));
    scenario.eventually(() -> assertThat(online(owner)).contains("may sleep for up to an hour"));
    scenario.harness.apply("one", SleepingAgents.rebooting(1, "paused: true"));
    agents.deleteRoute(owner);
    scenario.eventually(() -> assertThat(online(owner)).contains("has no route to 0.0.0.0/0"));
    scenario.aws.faults().refuse("CreateRoute", AwsErrors.of("UnauthorizedOperation"), 10_000);
    scenario.harness.apply("one", SleepingAgents.rebooting(1));
    scenario.advance(WATCHED);
    assertThat(agents.reboots()).isEmpty();
  }

  @Test
  void theSecondInstanceWaitsUntilTheFirstIsOnline() {
    Owner owner = agents.asleep(2, SleepingAgents.rebooting(2));
    scenario.runUntil(() -> agents.reboots().size() == 2);
    List<String> rebooted = agents.reboots().stream().map(CallRecord::subject).toList();
    assertThat(rebooted)
        .containsExactly(
            scenario.id(owner, "instance/app-0"), scenario.id(owner, "instance/app-1"));
    assertThat(
            scenario
                .aws
                .agentHistory(rebooted.getFirst())
                .orElseThrow()
                .events(AgentEvent.Type.ONLINE))
        .as("when the second one is rebooted")
        .isNotEmpty();
    scenario.awaitSettled(owner);
    assertThat(agents.reboots()).hasSize(2);
  }

  @Test
  void anAgentThatStaysSilentIsToldAndNotRebootedAgain() {
    Owner owner = agents.asleep(1, SleepingAgents.rebooting(1));
    String id = scenario.id(owner, "instance/app-0");
    scenario.aws.faults().stuck(id);
    scenario.eventually(() -> assertThat(agents.events("SilentAfterReboot")).hasSize(1));
    scenario.eventually(() ->
        assertThat(online(owner))
            .contains("The agent of " + id + " is silent, although the instance was rebooted")
            .contains("aws ec2 get-console-output --latest --instance-id " + id));
    scenario.advance(Duration.ofMinutes(90));
    assertThat(agents.reboots()).hasSize(1);
    assertThat(agents.events("SilentAfterReboot")).hasSize(1);
  }

  @Test
  void aRefusedRebootIsToldOnceAndMadeWhenItIsAllowed() {
    scenario.aws.faults().refuse(SleepingAgents.CALL, AwsErrors.of("UnauthorizedOperation"), 3);
    Owner owner = agents.asleep(1, SleepingAgents.rebooting(1));
    scenario.eventually(() ->
        assertThat(agents.reboot(owner, "app-0").map(RebootStatus::error))
            .get()
            .asString()
            .startsWith("RebootInstances: UnauthorizedOperation"));
    scenario.awaitSettled(owner);
    assertThat(agents.reboots()).hasSize(4).filteredOn(CallRecord::wrote).hasSize(1);
    assertThat(agents.events("RebootFailed")).hasSize(1);
  }

  @Test
  void aLostAnswerIsNotFollowedByAnotherReboot() {
    scenario.aws.faults().loseAnswer(SleepingAgents.CALL, 1);
    Owner owner = agents.asleep(1, SleepingAgents.rebooting(1));
    scenario.eventually(() -> assertThat(agents.events("RebootUnknown")).hasSize(1));
    scenario.awaitSettled(owner);
    scenario.advance(Duration.ofMinutes(60));
    assertThat(agents.reboots()).hasSize(1);
  }

  @Test
  void aNewPathIsWorthANewReboot() {
    Owner owner = agents.asleep(1, SleepingAgents.rebooting(1));
    String id = scenario.id(owner, "instance/app-0");
    scenario.aws.faults().stuck(id);
    scenario.eventually(() -> assertThat(agents.reboots()).hasSize(1));
    scenario.advance(HealthTiming.REBOOT_TAKES_EFFECT);
    agents.deleteRoute(owner);
    scenario.eventually(() -> assertThat(agents.reboots()).hasSize(2));
    assertThat(List.copyOf(agents.events("Rebooting"))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void anInstanceWhosePathWasInTimeIsNotRebooted(String pattern) {
    String boundary = policy("Allow", "s3:*");
    Owner owner =
        scenario.harness.apply(
            "one",
            SleepingAgents.rebooting(1, "role: {permissionsBoundary: '%s'}".formatted(boundary))
                .replace("ElasticIp", pattern));
    scenario.advance(Duration.ofMinutes(30));
    assertThat(online(owner)).as("its role allows nothing").contains("Check that " + boundary);
    assertThat(agents.reboots()).isEmpty();
  }

  private String policy(String effect, String action) {
    String document =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s","Action":"%s","Resource":"*"}]}
        """
            .formatted(effect, action);
    return iam.createPolicy(r -> r.policyName("boundary").policyDocument(document)).policy().arn();
  }

  @Test
  void anAgentThatGoesOfflineHoursAfterTheRebootIsNotSilentAfterIt() {
    Owner owner = agents.asleep(1, SleepingAgents.rebooting(1));
    scenario.eventually(() -> assertThat(agents.reboots()).isNotEmpty());
    scenario.awaitSettled(owner);
    scenario.advance(Duration.ofHours(5));
    scenario.harness.apply("one", SleepingAgents.rebooting(1, "drift: {policy: Report}"));
    String nothing = policy("Deny", "*");
    String role = iam.listRoles().roles().getFirst().roleName();
    scenario.retryUntilAccepted(
        () -> iam.putRolePermissionsBoundary(r -> r.roleName(role).permissionsBoundary(nothing)));
    scenario.eventually(() -> assertThat(online(owner)).startsWith("FALSE"));
    scenario.advance(Duration.ofMinutes(30));
    assertThat(agents.reboot(owner, "app-0").map(RebootStatus::silent)).contains(false);
    assertThat(agents.events("SilentAfterReboot")).isEmpty();
  }

  @Test
  void aRebootThatWasNotCalledIsTriedAgain() {
    Owner owner = agents.asleep(1, SleepingAgents.rebooting(1));
    scenario.runUntil(() -> agents.reboot(owner, "app-0").isPresent());
    scenario.harness.useAccessKey(() -> EngineScenario.OTHER_ENGINE_KEY);
    scenario.aws.faults().refuse("GetCallerIdentity", AwsErrors.of("ServiceUnavailable"), 3);
    scenario.eventually(() -> assertThat(agents.reboots()).hasSize(1));
    scenario.awaitSettled(owner);
    assertThat(agents.reboots()).hasSize(1);
    assertThat(agents.events("RebootUnknown")).isEmpty();
    assertThat(agents.events("RebootFailed"))
        .singleElement()
        .asString()
        .contains("GetCallerIdentity");
  }
}
