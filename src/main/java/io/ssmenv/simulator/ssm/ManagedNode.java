package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.NetworkView.Instance;
import java.time.Instant;

/** An instance with the agent on it, as Systems Manager knows them. */
record ManagedNode(Instance instance, Agent agent) {
  static final String AGENT_VERSION = "3.3.3050.0";
  static final String RESOURCE_TYPE = "EC2Instance";
  static final String PLATFORM_TYPE = "Linux";

  String id() {
    return instance.id();
  }

  /** {@code Online}, or {@code ConnectionLost} when no heartbeat came for too long. */
  String pingStatus(Instant now) {
    return instance.runningSince().isPresent() && agent.isOnlineAt(now)
        ? "Online"
        : "ConnectionLost";
  }

  /** Whether sessions and commands could be sent to it, as far as the service knows. */
  boolean connected() {
    return instance.runningSince().isPresent() && agent.connection().isPresent();
  }
}
