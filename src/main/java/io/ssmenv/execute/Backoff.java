package io.ssmenv.execute;

import io.ssmenv.cloud.CloudError;
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
      case CloudError.Denied _ -> Timing.BLOCKING_BACKOFF.after(times);
      case CloudError.Protected _ -> Timing.BLOCKING_BACKOFF.after(times);
      case CloudError.QuotaExceeded _ -> Timing.BLOCKING_BACKOFF.after(times);
      case CloudError.NoCapacity _ -> Timing.BLOCKING_BACKOFF.after(times);
      case CloudError.Invalid _ -> Timing.BLOCKING_BACKOFF.after(times);
      case CloudError.ImageUnavailable _ -> Timing.BLOCKING_BACKOFF.after(times);
      case CloudError.Refused _ -> Timing.BLOCKING_BACKOFF.after(times);
      case CloudError.NotFound _ -> Timing.TRANSIENT_BACKOFF.after(times);
      case CloudError.AlreadyExists _ -> Timing.TRANSIENT_BACKOFF.after(times);
      case CloudError.Conflict _ -> Timing.TRANSIENT_BACKOFF.after(times);
      case CloudError.Throttled _ -> Timing.TRANSIENT_BACKOFF.after(times + 1);
      case CloudError.StaleClientToken _ -> Duration.ZERO;
      case CloudError.Unavailable _ -> Timing.TRANSIENT_BACKOFF.after(times);
      case CloudError.Internal _ -> Timing.INTERNAL_ERROR_BACKOFF.after(times);
    };
  }
}
