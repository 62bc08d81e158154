package io.ssmenv.execute;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.ExponentialBackoff;
import io.ssmenv.cloud.Timing;

/** How long a step, or a reboot, waits after it failed. */
public final class Backoff {

  private Backoff() {}

  /** The pauses after an error; none of them is zero. */
  public static ExponentialBackoff of(CloudError error) {
    return switch (error) {
      case CloudError.Denied _ -> Timing.BLOCKING_BACKOFF;
      case CloudError.Protected _ -> Timing.BLOCKING_BACKOFF;
      case CloudError.QuotaExceeded _ -> Timing.BLOCKING_BACKOFF;
      case CloudError.NoCapacity _ -> Timing.BLOCKING_BACKOFF;
      case CloudError.Invalid _ -> Timing.BLOCKING_BACKOFF;
      case CloudError.ImageUnavailable _ -> Timing.BLOCKING_BACKOFF;
      case CloudError.ZoneUnsupported _ -> Timing.BLOCKING_BACKOFF;
      case CloudError.RangeInUse _ -> Timing.BLOCKING_BACKOFF;
      case CloudError.Refused _ -> Timing.BLOCKING_BACKOFF;
      case CloudError.ResourceFailed _ -> Timing.BLOCKING_BACKOFF;
      case CloudError.NotFound _ -> Timing.TRANSIENT_BACKOFF;
      case CloudError.AlreadyExists _ -> Timing.TRANSIENT_BACKOFF;
      case CloudError.Conflict _ -> Timing.TRANSIENT_BACKOFF;
      case CloudError.Throttled _ -> Timing.THROTTLED_BACKOFF;
      case CloudError.ReadDeferred _ -> Timing.THROTTLED_BACKOFF;
      case CloudError.StaleClientToken _ -> Timing.STALE_TOKEN_BACKOFF;
      case CloudError.Unavailable _ -> Timing.TRANSIENT_BACKOFF;
      case CloudError.Internal _ -> Timing.INTERNAL_ERROR_BACKOFF;
    };
  }
}
