package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.state.AgentStatus;
import io.ssmenv.state.StatusText;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Pings;
import java.util.List;

/** The value of the condition {@code InstancesOnline}. */
final class InstancesOnlineCondition {

  private InstancesOnlineCondition() {}

  /**
   * @param instances as the new status lists them
   */
  static ConditionValue value(
      StatusInputs inputs, List<InstanceStatus> instances, Observation observed) {
    List<InstanceStatus> wanted = OnlineCount.wanted(inputs, instances);
    if (wanted.isEmpty()) {
      return ConditionValue.ofTrue(ConditionReason.NO_INSTANCES, "The spec asks for no instances");
    }
    if (observed.pings() instanceof Pings.Unknown(String reason)
        && wanted.stream()
            .anyMatch(instance -> AgentStatus.UNKNOWN.equals(instance.pingStatus()))) {
      return ConditionValue.ofUnknown(
          ConditionReason.SYSTEMS_MANAGER_UNAVAILABLE,
          "The ping status of the agents could not be read from Systems Manager: "
              + StatusText.stable(reason));
    }
    List<InstanceStatus> offline =
        wanted.stream().filter(instance -> !AgentStatus.online(instance)).toList();
    if (offline.isEmpty()) {
      return ConditionValue.ofTrue(
          ConditionReason.ONLINE, "Every instance is online in Systems Manager");
    }
    String more = offline.size() == 1 ? "" : ", and " + (offline.size() - 1) + " more";
    return ConditionValue.ofFalse(
        ConditionReason.NOT_ONLINE, OnlineCount.whyOffline(offline.getFirst(), more, inputs));
  }
}
