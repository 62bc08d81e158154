package io.ssmenv.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class SimulatedAccountTest {
  private final SimClock clock = new SimClock(InstantSource.system(), 1);
  private final Accounts accounts = new Accounts("111122223333");
  private final SimulatedAccount low = accounts.account("111122223333");
  private final SimulatedAccount high = accounts.account("444455556666");

  @Test
  void noAccountIsLockedWhileWaitingForTheFirstOfTwo() {
    Thread other = Thread.ofPlatform().daemon().unstarted(() -> both(high, low));

    String done =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                low.locked(
                    clock,
                    _ -> {
                      other.start();
                      while (other.getState() != Thread.State.WAITING) {
                        Thread.onSpinWait();
                      }
                      return both(low, high);
                    }));

    assertThat(done).isEqualTo("done");
  }

  private String both(SimulatedAccount one, SimulatedAccount another) {
    return one.lockedWith(another, clock, _ -> "done");
  }

  @Test
  void theOtherAccountMayBeTheSame() {
    assertThat(both(low, low)).isEqualTo("done");
  }
}
