package io.ssmenv.cloud;

import java.time.Duration;

/** Every timing constant of the verification of the egress, with its reason. */
public final class EgressTiming {

  /** How often the lane for the egress looks for work: questions of this time share a command. */
  public static final Duration TICK = Duration.ofSeconds(2);

  /**
   * How long after a change of the path an agent may not have noticed that its connection is gone:
   * it looks every 54 s, and waits for 60 s [C].
   */
  public static final Duration RECONNECTED = Duration.ofMinutes(3);

  /** How soon an instance is asked again in that time: a change of the pattern may wait for it. */
  public static final Duration RETRY_RECONNECTING = Duration.ofSeconds(30);

  /** How soon an instance is asked again whose answer said nothing: a person has to act. */
  public static final Duration RETRY = Duration.ofMinutes(10);

  /** How long Systems Manager tries to deliver the question: the shortest that it allows. */
  public static final Duration DELIVERY = Duration.ofSeconds(30);

  /** How long one program of the question tries to connect: ten round trips around the world. */
  public static final Duration CONNECT = Duration.ofSeconds(5);

  /** How long one program of the question waits for the whole answer. */
  public static final Duration RESPONSE = Duration.ofSeconds(10);

  /** How long the question may run: seven programs that all wait for an answer, and a reserve. */
  public static final Duration EXECUTION = Duration.ofSeconds(90);

  /** When an answer counts as lost: later than Systems Manager gives up, with its delays. */
  public static final Duration ANSWER_LIMIT = DELIVERY.plus(EXECUTION).plusSeconds(30);

  /**
   * After how many refused commands in a row an account has a pause: more than it takes to find the
   * one of 50 instances that is refused, by halves.
   */
  public static final int REFUSALS_IN_A_ROW = 8;

  /** For how many intervals an answer counts: one question may get lost. */
  private static final int OUTDATED_INTERVALS = 2;

  /** For how much longer: a question waits for the next poll, and its answer takes this long. */
  private static final Duration OUTDATED_RESERVE = ANSWER_LIMIT.plus(Timing.POLL_INTERVAL);

  /** The age from which an answer says nothing any more, as if there were none. */
  public static Duration outdatedAfter(Duration interval) {
    return interval.multipliedBy(OUTDATED_INTERVALS).plus(OUTDATED_RESERVE);
  }

  private EgressTiming() {}
}
