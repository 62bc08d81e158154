package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.simulator.core.Durations;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * An out-of-band change one second after the operator's own last write to the resource, before the
 * operator has read what it wrote. The operator corrects it within one poll and the lag of reads.
 */
@Execution(ExecutionMode.CONCURRENT)
class EarlyDriftTest {

  /** For the reads and the call of the correction itself. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  @ParameterizedTest
  @EnumSource
  void aCorrectionThatIsUndoneAtOnceIsRepeatedWithinOnePoll(OutOfBandChange change) {
    undoTwice(change, Simulations.options().withSeed(7).withReadLag(ReadLag.NONE));
  }

  @ParameterizedTest
  @EnumSource
  void aCorrectionThatIsUndoneAtOnceIsRepeatedDespiteTheLagOfReads(OutOfBandChange change) {
    undoTwice(change, Simulations.options().withSeed(8).withDurations(Durations.LONGEST));
  }

  private static void undoTwice(OutOfBandChange change, SimulatorOptions options) {
    try (EngineScenario scenario = EngineScenario.open(options);
        Ec2Client ec2 = scenario.otherClient.ec2();
        IamClient iam = scenario.otherClient.iam()) {
      Owner owner = scenario.harness.apply("drifts", EngineScenario.spec(change.pattern()));
      scenario.awaitReady(owner);
      scenario.awaitPolls(14);

      Runnable assertCorrected = change.apply(scenario, owner, ec2, iam);
      awaitCorrection(scenario, owner, change);
      for (int times = 0; times < 2; times++) {
        scenario.advance(Duration.ofSeconds(1));
        scenario.retryUntilAccepted(() -> change.apply(scenario, owner, ec2, iam));
        awaitCorrection(scenario, owner, change);
      }

      scenario.awaitReady(owner);
      scenario.eventually(assertCorrected);
      Invariants.assertHold(scenario.aws, scenario.harness);
      scenario.awaitPolls(14);
      long mark = scenario.mark();
      scenario.awaitPolls(8);
      assertThat(scenario.writes(mark)).as("idle").isEmpty();
    }
  }

  /** Waits for the next write of the operator, which is the correction. */
  private static void awaitCorrection(
      EngineScenario scenario, Owner owner, OutOfBandChange change) {
    long mark = scenario.mark();
    Duration limit =
        Timing.POLL_INTERVAL.plus(lagOfReads(change)).plus(deletion(change)).plus(MARGIN);
    for (Duration waited = Duration.ZERO;
        scenario.writes(mark).isEmpty();
        waited = waited.plusSeconds(1)) {
      assertThat(waited).as(scenario.describe(owner)).isLessThanOrEqualTo(limit);
      scenario.advance(Duration.ofSeconds(1));
    }
  }

  /** How long reads may show the state before a write. */
  private static Duration lagOfReads(OutOfBandChange change) {
    return switch (change) {
      case MANAGED_POLICY_DETACHED,
          ROLE_REMOVED_FROM_PROFILE,
          FOREIGN_POLICY_ATTACHED,
          TRUST_CHANGED ->
          Duration.ofSeconds(45);
      case GATEWAY_ENDPOINT_DELETED -> Duration.ofSeconds(30);
      default -> Duration.ofSeconds(10);
    };
  }

  /** How long AWS takes at most to delete what the operator replaces. */
  private static Duration deletion(OutOfBandChange change) {
    return switch (change) {
      case NAT_GATEWAY_DELETED, INTERFACE_ENDPOINT_DELETED, INSTANCE_TERMINATED ->
          Duration.ofMinutes(3);
      default -> Duration.ZERO;
    };
  }
}
