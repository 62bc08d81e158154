package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.topology.Ping;

/** The ping status of an agent as a status records it. */
public final class AgentStatus {

  /** Systems Manager does not list the instance: the agent never reported, or it is stopped. [D] */
  public static final String NOT_REGISTERED = "NotRegistered";

  /** Systems Manager could not be read. */
  public static final String UNKNOWN = "Unknown";

  private AgentStatus() {}

  public static boolean online(InstanceStatus recorded) {
    return Ping.ONLINE.equals(recorded.pingStatus());
  }

  /** Whether the agent of the recorded instance was ever online. */
  public static boolean everOnline(InstanceStatus recorded) {
    return recorded.lastPing() != null
        || (recorded.pingStatus() != null
            && !recorded.pingStatus().equals(NOT_REGISTERED)
            && !recorded.pingStatus().equals(UNKNOWN));
  }
}
