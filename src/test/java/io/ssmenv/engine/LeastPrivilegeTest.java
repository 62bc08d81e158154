package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.permission.OperatorPolicies;
import io.ssmenv.aws.permission.Policy;
import io.ssmenv.aws.permission.PolicyOptions;
import io.ssmenv.aws.permission.Statement;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.iam.CallerPolicies.Grant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The operator with the permissions of {@code deploy/iam} and no others, which the simulated AWS
 * enforces with all their conditions: they are enough for everything, and none is too much.
 */
@Execution(ExecutionMode.CONCURRENT)
class LeastPrivilegeTest {

  private static final Set<String> DENIALS =
      Set.of("UnauthorizedOperation", "AccessDenied", "AccessDeniedException");
  private static final String ALL_ROLES = "ReadAuthorizationDetails";
  private static final String RETAIN = "deletionPolicy: Retain";

  @Test
  void everyPermissionIsNeededAndNoOtherIs() {
    try (EngineScenario scenario = EngineScenario.open(18);
        DriftInjector somebody = new DriftInjector(scenario)) {
      restrict(scenario, OperatorPolicies.of(PolicyOptions.defaults()), all -> true);
      List<Owner> three = scenario.onePerPattern();
      scenario.awaitReady(three);
      somebody.amongInstances(three.get(0));
      somebody.amongRoutes(three.get(1));
      somebody.amongEndpointsAndRoles(three.get(2));
      scenario.awaitPolls(14);
      scenario.awaitReady(three);
      Set<Grant> used =
          new HashSet<>(scenario.aws.callerPolicies().used(EngineScenario.ENGINE_KEY));

      restrict(
          scenario,
          OperatorPolicies.of(PolicyOptions.defaults()),
          statement -> !statement.sid().equals(ALL_ROLES));
      somebody.leave(three.subList(1, 3));
      turn(scenario, somebody, three);
      used.addAll(scenario.aws.callerPolicies().used(EngineScenario.ENGINE_KEY));

      assertThat(denied(scenario)).as("denied").containsOnly("GetAccountAuthorizationDetails");
      assertThat(used).isEqualTo(granted(OperatorPolicies.of(PolicyOptions.defaults())));
    }
  }

  /** Every environment gets the next pattern, one its boundary and loses it, and all end. */
  private static void turn(EngineScenario scenario, DriftInjector somebody, List<Owner> three) {
    String boundary = "role: {permissionsBoundary: '" + somebody.policy("boundary") + "'}";
    for (int i = 0; i < 3; i++) {
      apply(scenario, i, (i + 1) % 3, boundary);
    }
    scenario.awaitPolls(14);
    scenario.awaitReady(three);
    for (int i = 0; i < 3; i++) {
      apply(scenario, i, (i + 1) % 3, i == 0 ? RETAIN : "");
    }
    scenario.awaitPolls(14);
    scenario.awaitReady(three);
    scenario.awaitGone(three);
  }

  private static void apply(EngineScenario scenario, int environment, int pattern, String more) {
    scenario.harness.apply(
        EngineScenario.PATTERNS.get(environment).toLowerCase(Locale.ROOT),
        EngineScenario.spec(EngineScenario.PATTERNS.get(pattern), more));
  }

  private static void restrict(
      EngineScenario scenario, List<Policy> policies, Predicate<Statement> which) {
    scenario
        .aws
        .callerPolicies()
        .restrict(
            EngineScenario.ENGINE_KEY,
            policies.stream()
                .map(policy ->
                    new Policy(policy.name(), policy.statements().stream().filter(which).toList()))
                .map(Policy::json)
                .toList(),
            Map.of("ssmenv-cluster", EngineHarness.CLUSTER));
  }

  private static Set<String> denied(EngineScenario scenario) {
    return scenario.aws.callLog().calls().stream()
        .filter(call -> call.accessKeyId().equals(EngineScenario.ENGINE_KEY))
        .filter(call -> DENIALS.contains(call.outcome()))
        .map(CallRecord::action)
        .collect(Collectors.toSet());
  }

  private static Set<Grant> granted(List<Policy> policies) {
    return policies.stream()
        .flatMap(policy -> policy.statements().stream())
        .flatMap(statement ->
            statement.actions().stream().map(action -> new Grant(statement.sid(), action)))
        .collect(Collectors.toSet());
  }
}
