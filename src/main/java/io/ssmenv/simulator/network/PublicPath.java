package io.ssmenv.simulator.network;

import io.ssmenv.simulator.network.NetworkAcls.Ports;
import io.ssmenv.simulator.network.NetworkView.Instance;
import io.ssmenv.simulator.network.NetworkView.NatGateway;
import io.ssmenv.simulator.network.NetworkView.PublicAccessBlock;
import io.ssmenv.simulator.network.NetworkView.Subnet;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import io.ssmenv.simulator.network.Reachability.Reachable;
import java.util.Optional;
import java.util.Set;

/** The path of packets that leave the VPC, after the name of the destination is resolved. */
final class PublicPath {
  private final NetworkView view;
  private final Routes routes;
  private final SecurityGroups groups;
  private final NetworkAcls acls;

  PublicPath(NetworkView view, Routes routes, SecurityGroups groups) {
    this.view = view;
    this.routes = routes;
    this.groups = groups;
    this.acls = new NetworkAcls(view);
  }

  /** Follows packets from an instance in a subnet to a destination. */
  Reachability follow(Instance instance, Subnet subnet, Destination to) {
    if (!groups.allowOut(instance.groupIds(), to.range(), to.port(), Set.of())) {
      return new Broken(
          Hop.INSTANCE_EGRESS,
          "The groups %s of %s do not allow traffic to port %d of %s"
              .formatted(instance.groupIds(), instance.id(), to.port(), to.name()));
    }
    Optional<Broken> denied = acls.outbound(subnet, Ports.LINUX_EPHEMERAL, to.range(), to.port());
    if (denied.isPresent()) {
      return denied.get();
    }
    return routes
        .find(subnet, to.range())
        .map(route -> followRoute(route, instance, subnet, to))
        .orElseGet(() ->
            new Broken(
                Hop.ROUTE,
                "The route table of %s has no route to %s".formatted(subnet.id(), to.name())));
  }

  private Reachability followRoute(
      NetworkView.Route route, Instance instance, Subnet subnet, Destination to) {
    String target = route.target();
    if (!route.active()) {
      return new Broken(
          Hop.ROUTE,
          "The route %s of %s to %s is a blackhole"
              .formatted(route.destination(), subnet.id(), target));
    }
    if (target.startsWith("igw-")) {
      return throughInternetGateway(target, instance, subnet);
    }
    if (target.startsWith("nat-")) {
      return throughNatGateway(target, instance, subnet, to);
    }
    return new Broken(
        Hop.ROUTE,
        "The route %s of %s leads to %s, which does not lead to the Internet"
            .formatted(route.destination(), subnet.id(), target));
  }

  private Reachability throughInternetGateway(String gateway, Instance instance, Subnet subnet) {
    if (!routes.isAttached(gateway, subnet.vpcId())) {
      return new Broken(
          Hop.INTERNET_GATEWAY, "%s is not attached to %s".formatted(gateway, subnet.vpcId()));
    }
    if (subnet.blocked() != PublicAccessBlock.NOTHING) {
      return blocked(subnet);
    }
    return instance
        .publicIp()
        .<Reachability>map(ip -> new Reachable(new NetworkPath.InternetGateway(ip)))
        .orElseGet(() ->
            new Broken(
                Hop.PUBLIC_ADDRESS,
                "The interface %s of %s has no public address"
                    .formatted(instance.networkInterfaceId(), instance.id())));
  }

  private Reachability throughNatGateway(
      String id, Instance instance, Subnet from, Destination to) {
    Optional<NatGateway> nat = Optional.ofNullable(view.natGateways().get(id));
    if (nat.isEmpty()) {
      return new Broken(Hop.NAT_GATEWAY, "%s does not exist".formatted(id));
    }
    if (!nat.get().state().equals("available")) {
      return new Broken(Hop.NAT_GATEWAY, "%s is %s".formatted(id, nat.get().state()));
    }
    if (nat.get().publicIp().isEmpty()) {
      return new Broken(Hop.NAT_GATEWAY, "%s has no public address".formatted(id));
    }
    Optional<Subnet> subnet = Optional.ofNullable(view.subnets().get(nat.get().subnetId()));
    boolean out =
        subnet
            .flatMap(s -> routes.find(s, to.range()))
            .filter(r -> r.active() && routes.isAttached(r.target(), subnet.get().vpcId()))
            .isPresent();
    if (!out) {
      return new Broken(
          Hop.NAT_ROUTE,
          "The route table of %s, where %s is, has no active route to an attached Internet gateway"
              .formatted(nat.get().subnetId(), id));
    }
    if (subnet.get().blocked() == PublicAccessBlock.EVERYTHING) {
      return blocked(subnet.get());
    }
    return deniedAtNatGateway(instance, from, subnet.get(), to)
        .<Reachability>map(broken -> broken)
        .orElseGet(() -> new Reachable(new NetworkPath.NatGateway(id, nat.get().publicIp().get())));
  }

  /** The subnet whose packets pass the Internet gateway is the one that counts [F]. */
  private static Broken blocked(Subnet subnet) {
    return new Broken(
        Hop.PUBLIC_ACCESS_BLOCK,
        "VPC Block Public Access drops the packets of %s".formatted(subnet.id()));
  }

  /** To network ACLs, a NAT gateway is a server of the instance and a client of the destination. */
  private Optional<Broken> deniedAtNatGateway(
      Instance instance, Subnet from, Subnet natSubnet, Destination to) {
    Optional<Broken> entering =
        Cidr.parse(instance.privateIp() + "/32")
            .filter(_ -> !from.id().equals(natSubnet.id()))
            .flatMap(source -> acls.inbound(natSubnet, source, Ports.LINUX_EPHEMERAL, to.port()));
    return entering.or(() -> acls.outbound(natSubnet, Ports.NAT_EPHEMERAL, to.range(), to.port()));
  }
}
