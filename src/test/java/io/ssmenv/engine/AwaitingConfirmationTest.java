package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.Durations;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;

/** InSync is true only once AWS was read to be as it was last written. */
@Execution(ExecutionMode.CONCURRENT)
class AwaitingConfirmationTest {

  private static final String WITHOUT_INSTANCES =
      """
      region: eu-west-1
      connectivity: {pattern: ElasticIp}
      instances: []
      """;

  @Test
  void aNewEnvironmentIsInSyncOnceTheLastWritesWereRead() {
    SimulatorOptions options = Simulations.options().withSeed(9);
    try (EngineScenario scenario = EngineScenario.open(options.withDurations(Durations.LONGEST))) {
      Owner owner = scenario.harness.apply("new", WITHOUT_INSTANCES);

      scenario.runUntil(() -> reason(scenario, owner).equals("AwaitingConfirmation"));
      assertThat(scenario.harness.describeCondition(owner, "InSync"))
          .contains("Waiting until AWS shows the last change of");
      assertThat(scenario.harness.isTrue(owner, "Ready")).isFalse();
      assertThat(scenario.harness.describeCondition(owner, "Reconciling"))
          .contains("TRUE AwaitingConfirmation");
      long lastWrite = scenario.mark();
      scenario.runUntil(() -> scenario.harness.isTrue(owner, "InSync"));

      assertThat(scenario.writes(lastWrite)).isEmpty();
      assertThat(scenario.calls(lastWrite, "GetAccountAuthorizationDetails")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "NAME_REMOVED",
        "EGRESS_REVOKED",
        "DNS_HOST_NAMES_DISABLED",
        "FOREIGN_POLICY_ATTACHED"
      })
  void aCorrectionIsInSyncOnceItWasReadAndNothingFlaps(OutOfBandChange change) {
    try (EngineScenario scenario =
            EngineScenario.open(Simulations.options().withSeed(10).withReadLag(ReadLag.NONE));
        Ec2Client ec2 = scenario.otherClient.ec2();
        IamClient iam = scenario.otherClient.iam()) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec(change.pattern()));
      scenario.awaitReady(owner);
      scenario.awaitPolls(14);

      Runnable assertCorrected = change.apply(scenario, owner, ec2, iam);
      long mark = scenario.mark();
      scenario.runUntil(() -> reason(scenario, owner).equals("AwaitingConfirmation"));
      List<CallRecord> writes = scenario.writes(mark);
      scenario.runUntil(() -> scenario.harness.isTrue(owner, "InSync"));

      assertCorrected.run();
      String since = scenario.harness.status(owner).condition("InSync").orElseThrow().toString();
      scenario.advance(Duration.ofMinutes(10));
      assertThat(scenario.writes(mark)).isEqualTo(writes);
      assertThat(scenario.harness.status(owner).condition("InSync").orElseThrow())
          .hasToString(since);
      // Without its egress an agent may have lost its connection before the repair.
      assertThat(scenario.harness.describeCondition(owner, "Ready")).startsWith("TRUE ");
    }
  }

  private static String reason(EngineScenario scenario, Owner owner) {
    return scenario.harness.status(owner).condition("InSync").map(Condition::reason).orElse("");
  }
}
