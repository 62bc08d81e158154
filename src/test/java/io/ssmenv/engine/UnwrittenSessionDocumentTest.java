package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.RoleInlinePolicy;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What is said of a session document that the operator may not write now. */
@Execution(ExecutionMode.CONCURRENT)
class UnwrittenSessionDocumentTest {

  private static final String LOGGED = "sessions: {log: {cloudWatchGroup: /ssm/sessions}}\n";

  private final EngineScenario scenario = EngineScenario.open(157);
  private final SsmClient ssm = scenario.otherClient.ssm();
  private final IamClient iam = scenario.otherClient.iam();
  private final CloudWatchLogsClient logs = scenario.otherClient.logs();

  @AfterEach
  void close() {
    ssm.close();
    iam.close();
    logs.close();
    scenario.close();
  }

  private Owner apply(String more) {
    return scenario.harness.apply("app", EngineScenario.spec("ElasticIp", more));
  }

  private Owner ready() {
    logs.createLogGroup(r -> r.logGroupName("/ssm/sessions"));
    Owner owner = apply(LOGGED);
    scenario.awaitSettled(owner);
    return owner;
  }

  private void awaitReason(Owner owner, String reason) {
    scenario.eventually(() ->
        assertThat(
                Stream.of("SessionsConfigured", "Ready")
                    .map(type -> scenario.harness.status(owner).condition(type).orElseThrow())
                    .map(Condition::reason))
            .as(scenario.describe(owner))
            .containsExactly(reason, reason));
  }

  @ParameterizedTest
  @CsvSource({"paused: true,Paused", "'drift: {policy: Report}',ReportOnly"})
  void oneThatSomebodyHasDeletedWaitsForTheSpecAsTheOtherConditionsSay(String mode, String reason) {
    Owner owner = ready();
    String role = scenario.id(owner, "role");
    String name = scenario.id(owner, "ssmdocument");
    apply(LOGGED + mode);
    scenario.awaitPolls(5);
    iam.deleteRolePolicy(r -> r.roleName(role).policyName(RoleInlinePolicy.SESSIONS));
    ssm.deleteDocument(r -> r.name(name));
    awaitReason(owner, reason);
  }

  @ParameterizedTest
  @CsvSource({"paused: true,Paused", "'drift: {policy: Report}',ReportOnly"})
  void oneThatIsNoLongerWantedDoesToo(String mode, String reason) {
    Owner owner = ready();
    apply(mode);
    awaitReason(owner, reason);
  }
}
