package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.ec2.SimulatedNatGateway.Address;
import io.ssmenv.simulator.ec2.SimulatedNatGateway.Failure;
import java.time.Instant;

/** The state transitions of NAT gateways. */
final class NatGatewayLifecycle {

  private NatGatewayLifecycle() {}

  static void becomeAvailable(Ec2State state, SimulatedNatGateway nat, Instant now) {
    state.schedule(
        now,
        StateDuration.NAT_GATEWAY_AVAILABLE,
        nat.id(),
        at ->
            state
                .natGateways()
                .update(
                    nat.id(), at, n -> n.state().equals("pending") ? n.withState("available") : n));
  }

  static void fail(Ec2State state, SimulatedNatGateway nat, Failure failure, Instant now) {
    state.schedule(
        now,
        StateDuration.NAT_GATEWAY_FAILED,
        nat.id(),
        at -> {
          state
              .natGateways()
              .update(nat.id(), at, n -> n.state().equals("pending") ? n.failed(failure) : n);
          scheduleRemoval(state, nat, at);
        });
  }

  private static void scheduleRemoval(Ec2State state, SimulatedNatGateway nat, Instant now) {
    state.schedule(
        now,
        StateDuration.NAT_GATEWAY_TOMBSTONE,
        nat.id(),
        at -> state.natGateways().remove(nat.id(), at));
  }

  static void delete(Ec2State state, SimulatedNatGateway nat, Instant now) {
    state.natGateways().update(nat.id(), now, n -> n.withState("deleting"));
    state.schedule(now, StateDuration.NAT_GATEWAY_DELETED, nat.id(), at -> deleted(state, nat, at));
  }

  private static void deleted(Ec2State state, SimulatedNatGateway nat, Instant at) {
    nat.address().ifPresent(address -> releaseAddress(state, nat, address, at));
    state.natGateways().update(nat.id(), at, n -> n.deleted(at));
    scheduleRemoval(state, nat, at);
  }

  private static void releaseAddress(
      Ec2State state, SimulatedNatGateway nat, Address address, Instant at) {
    NetworkInterfaces.remove(state, address.networkInterfaceId(), at);
    Instant heldUntil = at.plus(state.duration(StateDuration.NAT_ADDRESS_HELD, nat.id()));
    address
        .allocationId()
        .ifPresent(id -> state.addresses().update(id, at, a -> a.heldUntil(heldUntil)));
  }
}
