package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Timing;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever somebody writes into the status, the next reconcile replaces it. */
@ExtendWith(ApiServerExtension.class)
class EditedStatusIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String NAME = "edited";
  private static final String FORBIDDEN_ROLE =
      "{\"role\": {\"managedPolicies\": [\"arn:aws:iam::aws:policy/AdministratorAccess\"]}}";
  private static final String SPEC =
      """
      region: eu-west-1
      connectivity: {pattern: PrivateEndpoints}
      drift: {interval: 5s}
      instances: [{name: app}]
      """;

  @Test
  void aConditionThatSomebodyElseOwnsTooIsRemovedWhenItIsNoLongerTrue(ApiServer server)
      throws Exception {
    Environments environments = new Environments(server, "co-owned");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws)) {
      environments.apply(Environments.yaml(NAME, SPEC));
      environments.awaitReady(NAME);
      edit(
          environments,
          "merge",
          """
          {"status": {"conditions": [
            {"type": "Stalled", "status": "Unknown", "reason": "ByHand", "message": "by hand"}]}}
          """);
      environments.patch(NAME, "{\"spec\": " + FORBIDDEN_ROLE + "}");
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(environments.condition(NAME, "Stalled"))
                  .hasValueSatisfying(
                      stalled -> assertThat(stalled.reason()).isEqualTo("SpecRefused")));
      environments.patch(NAME, "{\"spec\": {\"role\": null}}");

      environments.awaitReady(NAME);
      assertThat(environments.condition(NAME, "Stalled")).isEmpty();
    }
  }

  @Test
  void everyEditIsReplacedAndNothingHappensInAws(ApiServer server) throws Exception {
    Environments environments = new Environments(server, "edited");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws)) {
      environments.apply(Environments.yaml(NAME, SPEC));
      environments.awaitReady(NAME);
      EnvironmentStatus before = environments.get(NAME).getStatus();
      var resources = aws.resources();

      edit(
          environments,
          "json",
          """
          [{"op": "add", "path": "/status/conditions/-",
            "value": {"type": "Stalled", "status": "True", "reason": "ByHand"}}]
          """);
      awaitStatus(environments, before);
      edit(
          environments,
          "merge",
          """
          {"status": {"accountId": "999988887777", "online": "7/7", "instances": [],
            "conditions": [{"type": "Ready", "status": "False", "reason": "ByHand"},
              {"type": "Foreign", "status": "True", "reason": "ByHand"}],
            "resources": [{"key": "vpc/main", "id": "vpc-0"}], "facts": null}}
          """);
      awaitStatus(environments, before);
      edit(environments, "json", "[{\"op\": \"remove\", \"path\": \"/status\"}]");
      awaitStatus(environments, before);
      assertThat(aws.resources()).isEqualTo(resources);
    }
  }

  private static void edit(Environments environments, String type, String patch) {
    environments.kubectl(
        "patch",
        "ssmenv",
        NAME,
        "--subresource=status",
        "--field-manager=somebody",
        "--type=" + type,
        "-p",
        patch);
  }

  private static void awaitStatus(Environments environments, EnvironmentStatus expected) {
    await()
        .atMost(LIMIT.plus(Timing.LONGEST_REST))
        .untilAsserted(() -> {
          EnvironmentStatus status = environments.get(NAME).getStatus();
          assertThat(status).isNotNull();
          assertThat(status.conditions()).isEqualTo(expected.conditions());
          assertThat(status.accountId()).isEqualTo(expected.accountId());
          assertThat(status.online()).isEqualTo(expected.online());
          assertThat(status.instances()).isEqualTo(expected.instances());
          // AWS changes the state of an interface by itself while its instance starts.
          assertThat(status.resources())
              .usingRecursiveFieldByFieldElementComparatorIgnoringFields("state")
              .isEqualTo(expected.resources());
          assertThat(status.facts()).isEqualTo(expected.facts());
        });
  }
}
