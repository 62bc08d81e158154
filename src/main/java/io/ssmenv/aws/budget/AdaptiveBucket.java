package io.ssmenv.aws.budget;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A token bucket whose rate is halved when AWS throttles the API, because others in the account use
 * it too, and that regains it slowly.
 */
final class AdaptiveBucket {

  /** A rate never falls below this part of the normal one, so that the operator makes progress. */
  private static final double LOWEST = 1.0 / 16;

  /** After this time without throttling, a part of the normal rate is regained. */
  private static final Duration REGAIN_PAUSE = Duration.ofSeconds(5);

  private static final double REGAINED = 1.0 / 16;

  /** Several calls in flight are throttled for the same reason. */
  private static final Duration SAME_REASON = Duration.ofSeconds(2);

  private final InstantSource clock;
  private final int capacity;
  private final double perSecond;
  private final Bucket bucket;
  private double factor = 1;
  private Instant changedAt = Instant.MIN;
  private Instant throttledAt = Instant.MIN;

  /** Creates a full bucket, which the clock refills. */
  AdaptiveBucket(InstantSource clock, int capacity, double perSecond) {
    this.clock = clock;
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.bucket =
        Bucket.builder()
            .withCustomTimePrecision(new Meter(clock))
            .addLimit(bandwidth(capacity, perSecond))
            .build();
  }

  private static Bandwidth bandwidth(int capacity, double perSecond) {
    return Bandwidth.builder()
        .capacity(capacity)
        .refillGreedy(1, Duration.ofNanos(Math.round(1e9 / perSecond)))
        .build();
  }

  /** Takes tokens if all of them are there. */
  synchronized boolean tryTake(long tokens) {
    regain();
    return bucket.tryConsume(tokens);
  }

  /** Takes tokens whether they are there or not. */
  synchronized void take(long tokens) {
    regain();
    bucket.consumeIgnoringRateLimits(tokens);
  }

  /** How many tokens are there; negative after more were taken. */
  synchronized long available() {
    regain();
    return bucket.getAvailableTokens();
  }

  /** How long it takes until one token more is there, for each of them. */
  synchronized Duration pause() {
    return Duration.ofNanos(Math.round(1e9 / (perSecond * factor)));
  }

  /** AWS has throttled a call. */
  synchronized void throttled() {
    Instant now = clock.instant();
    if (now.isBefore(throttledAt.plus(SAME_REASON))) {
      return;
    }
    throttledAt = now;
    bucket.tryConsumeAsMuchAsPossible();
    change(Math.max(LOWEST, factor / 2), now);
  }

  private void regain() {
    if (factor == 1) {
      return;
    }
    Instant now = clock.instant();
    long pauses = Duration.between(changedAt, now).dividedBy(REGAIN_PAUSE);
    if (pauses > 0) {
      change(Math.min(1, factor + pauses * REGAINED), now);
    }
  }

  private void change(double newFactor, Instant now) {
    factor = newFactor;
    changedAt = now;
    bucket.replaceConfiguration(
        BucketConfiguration.builder().addLimit(bandwidth(capacity, perSecond * factor)).build(),
        TokensInheritanceStrategy.AS_IS);
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
