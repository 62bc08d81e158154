package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.ssm.ShellStep.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A command on one of its instances.
 *
 * @param shownFrom when reads begin to know of it: some moments after it was sent [C]
 * @param started when the agent began to run it
 * @param ended when it was done, in whichever way
 * @param output what it printed so far
 * @param timeout how long the service tries to deliver it
 */
record Invocation(
    String commandId,
    String instanceId,
    Optional<String> comment,
    Instant requested,
    Instant shownFrom,
    Duration timeout,
    Status status,
    Optional<Instant> started,
    Optional<Instant> ended,
    Outcome output) {

  /** How far it is, in the service's two words for it [D]. */
  enum Status {
    PENDING("Pending", "Pending"),
    IN_PROGRESS("InProgress", "InProgress"),
    SUCCESS("Success", "Success"),
    FAILED("Failed", "Failed"),
    DELIVERY_TIMED_OUT("TimedOut", "DeliveryTimedOut"),
    EXECUTION_TIMED_OUT("TimedOut", "ExecutionTimedOut");

    private final String status;
    private final String details;

    Status(String status, String details) {
      this.status = status;
      this.details = details;
    }

    String status() {
      return status;
    }

    String details() {
      return details;
    }
  }

  private static final Outcome NOTHING = new Outcome("", "", -1, Duration.ZERO);

  static Invocation sent(Command command, String instanceId, Instant shownFrom) {
    return new Invocation(
        command.id(),
        instanceId,
        command.comment(),
        command.requested(),
        shownFrom,
        command.timeout(),
        Status.PENDING,
        Optional.empty(),
        Optional.empty(),
        NOTHING);
  }

  Invocation startedAt(Instant at) {
    return with(Status.IN_PROGRESS, Optional.of(at), Optional.empty(), NOTHING);
  }

  Invocation timedOut(Status reason, Instant at) {
    return with(reason, started, Optional.of(at), NOTHING);
  }

  /** Done, with what the agent reports. A failed script's error ends with the agent's own line. */
  Invocation completed(Outcome result, Instant at) {
    boolean succeeded = result.exitCode() == 0;
    String stderr =
        succeeded
            ? result.stderr()
            : result.stderr() + "failed to run commands: exit status " + result.exitCode();
    return with(
        succeeded ? Status.SUCCESS : Status.FAILED,
        started,
        Optional.of(at),
        new Outcome(result.stdout(), stderr, result.exitCode(), result.took()));
  }

  private Invocation with(
      Status newStatus, Optional<Instant> start, Optional<Instant> end, Outcome newOutput) {
    return new Invocation(
        commandId,
        instanceId,
        comment,
        requested,
        shownFrom,
        timeout,
        newStatus,
        start,
        end,
        newOutput);
  }
}
