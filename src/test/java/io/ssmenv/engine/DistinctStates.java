package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts the distinct states of the engine that a run has reached: the planned steps and the
 * conditions of an environment, without ids and times. A run that explores nothing has few.
 */
final class DistinctStates {

  private static final Pattern ID = Pattern.compile("[a-z]+-[0-9a-f]{8,17}\\b");
  private static final Pattern NUMBER = Pattern.compile("[0-9][0-9.:TZ-]*");

  private final Set<String> states = ConcurrentHashMap.newKeySet();

  void add(ReconcileResult result) {
    EnvironmentStatus status = result.status();
    String conditions =
        status.conditions().stream()
            .map(
                condition -> condition.type() + "=" + condition.status() + "/" + condition.reason())
            .collect(Collectors.joining(","));
    String plan =
        status.plan().stream()
            .map(line -> NUMBER.matcher(ID.matcher(line).replaceAll("ID")).replaceAll("#"))
            .collect(Collectors.joining(";"));
    states.add(conditions + "|" + plan);
  }

  int count() {
    return states.size();
  }
}
