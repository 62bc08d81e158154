package io.ssmenv.aws.budget;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Creates token buckets that are refilled by the engine's clock. */
record TokenBuckets(InstantSource clock) {

  /** Creates a full bucket. */
  Bucket create(int capacity, double perSecond) {
    return Bucket.builder()
        .withCustomTimePrecision(new Meter(clock))
        .addLimit(
            Bandwidth.builder()
                .capacity(capacity)
                .refillGreedy(1, Duration.ofNanos(Math.round(1e9 / perSecond)))
                .build())
        .build();
  }

  private record Meter(InstantSource clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      Instant now = clock.instant();
      return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
