package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.SimulatedAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Network interfaces that somebody else's load balancer keeps in a subnet. They can't be deleted by
 * any call of this simulator, and subnet, group and VPC can't be deleted before them.
 */
public final class ForeignInterfaces {
  private final RegionalState<Ec2State> states;

  ForeignInterfaces(RegionalState<Ec2State> states) {
    this.states = states;
  }

  /**
   * Puts one into a subnet, with the VPC's default group; the account's lock has to be held.
   *
   * @return its id, or nothing if the account has no such subnet
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

  /** Takes one away; false if the account has none with this id. */
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

  /** The ids of all that an account has. */
  public List<String> ids(SimulatedAccount account) {
    return of(account).stream()
        .flatMap(state -> state.interfaces().all())
        .filter(eni -> eni.type().equals(SimulatedNetworkInterface.LOAD_BALANCER))
        .map(SimulatedNetworkInterface::id)
        .toList();
  }

  private List<Ec2State> of(SimulatedAccount account) {
    List<Ec2State> accountStates = new ArrayList<>();
    states.forEach(account.id(), (scope, state) -> accountStates.add(state));
    return accountStates;
  }
}
