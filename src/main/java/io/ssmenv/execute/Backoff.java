package io.ssmenv.execute;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.Timing;
import java.time.Duration;

/** How long a step rests after it failed. */
final class Backoff {

  private Backoff() {}

  /**
   * @param times how often it has failed in a row, 1 or more
   */
  static Duration after(CloudError error, int times) {
    return switch (error) {
      case CloudError.Denied denied -> blockingError(times);
      case CloudError.Protected guarded -> blockingError(times);
      case CloudError.QuotaExceeded quota -> blockingError(times);
      case CloudError.NoCapacity capacity -> blockingError(times);
      case CloudError.Invalid invalid -> blockingError(times);
      case CloudError.Refused refused -> blockingError(times);
      case CloudError.NotFound notFound -> transientError(times);
      case CloudError.AlreadyExists exists -> transientError(times);
      case CloudError.Conflict conflict -> transientError(times);
      case CloudError.Throttled throttled -> transientError(times + 1);
      case CloudError.StaleClientToken token -> Duration.ZERO;
      case CloudError.Unavailable unavailable -> transientError(times);
    };
  }

  private static Duration transientError(int times) {
    return exponential(Timing.TRANSIENT_BACKOFF, Timing.TRANSIENT_BACKOFF_MAX, times);
  }

  private static Duration blockingError(int times) {
    return exponential(Timing.BLOCKING_BACKOFF, Timing.BLOCKING_BACKOFF_MAX, times);
  }

  private static Duration exponential(Duration first, Duration longest, int times) {
    Duration pause = first.multipliedBy(1L << Math.min(times - 1, 20));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
