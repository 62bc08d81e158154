package io.ssmenv.simulator.core;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** Generates unique ids in AWS's formats from the seed. */
public final class Ids {
  private final ReentrantLock lock = new ReentrantLock();
  private final SplittableRandom random;

  /** Creates the generator of a run. */
  public Ids(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * Generates an id such as {@code vpc-0a1b2c3d4e5f60718}: the prefix, a hyphen, 17 hexadecimal
   * digits.
   */
  public String next(String prefix) {
    return "%s-0%016x".formatted(prefix, nextLong());
  }

  /** Generates a UUID, for example for a request id. */
  public String uuid() {
    return new UUID(nextLong(), nextLong()).toString();
  }

  /**
   * Generates an id in IAM's format: a four-letter prefix such as {@code AROA} and 17 capitals and
   * digits.
   */
  public String iam(String prefix) {
    String digits = Long.toString(nextLong() >>> 1, 32) + Long.toString(nextLong() >>> 1, 32);
    return prefix + (digits + "0".repeat(17)).substring(0, 17).toUpperCase(Locale.ROOT);
  }

  private long nextLong() {
    lock.lock();
    try {
      return random.nextLong();
    } finally {
      lock.unlock();
    }
  }
}
