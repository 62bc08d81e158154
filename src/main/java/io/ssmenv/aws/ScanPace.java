package io.ssmenv.aws;

import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Makes the reads of a scan wait for the budget of the operator, and repeats those that AWS
 * throttles: a command may take longer, but it must not starve the operators of the account.
 */
final class ScanPace {

  /** Waits. */
  @FunctionalInterface
  interface Pause {
    void take(Duration duration) throws InterruptedException;
  }

  private final ReadBudget budget;
  private final InstantSource clock;
  private final Pause pause;

  /**
   * @param clock never jumps
   */
  ScanPace(InstantSource clock, Pause pause) {
    this(new ReadBudget(clock, Timing.POLL_INTERVAL), clock, pause);
  }

  private ScanPace(ReadBudget budget, InstantSource clock, Pause pause) {
    this.budget = budget;
    this.clock = clock;
    this.pause = pause;
  }

  /** The pace in another region, which has rates of its own. */
  ScanPace ofAnotherRegion() {
    return new ScanPace(budget.ofAnotherRegion(), clock, pause);
  }

  /** Makes a call when the budget has room for it. Throws what it throws, unless AWS throttles. */
  <T> T call(String action, Supplier<T> read) {
    return list(action, read, _ -> 0);
  }

  /**
   * Makes a listing when the budget has room for a call. The number of its pages is known only
   * afterwards, so later ones wait for them.
   *
   * @param items how many resources an answer has
   */
  <T> T list(String action, Supplier<T> read, ToIntFunction<T> items) {
    Instant giveUpAt = clock.instant().plus(Timing.SCAN_THROTTLING_LIMIT);
    while (true) {
      while (!budget.tryTakeListing(action, 0)) {
        await(Timing.SCAN_PAUSE);
      }
      try {
        T answer = read.get();
        int pages = items.applyAsInt(answer);
        if (pages > 0) {
          budget.take(action, pages);
        }
        return answer;
      } catch (RuntimeException e) {
        if (!isThrottled(action, e) || clock.instant().isAfter(giveUpAt)) {
          throw e;
        }
        await(Timing.SCAN_THROTTLED_PAUSE);
      }
    }
  }

  /** Waits until calls for one resource of a listing can be made. */
  boolean takeItem(String action, int calls) {
    while (!budget.tryTake(action, calls)) {
      await(Timing.SCAN_PAUSE);
    }
    return true;
  }

  private static boolean isThrottled(String action, RuntimeException failure) {
    return ErrorClassifier.classify(action, failure) instanceof CloudError.Throttled;
  }

  private void await(Duration duration) {
    try {
      pause.take(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The account was not read to the end", e);
    }
  }
}
