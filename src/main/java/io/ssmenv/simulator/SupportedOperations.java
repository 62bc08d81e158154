package io.ssmenv.simulator;

import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.simulator.iam.CallerPolicies;
import io.ssmenv.simulator.session.DataChannels;
import java.util.List;
import java.util.TreeSet;

/**
 * Lists the operations that the simulator supports, for the CLI and for tests that cover all of
 * them.
 */
public final class SupportedOperations {
  private SupportedOperations() {}

  /**
   * Returns one line per operation, sorted: its service, its name, {@code read} or {@code write},
   * and the paths of its parameters, separated by spaces.
   */
  public static List<String> lines() {
    SimulatedServices services =
        new SimulatedServices(
            Simulation.of(SimulatorOptions.defaults()),
            new CallerPolicies(),
            new DataChannels(false));
    return services.operations().entrySet().stream()
        .flatMap(service ->
            service.getValue().values().stream()
                .map(operation -> line(service.getKey(), operation)))
        .toList();
  }

  private static String line(String service, Operation operation) {
    String effect = operation.mutating() ? "write" : "read";
    String start = "%s %s %s".formatted(service, operation.name(), effect);
    return operation.parameters().isEmpty()
        ? start
        : start + " " + String.join(" ", new TreeSet<>(operation.parameters()));
  }
}
