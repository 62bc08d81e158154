package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.SeededRandom;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.ssm.Invocation.Status;
import io.ssmenv.simulator.ssm.ShellStep.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/**
 * The commands of one account and region. They run on the account's timeline and are guarded by its
 * lock. A command is delivered over the agent's control channel: while the channel is cut, the
 * service keeps the command and the agent keeps the result. Each line of a script uses the network
 * as it is when the line runs.
 */
final class Commands {
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

  private record Key(String commandId, String instanceId) {}

  /**
   * How far a script has run.
   *
   * @param line the next one
   * @param sum the output so far, and the last exit code
   */
  private record Progress(int line, Outcome sum, ShellState state) {}

  private final SimulatedAccount account;
  private final AgentFleet fleet;
  private final AddressServices addressServices;
  private final InstanceSoftware software;
  private final SeededRandom random;
  private final SequencedMap<Key, Invocation> invocations = new LinkedHashMap<>();

  Commands(
      SimulatedAccount account,
      AgentFleet fleet,
      AddressServices addressServices,
      InstanceSoftware software,
      SeededRandom random) {
    this.account = account;
    this.fleet = fleet;
    this.addressServices = addressServices;
    this.software = software;
    this.random = random;
  }

  /** Sends a command to its instances, all of which are managed nodes. */
  void send(Command command) {
    for (String instanceId : command.instanceIds()) {
      Key key = new Key(command.id(), instanceId);
      Instant shown = command.requested().plus(random.seconds("shown/" + key, 0.2, 2));
      invocations.put(key, Invocation.sent(command, instanceId, shown));
      account
          .timeline()
          .schedule(
              command.requested().plus(random.seconds("delivered/" + key, 0.5, 3)),
              at -> deliver(command, key, at));
    }
  }

  /** Returns an invocation if it is already visible to reads. */
  Optional<Invocation> find(String commandId, String instanceId, Instant now) {
    return Optional.ofNullable(invocations.get(new Key(commandId, instanceId)))
        .filter(invocation -> !invocation.shownFrom().isAfter(now));
  }

  /** Returns all invocations that are visible to reads, newest first. */
  List<Invocation> visible(Instant now) {
    return invocations.reversed().values().stream()
        .filter(invocation -> !invocation.shownFrom().isAfter(now))
        .toList();
  }

  private void deliver(Command command, Key key, Instant at) {
    if (at.isAfter(command.requested().plus(command.timeout()))) {
      update(key, invocation -> invocation.timedOut(Status.DELIVERY_TIMED_OUT, at));
    } else if (fleet.canReceive(key.instanceId(), at)) {
      update(key, invocation -> invocation.startedAt(at));
      ShellState state = machine(key.instanceId()).newShell();
      run(command, key, new Progress(0, new Outcome("", "", 0, Duration.ZERO), state), at);
    } else {
      account.timeline().schedule(at.plus(RETRY_INTERVAL), later -> deliver(command, key, later));
    }
  }

  private void run(Command command, Key key, Progress progress, Instant at) {
    Outcome before = progress.sum();
    Machine machine = machine(key.instanceId());
    if (machine.software().hangs() || before.took().compareTo(command.executionTimeout()) > 0) {
      Duration left = command.executionTimeout().minus(before.took());
      account
          .timeline()
          .schedule(
              at.plus(left.isNegative() ? Duration.ZERO : left),
              later ->
                  update(
                      key, invocation -> invocation.timedOut(Status.EXECUTION_TIMED_OUT, later)));
      return;
    }
    if (progress.line() == command.script().steps().size()) {
      report(command, key, before, at);
      return;
    }
    Outcome outcome = command.script().steps().get(progress.line()).run(machine, progress.state());
    progress.state().exited(outcome.exitCode());
    Outcome sum =
        new Outcome(
            before.stdout() + outcome.stdout(),
            before.stderr() + outcome.stderr(),
            outcome.exitCode(),
            before.took().plus(outcome.took()));
    account
        .timeline()
        .schedule(
            at.plus(outcome.took()),
            later ->
                run(command, key, new Progress(progress.line() + 1, sum, progress.state()), later));
  }

  private InstanceMachine machine(String instanceId) {
    return new InstanceMachine(fleet, addressServices, software, instanceId);
  }

  private void report(Command command, Key key, Outcome result, Instant at) {
    if (fleet.canReceive(key.instanceId(), at)) {
      update(key, invocation -> invocation.completed(result, at));
    } else if (at.isAfter(command.expires())) {
      update(key, invocation -> invocation.timedOut(Status.EXECUTION_TIMED_OUT, at));
    } else {
      account
          .timeline()
          .schedule(at.plus(RETRY_INTERVAL), later -> report(command, key, result, later));
    }
  }

  private void update(Key key, UnaryOperator<Invocation> change) {
    invocations.computeIfPresent(key, (_, invocation) -> change.apply(invocation));
  }
}
