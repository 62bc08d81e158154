package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The operator ends while it reboots an instance: there is one reboot, or none. */
@Execution(ExecutionMode.CONCURRENT)
class RebootCrashTest {

  private static final Duration WATCHED = Duration.ofMinutes(60);

  private final EngineScenario scenario = EngineScenario.open(412);
  private final Ec2Client ec2 = scenario.otherClient.ec2();
  private final SleepingAgents agents = new SleepingAgents(scenario, ec2);

  @AfterEach
  void close() {
    ec2.close();
    scenario.close();
  }

  private long done() {
    return agents.reboots().stream().filter(CallRecord::wrote).count();
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptionAtTheCallLeadsToNoSecondReboot(Interruption.Kind kind) {
    AtomicBoolean interrupted = new AtomicBoolean();
    scenario.harness.startStandby();
    scenario.network.observe(
        new Network.Observer() {
          @Override
          public void leaving(NetworkCall call) {
            interrupt(call, kind.isBeforeTheCall());
          }

          @Override
          public boolean executed(NetworkCall call) {
            if (call.action().equals(SleepingAgents.CALL)
                && kind == Interruption.Kind.LOST_RESPONSE) {
              interrupted.set(true);
              return false;
            }
            interrupt(call, !kind.isBeforeTheCall());
            return true;
          }

          private void interrupt(NetworkCall call, boolean now) {
            if (call.action().equals(SleepingAgents.CALL)
                && kind != Interruption.Kind.LOST_RESPONSE
                && now
                && interrupted.compareAndSet(false, true)) {
              new Interruption(kind, call.number()).apply(scenario.harness);
            }
          }
        });
    Owner owner = agents.asleep(1, SleepingAgents.rebooting(1));
    scenario.eventually(() -> assertThat(interrupted).isTrue());
    scenario.advance(WATCHED);
    boolean never =
        kind == Interruption.Kind.CRASH_BEFORE || kind == Interruption.Kind.HAND_OVER_BEFORE;
    assertThat(done()).isEqualTo(never ? 0 : 1);
    boolean behind =
        kind == Interruption.Kind.HAND_OVER_AFTER || kind == Interruption.Kind.HAND_OVER_LATE_WRITE;
    if (behind) { // The new leader has replaced the status before it has seen the record.
      assertThat(agents.reboot(owner, "app-0")).isEmpty();
    } else {
      assertThat(agents.events("RebootUnknown")).hasSize(1);
      assertThat(agents.reboot(owner, "app-0"))
          .get()
          .extracting(RebootStatus::state)
          .isEqualTo(RebootStatus.State.UNKNOWN);
    }
    scenario.awaitSettled(owner);
  }

  @Test
  void aRecordOfAnEarlierProcessIsNotCarriedOut() {
    Owner owner = agents.asleep(1, SleepingAgents.rebooting(1));
    scenario.runUntil(() -> agents.reboot(owner, "app-0").isPresent());
    scenario.harness.kill(Optional.empty());
    scenario.harness.restart();
    scenario.advance(WATCHED);
    assertThat(agents.reboots()).isEmpty();
    assertThat(agents.events("RebootUnknown")).hasSize(1);
    scenario.awaitSettled(owner);
  }

  @Test
  void aNewLeaderWhoseWatchIsBehindDoesNotRebootAgain() {
    scenario.harness.startStandby();
    Owner owner = agents.asleep(1, SleepingAgents.rebooting(1));
    scenario.aws.faults().stuck(scenario.id(owner, "instance/app-0"));
    scenario.runUntil(() -> !agents.reboots().isEmpty());
    scenario.harness.handOver(Optional.of(Duration.ZERO), Duration.ofMinutes(1));
    scenario.advance(WATCHED);
    assertThat(agents.reboots()).hasSize(1);
  }

  @Test
  void aNewProcessRebootsForAPathThatCameIntoPlaceWhileItRan() {
    Owner owner = agents.asleep(1, SleepingAgents.spec(1, "", "paused: true"));
    scenario.harness.kill(Optional.empty());
    scenario.harness.restart();
    scenario.advance(Duration.ofMinutes(2));
    scenario.harness.apply("one", SleepingAgents.rebooting(1));
    scenario.eventually(() -> assertThat(done()).isEqualTo(1));
    scenario.awaitSettled(owner);
  }

  @Test
  void aNewProcessDoesNotRebootForAnEarlierPath() {
    Owner owner = agents.asleep(1, SleepingAgents.spec(1, ""));
    scenario.eventually(() -> assertThat(scenario.harness.isTrue(owner, "InSync")).isTrue());
    scenario.harness.kill(Optional.empty());
    scenario.harness.restart();
    scenario.harness.apply("one", SleepingAgents.rebooting(1));
    scenario.advance(Duration.ofMinutes(30));
    assertThat(agents.reboots()).isEmpty();
  }
}
