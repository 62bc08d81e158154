package io.ssmenv.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * What happens to the operator at one call to AWS.
 *
 * @param kind what happens
 * @param call the call, counted from the begin of the course, from 1
 */
record Interruption(Kind kind, int call) {

  /** How much later a late request arrives: longer than AWS's reads lag, mostly. */
  private static final Duration LATE = Duration.ofSeconds(3);

  /** How far the watch of a new leader may be behind. */
  private static final Duration BEHIND = Duration.ofSeconds(1);

  /** The kinds of interruptions. */
  enum Kind {
    /** The process dies before the request leaves it, and starts anew. */
    CRASH_BEFORE,
    /** The process dies before the response reaches it, and starts anew. */
    CRASH_AFTER,
    /** The replica that stands by takes over, and the request never arrives. */
    HAND_OVER_BEFORE,
    /** The replica that stands by takes over, and the response is lost. */
    HAND_OVER_AFTER,
    /** The replica that stands by takes over, and the request arrives seconds later. */
    HAND_OVER_LATE_WRITE,
    /** The process gets no response. */
    LOST_RESPONSE;

    boolean isBeforeTheCall() {
      return this == CRASH_BEFORE || this == HAND_OVER_BEFORE || this == HAND_OVER_LATE_WRITE;
    }

    /** Whether it makes a difference at a read. */
    boolean concernsReads() {
      return this != HAND_OVER_LATE_WRITE && this != LOST_RESPONSE;
    }
  }

  /** Interrupts a scenario at the call. */
  void apply(EngineHarness harness) {
    switch (kind) {
      case CRASH_BEFORE -> restart(harness, Optional.empty());
      case CRASH_AFTER -> restart(harness, Optional.of(Duration.ZERO));
      case HAND_OVER_BEFORE -> harness.handOver(Optional.empty(), Duration.ZERO);
      case HAND_OVER_AFTER -> harness.handOver(Optional.of(Duration.ZERO), BEHIND);
      case HAND_OVER_LATE_WRITE -> harness.handOver(Optional.of(LATE), BEHIND);
      case LOST_RESPONSE -> throw new IllegalStateException("The process goes on");
    }
  }

  private static void restart(EngineHarness harness, Optional<Duration> late) {
    harness.kill(late);
    harness.restart();
  }
}
