package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.session.SessionPlugin.CommandLine;
import io.ssmenv.simulator.ssm.ShellStep.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The command line of an instance, with the commands of {@link ShellScript}. It uses the network as
 * it is when a command starts. A command that waits can be interrupted.
 */
final class InstanceCommandLine implements CommandLine {
  /** What takes no longer happens at once: the next event may be up to a second away. */
  private static final Duration IMMEDIATE = Duration.ofMillis(1);

  private final SimulatedAccount account;
  private final SimClock clock;
  private final InstanceMachine machine;

  InstanceCommandLine(SimulatedAccount account, SimClock clock, InstanceMachine machine) {
    this.account = account;
    this.clock = clock;
    this.machine = machine;
  }

  @Override
  public Running run(String command, Consumer<String> print, Runnable done) {
    List<ShellStep> steps;
    try {
      steps = ShellScript.parse(List.of(command)).steps();
    } catch (AwsError e) {
      print.accept("sh: %s\n".formatted(e.message()));
      steps = List.of();
    }
    Execution execution = new Execution(steps, print, done);
    execution.next(0, clock.instant());
    return execution;
  }

  private final class Execution implements Running {
    private final List<ShellStep> steps;
    private final Consumer<String> print;
    private final Runnable done;
    private final ShellState state = machine.newShell();
    private boolean interrupted;

    Execution(List<ShellStep> steps, Consumer<String> print, Runnable done) {
      this.steps = steps;
      this.print = print;
      this.done = done;
    }

    @Override
    public void interrupt() {
      interrupted = true;
    }

    void next(int number, Instant now) {
      if (number == steps.size()) {
        done.run();
        return;
      }
      Outcome outcome = steps.get(number).run(machine, state);
      state.exited(outcome.exitCode());
      if (outcome.took().compareTo(IMMEDIATE) <= 0) {
        finish(number, outcome, now);
      } else {
        account.timeline().schedule(now.plus(outcome.took()), at -> finish(number, outcome, at));
      }
    }

    private void finish(int number, Outcome outcome, Instant at) {
      if (!interrupted) {
        print.accept(outcome.stdout() + outcome.stderr());
        next(number + 1, at);
      }
    }
  }
}
