package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Changes that cut sessions wait for them, as long as the spec says. */
@Execution(ExecutionMode.CONCURRENT)
class SessionWaitTest {
  private static final String WAIT = SessionProbe.waiting("15m");
  private static final String INSTANCE = "instance/app-0";

  private final EngineScenario scenario = EngineScenario.open(142);
  private final SsmClient ssm = scenario.otherClient.ssm();
  private final Ec2Client ec2 = scenario.otherClient.ec2();
  private final SessionProbe probe = new SessionProbe(scenario, ssm);

  @AfterEach
  void close() {
    ssm.close();
    ec2.close();
    scenario.close();
  }

  private void resize(String type, String... more) {
    scenario.harness.apply("one", SessionProbe.withType("ElasticIp", type, more));
  }

  @Test
  void aReplacementWaitsUntilTheSessionsHaveEnded() {
    Owner owner = probe.ready("ElasticIp", WAIT);
    String instance = probe.instance(owner);
    String first = probe.open(owner);
    String second = probe.open(owner);
    resize("t3.small", WAIT);
    String until = probe.awaitWait(owner, INSTANCE, first, second);
    assertThat(probe.reconciling(owner)).startsWith("TRUE WaitingForSessions: replace " + INSTANCE);
    assertThat(probe.reconciling(owner))
        .contains("after: 2 open sessions (")
        .contains(") to end, until " + until + " at the latest");
    probe.end(first);
    probe.awaitWait(owner, INSTANCE, second);
    assertThat(probe.instance(owner)).isEqualTo(instance);
    probe.end(second);
    Instant ended = scenario.aws.clock().instant();
    scenario.eventually(() -> assertThat(scenario.calls(0, "TerminateInstances")).hasSize(1));
    assertThat(Duration.between(ended, scenario.aws.clock().instant()))
        .isLessThan(Duration.ofSeconds(20));
    scenario.awaitSettled(owner);
    assertThat(probe.status(owner).sessionWaits()).isEmpty();
    assertThat(probe.events("WaitingForSessions"))
        .singleElement()
        .asString()
        .startsWith("The change of instance/app-0 waits for 2 open sessions (");
    assertThat(probe.events("SessionsInterrupted")).isEmpty();
  }

  @Test
  void whenTheTimeHasPassedTheChangeIsMade() {
    Owner owner = probe.ready("ElasticIp", WAIT);
    String session = probe.open(owner);
    resize("t3.small", WAIT);
    Instant until = Instant.parse(probe.awaitWait(owner, INSTANCE, session));
    scenario.eventually(() -> assertThat(scenario.calls(0, "TerminateInstances")).hasSize(1));
    assertThat(scenario.aws.clock().instant()).isBetween(until, until.plus(Duration.ofSeconds(20)));
    scenario.awaitSettled(owner);
    assertThat(probe.events("SessionsInterrupted"))
        .singleElement()
        .asString()
        .contains("The change of instance/app-0 has waited since")
        .contains("is made now, with 1 open session (" + session + ")");
  }

