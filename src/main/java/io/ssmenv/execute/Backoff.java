package io.ssmenv.execute;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.ExponentialBackoff;
import io.ssmenv.cloud.RetryTiming;

/** How long a step, or a reboot, waits after it failed. */
public final class Backoff {

  private Backoff() {}

  /** The pauses after an error; none of them is zero. */
  public static ExponentialBackoff of(CloudError error) {
    return switch (error) {
      case CloudError.Denied _ -> RetryTiming.BLOCKING_BACKOFF;
      case CloudError.Protected _ -> RetryTiming.BLOCKING_BACKOFF;
      case CloudError.QuotaExceeded _ -> RetryTiming.BLOCKING_BACKOFF;
      case CloudError.NoCapacity _ -> RetryTiming.BLOCKING_BACKOFF;
      case CloudError.Invalid _ -> RetryTiming.BLOCKING_BACKOFF;
      case CloudError.ImageUnavailable _ -> RetryTiming.BLOCKING_BACKOFF;
      case CloudError.ZoneUnsupported _ -> RetryTiming.BLOCKING_BACKOFF;
      case CloudError.RangeInUse _ -> RetryTiming.BLOCKING_BACKOFF;
      case CloudError.Refused _ -> RetryTiming.BLOCKING_BACKOFF;
      case CloudError.ResourceFailed _ -> RetryTiming.BLOCKING_BACKOFF;
      case CloudError.NotFound _ -> RetryTiming.TRANSIENT_BACKOFF;
      case CloudError.AlreadyExists _ -> RetryTiming.TRANSIENT_BACKOFF;
      case CloudError.Conflict _ -> RetryTiming.CONFLICT_BACKOFF;
      case CloudError.Throttled _ -> RetryTiming.THROTTLED_BACKOFF;
      case CloudError.ReadDeferred _ -> RetryTiming.THROTTLED_BACKOFF;
      case CloudError.StaleClientToken _ -> RetryTiming.STALE_TOKEN_BACKOFF;
      case CloudError.Unavailable _ -> RetryTiming.TRANSIENT_BACKOFF;
      case CloudError.Internal _ -> RetryTiming.INTERNAL_ERROR_BACKOFF;
    };
  }
}
