package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;

/** The operator corrects and counts out-of-band changes, and writes nothing afterwards. */
@Execution(ExecutionMode.CONCURRENT)
class OutOfBandTest {

  @ParameterizedTest
  @EnumSource
  void anOutOfBandChangeIsCorrectedOnceAndCounted(OutOfBandChange change) {
    try (EngineScenario scenario = EngineScenario.open(5);
        Ec2Client ec2 = scenario.otherClient.ec2();
        IamClient iam = scenario.otherClient.iam()) {
      Owner owner = scenario.harness.apply("drifts", EngineScenario.spec(change.pattern()));
      scenario.awaitReady(owner);
      scenario.awaitPolls(14);
      int before = correctedCount(scenario, owner);

      Runnable assertCorrected = change.apply(scenario, owner, ec2, iam);
      scenario.eventually(() -> {
        assertCorrected.run();
        assertThat(correctedCount(scenario, owner))
            .as(scenario.describe(owner))
            .isGreaterThan(before);
      });

      scenario.awaitReady(owner);
      Invariants.assertHold(scenario.aws, scenario.harness);
      scenario.awaitPolls(14);
      long mark = scenario.mark();
      scenario.awaitPolls(8);
      assertThat(scenario.writes(mark)).as("idle").isEmpty();
    }
  }

  private static int correctedCount(EngineScenario scenario, Owner owner) {
    return scenario.harness.status(owner).driftOrDefault().corrected();
  }
}
