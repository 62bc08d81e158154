package io.ssmenv.aws.budget;

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
   * The share of a published burst that the operator uses. People, pipelines and other controllers
   * use the same account, and a step sometimes makes more than one call.
   */
  private static final double BURST_SHARE = 0.8;

  /** The share of a published rate. If others need more, AWS throttles, and it is halved. */
  private static final double SHARE = 0.92;

  private final InstantSource clock;
  private final Map<String, CallQueue> ofAccount;
  private final Map<String, CallQueue> ofRegion = new ConcurrentHashMap<>();

  /**
   * @param clock never jumps
   */
  public ApiBudget(InstantSource clock) {
    this(clock, new ConcurrentHashMap<>());
  }

  private ApiBudget(InstantSource clock, Map<String, CallQueue> ofAccount) {
    this.clock = clock;
    this.ofAccount = ofAccount;
  }

  /** Returns the budget of another region, with which this one shares that of IAM. */
  public ApiBudget ofAnotherRegion() {
    return new ApiBudget(clock, ofAccount);
  }

  /** Takes one call of an API for the only one who calls it. */
  public Optional<Instant> tryTake(String action) {
    return tryTake(action, "", Urgency.CHANGE);
  }

  /**
   * Takes one call of an API from the budget.
   *
   * @param action the API action, for example {@code CreateNatGateway}
   * @param caller has one place among those who wait, until it gets its call
   * @return empty if the call can be made now, otherwise when to try again: a time of its own for
   *     each caller
   */
  public Optional<Instant> tryTake(String action, String caller, Urgency urgency) {
    return queue(action).tryTake(caller, urgency);
  }

  /** AWS has throttled a call of an API: the rate is halved, and regained slowly. */
  public void throttled(String action) {
    queue(action).throttled();
  }

  private CallQueue queue(String action) {
    RequestRate rate = RequestRate.of(action);
    return (rate.equals(RequestRate.IAM) ? ofAccount : ofRegion)
        .computeIfAbsent(action, _ -> new CallQueue(clock, bucket(rate)));
  }

  /** The burst is rounded up: the smallest bucket holds four calls and would lose one of them. */
  private AdaptiveBucket bucket(RequestRate rate) {
    return new AdaptiveBucket(
        clock, (int) Math.ceil(rate.capacity() * BURST_SHARE), rate.perSecond() * SHARE);
  }
}
