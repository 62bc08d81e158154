package io.ssmenv.simulator;

import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.simulator.iam.CallerPolicies;
import java.util.List;
import java.util.TreeSet;

/** What the simulator supports, for people and for tests that have to know all of it. */
public final class SupportedOperations {
  private SupportedOperations() {}

  /**
   * One line for each operation, sorted: its service, its name, {@code read} or {@code write}, and
   * the paths of all parameters that it knows, all separated by blanks.
   */
  public static List<String> lines() {
    SimulatedServices services =
        new SimulatedServices(Simulation.of(SimulatorOptions.defaults()), new CallerPolicies());
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
