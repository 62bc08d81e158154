package io.ssmenv.operator;

/**
 * How many requests the operator has in progress at the API server. What is above a limit waits, in
 * the order in which it came.
 *
 * <p>All requests share one connection, on which the API server accepts 100 at a time (the default
 * of {@code --http2-max-streams-per-connection}) [D]. The client of the JDK does not wait for one
 * of them to end: it fails with "too many concurrent streams" [M]. More at a time would not be
 * faster either: the API server answers one of these requests within milliseconds.
 */
final class ApiServerLimits {

  /** The reconciles, of which each has at most one request in progress. */
  static final int RECONCILES = 32;

  /** The publications of events, of which each has one request in progress. */
  static final int EVENTS = 16;

  private ApiServerLimits() {}
}
