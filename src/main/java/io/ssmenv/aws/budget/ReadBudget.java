package io.ssmenv.aws.budget;

import io.ssmenv.cloud.CloudError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Keeps the operator's reads of one region below a part of AWS's request rates, so that they starve
 * neither each other nor the other clients of the account. Each API has one token bucket for
 * listings and one for reads by id: neither kind waits for the other.
 */
public final class ReadBudget implements ItemReads {

  /**
   * How long refreshes of a listing wait at most after a poll that was larger than the budget. It
   * is half of the default poll interval, so that even the largest listing is refreshed between
   * polls.
   */
  private static final int LONGEST_DEBT_SECONDS = 30;

  /** How long a listing reads its resources one by one. Meanwhile the budget is filled again. */
  private static final Duration LONGEST_LISTING = Duration.ofSeconds(2);

  private final InstantSource clock;
  private final Map<String, AdaptiveBucket> ofAccount;
  private final Map<String, AdaptiveBucket> ofRegion = new ConcurrentHashMap<>();
  private final Duration pollInterval;
  private final Map<String, ItemTurns> turns = new ConcurrentHashMap<>();

  /**
   * @param pollInterval how often everything is listed
   */
  public ReadBudget(InstantSource clock, Duration pollInterval) {
    this(clock, new ConcurrentHashMap<>(), pollInterval);
  }

  private ReadBudget(
      InstantSource clock, Map<String, AdaptiveBucket> ofAccount, Duration pollInterval) {
    this.clock = clock;
    this.ofAccount = ofAccount;
    this.pollInterval = pollInterval;
  }

  /** Returns the budget of another region, with which this one shares that of IAM. */
  public ReadBudget ofAnotherRegion() {
    return new ReadBudget(clock, ofAccount, pollInterval);
  }

  /**
   * Returns whether a listing can be made now. One that is larger than the burst needs a full
   * bucket.
   *
   * @param items how many it returned the last time
   */
  public boolean hasRoom(String action, int items) {
    ReadRate rate = ReadRate.of(action);
    return bucket(action, rate).available() >= Math.min(rate.pages(items), rate.burst());
  }

  /** Returns how many calls a listing of some items takes. */
  public int calls(String action, int items) {
    return ReadRate.of(action).pages(items);
  }

  /** Takes the calls of a listing that is made in any case. Those that follow wait for them. */
  public void take(String action, int items) {
    ReadRate rate = ReadRate.of(action);
    AdaptiveBucket bucket = bucket(action, rate);
    long lowest = -Math.round(rate.perSecond() * LONGEST_DEBT_SECONDS);
    long taken = Math.min(rate.pages(items), bucket.available() - lowest);
    if (taken > 0) {
      bucket.take(taken);
    }
  }

  /** Takes the calls of a listing if it can be made now. */
  public boolean tryTakeListing(String action, int items) {
    if (!hasRoom(action, items)) {
      return false;
    }
    take(action, items);
    return true;
  }

  /** Takes the call of one read by id if it can be made now. */
  public boolean tryTakeById(String action) {
    return bucket(action + " by id", ReadRate.of(action)).tryTake(1);
  }

  @Override
  public boolean tryTake(String action, int calls) {
    return bucket(action, ReadRate.of(action)).tryTake(calls);
  }

  @Override
  public BooleanSupplier ofListing(String action, int calls) {
    Instant end = clock.instant().plus(LONGEST_LISTING);
    return () -> clock.instant().isBefore(end) && tryTake(action, calls);
  }

  @Override
  public int turns(String action, int known) {
    return turns
        .computeIfAbsent(action, _ -> new ItemTurns(pollInterval, longestTurn(action)))
        .due(clock.instant(), known);
  }

  /** The tags of an instance profile and the text of a document work without being looked at. */
  private static int longestTurn(String action) {
    return action.equals("DescribeVpcAttribute") || action.equals("GetRole") ? 1 : 5;
  }

  /** A read has failed: after too many, the rate of their API is halved, and regained slowly. */
  public void failed(CloudError error) {
    if (error instanceof CloudError.Throttled throttled) {
      Optional.ofNullable(ofRegion.get(throttled.action()))
          .or(() -> Optional.ofNullable(ofAccount.get(throttled.action())))
          .ifPresent(AdaptiveBucket::throttled);
    }
  }

  private AdaptiveBucket bucket(String name, ReadRate rate) {
    return (rate.regional() ? ofRegion : ofAccount)
        .computeIfAbsent(name, _ -> new AdaptiveBucket(clock, rate.burst(), rate.perSecond()));
  }
}
