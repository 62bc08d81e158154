package io.ssmenv.cli.simulator;

import io.ssmenv.cli.command.Program;
import picocli.CommandLine;

/** The simulated AWS as a separate program: {@code ssmenv-simulator.jar}. */
public final class SimulatorMain {

  private SimulatorMain() {}

  /** Runs the simulated AWS and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return Program.of(new SimulateCommand()).setCommandName("ssmenv-simulator");
  }
}
