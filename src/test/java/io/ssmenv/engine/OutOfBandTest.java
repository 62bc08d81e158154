package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;

/** What somebody else changes is put right, counted, and nothing is written afterwards. */
@Execution(ExecutionMode.CONCURRENT)
class OutOfBandTest {

  @ParameterizedTest
  @EnumSource
  void whatSomebodyElseChangedIsPutRightCountedAndLeftInPeace(OutOfBandChange change) {
    try (EngineScenario scenario = EngineScenario.open(5);
        Ec2Client ec2 = scenario.otherClient.ec2();
        IamClient iam = scenario.otherClient.iam()) {
      Owner owner = scenario.harness.apply("drifts", EngineScenario.spec(change.pattern()));
      scenario.awaitReady(owner);
      scenario.awaitPolls(14);
      int before = corrected(scenario, owner);

      Runnable mended = change.make(scenario, owner, ec2, iam);
      scenario.eventually(() -> {
        mended.run();
        assertThat(corrected(scenario, owner)).as(scenario.describe(owner)).isGreaterThan(before);
      });

      scenario.awaitReady(owner);
      Invariants.hold(scenario.aws, scenario.harness);
      scenario.awaitPolls(14);
      long mark = scenario.mark();
      scenario.awaitPolls(8);
      assertThat(scenario.writes(mark)).as("idle").isEmpty();
    }
  }

  private static int corrected(EngineScenario scenario, Owner owner) {
    return scenario.harness.status(owner).driftOrDefault().corrected();
  }
}
