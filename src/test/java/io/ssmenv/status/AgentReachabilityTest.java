package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.plan.PlanGates.Gate;
import io.ssmenv.state.AgentReachability;
import io.ssmenv.topology.Observed.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The former path goes only when every agent has answered over the present one. */
class AgentReachabilityTest {

  private final StatusScenario scenario = StatusScenario.settled();

  private Gate since(Duration ago) {
    return AgentReachability.gate(
        scenario.desired(), scenario.observation(), scenario.now.minus(ago));
  }

  @Test
  void givenByAPingAfterTheChangeAndTheLifeOfCachedNames() {
    assertThat(since(Duration.ofSeconds(61)).open()).isTrue();
  }

  @Test
  void notGivenByAPingThatMayHaveGoneByTheFormerPath() {
    Gate evidence = since(Duration.ofSeconds(60));
    assertThat(evidence.open()).isFalse();
    assertThat(evidence.message()).contains("instance/app-0").contains("2026-01-02T03:04:05Z");
  }

  @Test
  void notGivenWhileOneOfSeveralHasNotAnswered() {
    scenario.count = 2;
    scenario.build();
    scenario.silent("app-1");
    assertThat(since(Duration.ofHours(1)).message()).contains("instance/app-1");
  }

  @Test
  void notGivenByAnAgentThatLostItsConnection() {
    scenario.ping("app-0", "ConnectionLost");
    assertThat(since(Duration.ofHours(1)).open()).isFalse();
  }

  @Test
  void notGivenWhereSystemsManagerCannotBeAsked() {
    scenario.noPings = Optional.of("AccessDeniedException");
    assertThat(since(Duration.ofHours(1)).message()).contains("AccessDeniedException");
  }

  @Test
  void givenWithoutAnInstanceThatRuns() {
    scenario.silent("app-0");
    scenario.state("instance/app-0", State.PENDING, "pending");
    assertThat(since(Duration.ZERO).open()).isTrue();
    scenario.count = 0;
    assertThat(since(Duration.ZERO).open()).isTrue();
  }
}
