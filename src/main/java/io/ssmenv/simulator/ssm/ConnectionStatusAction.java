package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Struct;
import java.util.List;

/**
 * Reports whether an agent's control channel is open. This status changes sooner than the ping
 * status.
 */
final class ConnectionStatusAction implements ActionGroup {
  private final RegionalState<AgentFleet> fleets;

  ConnectionStatusAction(RegionalState<AgentFleet> fleets) {
    this.fleets = fleets;
  }

  @Override
  public String service() {
    return "ssm";
  }

  @Override
  public List<Operation> operations() {
    return List.of(Operation.read("GetConnectionStatus", this::status, "Target"));
  }

  private Struct status(Call call) {
    String target = call.params().required("Target");
    boolean connected =
        fleets.of(call).managedNodes(call.now()).stream()
            .anyMatch(node -> node.id().equals(target) && node.connected());
    return Struct.empty()
        .with("Target", target)
        .with("Status", connected ? "connected" : "notconnected");
  }
}
