package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Destination;
import io.ssmenv.simulator.network.Reachability;
import java.time.Duration;
import java.util.function.Function;

/** One line of a shell script. */
sealed interface ShellStep permits ShellStep.Echo, Curl {

  /**
   * The result of a line.
   *
   * @param took how long it ran
   */
  record Outcome(String stdout, String stderr, int exitCode, Duration took) {}

  /**
   * Runs the line.
   *
   * @param network the reachability of a destination from its instance
   */
  Outcome run(Function<Destination, Reachability> network);

  /** {@code echo}, without options. */
  record Echo(String text) implements ShellStep {
    @Override
    public Outcome run(Function<Destination, Reachability> network) {
      return new Outcome(text + "\n", "", 0, Duration.ofMillis(1));
    }
  }
}
