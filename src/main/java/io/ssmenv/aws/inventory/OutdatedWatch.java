package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import java.time.Duration;
import java.util.Set;

/**
 * Wakes all environments when a listing becomes too old to conclude anything from it, because their
 * statuses have to say so. It has a timer of its own: a read that AWS does not answer is the
 * reason.
 */
final class OutdatedWatch {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final AwsInventory inventory;
  private final PollTimer timer;
  private final InternalErrors internalErrors;
  private Set<Listing> outdated = Set.of();

  OutdatedWatch(AwsInventory inventory, PollTimer timer, InternalErrors internalErrors) {
    this.inventory = inventory;
    this.timer = timer;
    this.internalErrors = internalErrors;
  }

  void start() {
    timer.begin(PAUSE, this::look);
  }

  void stop() {
    timer.stop();
  }

  /** The read that ends it wakes them, too. */
  private void look() {
    try {
      Set<Listing> now = inventory.outdated();
      if (!outdated.containsAll(now)) {
        inventory.wakeAll();
      }
      outdated = now;
    } catch (Throwable e) { // An Error must not end the timer.
      internalErrors.report("The age of the inventory", CloudError.Internal.of("age", e), e);
    }
  }
}
