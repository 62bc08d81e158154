package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While a change of the pattern waits for an agent, the status names the agent. */
@Execution(ExecutionMode.CONCURRENT)
class PatternChangeMessageTest {

  @ParameterizedTest
  @CsvSource({
    "ElasticIp, NatGateway",
    "ElasticIp, PrivateEndpoints",
    "NatGateway, ElasticIp",
    "NatGateway, PrivateEndpoints",
    "PrivateEndpoints, ElasticIp",
    "PrivateEndpoints, NatGateway"
  })
  void theMessageNamesTheAgentThatEverythingWaitsFor(String from, String to) {
    try (EngineScenario scenario = EngineScenario.open(17)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec(from));
      scenario.awaitReady(owner);
      List<EnvironmentStatus> waiting = new ArrayList<>();
      scenario.harness.observe(result -> {
        if (waitsForAgent(result.status())) {
          waiting.add(result.status());
        }
      });
      scenario.harness.apply("one", EngineScenario.spec(to));
      scenario.awaitReady(owner);

      String agent =
          "the agent of instance/app-0 (" + scenario.id(owner, "instance/app-0") + ") to answer";
      assertThat(waiting).isNotEmpty();
      assertThat(waiting)
          .allSatisfy(status ->
              assertThat(status.condition("Reconciling").orElseThrow().message())
                  .as(String.join("\n", status.plan()))
                  .contains(agent));
    }
  }

  /** Every pending step waits, and one of them for the agent. */
  private static boolean waitsForAgent(EnvironmentStatus status) {
    return status.plan().stream().anyMatch(step -> step.contains("the agent of"))
        && status.plan().stream().allMatch(step -> step.contains(", after: "));
  }
}
