package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.InstanceHealthStatus;
import io.ssmenv.api.v1alpha1.InstanceHealthStatus.ScheduledEvent;
import io.ssmenv.cloud.InstanceHealth;
import io.ssmenv.state.KnownHealth;
import io.ssmenv.state.StatusText;
import java.util.List;
import java.util.Optional;

/**
 * The health of an instance as the status shows it.
 *
 * @param before as it was; empty for another instance
 */
record InstanceHealths(KnownHealth known, Optional<InstanceHealthStatus> before) {

  /**
   * Empty if nothing is known to be amiss. What was not read is as it was, so that a restart of the
   * operator changes nothing.
   *
   * @param online whether the agent is: nobody reads the checks then
   */
  Optional<InstanceHealthStatus> of(String id, boolean online) {
    List<String> impaired = online ? List.of() : impaired(id);
    List<ScheduledEvent> events = events(id);
    return impaired.isEmpty() && events.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new InstanceHealthStatus(
                impaired.isEmpty() ? null : impaired, events.isEmpty() ? null : events));
  }

  private List<String> impaired(String id) {
    return Optional.ofNullable(known.checks().get(id))
        .map(InstanceHealth::impaired)
        .or(() -> before.map(InstanceHealthStatus::impairedChecksOrEmpty))
        .orElse(List.of());
  }

  private List<ScheduledEvent> events(String id) {
    return known
        .events()
        .map(all ->
            all.getOrDefault(id, List.of()).stream()
                .map(event -> new ScheduledEvent(event.code(), StatusText.time(event.notBefore())))
                .toList())
        .or(() -> before.map(InstanceHealthStatus::scheduledEventsOrEmpty))
        .orElse(List.of());
  }
}
