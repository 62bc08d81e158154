package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.ssm.ShellStep.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The invocation of a command on one instance.
 *
 * @param shownFrom when it becomes visible to reads: shortly after it was sent [C]
 * @param started when the agent started to run it
 * @param ended when it ended, in any status
 * @param output its output so far
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

  /** Its status, with the service's two fields for it [D]. */
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

  /**
   * Returns the completed invocation with the agent's result. The agent adds a line to the error
   * output of a failed script.
   */
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
