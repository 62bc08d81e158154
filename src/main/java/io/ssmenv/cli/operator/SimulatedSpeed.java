package io.ssmenv.cli.operator;

import io.ssmenv.cloud.RefreshTiming;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** How fast the simulated AWS works, which 'ssmenv simulate' prints with its endpoint. */
final class SimulatedSpeed {

  private static final String VARIABLE = "SSMENV_SIMULATED_SPEED";

  private SimulatedSpeed() {}

  /**
   * When the operator looks for what AWS is at work on; without the variable at the speed of AWS.
   *
   * @throws ParameterException if the variable has no positive number
   */
  static RefreshTiming timing(CommandSpec spec, Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "");
    if (value.isEmpty()) {
      return RefreshTiming.OF_AWS;
    }
    try {
      return new RefreshTiming(Double.parseDouble(value));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), VARIABLE + " must be a number greater than 0: " + value, e);
    }
  }
}
