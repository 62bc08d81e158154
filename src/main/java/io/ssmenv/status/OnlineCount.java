package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.state.AgentStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many of the desired instances are online. */
final class OnlineCount {

  private OnlineCount() {}

  /** The instances that the spec asks for; during a deletion, those that still exist. */
  static List<InstanceStatus> wanted(StatusInputs inputs, List<InstanceStatus> instances) {
    if (inputs.mode().removesAll()) {
      return instances;
    }
    Set<String> names = new HashSet<>(InstanceStatuses.wanted(inputs));
    return instances.stream().filter(instance -> names.contains(instance.name())).toList();
  }

  /** For the printer column: {@code 1/2}. */
  static String column(List<InstanceStatus> wanted) {
    return wanted.stream().filter(AgentStatus::online).count() + "/" + wanted.size();
  }

  /**
   * The same, with where its agent is stopped.
   *
   * @param more of other instances
   */
  static String whyOffline(InstanceStatus instance, String more, StatusInputs inputs) {
    return Stream.concat(
            Stream.of(whyOffline(instance) + more),
            inputs.stoppedAt().getOrDefault(instance.name(), List.of()).stream()
                .map(hop -> hop.verdict().sentence()))
        .collect(Collectors.joining(". "));
  }

  /** Why an instance does not count as online. */
  static String whyOffline(InstanceStatus instance) {
    if (instance.id() == null) {
      return instance.name() + " is not launched yet";
    }
    String named = instance.name() + " (" + instance.id() + ", " + instance.state() + ")";
    if (AgentStatus.NOT_REGISTERED.equals(instance.pingStatus())) {
      return AgentStatus.everOnline(instance)
          ? named + " is no longer known to Systems Manager"
          : named + " has not registered with Systems Manager yet";
    }
    String last = instance.lastPing() == null ? "" : ", last ping " + instance.lastPing();
    return named + " is " + instance.pingStatus() + last;
  }
}
