package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.NetworkView.Instance;
import java.time.Instant;

/** An instance and its agent, as Systems Manager manages them. */
record ManagedNode(Instance instance, Agent agent) {
  static final String AGENT_VERSION = "3.3.3050.0";
  static final String RESOURCE_TYPE = "EC2Instance";
  static final String PLATFORM_TYPE = "Linux";

  String id() {
    return instance.id();
  }

  /** Returns {@code Online}, or {@code ConnectionLost} if the last heartbeat is too old. */
  String pingStatus(Instant now) {
    return instance.runningSince().isPresent() && agent.isOnlineAt(now)
        ? "Online"
        : "ConnectionLost";
  }

  /** Returns whether its control channel is open, as far as the service knows. */
  boolean connected() {
    return instance.runningSince().isPresent() && agent.connection().isPresent();
  }
}
