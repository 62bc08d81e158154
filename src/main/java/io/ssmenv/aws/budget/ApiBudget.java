package io.ssmenv.aws.budget;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the operator's writes to one account and region below AWS's request rates, so that a step
 * is put off here rather than refused there. Each API has a token bucket of its own [D]; reads are
 * few and shared, and need none.
 */
public final class ApiBudget {

  /**
   * The share of a published rate that is used: the account is not ours alone. People, pipelines
   * and other controllers draw on the same buckets, and a step is sometimes more than one call.
   */
  private static final double SHARE = 0.8;

  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final InstantSource clock;

  public ApiBudget(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Takes one call of an API out of the budget.
   *
   * @param action the API action, for example {@code CreateNatGateway}
   * @return empty if it may be made now, else when to try again
   */
  public Optional<Instant> tryTake(String action) {
    ConsumptionProbe probe =
        buckets.computeIfAbsent(action, this::bucket).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(clock.instant().plusNanos(probe.getNanosToWaitForRefill()));
  }

  /** The burst is rounded up: the smallest bucket, of four, would else lose a quarter. */
  private Bucket bucket(String action) {
    RequestRate rate = RequestRate.of(action);
    Duration refill = Duration.ofNanos(Math.round(1e9 / (rate.perSecond() * SHARE)));
    return Bucket.builder()
        .withCustomTimePrecision(new Meter(clock))
        .addLimit(
            Bandwidth.builder()
                .capacity((long) Math.ceil(rate.capacity() * SHARE))
                .refillGreedy(1, refill)
                .build())
        .build();
  }

  /** The engine's clock for the buckets. */
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
