package io.ssmenv.aws.inventory;

import java.security.SecureRandom;

/**
 * A number for bytes: a polynomial modulo 2^61 - 1 at a point that nobody knows. Two texts of a
 * thousand bytes have the same with a probability of 10^-16, also if somebody has chosen them.
 */
final class Fingerprint {

  private static final int BITS = 61;
  private static final long PRIME = (1L << BITS) - 1;
  private static final int WORD = 7;

  private final long point = new SecureRandom().nextLong(1L << 32, PRIME);

  /** Returns the fingerprint of a range of bytes. */
  long of(byte[] bytes, int from, int to) {
    long sum = (long) to - from;
    int at = from;
    while (at < to) {
      int end = Math.min(to, at + WORD);
      long word = 0;
      for (; at < end; at++) {
        word = (word << Byte.SIZE) | (bytes[at] & 0xFF);
      }
      sum = reduced(times(sum, point) + word);
    }
    return sum;
  }

  /** The product of two numbers below the prime, not more than twice the prime. */
  private static long times(long one, long other) {
    long low = one * other;
    long high = Math.multiplyHigh(one, other);
    return (low & PRIME) + ((low >>> BITS) | (high << (Long.SIZE - BITS)));
  }

  private static long reduced(long number) {
    long folded = (number & PRIME) + (number >>> BITS);
    return folded >= PRIME ? folded - PRIME : folded;
  }
}
