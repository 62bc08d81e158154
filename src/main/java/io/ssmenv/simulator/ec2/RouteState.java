package io.ssmenv.simulator.ec2;

import java.util.Optional;

/** The state of a route: it becomes a blackhole when its target is deleted [D]. */
final class RouteState {
  static final String ACTIVE = "active";
  private static final String BLACKHOLE = "blackhole";

  private RouteState() {}

  /** Returns {@code active} or {@code blackhole}. */
  static String of(Ec2State state, SimulatedRouteTable table, SimulatedRouteTable.Route route) {
    String target = route.target();
    boolean leads;
    if (target.startsWith("igw-")) {
      Optional<String> vpc =
          state.internetGateways().get(target).flatMap(SimulatedInternetGateway::vpcId);
      leads = vpc.filter(table.vpcId()::equals).isPresent();
    } else if (target.startsWith("nat-")) {
      leads =
          state
              .natGateways()
              .get(target)
              .filter(nat -> nat.state().equals("available") || nat.state().equals("pending"))
              .isPresent();
    } else if (target.startsWith("eni-")) {
      leads =
          state
              .interfaces()
              .get(target)
              .flatMap(SimulatedNetworkInterface::attachment)
              .flatMap(attachment -> state.instances().get(attachment.instanceId()))
              .filter(instance -> instance.is(SimulatedInstance.StateName.RUNNING))
              .isPresent();
    } else {
      leads = target.equals("local") || state.endpoints().get(target).isPresent();
    }
    return leads ? ACTIVE : BLACKHOLE;
  }
}
