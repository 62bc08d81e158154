package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.PathStatus;
import io.ssmenv.plan.PlanGates.Gate;
import io.ssmenv.state.AgentReachability;
import io.ssmenv.state.PathHistory;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ping;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The previous path is deleted only when every agent is online over the current path. */
class AgentReachabilityTest {

  private final StatusScenario scenario = StatusScenario.reconciled();

  private Set<Key> instances() {
    return IntStream.range(0, scenario.count)
        .mapToObj(index -> Instance.key("app-" + index))
        .collect(Collectors.toSet());
  }

  private Gate gateAfterChange(Duration ago) {
    Optional<Instant> changed = Optional.of(scenario.now.minus(ago));
    return AgentReachability.gate(
        instances(), scenario.observation(), new PathHistory(changed, changed, PathStatus.NONE));
  }

  @Test
  void aPingAfterTheChangeAndTheDnsTtlOpensTheGate() {
    assertThat(gateAfterChange(Duration.ofSeconds(61)).open()).isTrue();
  }

  @Test
  void aPingThatMayHaveUsedThePreviousPathKeepsTheGateClosed() {
    Gate gate = gateAfterChange(Duration.ofSeconds(60));
    assertThat(gate.open()).isFalse();
    assertThat(gate.message()).contains("instance/app-0").contains("2026-01-02T03:04:05Z");
  }

  @Test
  void anAnswerAfterTheChangeOpensTheGateEarlierThanAPing() {
    Ping before =
        new Ping(Ping.ONLINE, Optional.of(scenario.now.minus(Duration.ofMinutes(4))), "3.3.40.0");
    scenario.pings.put(id(), before);
    assertThat(gateAfterChange(Duration.ofSeconds(90)).open()).isFalse();
    scenario.pings.put(id(), before.withAnswered(scenario.now.minus(Duration.ofSeconds(40))));
    assertThat(gateAfterChange(Duration.ofSeconds(90)).open()).isFalse();
    scenario.pings.put(id(), before.withAnswered(scenario.now.minus(Duration.ofSeconds(20))));
    assertThat(gateAfterChange(Duration.ofSeconds(90)).open()).isTrue();
  }

  private String id() {
    return scenario.observation().find(Instance.key("app-0")).orElseThrow().id();
  }

  @Test
  void oneAgentWithoutAPingKeepsTheGateClosed() {
    scenario.count = 2;
    scenario.createAll();
    scenario.unregister("app-1");
    assertThat(gateAfterChange(Duration.ofHours(1)).message()).contains("instance/app-1");
  }

  @Test
  void anAgentThatLostItsConnectionKeepsTheGateClosed() {
    scenario.ping("app-0", "ConnectionLost");
    assertThat(gateAfterChange(Duration.ofHours(1)).open()).isFalse();
  }

  @Test
  void anErrorOfSystemsManagerKeepsTheGateClosed() {
    scenario.pingError = Optional.of("AccessDeniedException");
    assertThat(gateAfterChange(Duration.ofHours(1)).message()).contains("AccessDeniedException");
  }

  @Test
  void aPathThatIsNotReadYetKeepsTheGateClosed() {
    Gate gate =
        AgentReachability.gate(
            instances(), scenario.observation(), PathHistory.unknown(PathStatus.NONE));
    assertThat(gate.open()).isFalse();
  }

  @Test
  void anInstanceThatMayExistKeepsTheGateClosed() {
    scenario.remove("instance/app-0");
    scenario.missing.put(Instance.key("app-0"), "instance/app-0 (i-1) is not listed");
    Gate gate = gateAfterChange(Duration.ofHours(1));
    assertThat(gate.open()).isFalse();
    assertThat(gate.message()).contains("instance/app-0 (i-1) is not listed");
  }

  @Test
  void theGateIsOpenIfNoInstanceRuns() {
    scenario.unregister("app-0");
    scenario.state("instance/app-0", State.PENDING, "pending");
    assertThat(gateAfterChange(Duration.ZERO).open()).isTrue();
    scenario.count = 0;
    assertThat(gateAfterChange(Duration.ZERO).open()).isTrue();
  }
}
