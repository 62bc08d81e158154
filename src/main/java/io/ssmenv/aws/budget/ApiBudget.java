package io.ssmenv.aws.budget;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the operator's writes to one account and region below AWS's request rates. A step that
 * exceeds them is deferred instead of being throttled by AWS. Each API has its own token bucket
 * [D]. {@link ReadBudget} is that of the reads.
 */
public final class ApiBudget {

  /**
   * The share of a published rate that the operator uses. People, pipelines and other controllers
   * use the same account, and a step sometimes makes more than one call.
   */
  private static final double SHARE = 0.8;

  private final Map<String, Bucket> byAction = new ConcurrentHashMap<>();
  private final TokenBuckets buckets;
  private final InstantSource clock;

  public ApiBudget(InstantSource clock) {
    this.buckets = new TokenBuckets(clock);
    this.clock = clock;
  }

  /**
   * Takes one call of an API from the budget.
   *
   * @param action the API action, for example {@code CreateNatGateway}
   * @return empty if the call can be made now, otherwise when to try again
   */
  public Optional<Instant> tryTake(String action) {
    ConsumptionProbe probe =
        byAction.computeIfAbsent(action, this::bucket).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(clock.instant().plusNanos(probe.getNanosToWaitForRefill()));
  }

  /** The burst is rounded up: the smallest bucket holds four calls and would lose one of them. */
  private Bucket bucket(String action) {
    RequestRate rate = RequestRate.of(action);
    return buckets.create((int) Math.ceil(rate.capacity() * SHARE), rate.perSecond() * SHARE);
  }
}
