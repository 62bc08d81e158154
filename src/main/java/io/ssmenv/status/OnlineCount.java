package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.topology.Ping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How many instances answer, of how many. */
final class OnlineCount {

  private OnlineCount() {}

  /** Those that the spec asks for; while it is deleted, those that are left. */
  static List<InstanceStatus> wanted(Findings findings, List<InstanceStatus> instances) {
    if (findings.mode().deleting()) {
      return instances;
    }
    Set<String> names = new HashSet<>(InstanceStatuses.wanted(findings));
    return instances.stream().filter(instance -> names.contains(instance.name())).toList();
  }

  static boolean online(InstanceStatus instance) {
    return Ping.ONLINE.equals(instance.pingStatus());
  }

  /** For the printer column: {@code 1/2}. */
  static String column(List<InstanceStatus> wanted) {
    return wanted.stream().filter(OnlineCount::online).count() + "/" + wanted.size();
  }

  /** Why an instance does not count as online. */
  static String lacks(InstanceStatus instance) {
    if (instance.id() == null) {
      return instance.name() + " is not launched yet";
    }
    String named = instance.name() + " (" + instance.id() + ", " + instance.state() + ")";
    if (InstanceStatuses.NOT_REGISTERED.equals(instance.pingStatus())) {
      return InstanceStatuses.everOnline(instance)
          ? named + " is no longer known to Systems Manager"
          : named + " has not registered with Systems Manager yet";
    }
    String last = instance.lastPing() == null ? "" : ", last ping " + instance.lastPing();
    return named + " is " + instance.pingStatus() + last;
  }
}
