package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.ec2.SimulatedNatGateway.Failure;
import io.ssmenv.simulator.ec2.SimulatedNatGateway.Sender;
import java.time.Instant;

/** How NAT gateways get from one state to the next. */
final class NatGatewayLifecycle {

  private NatGatewayLifecycle() {}

  static void becomeAvailable(Ec2State state, SimulatedNatGateway nat, Instant now) {
    state.after(
        now,
        StateTime.NAT_GATEWAY_AVAILABLE,
        nat.id(),
        at ->
            state
                .natGateways()
                .update(
                    nat.id(), at, n -> n.state().equals("pending") ? n.withState("available") : n));
  }

  static void fail(Ec2State state, SimulatedNatGateway nat, Failure failure, Instant now) {
    state.after(
        now,
        StateTime.NAT_GATEWAY_FAILED,
        nat.id(),
        at -> {
          state
              .natGateways()
              .update(nat.id(), at, n -> n.state().equals("pending") ? n.failed(failure) : n);
          scheduleRemoval(state, nat, at);
        });
  }

  private static void scheduleRemoval(Ec2State state, SimulatedNatGateway nat, Instant now) {
    state.after(
        now,
        StateTime.NAT_GATEWAY_TOMBSTONE,
        nat.id(),
        at -> state.natGateways().remove(nat.id(), at));
  }

  static void delete(Ec2State state, SimulatedNatGateway nat, Instant now) {
    state.natGateways().update(nat.id(), now, n -> n.withState("deleting"));
    state.after(now, StateTime.NAT_GATEWAY_DELETED, nat.id(), at -> deleted(state, nat, at));
  }

  private static void deleted(Ec2State state, SimulatedNatGateway nat, Instant at) {
    nat.address().ifPresent(sender -> free(state, nat, sender, at));
    state.natGateways().update(nat.id(), at, n -> n.deleted(at));
    scheduleRemoval(state, nat, at);
  }

  private static void free(Ec2State state, SimulatedNatGateway nat, Sender sender, Instant at) {
    NetworkInterfaces.remove(state, sender.networkInterfaceId(), at);
    Instant heldUntil = at.plus(state.time(StateTime.NAT_ADDRESS_HELD, nat.id()));
    sender
        .allocationId()
        .ifPresent(id -> state.addresses().update(id, at, a -> a.heldUntil(heldUntil)));
  }
}
