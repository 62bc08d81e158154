package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceHealthStatus;
import io.ssmenv.api.v1alpha1.InstanceHealthStatus.ScheduledEvent;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events about what AWS has scheduled for instances. */
final class HealthEvents {

  private HealthEvents() {}

  /** Once for each scheduled event. */
  static List<StatusEvent> between(EnvironmentStatus before, EnvironmentStatus after) {
    Map<String, InstanceStatus> known = before.instancesByName();
    return after.instances().stream()
        .flatMap(instance -> {
          List<ScheduledEvent> then =
              Optional.ofNullable(known.get(instance.name()))
                  .filter(same -> same.id() != null && same.id().equals(instance.id()))
                  .map(HealthEvents::scheduled)
                  .orElse(List.of());
          return scheduled(instance).stream()
              .filter(event -> !then.contains(event))
              .map(event -> message(instance, event));
        })
        .map(message ->
            StatusEvent.warning(EventReason.MAINTENANCE_SCHEDULED, "Observe", message)
                .causedBy(message))
        .toList();
  }

  private static List<ScheduledEvent> scheduled(InstanceStatus instance) {
    return Optional.ofNullable(instance.health())
        .map(InstanceHealthStatus::scheduledEventsOrEmpty)
        .orElse(List.of());
  }

  private static String message(InstanceStatus instance, ScheduledEvent event) {
    return "AWS has scheduled %s of %s (%s) for %s or later. %s"
        .formatted(
            event.code(), instance.name(), instance.id(), event.notBefore(), advice(event.code()));
  }

  private static String advice(String code) {
    return switch (code) {
      case "instance-retirement", "instance-stop" ->
          "Stop and start it before then, which moves it to another host";
      case "instance-reboot" -> "Sessions end then, unless you reboot it before";
      case "system-reboot" ->
          "Sessions end then, unless you stop and start it before, which moves it to another host";
      default -> "It may be unreachable for a while";
    };
  }
}