  @Test
  void withoutSessionsOrWithoutTheSettingNothingWaits() {
    Owner owner = probe.ready("ElasticIp", WAIT);
    resize("t3.small", WAIT);
    scenario.eventually(() -> assertThat(scenario.calls(0, "TerminateInstances")).hasSize(1));
    scenario.awaitSettled(owner);
    assertThat(probe.events("WaitingForSessions")).isEmpty();
    probe.open(owner);
    probe.awaitSessions(owner, 1);
    resize("t3.medium");
    Instant asked = scenario.aws.clock().instant();
    scenario.eventually(() -> assertThat(scenario.calls(0, "TerminateInstances")).hasSize(2));
    assertThat(Duration.between(asked, scenario.aws.clock().instant()))
        .isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aChangeOfThePatternCutsNoSessionBeforeItsTime() {
    Owner owner = probe.ready("ElasticIp", WAIT);
    String session = probe.open(owner);
    scenario.harness.apply("one", EngineScenario.spec("NatGateway", WAIT));
    probe.awaitWait(owner, "connection", session);
    assertThat(scenario.harness.describeCondition(owner, "PatternChanging")).startsWith("TRUE");
    assertThat(scenario.calls(0, "ReplaceRoute")).isEmpty();
    probe.end(session);
    scenario.awaitSettled(owner);
    assertThat(scenario.calls(0, "ReplaceRoute")).isNotEmpty();
    assertThat(probe.events("SessionsInterrupted")).isEmpty();
  }

  @Test
  void aRepairThatInterruptsWaitsToo() {
    Owner owner = probe.ready("ElasticIp", WAIT);
    probe.readyAs("guest", "NatGateway", "network: {environment: {name: one}}");
    scenario.harness.kill();
    ec2.replaceRoute(r ->
        r.routeTableId(scenario.id(owner, "routetable/workload-a"))
            .destinationCidrBlock("0.0.0.0/0")
            .natGatewayId(scenario.id(owner, "natgateway/a")));
    scenario.advance(Duration.ofMinutes(3));
    probe.awaitConnected(owner);
    String session = probe.open(owner);
    long mark = scenario.mark();
    scenario.harness.restart();
    probe.awaitWait(owner, "connection", session);
    assertThat(scenario.calls(mark, "ReplaceRoute")).isEmpty();
    probe.end(session);
    scenario.awaitSettled(owner);
    assertThat(scenario.calls(mark, "ReplaceRoute")).isNotEmpty();
  }

  @Test
  void theDeadlineSurvivesARestart() {
    Owner owner = probe.ready("ElasticIp", WAIT);
    String session = probe.open(owner);
    resize("t3.small", WAIT);
    String until = probe.awaitWait(owner, INSTANCE, session);
    scenario.advance(Duration.ofMinutes(10));
    scenario.harness.kill();
    scenario.harness.restart();
    scenario.advance(Duration.ofMinutes(2));
    assertThat(probe.awaitWait(owner, INSTANCE, session)).isEqualTo(until);
    scenario.eventually(() -> assertThat(scenario.calls(0, "TerminateInstances")).hasSize(1));
    assertThat(scenario.aws.clock().instant())
        .isBetween(Instant.parse(until), Instant.parse(until).plus(Duration.ofSeconds(20)));
    scenario.awaitSettled(owner);
    assertThat(probe.events("WaitingForSessions")).hasSize(1);
    assertThat(probe.events("SessionsInterrupted")).hasSize(1);
  }

  @Test
  void aChangeWaitsWhileItIsNotKnownWhetherSessionsAreOpen() {
    Owner owner = probe.ready("ElasticIp", WAIT);
    scenario.aws.faults().refuse("DescribeSessions", AwsErrors.of("AccessDeniedException"), 1_000);
    resize("t3.small", WAIT);
    Instant asked = scenario.aws.clock().instant();
    scenario.eventually(() ->
        assertThat(probe.reconciling(owner))
            .contains("the open sessions to be read, until")
            .contains("DescribeSessions: AccessDenied"));
    scenario.eventually(() -> assertThat(scenario.calls(0, "TerminateInstances")).hasSize(1));
    assertThat(Duration.between(asked, scenario.aws.clock().instant()))
        .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16));
    scenario.aws.faults().clear();
    scenario.awaitSettled(owner);
    assertThat(probe.events("SessionsInterrupted"))
        .singleElement()
        .asString()
        .contains("although it is not known whether sessions are open");
  }

  @Test
  void aWithdrawnChangeAndAnotherLimitCount() {
    Owner owner = probe.ready("ElasticIp", WAIT);
    String session = probe.open(owner);
    resize("t3.small", WAIT);
    Instant until = Instant.parse(probe.awaitWait(owner, INSTANCE, session));
    resize("t3.small", SessionProbe.waiting("10m"));
    scenario.eventually(() ->
        assertThat(probe.awaitWait(owner, INSTANCE, session))
            .isEqualTo(until.minus(Duration.ofMinutes(5)).toString()));
    resize("t3.micro", WAIT);
    scenario.eventually(() -> assertThat(probe.status(owner).sessionWaits()).isEmpty());
    scenario.awaitSettled(owner);
    assertThat(scenario.calls(0, "TerminateInstances")).isEmpty();
  }

  @Test
  void theDeletionOfAnEnvironmentDoesNotWait() {
    Owner owner = probe.ready("ElasticIp", WAIT);
    probe.open(owner);
    probe.awaitSessions(owner, 1);
    Instant asked = scenario.aws.clock().instant();
    scenario.deleteAndAwaitGone(List.of(owner));
    assertThat(Duration.between(asked, scenario.aws.clock().instant()))
        .isLessThan(Duration.ofMinutes(10));
  }

  @Test
  void aHostWaitsForTheSessionsOfItsGuests() {
    Owner host = probe.ready("PrivateEndpoints", WAIT);
    Owner guest = probe.readyAs("guest", "PrivateEndpoints", "network: {environment: {name: one}}");
    String session = probe.open(guest);
    scenario.harness.apply("one", EngineScenario.spec("ElasticIp", WAIT));
    scenario.harness.apply(
        "guest", EngineScenario.spec("ElasticIp", "network: {environment: {name: one}}"));
    probe.awaitWait(host, "connection", session);
    assertThat(probe.status(host).sessions()).isZero();
    probe.end(session);
    scenario.awaitSettled(host);
  }
}
