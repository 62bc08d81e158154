package io.ssmenv.simulator.network;

import io.ssmenv.simulator.network.NetworkView.Route;
import io.ssmenv.simulator.network.NetworkView.RouteTable;
import io.ssmenv.simulator.network.NetworkView.Subnet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Selects the route of a packet from the route table of the subnet, or else the main route table of
 * the VPC.
 */
final class Routes {
  private final NetworkView view;
  private final Map<String, RouteTable> bySubnet = new HashMap<>();
  private final Map<String, RouteTable> mainByVpc = new HashMap<>();

  Routes(NetworkView view) {
    this.view = view;
    for (RouteTable table : view.routeTables().values()) {
      table.subnetIds().forEach(subnet -> bySubnet.put(subnet, table));
      if (table.main()) {
        mainByVpc.put(table.vpcId(), table);
      }
    }
  }

  /**
   * Returns the route with the longest prefix that contains the whole destination, even if it is a
   * blackhole. Routes to prefix lists are ignored, because they lead to S3 and DynamoDB only.
   */
  Optional<Route> find(Subnet subnet, Cidr destination) {
    return Optional.ofNullable(bySubnet.get(subnet.id()))
        .or(() -> Optional.ofNullable(mainByVpc.get(subnet.vpcId())))
        .flatMap(table ->
            table.routes().stream()
                .filter(r -> range(r).filter(c -> c.contains(destination)).isPresent())
                .max(Comparator.comparingInt(r -> range(r).map(Cidr::prefix).orElse(-1))));
  }

  /** Returns the active routes of a subnet to prefix lists, which lead to gateway endpoints. */
  Stream<Route> toPrefixLists(Subnet subnet) {
    return Optional.ofNullable(bySubnet.get(subnet.id()))
        .or(() -> Optional.ofNullable(mainByVpc.get(subnet.vpcId())))
        .stream()
        .flatMap(table -> table.routes().stream())
        .filter(route -> route.destination().startsWith("pl-") && route.active());
  }

  /** Returns whether an id is that of an Internet gateway attached to the VPC. */
  boolean isAttached(String id, String vpcId) {
    return Optional.ofNullable(view.internetGateways().get(id))
        .flatMap(NetworkView.InternetGateway::vpcId)
        .filter(vpcId::equals)
        .isPresent();
  }

  private static Optional<Cidr> range(Route route) {
    return Cidr.parse(route.destination());
  }
}
