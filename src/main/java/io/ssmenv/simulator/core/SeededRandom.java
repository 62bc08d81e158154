package io.ssmenv.simulator.core;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Seeded chance. What is drawn depends on the seed and on a key that names its purpose and
 * resource, not on the order of calls, so that concurrent callers can't change what others draw.
 *
 * @param seed the seed of the run
 * @param durations where in their ranges durations lie; nothing else depends on it
 */
public record SeededRandom(long seed, Durations durations) {

  /** A duration between two numbers of seconds. */
  public Duration seconds(String key, double from, double to) {
    return Duration.ofMillis(
        Math.round(1000 * (from + (to - from) * durations.position(fraction(key)))));
  }

  /** A lag: none for one half of the keys, up to the longest for the other. */
  public Duration lag(String key, Duration longest) {
    double fraction = Math.max(0, fraction(key) * 2 - 1);
    return Duration.ofNanos(Math.round(longest.toNanos() * durations.position(fraction)));
  }

  /** A number from 0 (inclusive) to 1 (exclusive). */
  public double fraction(String key) {
    return random(key).nextDouble();
  }

  /** A whole number from 0 (inclusive) to a bound (exclusive). */
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
