package io.ssmenv.simulator.core;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Random values that depend only on the seed and on a key (purpose and resource), not on the order
 * of calls. Concurrent callers therefore do not influence each other's values.
 *
 * @param seed the seed of the run
 * @param durations selects durations within their ranges; it affects nothing else
 */
public record SeededRandom(long seed, Durations durations) {

  /** Returns a duration between two numbers of seconds. */
  public Duration seconds(String key, double from, double to) {
    return Duration.ofMillis(
        Math.round(1000 * (from + (to - from) * durations.position(fraction(key)))));
  }

  /** Returns a lag: zero for half of the keys, up to the longest for the others. */
  public Duration lag(String key, Duration longest) {
    double fraction = Math.max(0, fraction(key) * 2 - 1);
    return Duration.ofNanos(Math.round(longest.toNanos() * durations.position(fraction)));
  }

  /** Returns a number from 0 (inclusive) to 1 (exclusive). */
  public double fraction(String key) {
    return random(key).nextDouble();
  }

  /** Returns a whole number from 0 (inclusive) to a bound (exclusive). */
  public int nextInt(String key, int bound) {
    return random(key).nextInt(bound);
  }

  private SplittableRandom random(String key) {
    long hash = seed ^ 0x9E3779B97F4A7C15L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001B3L;
    }
    return new SplittableRandom(hash);
  }
}
