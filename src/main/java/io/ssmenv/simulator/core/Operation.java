package io.ssmenv.simulator.core;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * An operation that the simulator supports.
 *
 * @param name AWS's name of the action
 * @param mutating whether it can change anything
 * @param parameters the paths of all parameters that it knows, without list numbers ({@code
 *     Filter.Value}); {@code Name.*} admits whatever is below. Anything else is refused by name
 * @param action what it does
 */
public record Operation(String name, boolean mutating, Set<String> parameters, Action action) {
  /** Copies the parameters. */
  public Operation {
    parameters = Set.copyOf(parameters);
  }

  /** An operation that changes nothing. */
  public static Operation read(String name, Action action, String... parameters) {
    return new Operation(name, false, Set.copyOf(Arrays.asList(parameters)), action);
  }

  /** An operation that can change something. */
  public static Operation write(String name, Action action, String... parameters) {
    return new Operation(name, true, Set.copyOf(Arrays.asList(parameters)), action);
  }

  /** The same operation with more parameters, for groups that many operations share. */
  public Operation and(String... more) {
    Set<String> all = new TreeSet<>(parameters);
    all.addAll(Arrays.asList(more));
    return new Operation(name, mutating, all, action);
  }

  /** Whether a parameter path is among those that the operation knows. */
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
