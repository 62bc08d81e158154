package io.ssmenv.simulator.core;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * A supported operation.
 *
 * @param name AWS's name of the action
 * @param mutating whether it can change state
 * @param parameters the paths of the supported parameters, without list numbers ({@code
 *     Filter.Value}); {@code Name.*} includes all nested parameters. All others are rejected by
 *     name
 * @param action executes it
 */
public record Operation(String name, boolean mutating, Set<String> parameters, Action action) {
  /** Copies the parameters. */
  public Operation {
    parameters = Set.copyOf(parameters);
  }

  /** Creates an operation that changes nothing. */
  public static Operation read(String name, Action action, String... parameters) {
    return new Operation(name, false, Set.copyOf(Arrays.asList(parameters)), action);
  }

  /** Creates an operation that can change state. */
  public static Operation write(String name, Action action, String... parameters) {
    return new Operation(name, true, Set.copyOf(Arrays.asList(parameters)), action);
  }

  /** Returns a copy with more parameters, such as those that many operations share. */
  public Operation and(String... more) {
    Set<String> all = new TreeSet<>(parameters);
    all.addAll(Arrays.asList(more));
    return new Operation(name, mutating, all, action);
  }

  /** Returns whether the operation supports a parameter path. */
  public boolean supports(String path) {
    if (parameters.contains(path)) {
      return true;
    }
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      if (parameters.contains(path.substring(0, dot) + ".*")) {
        return true;
      }
    }
    return false;
  }
}
