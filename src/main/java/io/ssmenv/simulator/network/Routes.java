package io.ssmenv.simulator.network;

import io.ssmenv.simulator.network.NetworkView.Route;
import io.ssmenv.simulator.network.NetworkView.RouteTable;
import io.ssmenv.simulator.network.NetworkView.Subnet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which route a packet takes: the table is the subnet's own, else its VPC's main one. */
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
   * The route with the longest prefix that covers the whole destination; a blackhole is taken like
   * any other. Routes to prefix lists are left out: those lead to S3.
   */
  Optional<Route> find(Subnet subnet, Cidr destination) {
    return Optional.ofNullable(bySubnet.get(subnet.id()))
        .or(() -> Optional.ofNullable(mainByVpc.get(subnet.vpcId())))
        .flatMap(table ->
            table.routes().stream()
                .filter(r -> range(r).filter(c -> c.contains(destination)).isPresent())
                .max(Comparator.comparingInt(r -> range(r).map(Cidr::prefix).orElse(-1))));
  }

  /** Whether an id is that of an Internet gateway that is attached to the VPC. */
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
