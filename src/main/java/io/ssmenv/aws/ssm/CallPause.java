package io.ssmenv.aws.ssm;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.ExponentialBackoff;
import io.ssmenv.cloud.Timing;
import java.time.Instant;
import java.time.InstantSource;

/** The pause after failed calls of an action, which grows with each of them. */
final class CallPause {

  private final InstantSource clock;
  private Instant until = Instant.MIN;
  private int failures;

  CallPause(InstantSource clock) {
    this.clock = clock;
  }

  boolean isOver() {
    return !clock.instant().isBefore(until);
  }

  /** Whether the last call has failed. */
  boolean hasFailed() {
    return failures > 0;
  }

  void succeeded() {
    failures = 0;
  }

  /** Begins a pause; returns whether this is the first failure after a success. */
  boolean failed(CloudError error) {
    failures++;
    until = clock.instant().plus(backoff(error).after(failures));
    return failures == 1;
  }

  static ExponentialBackoff backoff(CloudError error) {
    return switch (error) {
      case CloudError.Throttled _ -> Timing.THROTTLED_BACKOFF;
      case CloudError.Internal _ -> Timing.INTERNAL_ERROR_BACKOFF;
      case CloudError other when other.needsAttention() -> Timing.BLOCKING_BACKOFF;
      default -> Timing.TRANSIENT_BACKOFF;
    };
  }
}
