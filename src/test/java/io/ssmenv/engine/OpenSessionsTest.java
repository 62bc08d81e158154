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
import software.amazon.awssdk.services.ssm.SsmClient;

/** The number of open sessions in the status. */
@Execution(ExecutionMode.CONCURRENT)
class OpenSessionsTest {
  private static final String LIST = "DescribeSessions";

  private final EngineScenario scenario = EngineScenario.open(141);
  private final SsmClient ssm = scenario.otherClient.ssm();
  private final SessionProbe probe = new SessionProbe(scenario, ssm);

  @AfterEach
  void close() {
    ssm.close();
    scenario.close();
  }

  @Test
  void theStatusCountsTheOpenSessionsOfItsInstances() {
    Owner owner = probe.ready("ElasticIp");
    probe.awaitSessions(owner, 0);
    Owner other = probe.readyAs("other", "NatGateway");
    String first = probe.open(owner);
    probe.open(owner);
    probe.open(other);
    probe.awaitSessions(owner, 2);
    probe.awaitSessions(other, 1);
    String since = probe.status(owner).sessionsSince();
    assertThat(since).isNotNull();
    scenario.advance(Duration.ofMinutes(3));
    assertThat(probe.status(owner).sessionsSince()).isEqualTo(since);
    probe.end(first);
    probe.awaitSessions(owner, 1);
    assertThat(probe.status(owner).sessionsSince()).isGreaterThan(since);
    assertThat(probe.status(owner).sessionWaits()).isEmpty();
  }

  @Test
  void theSessionsOfARegionAreListedEveryTwoMinutesForAllEnvironments() {
    List<Owner> owners = scenario.onePerPattern();
    scenario.awaitReady(owners);
    long mark = scenario.mark();
    scenario.advance(Duration.ofHours(1));
    assertThat(scenario.calls(mark, LIST)).hasSizeBetween(28, 31);
  }

  @Test
  void aListingOfManySessionsIsReadPageByPageWithinItsBudget() {
    Owner owner = probe.ready("ElasticIp");
    for (int i = 0; i < 820; i++) {
      probe.open(owner);
    }
    long mark = scenario.mark();
    probe.awaitSessions(owner, 820);
    assertThat(scenario.calls(mark, LIST)).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void theNumberIsAbsentWhileItIsNotKnown() {
    Owner owner = probe.ready("ElasticIp");
    probe.open(owner);
    probe.awaitSessions(owner, 1);
    scenario.aws.faults().refuse(LIST, AwsErrors.of("AccessDeniedException"), 1_000);
    scenario.eventually(() -> assertThat(probe.status(owner).sessions()).isNull());
    assertThat(scenario.harness.isTrue(owner, "Ready")).isTrue();
    scenario.aws.faults().clear();
    probe.open(owner);
    scenario.eventually(() -> assertThat(probe.status(owner).sessions()).isNotNull());
  }

  @Test
  void throttledReadsAreRepeated() {
    Owner owner = probe.ready("ElasticIp");
    scenario.aws.faults().add(FaultTarget.forAction(LIST), new Fault.Throttled(), 1, 3);
    probe.open(owner);
    probe.awaitSessions(owner, 1);
  }

  @Test
  void aRestartChangesNoNumber() {
    Owner owner = probe.ready("ElasticIp");
    probe.open(owner);
    probe.awaitSessions(owner, 1);
    String since = probe.status(owner).sessionsSince();
    scenario.restartAndAwaitPolls(List.of(owner));
    assertThat(probe.status(owner).sessions()).isEqualTo(1);
    assertThat(probe.status(owner).sessionsSince()).isEqualTo(since);
  }
}
