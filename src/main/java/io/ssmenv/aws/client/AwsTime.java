package io.ssmenv.aws.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the clock of AWS is ahead of the operator's, in one region. Each response limits that:
 * its {@code Date} lies between the sending of the request and the receipt of the response, and is
 * rounded down to a second. The limits of several responses together are narrower.
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

    /** Limits that exclude each other mean that one of the clocks was set: the later ones count. */
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

  private Optional<Offset> offset = Optional.empty();

  /**
   * Records the time of a response. It is ignored if the operator's clock was set back meanwhile.
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
   * Converts a time of AWS to the operator's clock: never to a later time than the real one, so
   * that what happened before something of ours does not seem to have happened after it. It is
   * unchanged if the clocks may agree.
   */
  public synchronized Instant toLocal(Instant awsTime) {
    return offset
        .filter(known -> !known.containsZero())
        .map(known -> awsTime.minus(known.most()))
        .orElse(awsTime);
  }
}
