package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.permission.OperatorPolicies;
import io.ssmenv.aws.permission.Policy;
import io.ssmenv.aws.permission.PolicyOptions;
import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The policy ssmenv-sessions is detached while environments have documents and inline policies. */
@Execution(ExecutionMode.CONCURRENT)
class SessionPolicyDetachedTest {

  private static final String LOGGED = "sessions: {log: {cloudWatchGroup: /ssm/sessions}}";

  @Test
  void onlyWhatItAllowsFailsAndSaysSo() {
    try (EngineScenario scenario = EngineScenario.open(155)) {
      restrict(scenario, Set.of());
      Owner logged = scenario.harness.apply("logged", EngineScenario.spec("ElasticIp", LOGGED));
      Owner plain = scenario.harness.apply("plain", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(logged);
      scenario.awaitSettled(plain);
      String role = scenario.id(logged, "role");

      restrict(scenario, Set.of("ssmenv-sessions"));
      scenario.restartAndAwaitPolls(List.of(logged, plain));
      assertThat(scenario.harness.isTrue(logged, "AWSReachable")).isTrue();
      scenario.harness.delete(logged);
      scenario.deleteAndAwaitGone(List.of(plain));
      scenario.advance(Duration.ofMinutes(10));
      assertThat(scenario.harness.isGone(logged)).isFalse();
      assertThat(scenario.harness.status(logged).condition("Deleting").orElseThrow().message())
          .contains("ssmdocument: DeleteDocument: AccessDenied")
          .contains(
              "Attach the policy ssmenv-sessions, which allows DeleteDocument, to the operator's role");
      assertThat(scenario.aws.resources())
          .as("nothing else stays")
          .noneMatch(one -> one.id().equals(role));

      restrict(scenario, Set.of());
      scenario.eventually(() -> assertThat(scenario.harness.isGone(logged)).isTrue());
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void aDeniedChangeOfTagsNamesThePolicies() {
    try (EngineScenario scenario = EngineScenario.open(156);
        SessionTargetsOfTest targets = new SessionTargetsOfTest(scenario)) {
      restrict(scenario, Set.of());
      Owner logged = scenario.harness.apply("logged", EngineScenario.spec("ElasticIp", LOGGED));
      scenario.awaitSettled(logged);
      restrict(scenario, Set.of("ssmenv-sessions"));
      targets.untag(scenario.id(logged, "ssmdocument"));
      scenario.eventually(() ->
          assertThat(
                  scenario
                      .harness
                      .status(logged)
                      .condition("SessionsConfigured")
                      .orElseThrow()
                      .message())
              .as(scenario.describe(logged))
              .contains("AddTagsToResource: AccessDenied")
              .contains(
                  "Attach the policy ssmenv-sessions, or ssmenv-adopt during an adoption, which allows AddTagsToResource, to the operator's role"));
    }
  }

  /** Roles are read one by one, as in an account that does not allow to read all at once. */
  private static void restrict(EngineScenario scenario, Set<String> detached) {
    scenario
        .aws
        .callerPolicies()
        .restrict(
            EngineScenario.ENGINE_KEY,
            OperatorPolicies.of(PolicyOptions.defaults()).stream()
                .filter(policy -> !detached.contains(policy.name()))
                .map(policy ->
                    new Policy(
                        policy.name(),
                        policy.statements().stream()
                            .filter(one -> !one.sid().equals("ReadAuthorizationDetails"))
                            .toList()))
                .map(Policy::json)
                .toList(),
            Map.of("ssmenv-cluster", EngineHarness.CLUSTER));
  }
}
