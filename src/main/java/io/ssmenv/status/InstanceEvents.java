package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.state.AgentStatus;
import io.ssmenv.topology.ImmutableCopy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The events about the launch of instances and about their agents.
 *
 * @param terminated the ids of instances that the operator itself terminates
 * @param stops where agents are stopped, by the name of the instance
 * @param adopting whether the instances are still being taken over: somebody else has launched them
 */
record InstanceEvents(
    EnvironmentStatus before,
    EnvironmentStatus after,
    Set<String> terminated,
    Map<String, AgentStop> stops,
    boolean adopting) {

  private static final Set<String> BLOCKED =
      Set.of(ConditionReason.PAUSED.wire(), ConditionReason.REPORT_ONLY.wire());

  InstanceEvents {
    terminated = ImmutableCopy.of(terminated);
    stops = ImmutableCopy.of(stops);
  }

  /** In the order of the instances in the status. */
  List<StatusEvent> all() {
    Map<String, InstanceStatus> known = before.instancesByName();
    return after.instances().stream()
        .filter(now -> now.id() != null)
        .flatMap(now -> of(now, Optional.ofNullable(known.get(now.name()))))
        .toList();
  }

  private Stream<StatusEvent> of(InstanceStatus now, Optional<InstanceStatus> known) {
    Optional<InstanceStatus> then =
        known.filter(one -> one.id() != null && one.id().equals(now.id()));
    return Stream.of(launched(now, then), stop(now, then), agent(now, then))
        .flatMap(Optional::stream);
  }

  private Optional<StatusEvent> launched(InstanceStatus now, Optional<InstanceStatus> then) {
    return then.isPresent() || adopting
        ? Optional.empty()
        : Optional.of(StatusEvent.normal(EventReason.LAUNCHED, "Launch", "Launched " + named(now)));
  }

  /** Once for each hop, and not for what the operator itself ends. */
  private Optional<StatusEvent> stop(InstanceStatus now, Optional<InstanceStatus> then) {
    Optional<String> hop = Optional.ofNullable(now.stoppedAt());
    return hop.isEmpty() || hop.equals(then.map(InstanceStatus::stoppedAt)) || isEnding(now)
        ? Optional.empty()
        : Optional.ofNullable(stops.get(now.name()))
            .map(stop ->
                StatusEvent.warning(
                    EventReason.AGENT_STOPPED_AT, "Observe", named(now) + ": " + stop.message()));
  }

  private Optional<StatusEvent> agent(InstanceStatus now, Optional<InstanceStatus> then) {
    if (Optional.ofNullable(now.pingStatus()).equals(then.map(InstanceStatus::pingStatus))) {
      return Optional.empty();
    }
    if (AgentStatus.online(now)) {
      return isKnownOnline(then)
          ? Optional.empty()
          : Optional.of(
              StatusEvent.normal(EventReason.ONLINE, "Observe", named(now) + " is Online"));
    }
    return then.filter(AgentStatus::online).isEmpty() || isUnknown(now) || isEnding(now)
        ? Optional.empty()
        : Optional.of(
            StatusEvent.warning(
                EventReason.CONNECTION_LOST, "Observe", OnlineCount.whyOffline(now)));
  }

  /**
   * Whether an agent that is online was so before: it could not be read for a while, or it is only
   * now read for the one who takes it over.
   */
  private boolean isKnownOnline(Optional<InstanceStatus> then) {
    return then.filter(AgentStatus::everOnline).isPresent()
        ? then.filter(InstanceEvents::isUnknown).isPresent()
        : adopting;
  }

  private static boolean isUnknown(InstanceStatus instance) {
    return AgentStatus.UNKNOWN.equals(instance.pingStatus());
  }

  /** Whether the agent is expected to disconnect. */
  private boolean isEnding(InstanceStatus instance) {
    return terminated.contains(instance.id())
        || after
            .condition(ConditionType.DELETING.wire())
            .filter(condition -> !BLOCKED.contains(condition.reason()))
            .isPresent();
  }

  private static String named(InstanceStatus instance) {
    return instance.name() + " (" + instance.id() + ")";
  }
}
