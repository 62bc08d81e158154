package io.ssmenv.aws.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The time of AWS, with which the times that AWS returns are compared. It is measured with a
 * monotonic clock, so that setting the clock of the machine changes neither.
 *
 * <p>Each response limits how far AWS is ahead of that clock: its {@code Date} lies between the
 * sending of the request and the receipt of the response, and is rounded down to a second. The
 * limits of several responses together are narrower.
 */
public final class AwsTime {

  /** The resolution of the header. */
  private static final Duration RESOLUTION = Duration.ofSeconds(1);

  /** The offset is not less than {@code least} and not more than {@code most}. */
  private record Offset(Duration least, Duration most) {

    static Offset of(Instant date, Instant sent, Instant received) {
      return new Offset(
          Duration.between(received, date), Duration.between(sent, date.plus(RESOLUTION)));
    }

    boolean isPossible() {
      return least.compareTo(most) <= 0;
    }

    /** Limits that exclude each other mean that a clock was set or drifts: the later ones count. */
    Offset narrowedBy(Offset later) {
      Offset both =
          new Offset(
              least.compareTo(later.least) > 0 ? least : later.least,
              most.compareTo(later.most) < 0 ? most : later.most);
      return both.isPossible() ? both : later;
    }

    boolean containsZero() {
      return least.compareTo(Duration.ZERO) <= 0 && most.compareTo(Duration.ZERO) >= 0;
    }
  }

  private final InstantSource clock;
  private Optional<Offset> offset = Optional.empty();

  /**
   * @param clock never jumps
   */
  AwsTime(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns what the clock with which the time of AWS is measured shows. */
  Instant local() {
    return clock.instant();
  }

  /**
   * Records the time of a response.
   *
   * @param date the time of AWS in the response
   */
  synchronized void record(Instant date, Instant sent, Instant received) {
    Offset limits = Offset.of(date, sent, received);
    if (limits.isPossible()) {
      offset = Optional.of(offset.map(known -> known.narrowedBy(limits)).orElse(limits));
    }
  }

  /**
   * Returns what the clock of AWS shows now: never an earlier time than the real one, so that what
   * happened before something of ours does not seem to have happened after it. If the clocks may
   * agree, they do.
   */
  public synchronized Instant now() {
    Instant local = clock.instant();
    return offset
        .filter(known -> !known.containsZero())
        .map(known -> local.plus(known.most()))
        .orElse(local);
  }
}
