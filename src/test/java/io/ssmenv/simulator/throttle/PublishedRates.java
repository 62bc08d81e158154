package io.ssmenv.simulator.throttle;

import io.ssmenv.simulator.core.CallRecord;
import java.time.Duration;

/** What AWS's request rates allow at most. */
public final class PublishedRates {

  private PublishedRates() {}

  /**
   * Returns the shortest time in which AWS accepts a number of such calls, when the bucket is full
   * in the beginning. Each launch is of one instance.
   */
  public static Duration shortest(CallRecord call, long number) {
    Duration requests =
        RateTable.ofRequest(call.service(), call.action(), call.mutating(), false)
            .map(bucket -> shortest(bucket.rate(), number))
            .orElse(Duration.ZERO);
    Duration instances =
        RateTable.ofInstances(call.service(), call.action())
            .map(bucket -> shortest(bucket.rate(), number))
            .orElse(Duration.ZERO);
    return requests.compareTo(instances) > 0 ? requests : instances;
  }

  private static Duration shortest(TokenBucketRate rate, long number) {
    double seconds = Math.max(0, number - rate.capacity()) / rate.perSecond();
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
