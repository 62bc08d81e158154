package io.ssmenv.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.desired.DesiredState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is being taken over was built, launched and online before. */
class AdoptionEventsTest {

  private static StatusScenario adopting() {
    StatusScenario scenario = StatusScenario.created();
    scenario.unresolved = Optional.of(new DesiredState.Adopting("Taking over"));
    return scenario;
  }

  @Test
  void nothingIsSaidToBeBuiltOrLaunched() {
    StatusScenario scenario = adopting();
    scenario.unregister("app-0");
    scenario.reconcile();
    assertThat(scenario.status.orElseThrow().instances()).isNotEmpty();
    assertThat(scenario.reasons()).doesNotContain("Created", "NetworkReady", "Launched", "Online");
    scenario.ping("app-0", "Online");
    scenario.reconcile();
    assertThat(scenario.reasons()).doesNotContain("Online");
    scenario.unresolved = Optional.empty();
    scenario.reconcile();
    assertThat(scenario.reasons()).doesNotContain("Created", "Launched", "Online");
  }

  @Test
  void anAgentThatComesBackMeanwhileIsOnline() {
    StatusScenario scenario = adopting();
    scenario.reconcile();
    scenario.ping("app-0", "ConnectionLost");
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("ConnectionLost");
    scenario.ping("app-0", "Online");
    scenario.reconcile();
    assertThat(scenario.reasons()).contains("Online");
  }

  @Test
  void anOutageOfSystemsManagerBringsNoAgentOnline() {
    StatusScenario scenario = adopting();
    scenario.reconcile();
    scenario.pingError = Optional.of("InternalServerError");
    scenario.reconcile();
    scenario.pingError = Optional.empty();
    scenario.reconcile();
    assertThat(scenario.reasons()).doesNotContain("Online");
  }
}
