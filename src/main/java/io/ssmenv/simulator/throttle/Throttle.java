package io.ssmenv.simulator.throttle;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.ServiceErrors;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.simulator.core.Throttling;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Enforces AWS's request rates. */
public final class Throttle {

  /**
   * A request.
   *
   * @param service as in the credential scope
   * @param action the operation
   * @param mutating whether the operation can change state
   * @param params its parameters
   * @param accountId the account of the buckets
   * @param region the region of the buckets; IAM's are the same in all regions
   */
  public record Request(
      String service,
      String action,
      boolean mutating,
      Params params,
      String accountId,
      String region) {

    /** Returns whether it has neither filters nor pagination. */
    private boolean unfiltered() {
      return !params.has("Filter") && !params.has("MaxResults") && !params.has("NextToken");
    }

    /** Returns the number of instances. The action rejects malformed numbers later. */
    private int instances() {
      return params
          .text("MaxCount")
          .filter(count -> count.matches("\\d{1,6}"))
          .map(Integer::valueOf)
          .orElseGet(() -> params.struct("InstanceId").map(ids -> ids.names().size()).orElse(0));
    }
  }

  private record Key(String accountId, String region, String bucket) {}

  private record Level(double tokens, Instant at) {}

  private final Throttling throttling;
  private final InstantSource realTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Level> levels = new HashMap<>();

  /** Creates full buckets. */
  public Throttle(SimulatorOptions options) {
    throttling = options.limits().throttling();
    realTime = options.pace().realTime();
  }

  /**
   * Takes a request's tokens out of its buckets.
   *
   * @throws AwsError the service's throttling error if there are too few
   */
  public void check(Request request) {
    if (throttling == Throttling.OFF) {
      return;
    }
    lock.lock();
    try {
      RateTable.ofRequest(
              request.service(), request.action(), request.mutating(), request.unfiltered())
          .ifPresent(bucket -> take(request, bucket, 1));
      RateTable.ofInstances(request.service(), request.action())
          .ifPresent(bucket -> take(request, bucket, request.instances()));
    } finally {
      lock.unlock();
    }
  }

  private void take(Request request, RateTable.Bucket bucket, int tokens) {
    TokenBucketRate rate = bucket.rate();
    String region = request.service().equals("iam") ? RegionalState.GLOBAL : request.region();
    Key key = new Key(request.accountId(), region, bucket.name());
    Instant now = realTime.instant();
    Level before = levels.getOrDefault(key, new Level(rate.capacity(), now));
    double seconds = Duration.between(before.at(), now).toNanos() / 1e9;
    double level = Math.min(rate.capacity(), before.tokens() + seconds * rate.perSecond());
    boolean enough = level >= tokens;
    levels.put(key, new Level(enough ? level - tokens : level, now));
    if (!enough) {
      throw ServiceErrors.throttled(request.service());
    }
  }
}
