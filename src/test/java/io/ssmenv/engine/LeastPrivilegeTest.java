package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.permission.OperatorPolicies;
import io.ssmenv.aws.permission.Policy;
import io.ssmenv.aws.permission.Statement;
import io.ssmenv.aws.permission.Variant;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.iam.Callers.Grant;
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
  private static final String ALL_ROLES = "LookAtAllRolesAtOnce";
  private static final String RETAIN = "deletionPolicy: Retain";

  @Test
  void everyPermissionIsNeededAndNoOtherIs() {
    try (Stage stage = Stage.open(18);
        Disorder somebody = new Disorder(stage)) {
      restrict(stage, OperatorPolicies.of(Variant.plain()), all -> true);
      List<Owner> three = stage.three();
      stage.awaitReady(three);
      somebody.amongInstances(three.get(0));
      somebody.amongRoutes(three.get(1));
      somebody.amongEndpointsAndRoles(three.get(2));
      stage.looks(14);
      stage.awaitReady(three);
      Set<Grant> used = new HashSet<>(stage.aws.callers().used(Stage.ENGINE_KEY));

      restrict(
          stage,
          OperatorPolicies.of(Variant.plain()),
          statement -> !statement.sid().equals(ALL_ROLES));
      somebody.leave(three.subList(1, 3));
      turn(stage, somebody, three);
      used.addAll(stage.aws.callers().used(Stage.ENGINE_KEY));

      assertThat(denied(stage)).as("denied").containsOnly("GetAccountAuthorizationDetails");
      assertThat(used).isEqualTo(granted(OperatorPolicies.of(Variant.plain())));
    }
  }

  /** Every environment gets the next pattern, one its boundary and loses it, and all end. */
  private static void turn(Stage stage, Disorder somebody, List<Owner> three) {
    String boundary = "role: {permissionsBoundary: '" + somebody.policy("boundary") + "'}";
    for (int i = 0; i < 3; i++) {
      apply(stage, i, (i + 1) % 3, boundary);
    }
    stage.looks(14);
    stage.awaitReady(three);
    for (int i = 0; i < 3; i++) {
      apply(stage, i, (i + 1) % 3, i == 0 ? RETAIN : "");
    }
    stage.looks(14);
    stage.awaitReady(three);
    stage.awaitGone(three);
  }

  private static void apply(Stage stage, int environment, int pattern, String more) {
    stage.lab.apply(
        Stage.PATTERNS.get(environment).toLowerCase(Locale.ROOT),
        Stage.spec(Stage.PATTERNS.get(pattern), more));
  }

  private static void restrict(Stage stage, List<Policy> policies, Predicate<Statement> which) {
    stage
        .aws
        .callers()
        .restrict(
            Stage.ENGINE_KEY,
            policies.stream()
                .map(policy ->
                    new Policy(policy.name(), policy.statements().stream().filter(which).toList()))
                .map(Policy::json)
                .toList(),
            Map.of("ssmenv-cluster", EngineLab.CLUSTER));
  }

  private static Set<String> denied(Stage stage) {
    return stage.aws.callLog().calls().stream()
        .filter(call -> call.accessKeyId().equals(Stage.ENGINE_KEY))
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
