package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.iam.IamClient;

/** What others added to the role of an environment when the environment is deleted. */
@Execution(ExecutionMode.CONCURRENT)
class RoleDeletionTest {

  private static final String DENY_ALL =
      """
      {"Version": "2012-10-17",
       "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}
      """;

  @Test
  void anInlinePolicyDoesNotKeepTheRole() {
    try (EngineScenario scenario = EngineScenario.open(62);
        IamClient iam = scenario.otherClient.iam()) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      String role = scenario.id(owner, "role");
      scenario.harness.delete(owner);
      iam.putRolePolicy(r -> r.roleName(role).policyName("extra").policyDocument(DENY_ALL));

      scenario.deleteAndAwaitGone(List.of(owner));

      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void theProfileOfAnotherThatHoldsTheRoleIsNamedAndKept() {
    try (EngineScenario scenario = EngineScenario.open(63);
        IamClient iam = scenario.otherClient.iam()) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      String role = scenario.id(owner, "role");
      iam.createInstanceProfile(r -> r.instanceProfileName("theirs"));
      iam.addRoleToInstanceProfile(r -> r.instanceProfileName("theirs").roleName(role));

      scenario.harness.delete(owner);

      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "Deleting"))
              .as(scenario.describe(owner))
              .contains("DeleteConflict", "Blocked by instance profile theirs"));
      iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName("theirs").roleName(role));
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(iam.listInstanceProfiles().instanceProfiles())
          .singleElement()
          .satisfies(profile -> assertThat(profile.instanceProfileName()).isEqualTo("theirs"));
    }
  }
}
