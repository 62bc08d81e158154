package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.SimulatedAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Network interfaces of load balancers, which the simulator does not otherwise support. No AWS call
 * can delete them, and they block the deletion of their subnet, group and VPC.
 */
public final class LoadBalancerInterfaces {
  private final RegionalState<Ec2State> states;

  LoadBalancerInterfaces(RegionalState<Ec2State> states) {
    this.states = states;
  }

  /**
   * Adds an interface to a subnet, with the VPC's default group. The caller holds the account's
   * lock.
   *
   * @return its id, or empty if the account does not have the subnet
   */
  public Optional<String> add(SimulatedAccount account, String subnetId, Instant now) {
    return of(account).stream()
        .flatMap(state -> state.subnets().get(subnetId).map(s -> add(state, s, now)).stream())
        .findFirst();
  }

  private static String add(Ec2State state, SimulatedSubnet subnet, Instant now) {
    return NetworkInterfaces.managed(
            state,
            subnet,
            SimulatedNetworkInterface.LOAD_BALANCER,
            "ELB net/somebody-else/" + subnet.id().substring(subnet.id().indexOf('-') + 1),
            Set.of(state.defaultGroup(subnet.vpcId()).id()),
            now)
        .id();
  }

  /** Removes an interface; returns false if the account has none with this id. */
  public boolean remove(SimulatedAccount account, String id, Instant now) {
    for (Ec2State state : of(account)) {
      boolean exists =
          state
              .interfaces()
              .get(id)
              .filter(eni -> eni.type().equals(SimulatedNetworkInterface.LOAD_BALANCER))
              .isPresent();
      if (exists) {
        NetworkInterfaces.remove(state, id, now);
        return true;
      }
    }
    return false;
  }

  /** Returns the ids of all foreign interfaces of an account. */
  public List<String> ids(SimulatedAccount account) {
    return of(account).stream()
        .flatMap(state -> state.interfaces().all())
        .filter(eni -> eni.type().equals(SimulatedNetworkInterface.LOAD_BALANCER))
        .map(SimulatedNetworkInterface::id)
        .toList();
  }

  private List<Ec2State> of(SimulatedAccount account) {
    List<Ec2State> accountStates = new ArrayList<>();
    states.forEach(account.id(), (_, state) -> accountStates.add(state));
    return accountStates;
  }
}
