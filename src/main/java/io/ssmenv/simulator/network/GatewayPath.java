package io.ssmenv.simulator.network;

import io.ssmenv.simulator.network.NetworkView.Endpoint;
import io.ssmenv.simulator.network.NetworkView.Instance;
import io.ssmenv.simulator.network.NetworkView.Route;
import io.ssmenv.simulator.network.NetworkView.Subnet;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import io.ssmenv.simulator.network.Reachability.Reachable;
import java.util.Optional;
import java.util.Set;

/**
 * The path of HTTPS through a gateway endpoint: the route table leads the prefix list of the
 * service to it. It has precedence over the default route [D].
 */
final class GatewayPath {
  private final NetworkView view;
  private final Routes routes;
  private final SecurityGroups groups;

  GatewayPath(NetworkView view, Routes routes, SecurityGroups groups) {
    this.view = view;
    this.routes = routes;
    this.groups = groups;
  }

  /** Returns the available gateway endpoint of a service that a subnet uses. */
  Optional<Endpoint> endpoint(String serviceName, Subnet subnet) {
    return route(serviceName, subnet)
        .flatMap(route -> Optional.ofNullable(view.endpoints().get(route.target())));
  }

  private Optional<Route> route(String serviceName, Subnet subnet) {
    return routes
        .toPrefixLists(subnet)
        .filter(route ->
            Optional.ofNullable(view.endpoints().get(route.target()))
                .filter(endpoint -> endpoint.service().equals(serviceName))
                .filter(endpoint -> endpoint.state().equals("available"))
                .isPresent())
        .findFirst();
  }

  /** Returns the path through the gateway endpoint; empty if the subnet uses none. */
  Optional<Reachability> follow(
      Instance instance, Subnet subnet, String serviceName, Destination to) {
    return route(serviceName, subnet)
        .map(route ->
            groups.allowOut(instance.groupIds(), to.range(), to.port(), Set.of(route.destination()))
                ? new Reachable(new NetworkPath.Endpoints())
                : new Broken(
                    Hop.INSTANCE_EGRESS,
                    "The groups %s of %s do not allow HTTPS to %s"
                        .formatted(instance.groupIds(), instance.id(), route.destination())));
  }
}
