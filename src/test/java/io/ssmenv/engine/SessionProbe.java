package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ConnectionStatus;

/** Opens and ends sessions on the first instance of an environment, and reads what it says. */
record SessionProbe(EngineScenario scenario, SsmClient ssm) {

  static String waiting(String duration) {
    return "disruption: {waitForSessions: " + duration + "}";
  }

  static String withType(String pattern, String type, String... more) {
    return EngineScenario.spec(pattern, more)
        .replace("[{name: app}]", "[{name: app, type: " + type + "}]");
  }

  Owner ready(String pattern, String... more) {
    return readyAs("one", pattern, more);
  }

  Owner readyAs(String name, String pattern, String... more) {
    Owner owner = scenario.harness.apply(name, EngineScenario.spec(pattern, more));
    scenario.awaitSettled(owner);
    return owner;
  }

  /** An agent that is online opens its channel for sessions a moment later. */
  void awaitConnected(Owner owner) {
    scenario.eventually(() ->
        assertThat(ssm.getConnectionStatus(r -> r.target(instance(owner))).status())
            .isEqualTo(ConnectionStatus.CONNECTED));
  }

  String instance(Owner owner) {
    return scenario.id(owner, "instance/app-0");
  }

  String open(Owner owner) {
    awaitConnected(owner);
    return ssm.startSession(r -> r.target(instance(owner))).sessionId();
  }

  void end(String session) {
    ssm.terminateSession(r -> r.sessionId(session));
  }

  EnvironmentStatus status(Owner owner) {
    return scenario.harness.status(owner);
  }

  void awaitSessions(Owner owner, int count) {
    scenario.eventually(() -> assertThat(status(owner).sessions()).isEqualTo(count));
  }

  /** Waits until a change waits; returns until when. */
  String awaitWait(Owner owner, String change, String... sessions) {
    scenario.eventually(() ->
        assertThat(status(owner).sessionWaits())
            .as(scenario.describe(owner))
            .anySatisfy(wait -> {
              assertThat(wait.change()).isEqualTo(change);
              assertThat(wait.sessions()).containsExactlyInAnyOrder(sessions);
            }));
    return Objects.requireNonNull(status(owner).sessionWaits().getFirst().until());
  }

  String reconciling(Owner owner) {
    return scenario.harness.describeCondition(owner, "Reconciling");
  }

  List<String> events(String reason) {
    return scenario.harness.events().stream()
        .filter(event -> event.reason().equals(reason))
        .map(event -> event.message())
        .toList();
  }
}
