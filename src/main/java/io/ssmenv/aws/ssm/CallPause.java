package io.ssmenv.aws.ssm;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.ExponentialBackoff;
import io.ssmenv.cloud.RetryTiming;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The pause after failed calls of an action, which grows with each of them. */
final class CallPause {

  private final InstantSource clock;
  private Instant until = Instant.MIN;
  private int failures;
  private Optional<CloudError> failure = Optional.empty();

  CallPause(InstantSource clock) {
    this.clock = clock;
  }

  boolean isOver() {
    return !clock.instant().isBefore(until);
  }

  /** Whether the last call has failed. */
  boolean hasFailed() {
    return failure.isPresent();
  }

  /** Why the last call has failed; empty if it has not. */
  Optional<CloudError> failure() {
    return failure;
  }

  void succeeded() {
    failures = 0;
    failure = Optional.empty();
  }

  /** Begins a pause; returns whether this is the first failure after a success. */
  boolean failed(CloudError error) {
    failures++;
    failure = Optional.of(error);
    until = clock.instant().plus(backoff(error).after(failures));
    return failures == 1;
  }

  static ExponentialBackoff backoff(CloudError error) {
    return switch (error) {
      case CloudError.Throttled _ -> RetryTiming.THROTTLED_BACKOFF;
      case CloudError.Internal _ -> RetryTiming.INTERNAL_ERROR_BACKOFF;
      case CloudError other when other.needsAttention() -> RetryTiming.BLOCKING_BACKOFF;
      default -> RetryTiming.TRANSIENT_BACKOFF;
    };
  }
}
