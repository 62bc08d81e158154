package io.ssmenv.execute;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.ExponentialBackoff;
import io.ssmenv.cloud.Timing;
import java.time.Duration;

/** How long a step waits after it failed. */
final class Backoff {

  private Backoff() {}

  /**
   * The pause before the next attempt.
   *
   * @param times how often the step has failed in a row, 1 or more
   */
  static Duration after(CloudError error, int times) {
    return switch (error) {
      case CloudError.Denied _ -> blockingError(times);
      case CloudError.Protected _ -> blockingError(times);
      case CloudError.QuotaExceeded _ -> blockingError(times);
      case CloudError.NoCapacity _ -> blockingError(times);
      case CloudError.Invalid _ -> blockingError(times);
      case CloudError.Refused _ -> blockingError(times);
      case CloudError.NotFound _ -> transientError(times);
      case CloudError.AlreadyExists _ -> transientError(times);
      case CloudError.Conflict _ -> transientError(times);
      case CloudError.Throttled _ -> transientError(times + 1);
      case CloudError.StaleClientToken _ -> Duration.ZERO;
      case CloudError.Unavailable _ -> transientError(times);
      case CloudError.Internal _ -> Timing.INTERNAL_ERROR_BACKOFF.after(times);
    };
  }

  private static Duration transientError(int times) {
    return new ExponentialBackoff(Timing.TRANSIENT_BACKOFF, Timing.TRANSIENT_BACKOFF_MAX)
        .after(times);
  }

  private static Duration blockingError(int times) {
    return new ExponentialBackoff(Timing.BLOCKING_BACKOFF, Timing.BLOCKING_BACKOFF_MAX)
        .after(times);
  }
}
