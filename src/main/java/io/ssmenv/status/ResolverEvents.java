package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * The events that say, before it happens, that another environment changes what the names of
 * Systems Manager resolve to in the VPC.
 */
final class ResolverEvents {

  private ResolverEvents() {}

  /** None for an environment that begins, or that asks for the endpoints itself. */
  static List<StatusEvent> between(EnvironmentStatus before, EnvironmentStatus after) {
    if (before.pattern() == null
        || after.vpcId() == null
        || before.pattern() == Pattern.PRIVATE_ENDPOINTS) {
      return List.of();
    }
    List<String> then = before.networkOrDefault().endpoints();
    List<String> now = after.networkOrDefault().endpoints();
    List<StatusEvent> events = new ArrayList<>();
    if (!then.containsAll(now)) {
      events.add(
          event(
              now,
              then,
              "will resolve to endpoints in "
                  + after.vpcId()
                  + ", because an environment in that VPC has the pattern PrivateEndpoints. The agents"
                  + " of this environment can use them, too: nothing has to be done"));
    }
    if (!now.containsAll(then)) {
      events.add(
          event(
              then,
              now,
              "will resolve to public addresses again, because no environment in "
                  + after.vpcId()
                  + " needs the endpoints. The agents connect as the pattern of this environment"
                  + " says: nothing has to be done"));
    }
    return events;
  }

  private static StatusEvent event(List<String> with, List<String> without, String what) {
    List<String> changed =
        with.stream().filter(service -> !without.contains(service)).sorted().toList();
    return StatusEvent.normal(
        EventReason.RESOLVER_CHANGING,
        "Resolve",
        "The DNS names of " + String.join(", ", changed) + " " + what);
  }
}
