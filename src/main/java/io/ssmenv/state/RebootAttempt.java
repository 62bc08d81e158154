package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.RebootStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A reboot that this process has recorded. Another process that finds the record cannot know
 * whether AWS was called, and does not call it.
 *
 * @param path a digest of the path to Systems Manager
 * @param plannedAt as the status records it
 */
public record RebootAttempt(String instanceId, String path, String plannedAt, Call call) {

  /** What became of the call. */
  public sealed interface Call {

    /** AWS was not called yet. */
    record NotMade() implements Call {}

    /**
     * AWS is being called.
     *
     * @param error of the last attempt
     */
    record InFlight(Optional<String> error) implements Call {}

    /** AWS has accepted it. */
    record Accepted(Instant at) implements Call {}

    /** There was no answer, or a fault of the operator: AWS may have accepted it. */
    record Lost(Instant at) implements Call {}

    /**
     * AWS has refused it, or was not asked because of the API budget.
     *
     * @param error absent if AWS was not asked
     * @param failures how many in a row
     */
    record Refused(Optional<String> error, Instant retryAt, int failures) implements Call {}
  }

  /** The same with what became of the call. */
  public RebootAttempt with(Call other) {
    return new RebootAttempt(instanceId, path, plannedAt, other);
  }

  /** Whether AWS may be called at a time: no call that AWS may have accepted was made. */
  boolean mayCall(Instant now) {
    return switch (call) {
      case Call.NotMade _ -> true;
      case Call.Refused(var _, Instant retryAt, var _) -> !now.isBefore(retryAt);
      case Call.InFlight _, Call.Accepted _, Call.Lost _ -> false;
    };
  }

  /** What the status records of it. */
  RebootStatus status() {
    return switch (call) {
      case Call.NotMade _ -> planned(Optional.empty());
      case Call.InFlight(Optional<String> error) -> planned(error);
      case Call.Refused(Optional<String> error, var _, var _) -> planned(error);
      case Call.Accepted(Instant at) ->
          new RebootStatus(RebootStatus.State.REQUESTED, StatusText.time(at), path);
      case Call.Lost(Instant at) ->
          new RebootStatus(RebootStatus.State.UNKNOWN, StatusText.time(at), path);
    };
  }

  private RebootStatus planned(Optional<String> error) {
    return new RebootStatus(RebootStatus.State.PLANNED, plannedAt, path, null, error.orElse(null));
  }

  /** The same while AWS is called. */
  public RebootAttempt calling() {
    return with(
        new Call.InFlight(
            call instanceof Call.Refused refused ? refused.error() : Optional.empty()));
  }

  /** Whether AWS may have been called. */
  public boolean isCalled() {
    return switch (call) {
      case Call.InFlight _, Call.Accepted _, Call.Lost _ -> true;
      case Call.NotMade _, Call.Refused _ -> false;
    };
  }
}
