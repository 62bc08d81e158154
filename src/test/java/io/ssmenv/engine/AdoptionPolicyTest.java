package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.permission.OperatorPolicies;
import io.ssmenv.aws.permission.Policy;
import io.ssmenv.aws.permission.PolicyOptions;
import io.ssmenv.cloud.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An adoption with the shipped policies: another cluster needs one more, and only that. */
@Execution(ExecutionMode.CONCURRENT)
class AdoptionPolicyTest {

  private static final String SPEC = EngineScenario.spec("NatGateway");

  @Test
  void inTheSameClusterTheShippedPoliciesAreEnough() {
    try (EngineScenario scenario = EngineScenario.open(5401)) {
      restrict(scenario, EngineHarness.CLUSTER, List.of());
      Owner lost = scenario.harness.apply("lost", SPEC);
      scenario.awaitSettled(lost);
      Map<String, String> ids = scenario.allIds();
      scenario.harness.removeByForce(lost);
      Owner adopter = scenario.harness.adopt("adopter", SPEC, lost.uid());
      scenario.awaitSettled(adopter);
      assertThat(scenario.allIds()).isEqualTo(ids);
    }
  }

  @Test
  void anotherClusterIsAdoptedOnlyWithThePolicyThatNamesIt() {
    try (EngineScenario scenario = EngineScenario.open(5402)) {
      restrict(scenario, EngineHarness.CLUSTER, List.of());
      Owner lost = scenario.harness.apply("lost", SPEC);
      scenario.awaitSettled(lost);
      Map<String, String> ids = scenario.allIds();
      scenario.harness.kill();
      scenario.harness.api().removeByForce(lost);
      scenario.forgetHeartbeat(EngineHarness.CLUSTER);
      scenario.harness.settings().cluster = "new-cluster";
      restrict(scenario, "new-cluster", List.of("another"));
      scenario.harness.restart();
      Owner adopter = scenario.harness.adopt("adopter", SPEC, lost.uid());
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(adopter, "Stalled"))
              .startsWith("TRUE AccessDenied"));

      restrict(scenario, "new-cluster", List.of(EngineHarness.CLUSTER));
      scenario.awaitSettled(adopter);
      assertThat(scenario.allIds()).isEqualTo(ids);
      scenario.deleteAndAwaitGone(List.of(adopter));
    }
  }

  private static void restrict(EngineScenario scenario, String cluster, List<String> adoptFrom) {
    scenario
        .aws
        .callerPolicies()
        .restrict(
            EngineScenario.ENGINE_KEY,
            OperatorPolicies.of(new PolicyOptions("aws", List.of(), Optional.empty(), adoptFrom))
                .stream()
                .map(Policy::json)
                .toList(),
            Map.of("ssmenv-cluster", cluster));
  }
}
