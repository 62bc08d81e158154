package io.ssmenv.simulator.core;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** Fresh ids in AWS's forms, from the seed and never the same twice. */
public final class Ids {
  private final ReentrantLock lock = new ReentrantLock();
  private final SplittableRandom random;

  /** Ids of a run. */
  public Ids(long seed) {
    random = new SplittableRandom(seed);
  }

  /** An id such as {@code vpc-0a1b2c3d4e5f60718}: the prefix, a hyphen, 17 hexadecimal digits. */
  public String next(String prefix) {
    return "%s-0%016x".formatted(prefix, nextLong());
  }

  /** A request id or another UUID. */
  public String uuid() {
    return new UUID(nextLong(), nextLong()).toString();
  }

  /** An id of IAM's form: a four-letter prefix such as {@code AROA} and 17 capitals and digits. */
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
