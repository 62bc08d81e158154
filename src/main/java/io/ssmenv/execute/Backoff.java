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
      case CloudError.Denied denied -> later(times);
      case CloudError.Protected guarded -> later(times);
      case CloudError.QuotaExceeded quota -> later(times);
      case CloudError.NoCapacity capacity -> later(times);
      case CloudError.Invalid invalid -> later(times);
      case CloudError.Refused refused -> later(times);
      case CloudError.NotFound notFound -> soon(times);
      case CloudError.AlreadyExists exists -> soon(times);
      case CloudError.Conflict conflict -> soon(times);
      case CloudError.Throttled throttled -> soon(times + 1);
      case CloudError.DeadToken token -> Duration.ZERO;
      case CloudError.Unavailable unavailable -> soon(times);
    };
  }

  private static Duration soon(int times) {
    return growing(Timing.RETRY_SOON, Timing.RETRY_SOON_LONGEST, times);
  }

  private static Duration later(int times) {
    return growing(Timing.RETRY_LATER, Timing.RETRY_LATER_LONGEST, times);
  }

  private static Duration growing(Duration first, Duration longest, int times) {
    Duration pause = first.multipliedBy(1L << Math.min(times - 1, 20));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
