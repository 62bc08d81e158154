package io.ssmenv.engine.faults;

import java.time.Duration;

/** Something that goes wrong around the operator, or that somebody changes. */
public sealed interface Fault {

  /** A fault that ends by itself. */
  sealed interface Lasting extends Fault {
    /** How long it lasts. */
    Duration lasting();
  }

  /** AWS throttles a share of the calls of an action, or of all if it is {@code *}. */
  record Throttled(String action, double share, Duration lasting) implements Lasting {}

  /** A share of the calls fail with AWS's 5xx errors. */
  record ServerErrors(String action, double share, Duration lasting) implements Lasting {}

  /** A share of the calls are executed, but their responses are lost. */
  record LostResponses(String action, double share, Duration lasting) implements Lasting {}

  /** Requests and responses take up to this time each, so that they overtake each other. */
  record SlowNetwork(Duration longest, Duration lasting) implements Lasting {}

  /** A listing succeeds, but is empty. */
  record EmptyListing(String action, Duration lasting) implements Lasting {}

  /** AWS does not allow an action. */
  record Denied(String action, Duration lasting) implements Lasting {}

  /** The credentials are those of another account. */
  record WrongAccount(Duration lasting) implements Lasting {}

  /** No instance can be launched. */
  record NoCapacity(Duration lasting) implements Lasting {}

  /** The API server refuses what the operator writes, or stores it but answers with an error. */
  record ApiServerAway(boolean stores, Duration lasting) implements Lasting {}

  /** Somebody changes the resources of the environment in one of the known ways. */
  record OutOfBand(String change) implements Fault {}

  /** The operator dies and starts anew; its requests on their way arrive later by this. */
  record Crash(Duration late) implements Fault {}

  /**
   * A replica that stands by takes over.
   *
   * @param late how much later the requests on their way arrive
   * @param behind how far the watch of the new leader is behind
   */
  record HandOver(Duration late, Duration behind) implements Fault {}

  /** The spec is edited. */
  record SpecEdited(String pattern, String type, int count, int zones) implements Fault {}

  /** The environment is deleted. */
  record Deleted() implements Fault {}
}
